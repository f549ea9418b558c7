"""What a follow-up seeks, in the words in which documents state it.

「不交会怎样」 and 「要带什么」 name neither a matter nor the words of a clause. Within the document
of a talk, the official words for what is sought find the clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lexicon import load_lexicon, names, pattern
from assistant.steps.understand import topic_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One kind of fact that is sought."""

    words: str
    """Official words to search for besides the question's own."""
    stated: re.Pattern[str]
    """How a clause states it; for folded text."""
    rest: str
    """The question's own matter: its topic without what asks and what points back."""
    bound: bool = False
    """Whether each clause states it for its own matter alone: exceptions, unlike papers to show."""
    throughout: bool = False
    """Whether it is stated once for a whole document: who pays, where to complain."""
    unmet: bool = False
    """Whether it takes up a duty just spoken of as one that is not met (没备案会怎样)."""


def sought_in(folded: str) -> Sought | None:
    """What a question seeks; None where it is no such kind.

    Args:
        folded: The question in standard words.

    >>> sought_in("需要什么材料？").rest, sought_in("没备案会怎么处罚").rest
    ('', '备案')
    >>> sought_in("中秋放几天") is None
    True
    """
    for kind in names("follow_ups", "sought"):
        asked = pattern("follow_ups", "sought", kind, "asked")
        if not asked.search(folded):
            continue
        rest = pattern("follow_ups", "back").sub(" ", asked.sub(" ", folded))
        entry = load_lexicon("follow_ups")
        rest = pattern("follow_ups", "unmet").sub(" ", rest)
        leave = pattern("follow_ups", "without_leave", "asked").search(folded)
        return Sought(
            words=entry["sought"][kind]["words"]
            + (f" {entry['without_leave']['words']}" if leave else ""),
            stated=pattern("follow_ups", "sought", kind, "stated"),
            rest=topic_of(rest),
            bound=entry["sought"][kind].get("holds") == "clause",
            throughout=entry["sought"][kind].get("holds") == "document",
            unmet=bool(pattern("follow_ups", "unmet").search(folded)),
        )
    return None
