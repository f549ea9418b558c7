"""What the readers of the single notations yield, before clauses are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One body and its role, at offsets of the text."""

    start: int
    end: int
    role: Role
    printed_role: str
    generic: bool
    weak: bool = False
    """Stated by 要 or 应当 alone: a duty, not an assignment."""


_LABEL_ROLES = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        ("牵头|总牵头|主办|主责|主政|第一责任", Role.LEAD),
        ("配合|协助|协办|协同|支持|支撑|协作|辅助", Role.ASSIST),
        ("参与|参加", Role.PARTICIPATE),
        ("指导|督导|督促|督办|督查|监督", Role.GUIDE),
        ("会同|联合|会办", Role.TOGETHER),
        ("落实|实施|执行", Role.IMPLEMENT),
        ("责任", Role.RESPONSIBLE),
        (
            "负责|负总责|负主责|负首要责|负直接责|主管|监管|权责|组织|承办|承担|办理|受理",
            Role.IN_CHARGE,
        ),
    )
)


@lru_cache(maxsize=1024)  # a handful of labels and verbs
def role_of(words: str) -> Role:
    """The role that the printed words give.

    >>> role_of("牵头责任单位"), role_of("按职责分工负责")
    (<Role.LEAD: '牵头'>, <Role.IN_CHARGE: '负责'>)
    """
    for pattern, role in _LABEL_ROLES:
        if pattern.search(words):
            return role
    return Role.RESPONSIBLE
