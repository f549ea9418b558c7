"""An ingest is killed (SIGKILL) at every step; the index must stay whole and nothing is redone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from index.chunk import make_rows
from index.generation import index_folder
from index.ingest import ingest
from index.model import Query
from index.policy_index import PolicyIndex
from tests.index.builders import CountingEmbedder, make_document

OLD, NEW = make_document("社会救助"), make_document("易地搬迁", clauses=6)
CHUNKS = len(make_rows([NEW]))

VICTIM = """
import importlib, sys, time
from pathlib import Path
from index import ingest
from tests.index.builders import CountingEmbedder, make_document

folder, module, owner, name, moment, calls = sys.argv[1:]
ingest.BLOCK = 2
target = importlib.import_module(module)
target = getattr(target, owner) if owner else target
original, left = getattr(target, name), int(calls)

def stop(*args, **options):
    global left
    left -= 1
    if moment == "after":
        result = original(*args, **options)
    if left == 0:
        print("here", flush=True)
        time.sleep(60)
    return result if moment == "after" else original(*args, **options)

setattr(target, name, stop)
ingest.ingest([make_document("易地搬迁", clauses=6)], Path(folder), CountingEmbedder())
print("never stopped", flush=True)
"""


class Moment(NamedTuple):
    module: str
    owner: str
    name: str
    when: str
    calls: int
    journaled: int
    """Chunks that were embedded and journaled by then."""


MOMENTS = [
    Moment("index.journal", "Journal", "append", "before", 1, 0),
    Moment("index.journal", "Journal", "append", "after", 2, 4),
    Moment("index.ingest", "", "write_catalog", "after", 1, CHUNKS),
    Moment("index.vector_store", "ChromaVectorStore", "close", "before", 1, CHUNKS),
    Moment("index.ingest", "", "verify_in_subprocess", "after", 1, CHUNKS),
    Moment("index.ingest", "", "switch", "after", 1, CHUNKS),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("built")
    ingest([OLD], data_dir, CountingEmbedder())
    return data_dir


def kill_at(data_dir: Path, moment: Moment) -> None:
    arguments = [moment.module, moment.owner, moment.name, moment.when, str(moment.calls)]
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM, str(data_dir), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    reached = process.stdout.readline()
    process.kill()
    process.communicate()
    assert reached == "here\n"


def found_files(data_dir: Path) -> set[str]:
    index = PolicyIndex.open(data_dir, CountingEmbedder())
    try:
        hits = index.search(Query(text="第1项工作"), 20).hits
        return {index.catalog.document(hit.document_id).file for hit in hits}
    finally:
        index.close()


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment.when} {moment.name}")
def test_after_a_kill_a_reader_sees_one_whole_generation_and_nothing_is_embedded_twice(
    built: Path, tmp_path: Path, moment: Moment
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(built, data_dir)
    kill_at(data_dir, moment)
    assert found_files(data_dir) == (
        {OLD.file, NEW.file} if moment.name == "switch" else {OLD.file}
    )

    embedder = CountingEmbedder()
    ingest([NEW], data_dir, embedder)
    assert len(embedder.embedded) == CHUNKS - moment.journaled
    assert found_files(data_dir) == {OLD.file, NEW.file}
    assert len(list(index_folder(data_dir).glob("g*"))) == 2
