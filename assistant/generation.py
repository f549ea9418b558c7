"""Writing an answer with a language model, sentence by verified sentence.

The model sees numbered sources and must end every sentence with the tokens of the sources that
say it (〔S1〕). Code resolves the tokens, checks the sentence against those sources
(`assistant.verification`) and lets only sentences without a problem through; a sentence without
a token, or with a token that was never given, is dropped. Nothing unverified is ever yielded,
so the answer can be streamed while it is written.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.model import Audience
from assistant.verification import Problem, verify_sentence

_TOKEN = re.compile(r"[〔\[【（(]\s*S(\d{1,2})\s*[〕\]】）)]")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+(?:\s*[〔\[【（(]\s*S\d{1,2}\s*[〕\]】）)])*")
_FALSE_TOKEN = re.compile(r"[〔\[【]\s*\d{1,2}\s*[〕\]】](?!第?\d+号)")
_LIST_MARK = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.、])\s*")
_MARKUP = re.compile(r"\*\*|__|^#+\s*|<[^>]{0,200}>|!?\[[^\]]{0,200}\]\([^)]{0,500}\)|https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One clause as the model sees it; its token is ``S{n}``."""

    n: int
    """Citation number in the answer, from 1."""
    label: str
    """《title》（文号）path, for the model's orientation."""
    text: str
    """The clause's printed words."""
    context: tuple[str, ...] = ()
    """Title, heading, number and departments that a sentence may name as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the model after checking."""

    text: str
    """Words without tokens and without markup, with its closing stop."""
    citations: tuple[int, ...]
    """Numbers of the sources that it cites, in order."""
    problems: tuple[Problem, ...] = ()
    """Why it must not be shown; empty when it may."""
    uncited: bool = False
    """True when it names no source that was given."""

    @property
    def is_verified(self) -> bool:
        """True when the sentence may be shown."""
        return not self.problems and not self.uncited


@lru_cache(maxsize=4)
def system_prompt(audience: Audience) -> str:
    """The system prompt for an audience, from assistant/prompts/."""
    path = Path(__file__).parent / "prompts" / f"answer_{audience.value}.md"
    return path.read_text(encoding="utf-8").strip()


def build_messages(
    question: str, sources: Sequence[Source], audience: Audience
) -> list[tuple[str, str]]:
    """Messages for the chat model: rules, sources as quoted data, the question.

    Source text cannot end its own block: the marks that delimit it are taken out of it.
    """
    blocks = [
        f"<来源 编号=S{source.n}>\n{_defused(source.label)}\n{_defused(source.text)}\n</来源>"
        for source in sources
    ]
    human = "\n".join(blocks) + f"\n<问题>\n{_defused(question)}\n</问题>"
    return [("system", system_prompt(audience)), ("human", human)]


def _defused(text: str) -> str:
    return re.sub(r"</?(?:来源|问题)[^>]*>", "", _TOKEN.sub("", text))


def split_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences, tokens included, as soon as each is known to be complete.

    A sentence is complete when something other than a token follows its stop, since models put
    tokens before or after it.
    """
    buffer = ""
    for piece in pieces:
        buffer += piece
        while match := _SENTENCE.match(buffer):
            rest = buffer[match.end() :]
            if not rest.strip() or (rest.lstrip()[0] in "〔[【（(" and len(rest.lstrip()) < 8):
                break
            yield match.group()
            buffer = rest
    while match := _SENTENCE.match(buffer):
        yield match.group()
        buffer = buffer[match.end() :]
    if buffer.strip():
        yield buffer


def verified_sentences(
    pieces: Iterable[str], sources: Sequence[Source], *, deadline: float | None = None
) -> Iterator[Sentence]:
    """Every sentence of the model's output with its verdict, in order.

    Args:
        pieces: The output as it streams in.
        sources: What the model was given.
        deadline: `time.monotonic` value after which reading stops; None reads to the end.
    """
    by_number = {source.n: source for source in sources}
    for raw in split_sentences(_until(pieces, deadline)):
        sentence = _judged(raw, by_number)
        if sentence is not None:
            yield sentence


def _until(pieces: Iterable[str], deadline: float | None) -> Iterator[str]:
    for piece in pieces:
        if deadline is not None and time.monotonic() > deadline:
            return
        yield piece


def _judged(raw: str, by_number: dict[int, Source]) -> Sentence | None:
    numbers = dict.fromkeys(int(number) for number in _TOKEN.findall(raw))
    text = _FALSE_TOKEN.sub("", _TOKEN.sub("", raw))
    text = _LIST_MARK.sub("", _MARKUP.sub("", text)).strip()
    if not text.strip("。！？；，、：:- "):
        return None
    cited = tuple(number for number in numbers if number in by_number)
    if not cited or len(cited) < len(numbers):
        return Sentence(text=text, citations=cited, uncited=True)
    problems = verify_sentence(
        text,
        [by_number[number].text for number in cited],
        context=[item for number in cited for item in by_number[number].context],
    )
    return Sentence(text=text, citations=cited, problems=problems)
