"""Several questions in one (「A怎么申请，B归谁管？」): where one ends and the next begins."""

from __future__ import annotations

import re

from assistant.context import Kind, Understanding
from assistant.lexicon import pattern
from assistant.steps.understand import is_empty_word, standard_words, topic_of, understand
from assistant.terms import term_of
from corpus.normalize import fold
from index.tokenizer import cut

MOST = 3
"""Questions answered in one answer."""
_KINDS = {Kind.CONTENT, Kind.RESPONSIBILITY, Kind.DEFINITION}
_ROUGHLY = re.compile("好几|十几|几十|几百|几千|[幾几]年前|[前近这過过][几幾](?:年|个月|天|次)")
"""An amount that is told, not asked for."""
_BRACKETED = re.compile(r"[（(〔【\[][^（）()〔〕【】\[\]]*[）)〕】\]]")
_END = re.compile(r"[？?；;。！!]+|[，,]")


def parts_of(text: str) -> tuple[str, ...]:
    """The questions in a text when there are several about different matters; else nothing.

    A part is a question of its own when it asks for something and names a matter that no other
    part names; 「有什么扶持？找哪些部门？」 is one question.

    >>> parts_of("孩子上学怎么办？创业贷款归谁管？")
    ('孩子上学怎么办', '创业贷款归谁管')
    >>> parts_of("搬迁群众有什么扶持？找哪些部门？")
    ()
    """
    open_text = _BRACKETED.sub("", text)  # what stands in brackets asks nothing
    pieces = _whole([piece for piece in _END.split(open_text) if piece.strip()])
    if not 1 < len(pieces) <= MOST:
        return ()
    matters = [_matter(piece) for piece in pieces]
    apart = all(not left & right for i, left in enumerate(matters) for right in matters[i + 1 :])
    return tuple(pieces) if all(matters) and apart else ()


def _whole(pieces: list[str]) -> list[str]:
    """Pieces that ask for nothing are put in front of the next one, or behind the last."""
    whole: list[str] = []
    waiting = ""
    for piece in pieces:
        if _asks(piece):
            whole.append(f"{waiting}，{piece}" if waiting else piece)
            waiting = ""
        else:
            waiting = f"{waiting}，{piece}" if waiting else piece
    if waiting and whole:
        whole[-1] = f"{whole[-1]}，{waiting}"
    return whole


def _asks(piece: str) -> bool:
    if pattern("understanding", "request_only").fullmatch(standard_words(fold(piece)).strip()):
        return False
    found = _read(_ROUGHLY.sub("", piece))
    return bool(found.wants) and found.kind in _KINDS


def _read(piece: str) -> Understanding:
    return understand(piece, ())


def _matter(piece: str) -> frozenset[str]:
    """The words of two characters and more that say what a piece is about."""
    folded = standard_words(fold(piece))
    if _read(piece).kind is Kind.DEFINITION:
        return frozenset((term_of(piece),))
    if pattern("understanding", "leans").search(folded):
        return frozenset()
    words = cut(topic_of(folded, pattern("understanding", "shared_frame").findall(folded)))
    return frozenset(word for word in words if len(word) > 1 and not is_empty_word(word))
