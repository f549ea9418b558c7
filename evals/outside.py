"""How often questions that no document can answer are answered all the same.

The questions are those of a city's own FAQ in another jurisdiction (native Traditional Chinese
of Taiwan), asked of an index of mainland documents. None has an answer there, so every
``answered`` is wrong. The first questions are for development; of the others a seeded sample is
asked, and only its counts are told. The questions are read from the data directory and are not
part of the project.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from assistant.assistant import Assistant
from assistant.model import Answer, Question
from assistant.settings import Settings

DEVELOPMENT = 60
"""First questions of the file, which may be read."""
SAMPLE = 120
"""Questions drawn from the others."""
_SEED = 7


class Asks(Protocol):
    """The part of the assistant that is measured."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""


def load_questions(path: Path) -> list[str]:
    """The questions of a JSONL file, in its order.

    Raises:
        ValueError: A line has no ``question``; the message names file and line.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        record = json.loads(line)
        if "question" not in record:
            raise ValueError(f"{path.name} line {number} has no 'question'; each line needs one")
        questions.append(record["question"])
    return questions


def halves(questions: Sequence[str]) -> dict[str, list[str]]:
    """The development questions and the sample of the others, drawn once by a fixed seed.

    >>> [len(part) for part in halves([str(n) for n in range(500)]).values()]
    [60, 120]
    """
    others = list(questions[DEVELOPMENT:])
    random.Random(_SEED).shuffle(others)
    return {"development": list(questions[:DEVELOPMENT]), "sample": others[:SAMPLE]}


def count(questions: Sequence[str], assistant: Asks) -> dict[str, Any]:
    """Questions by status, and the share that was answered, 0 to 1."""
    statuses = Counter(assistant.ask(Question(text=text)).status.value for text in questions)
    answered = statuses["answered"]
    return {
        "questions": len(questions),
        "answered": answered,
        "share_answered": round(answered / len(questions), 3) if questions else 0.0,
        "statuses": dict(sorted(statuses.items())),
    }


def main(arguments: Sequence[str]) -> int:
    """Ask all questions of each index and print, or write, the counts."""
    parser = argparse.ArgumentParser(prog="python -m evals.outside", description=__doc__)
    parser.add_argument("questions", type=Path, help="JSONL with a 'question' a line")
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    parts = halves(load_questions(options.questions))
    results: dict[str, Any] = {}
    for data_dir in options.data:
        assistant = Assistant.from_settings(Settings.load(data_dir=data_dir))
        documents = len(assistant.index.catalog.documents())
        results[f"{documents} documents"] = {
            name: count(part, assistant) for name, part in parts.items()
        }
        assistant.close()
    text = json.dumps(results, ensure_ascii=False, indent=1) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
