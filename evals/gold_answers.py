"""Whether answers cite the right document first and contain the answer that people marked.

The questions are those of a public question-answering set over documents of 2020: each names
the document and gives an answer that stands in it word for word. A folder holds ``docs.jsonl``
(id, text) and ``questions.jsonl`` (id, doc, question, answer). Documents and questions are read
from the data directory and are not part of the project. Even-numbered questions are for
development, the figures of the odd ones are the ones to quote.
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
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.model import Answer, Question
from assistant.settings import Settings
from evals.outside import Asks

_SPACE = re.compile(r"\s+|〔\d{1,2}〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """One question with its document and the words that answer it."""

    number: int
    document: str
    question: str
    answer: str

    @property
    def split(self) -> str:
        """``development`` for even numbers, ``test`` for odd ones."""
        return "test" if self.number % 2 else "development"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldVerdict:
    """How one answer compares with the marked one."""

    question: GoldQuestion
    status: str
    right_document: bool
    contains_answer: bool
    characters: int
    text: str


def load_gold(folder: Path) -> list[GoldQuestion]:
    """The questions of a folder, numbered from 0 in the order of the file."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [
        GoldQuestion(
            number=number,
            document=record["doc"],
            question=record["question"],
            answer=record["answer"],
        )
        for number, record in enumerate(records)
    ]


def judge(question: GoldQuestion, answer: Answer, file_of: dict[str, str]) -> GoldVerdict:
    """Compare an answer with the marked one, white space and citation marks apart.

    Args:
        question: What was asked.
        answer: What came back.
        file_of: Name of the file, without its ending, of each document id.
    """
    cited = answer.citations[0].document.id if answer.citations else ""
    return GoldVerdict(
        question=question,
        status=answer.status.value,
        right_document=file_of.get(cited) == question.document,
        contains_answer=_SPACE.sub("", question.answer) in _SPACE.sub("", answer.text),
        characters=len(answer.text),
        text=answer.text,
    )


def run_gold(
    questions: Iterable[GoldQuestion], assistant: Asks, file_of: dict[str, str]
) -> list[GoldVerdict]:
    """Verdicts on all questions whose document is indexed."""
    held = set(file_of.values())
    return [
        judge(question, assistant.ask(Question(text=question.question)), file_of)
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
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    chars = {"resident_chars": options.resident_chars} if options.resident_chars else {}
    assistant = Assistant.from_settings(Settings.load(data_dir=options.data, **chars))
    documents = assistant.index.catalog.documents()
    file_of = {document.id: Path(document.file).stem for document in documents}
    verdicts = run_gold(load_gold(options.folder), assistant, file_of)
    assistant.close()
    text = json.dumps(summarise(verdicts), ensure_ascii=False, indent=1) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
