"""离合词: verbs of two characters that other words come between (休几天假 for 休假几天)."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.lexicon import load_lexicon


@lru_cache(maxsize=1)
def _parted() -> re.Pattern[str]:
    lexicon = load_lexicon("colloquial")
    pairs = "|".join(
        rf"(?P<v{n}>{verb})(?P<b{n}>{lexicon['between']})(?P<o{n}>{thing})"
        for n, (verb, thing) in enumerate(lexicon["separable"])
    )
    return re.compile(rf"(?:{pairs})(?={lexicon['after_separable']})")


def joined_verbs(folded: str) -> str:
    """A question with the parts of such verbs put together, what was between them behind.

    Args:
        folded: The question in folded form.

    >>> joined_verbs("一年能休几天假"), joined_verbs("上不了学怎么办"), joined_verbs("上个学期")
    ('一年能休假几天', '上学不了怎么办', '上个学期')
    """
    return _parted().sub(_joined, folded)


def _joined(match: re.Match[str]) -> str:
    verb, between, thing = (group for group in match.groups() if group is not None)
    return f"{verb}{thing}{between}"
