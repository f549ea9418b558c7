"""An end of force that no date tells: 「自疫情防控工作结束之日起停止执行」.

Such a text has been in force for a while, and nobody can tell from it for how long. It must not be
called in force years later; its own words on its end are shown instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.model import Span

_STOPS = re.compile(r"(?:自动)?(?:停止|终止|不再)(?:执行|实施|施行)")
_EVENT_OVER = re.compile(
    r"(?:结束|解除|终止|终结|完成|消除|过后)(?:之?日|之时|之?后|时)?(?:起|止)?(?:即|则|自动)?$"
)
_LASTS_UNTIL = re.compile(
    r"(?:执行|实施|施行|有效)(?:期限?|时间)?(?:暂定)?(?:为)?[^。；，\d]{0,16}(?:至|到)"
    r"[^。；，\d]{2,40}?(?:结束|解除|终止)(?:之日|之时|时|后)?(?:止|为止)?"
)
_LONGEST = 60
"""Characters of the words before a stop that name the event."""


def event_end(folded: str, is_own: Callable[[str], bool]) -> Span | None:
    """Where a text says at which event its own force ends; None where it does not.

    Args:
        folded: Folded text of the whole document.
        is_own: Whether the words of a sentence before a statement speak of the text itself.

    >>> text = "上述措施自公布之日起生效，自防控工作结束之日起停止执行。"
    >>> event_end(text, lambda before: "上述措施" in before).of(text)
    '自防控工作结束之日起停止执行'
    """
    for match in _STOPS.finditer(folded):
        before = re.split(r"[。；！？\n]", folded[max(0, match.start() - 200) : match.start()])[-1]
        event = re.split(r"[，,]", before)[-1].strip()
        if len(event) <= _LONGEST and _EVENT_OVER.search(event) and is_own(before):
            return Span(start=match.start() - len(event), end=match.end())
    for match in _LASTS_UNTIL.finditer(folded):
        before = re.split(r"[。；！？\n]", folded[max(0, match.start() - 200) : match.start()])[-1]
        if is_own(before + match[0]):
            return Span(start=match.start(), end=match.end())
    return None
