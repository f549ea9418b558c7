"""The cases must load, be told apart, and name clauses, words and bodies that exist."""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from assistant.model import Status
from corpus.load import read_document
from corpus.model import Clause, PolicyDocument
from corpus.normalize import search_key
from evals.model import Case, ExpectedClause, load_cases
from evals.statutes import TITLES, statutes
from tests.assistant.made import parsed

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "corpus" / "documents"
DATA = Path(os.environ.get("POLICY_ASSISTANT_TEST_DATA", ROOT.parent / "shared" / "data"))
FOLDERS = (DATA / "policies_dev", DATA / "taiwan_acts_dev")
FILES = sorted((ROOT / "evals" / "cases").glob("*.jsonl"))
STATUSES = {status.value for status in Status}


def cases_of(file: Path) -> list[Case]:
    return list(load_cases(file))


@cache
def document(name: str) -> PolicyDocument:
    """The parsed document; skips the test where the collection it belongs to is absent."""
    if (SHIPPED / name).exists():
        return read_document(SHIPPED / name)
    if not DATA.is_dir():
        pytest.skip(f"{name} belongs to {DATA}, which is not on this machine")
    if Path(name).stem in TITLES:
        return parsed(statutes_here()[Path(name).stem], name)
    return read_document(next(f / name for f in FOLDERS if (f / name).exists()))


@cache
def statutes_here() -> dict[str, str]:
    """The statutes put together from the collection."""
    lines = (DATA / "stard_dev" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    return statutes(lines)


def clauses_at(expected: ExpectedClause) -> list[Clause]:
    return [
        clause
        for clause in document(expected.file).clauses
        if (clause.path, clause.paragraph) == (expected.path, expected.paragraph)
    ]


def is_whole_document(expected: ExpectedClause) -> bool:
    return not expected.path and expected.paragraph is None


def words(expected: ExpectedClause) -> str:
    """Search form of the clause with what is nested in it; of the whole text for a document."""
    found = document(expected.file)
    depth = len(expected.path) if expected.paragraph is None else None
    parts = [
        found.text[clause.span.start : clause.span.end]
        for clause in found.clauses
        if clause.path[:depth] == expected.path and expected.paragraph in (None, clause.paragraph)
    ]
    return search_key(found.text if is_whole_document(expected) else "\n".join(parts)).text


def test_there_are_case_files() -> None:
    assert FILES


def test_ids_are_unique_over_all_files() -> None:
    ids = Counter(case.id for file in FILES for case in cases_of(file))
    assert [name for name, count in ids.items() if count > 1] == []


def test_no_conversation_is_asked_twice() -> None:
    asked = Counter((case.turns, case.audience) for file in FILES for case in cases_of(file))
    assert [turns for turns, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_has_a_known_status_and_no_clause_when_refused(file: Path) -> None:
    for case in cases_of(file):
        assert all(turn.strip() for turn in case.turns), case.id
        assert case.status in STATUSES, case.id
        if case.status.startswith("refused"):
            assert not case.clauses, case.id


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_named_clause_exists(file: Path) -> None:
    missing = [
        (case.id, expected)
        for case in cases_of(file)
        for expected in case.clauses
        if not is_whole_document(expected) and not clauses_at(expected)
    ]
    assert missing == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_required_facts_stand_in_the_named_clauses(file: Path) -> None:
    lacking = []
    for case in cases_of(file):
        if not case.clauses or any(is_whole_document(clause) for clause in case.clauses):
            continue  # a document's date may be printed in another form than it is asked for
        text = "\n".join(words(clause) for clause in case.clauses)
        lacking += [(case.id, fact) for fact in case.facts if search_key(fact).text not in text]
    assert lacking == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_expected_departments_are_printed_in_the_document(file: Path) -> None:
    unprinted = []
    for case in cases_of(file):
        if not case.clauses:
            continue
        text = search_key(document(case.clauses[0].file).text).text
        unprinted += [
            (case.id, name) for name in case.departments or () if search_key(name).text not in text
        ]
    assert unprinted == []
