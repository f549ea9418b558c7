from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from index.sentences import split_sentences

texts = st.text(alphabet="政策補貼。！；，、：”）\n 　a1", max_size=200)


@given(texts, st.integers(min_value=1, max_value=60))
def test_pieces_hold_every_printed_character_once_and_in_order(text: str, longest: int) -> None:
    pieces = split_sentences(text, Span(start=0, end=len(text)), longest)
    joined = "".join(piece.of(text) for piece in pieces)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(pieces))


@given(texts, st.integers(min_value=1, max_value=60))
def test_no_piece_is_longer_than_the_limit(text: str, longest: int) -> None:
    pieces = split_sentences(text, Span(start=0, end=len(text)), longest)
    assert all(piece.end - piece.start <= longest for piece in pieces)


def test_sentences_that_fit_are_never_cut() -> None:
    sentence = "给予每户每年补贴，标准另定；分期发放。"
    text = sentence * 40
    pieces = split_sentences(text, Span(start=0, end=len(text)), 100)
    assert {piece.of(text)[-1] for piece in pieces} == {"。"}
    assert [piece.of(text) for piece in pieces[:-1]] == [sentence * 5] * 7 + []  # 19 × 5 ≤ 100
    assert len(pieces) == 8


def test_an_overlong_sentence_is_cut_at_its_semicolons_first() -> None:
    text = "（一）" + "加强领导，落实责任" * 4 + "；" + "完善制度，强化监督" * 4 + "。"
    pieces = split_sentences(text, Span(start=0, end=len(text)), 50)
    assert [piece.of(text)[-1] for piece in pieces] == ["；", "。"]


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    text = "文件要求：“应保尽保。”各地落实。"
    pieces = split_sentences(text, Span(start=0, end=len(text)), 12)
    assert [piece.of(text) for piece in pieces] == ["文件要求：“应保尽保。”", "各地落实。"]


def test_only_the_given_stretch_is_cut() -> None:
    text = "前文。要的这句。后文。"
    assert [p.of(text) for p in split_sentences(text, Span(start=3, end=8), 100)] == ["要的这句。"]
