"""Turns question sets of other shapes into folders that `eval --collection` reads.

    python -m evals.question_sets covid FOLDER OUT     (docs.jsonl and questions.jsonl)
    python -m evals.question_sets faq FILE OUT         (question and answer a line)
    python -m evals.question_sets lay COLLECTION OUT   (other questions to the same corpus)

A long document becomes several passages, and the right ones are those in which the stated
answer stands, white space apart; questions whose answer stands nowhere are left out.

``lay`` asks the statutes of COLLECTION what `lay_questions.tsv` asks: everyday questions, each
written by somebody who saw one article and was told not to use its words. Only that article counts
as right, though another statute often says the same, so that the figures are a lower bound.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFileError
from corpus.model import Span
from index.chunk import LONGEST_TEXT
from index.sentences import split_sentences

LAY_QUESTIONS = Path(__file__).with_name("lay_questions.tsv")
ABOUT_THE_SAME = "#"
"""In an id: what stands before it is the same for questions that must not be split apart."""
_CORPUS = "corpus.jsonl"
_SPACE = re.compile(r"\s+")
_BEGINNING = 40
"""Characters of an answer that must stand in a passage; a long one may be cut between two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One question with its right passages."""

    id: str
    question: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text to be found."""

    id: str
    name: str
    text: str


def passages_of(document_id: str, text: str) -> list[Passage]:
    """A document cut at sentences, numbered from 0."""
    spans = split_sentences(text, Span(start=0, end=len(text)), LONGEST_TEXT)
    return [
        Passage(id=f"{document_id}-{number}", name="", text=span.of(text))
        for number, span in enumerate(spans)
    ]


def holding(passages: Sequence[Passage], answer: str) -> tuple[str, ...]:
    """Ids of the passages in which the beginning of an answer stands.

    >>> cut = passages_of("d", "第一句。" * 80 + "办理时限为三天。")
    >>> holding(cut, "办理 时限为三天")
    ('d-1',)
    """
    wanted = _SPACE.sub("", answer)[:_BEGINNING]
    return tuple(p.id for p in passages if wanted and wanted in _SPACE.sub("", p.text))


def documents_with_answers(folder: Path) -> tuple[list[Passage], list[Judged]]:
    """Passages and questions of a folder with docs.jsonl and questions.jsonl."""
    cut = {row["id"]: passages_of(row["id"], row["text"]) for row in _rows(folder / "docs.jsonl")}
    judged = [
        Judged(
            id=row["id"],
            question=row["question"],
            passages=holding(cut.get(row["doc"], []), row["answer"]),
        )
        for row in _rows(folder / "questions.jsonl")
    ]
    passages = [passage for found in cut.values() for passage in found]
    return passages, [case for case in judged if case.passages]


def questions_with_answers(path: Path) -> tuple[list[Passage], list[Judged]]:
    """Passages and questions of a FAQ: each answer, to its beginning, is one passage."""
    rows = list(_rows(path))
    passages = [Passage(id=r["id"], name="", text=r["answer"][:LONGEST_TEXT]) for r in rows]
    return passages, [Judged(id=r["id"], question=r["question"], passages=(r["id"],)) for r in rows]


def lay_questions(folder: Path) -> tuple[list[Passage], list[Judged]]:
    """The corpus of a collection as it is, with the everyday questions to its articles.

    Raises:
        UnreadableFileError: The collection has no article that a question is about.
    """
    corpus = [Passage(id=r["id"], name=r["name"], text=r["text"]) for r in _rows(folder / _CORPUS)]
    articles: dict[str, list[str]] = {}
    for passage in corpus:
        articles.setdefault(passage.name, []).append(passage.id)
    with LAY_QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    asked: Counter[str] = Counter()
    judged = []
    for row in rows:
        article = row["article"]
        if article in articles:
            asked[article] += 1
            key = f"{article}{ABOUT_THE_SAME}{asked[article]}"
            judged.append(
                Judged(id=key, question=row["question"], passages=tuple(articles[article]))
            )
    if not judged:
        raise UnreadableFileError(f"{folder / _CORPUS}: no article of {LAY_QUESTIONS.name} in it")
    return corpus, judged


def write_collection(folder: Path, passages: Iterable[Passage], judged: Sequence[Judged]) -> None:
    """Write corpus.jsonl, queries.jsonl and qrels.tsv."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / _CORPUS, ({"id": p.id, "name": p.name, "text": p.text} for p in passages))
    _write(folder / "queries.jsonl", ({"id": case.id, "text": case.question} for case in judged))
    lines = [f"{case.id}\t{name}\t1" for case in judged for name in case.passages]
    (folder / "qrels.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


_READERS = {
    "covid": documents_with_answers,
    "faq": questions_with_answers,
    "lay": lay_questions,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert one set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=tuple(_READERS))
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    passages, judged = _READERS[options.kind](options.source)
    write_collection(options.out, passages, judged)
    sys.stderr.write(f"{len(passages)} passages, {len(judged)} questions in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
