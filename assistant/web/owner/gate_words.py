"""Why a question is answered worse, in Chinese: the evaluation's English reasons, reworded.

The reasons are those of `evals.answers.judge`; one that has no wording here stays as it is.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from assistant.web.owner.wording import OUTCOMES, REASONS

_STATUS = re.compile(r"status: (?P<got>\w+) != (?P<wanted>\w+)")
_CLAUSE = re.compile(r"clause: cited (?P<got>None|\(.+\)), wanted (?P<wanted>\(.+\))")
_BODIES = re.compile(r"departments: gave (?P<got>\[.*\]), wanted (?P<wanted>\[.*\])")
_FACTS = re.compile(r"facts: text lacks (?P<missing>\[.+\])")
_QUOTES = re.compile(r"quotes: citations \[(?P<numbers>[\d, ]+)\] are not verbatim")


def gate_reason(reason: str) -> str:
    """One reason as an owner reads it.

    >>> gate_reason("clause: cited None, wanted ('a.txt', ('二、', '（一）'), None)")
    '没有引用条款，应引用 a.txt 二、（一）'
    >>> gate_reason("facts: text lacks ['300元']")
    '答复里没有“300元”'
    """
    if match := _STATUS.fullmatch(reason):
        return f"应当{_outcome(match['wanted'])}，现在是{_outcome(match['got'])}"
    if match := _CLAUSE.fullmatch(reason):
        got, wanted = (_literal(match[key]) for key in ("got", "wanted"))
        cited = f"引用了 {_place(got)}" if got else "没有引用条款"
        return f"{cited}，应引用 {_place(wanted)}" if wanted else reason
    if match := _BODIES.fullmatch(reason):
        got, wanted = (_literal(match[key]) for key in ("got", "wanted"))
        return f"部门应为{'、'.join(wanted or ()) or '无'}，现在是{'、'.join(got or ()) or '无'}"
    if match := _FACTS.fullmatch(reason):
        return f"答复里没有{'、'.join(f'“{fact}”' for fact in _literal(match['missing']) or ())}"
    if match := _QUOTES.fullmatch(reason):
        return f"第{match['numbers']}处引文与原文不一致"
    return reason


def _outcome(status: str) -> str:
    """How an answer ended: «拒答（文件没有规定）»."""
    kind, _, reason = status.partition("_")
    why = REASONS.get(reason)
    return f"{OUTCOMES.get(kind, kind)}{f'（{why}）' if why else ''}"


def _place(where: tuple[str, tuple[str, ...], int | None]) -> str:
    file, path, paragraph = where
    return f"{file} {''.join(path)}{f'第{paragraph}段' if paragraph else ''}".strip()


def _literal(printed: str) -> Any:
    """The value of a Python literal, None when it is none."""
    try:
        return ast.literal_eval(printed)
    except (ValueError, SyntaxError):
        return None
