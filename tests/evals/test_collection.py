from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError
from evals.collection import read_collection, run_collection
from index.model import Vectors
from tests.index.test_retriever import CharacterEmbedder

DOCUMENTS = {
    "d1": ("社会救助办法第一条", "最低生活保障家庭可以申请医疗救助。"),
    "d2": ("社会救助办法第二条", "临时救助由乡镇人民政府受理。"),
    "d3": ("户口登记条例第三条", "户口登记工作由公安机关主管。"),
}


class CountingEmbedder(CharacterEmbedder):
    """Remembers how many passages it was given."""

    def __init__(self) -> None:
        self.passages = 0

    def embed_passages(self, texts: list[str]) -> Vectors:
        self.passages += len(texts)
        return super().embed_passages(texts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "collection"
    made.mkdir()
    rows = [{"id": k, "name": n, "text": t} for k, (n, t) in DOCUMENTS.items()]
    queries = [
        {"id": "q1", "text": "户口找哪个机关登记"},
        {"id": "q2", "text": "低保家庭看病有救助吗"},
    ]
    for name, lines in (("corpus", rows), ("queries", queries)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (made / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (made / "qrels.tsv").write_text("q1\td3\t1\nq2\td1\t1\n", encoding="utf-8")
    return made


def test_the_questions_find_their_articles(folder: Path, tmp_path: Path) -> None:
    report = run_collection(folder, tmp_path / "data", None, CountingEmbedder())
    assert report.metrics["Recall@1"] == 1.0
    assert report.documents == 3
    assert set(report.latency_ms) == {"embed_p50", "p50", "p95", "max"}


def test_the_run_file_is_a_trec_run_in_falling_order(folder: Path, tmp_path: Path) -> None:
    run_collection(folder, tmp_path / "data", tmp_path / "out" / "run.txt", CountingEmbedder())
    rows = [line.split() for line in (tmp_path / "out" / "run.txt").read_text().splitlines()]
    assert next(row[:4] for row in rows if row[0] == "q1") == ["q1", "Q0", "d3", "1"]
    for key in ("q1", "q2"):
        scores = [float(row[4]) for row in rows if row[0] == key]
        assert scores == sorted(set(scores), reverse=True)


def test_a_second_run_embeds_nothing_and_a_cut_one_goes_on(folder: Path, tmp_path: Path) -> None:
    first, second = CountingEmbedder(), CountingEmbedder()
    before = run_collection(folder, tmp_path / "data", None, first)
    after = run_collection(folder, tmp_path / "data", None, second)
    assert (first.passages, second.passages) == (3, 0)
    assert before.run == after.run


@pytest.mark.parametrize(
    ("name", "text"), [("corpus.jsonl", '{"id": "d1"}\n'), ("queries.jsonl", "no json\n")]
)
def test_a_broken_line_is_named(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=name):
        read_collection(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"corpus\.jsonl"):
        read_collection(tmp_path / "none")
