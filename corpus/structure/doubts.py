"""疑点: warnings on places of a text's numbering that a reader should look at again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.model import Clause
from corpus.numerals import to_chinese
from corpus.structure.markers import Candidate

LONG = 2000
"""A clause longer than this, in characters, is reported."""
_NAMED = 6
"""Most missing numbers that are named one by one."""
_NUMERAL = re.compile(r"[零〇○一二两三四五六七八九十百千廿卅]+|\d+(?!.*\d)")
_SINGLE = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑",
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "壹贰叁肆伍陆柒捌玖拾", "甲乙丙丁戊己庚辛壬癸", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ",
    "ABCDEFGHIJ", "abcdefghij",
)  # fmt: skip


def token_for(token: str, number: int) -> str:
    """The marker that the list of `token` has for another number.

    >>> token_for("（四）", 3), token_for("第十二条", 11), token_for("③", 2), token_for("3.4", 3)
    ('（三）', '第十一条', '②', '3.3')
    """
    for row in _SINGLE:
        for char in token:
            if char in row and number <= len(row):
                return token.replace(char, row[number - 1])
    if re.search(r"\d", token):
        return re.sub(r"\d+(?!.*\d)", str(number), token)
    return _NUMERAL.sub(to_chinese(number), token, count=1)


def missing(mark: Candidate, last: int) -> str:
    """Warning on the numbers that stand between number `last` of a list and the marker."""
    gap = range(last + 1, mark.value // 100)
    if len(gap) <= _NAMED:
        names = " ".join(token_for(mark.token, number) for number in gap)
    else:
        names = f"{token_for(mark.token, gap[0])} to {token_for(mark.token, gap[-1])}"
    return f"{names} missing before {mark.token} at offset {mark.start}"


def printed_twice(mark: Candidate) -> str:
    """Warning on a number that its list has twice."""
    return f"{mark.token} at offset {mark.start} is printed twice in its list"


def unlisted(mark: Candidate) -> str:
    """Warning on a marker that fits nowhere."""
    return (
        f"marker {mark.token} at offset {mark.start} does not go on from any list; "
        "it was read as text"
    )


def doubtful_clauses(clauses: Sequence[Clause]) -> list[str]:
    """Warnings on clauses that are too long to cite or share a label."""
    long = [
        f"clause {clause.label or clause.ordinal} is {clause.span.end - clause.span.start} "
        f"characters long (offset {clause.span.start}); a marker in it may have been missed"
        for clause in clauses
        if clause.span.end - clause.span.start > LONG
    ]
    labels = Counter((clause.label, clause.parent_id) for clause in clauses)
    shared = [
        f"{count} clauses share the label {label}; cite them by id"
        for (label, _), count in labels.items()
        if count > 1
    ]
    return long + shared
