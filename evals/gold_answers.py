"""Whether answers cite the right document first and contain the answer that people marked.

The questions are those of a public question-answering set over documents of 2020: each names
the document and gives an answer that stands in it word for word. A folder holds ``docs.jsonl``
(id, text) and ``questions.jsonl`` (id, doc, question, answer). Documents and questions are read
from the data directory and are not part of the project. The halves are those of
`evals.fit_query_adapter`; the figures of the test half are the ones to quote: the correction of
questions that ships was fitted on the other half alone. ``--adapter`` takes another one.

Some documents are published twice, under one title or two. The right document is the one that
the question names; how often it or a copy of it is cited is counted beside.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.model import Answer, Question, Status
from assistant.settings import Settings
from evals.cli import machine
from evals.fit_query_adapter import in_development
from evals.outside import Asks
from index.query_adapter import use_matrix

_SPACE = re.compile(r"\s+|〔\d{1,2}〕")
SHINGLE = 12
"""Characters of the pieces by which two texts are compared."""
COPIED = 0.7
"""Share of the shorter text's pieces that a copy has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """One question with its document and the words that answer it."""

    key: str
    document: str
    question: str
    answer: str

    @property
    def split(self) -> str:
        """``development`` or ``test``, by a hash of the key."""
        return "development" if in_development(self.key) else "test"


@dataclass(frozen=True, slots=True)
class Library:
    """The indexed documents by the names that the questions use."""

    names: dict[str, str]
    """Name of the file, without its ending, of each document id."""
    texts: dict[str, str]
    """Text of each document by that name."""

    def is_copy(self, name: str, other: str) -> bool:
        """Whether two documents are one text: most of the shorter one stands in the other."""
        if name == other or name not in self.texts or other not in self.texts:
            return name == other
        first, second = _shingles(self.texts[name]), _shingles(self.texts[other])
        return len(first & second) >= COPIED * min(len(first), len(second))


@lru_cache(maxsize=1024)
def _shingles(text: str) -> frozenset[str]:
    plain = _SPACE.sub("", text)
    return frozenset(plain[i : i + SHINGLE] for i in range(max(1, len(plain) - SHINGLE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldVerdict:
    """How one answer compares with the marked one."""

    question: GoldQuestion
    status: str
    right_document: bool
    right_text: bool
    """The right document or a copy of it is cited first."""
    contains_answer: bool
    """The text is an answer, not a refusal, and the marked words stand in it."""
    characters: int
    text: str


def load_gold(folder: Path) -> list[GoldQuestion]:
    """The questions of a folder in the order of the file."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [
        GoldQuestion(
            key=record["id"],
            document=record["doc"],
            question=record["question"],
            answer=record["answer"],
        )
        for record in records
    ]


def judge(question: GoldQuestion, answer: Answer, library: Library) -> GoldVerdict:
    """Compare an answer with the marked one, white space and citation marks apart.

    Args:
        question: What was asked.
        answer: What came back.
        library: The documents that are indexed.
    """
    cited = library.names.get(answer.citations[0].document.id, "") if answer.citations else ""
    answered = answer.status is Status.ANSWERED
    return GoldVerdict(
        question=question,
        status=answer.status.value,
        right_document=cited == question.document,
        right_text=library.is_copy(cited, question.document),
        contains_answer=answered and _SPACE.sub("", question.answer) in _SPACE.sub("", answer.text),
        characters=len(answer.text),
        text=answer.text,
    )


def run_gold(
    questions: Iterable[GoldQuestion], assistant: Asks, library: Library
) -> list[GoldVerdict]:
    """Verdicts on all questions whose document is indexed."""
    held = set(library.names.values())
    return [
        judge(question, assistant.ask(Question(text=question.question)), library)
        for question in questions
        if question.document in held
    ]


def summarise(verdicts: Sequence[GoldVerdict]) -> dict[str, Any]:
    """Shares from 0 to 1 and mean length in characters of the whole answer text, by half."""
    summary: dict[str, Any] = {}
    for split in ("development", "test"):
        chosen = [v for v in verdicts if v.question.split == split]
        if chosen:
            summary[split] = {
                "questions": len(chosen),
                "right_document_first": _share([v.right_document for v in chosen]),
                "right_document_or_copy_first": _share([v.right_text for v in chosen]),
                "answer_in_text": _share([v.contains_answer for v in chosen]),
                "characters": round(statistics.mean(v.characters for v in chosen), 1),
                "statuses": dict(sorted(Counter(v.status for v in chosen).items())),
            }
    return summary


def _share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 3)


def main(arguments: Sequence[str]) -> int:
    """Ask all questions and print, or write, the summary."""
    parser = argparse.ArgumentParser(prog="python -m evals.gold_answers", description=__doc__)
    parser.add_argument("folder", type=Path, help="docs.jsonl and questions.jsonl")
    parser.add_argument("--data", type=Path, required=True, help="index of the folder's documents")
    parser.add_argument("--resident-chars", type=int, help="quoted characters aimed at")
    parser.add_argument("--adapter", type=Path, help="another correction of questions, a .npy")
    parser.add_argument(
        "--fitted-on", default="the development halves", help="what it was fitted on"
    )
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    chars = {"resident_chars": options.resident_chars} if options.resident_chars else {}
    assistant = Assistant.from_settings(Settings.load(data_dir=options.data, **chars))
    if options.adapter:
        use_matrix(np.load(options.adapter, allow_pickle=False))
    documents = {Path(d.file).stem: d for d in assistant.index.catalog.documents()}
    library = Library(
        {document.id: name for name, document in documents.items()},
        {name: document.text for name, document in documents.items()},
    )
    summary = {
        "machine": machine(),
        "documents": len(documents),
        "correction_fitted_on": options.fitted_on,
        **summarise(run_gold(load_gold(options.folder), assistant, library)),
    }
    assistant.close()
    text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
