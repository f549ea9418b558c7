"""Questions from outside the corpus are drawn once and counted by how they end."""

import json
import os
from pathlib import Path

import pytest

from assistant.model import Answer, Question, Status
from corpus.model import Script
from evals.outside import count, halves, load_questions

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", ROOT.parent / "shared" / "data"))
FAQ = DATA / "kaohsiung_questions_dev" / "faq.jsonl"


class AnswersShort:
    """Answers questions of one character, refuses the others."""

    def ask(self, question: Question) -> Answer:
        short = len(question.text) == 1
        return Answer(
            id="x",
            question=question.text,
            standalone_question=question.text,
            status=Status.ANSWERED if short else Status.REFUSED_NO_CONTENT,
            script=Script.HANT,
            text="。",
        )


def test_answered_questions_are_counted_as_wrong() -> None:
    counted = count(["一", "二三", "四五", "六七"], AnswersShort())
    assert (counted["answered"], counted["share_answered"]) == (1, 0.25)
    assert counted["statuses"] == {"answered": 1, "refused_no_content": 3}


def test_the_sample_is_the_same_each_time_and_holds_no_development_question() -> None:
    questions = [str(n) for n in range(300)]
    first, again = halves(questions), halves(questions)
    assert first == again
    assert not set(first["development"]) & set(first["sample"])


def test_a_line_without_a_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "faq.jsonl"
    path.write_text(json.dumps({"answer": "x"}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"faq.jsonl line 1 has no 'question'"):
        load_questions(path)


@pytest.mark.data
@pytest.mark.model
@pytest.mark.skipif(not FAQ.is_file(), reason=f"{FAQ} is not on this machine")
def test_few_questions_of_another_jurisdiction_are_answered(real_data_dir: Path) -> None:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    assistant = Assistant.from_settings(Settings.load(data_dir=real_data_dir))
    counted = count(halves(load_questions(FAQ))["development"], assistant)
    assistant.close()
    assert counted["share_answered"] <= 0.05
