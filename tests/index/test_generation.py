from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import DamagedIndexError, DataDirectoryError, DataDirectoryLockedError
from index.generation import (
    FORMAT,
    Manifest,
    check_files,
    current,
    index_folder,
    new_folder,
    obsolete,
    read_manifest,
    switch,
    write_lock,
    write_manifest,
)

HOLDER = """
import sys
from pathlib import Path
from index.generation import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def manifest(files: dict[str, str] | None = None) -> Manifest:
    return Manifest(
        format=FORMAT,
        embedder="characters",
        dimension=16,
        documents=1,
        chunks=2,
        created="2026-01-01T00:00:00+00:00",
        server=None,
        files=files or {},
    )


def finish(data_dir: Path) -> Path:
    folder = new_folder(data_dir)
    write_manifest(folder, manifest())
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    index_folder(tmp_path).mkdir()
    return tmp_path


@pytest.fixture
def lock_holder(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_there_is_no_generation_before_the_first_switch(data_dir: Path) -> None:
    finish(data_dir)
    assert current(data_dir) is None


def test_switching_names_the_generation_in_use(data_dir: Path) -> None:
    first, second = finish(data_dir), finish(data_dir)
    switch(first)
    assert current(data_dir) == first
    switch(second)
    assert current(data_dir) == second


def test_numbers_are_never_used_again_while_a_higher_one_is_there(data_dir: Path) -> None:
    assert [finish(data_dir).name, finish(data_dir).name] == ["g0001", "g0002"]


@pytest.mark.parametrize("content", ["", "g0009", "../..", "g0001/../g0001", "\xff"])
def test_a_pointer_to_nothing_is_damage(data_dir: Path, content: str) -> None:
    finish(data_dir)
    (index_folder(data_dir) / "CURRENT").write_text(content, encoding="latin-1")
    with pytest.raises(DamagedIndexError, match="doctor --rebuild"):
        current(data_dir)


def test_the_generation_in_use_and_the_one_before_it_are_kept(data_dir: Path) -> None:
    folders = [finish(data_dir) for _ in range(4)]
    unfinished = new_folder(data_dir)
    switch(folders[3])
    assert obsolete(data_dir) == [folders[0], folders[1], unfinished]


def test_going_back_keeps_the_newer_generation_as_the_other_one(data_dir: Path) -> None:
    folders = [finish(data_dir) for _ in range(3)]
    switch(folders[0])
    assert obsolete(data_dir) == [folders[1]]


def test_a_changed_file_and_a_missing_one_are_both_named(data_dir: Path) -> None:
    folder = new_folder(data_dir)
    (folder / "vectors.npy").write_bytes(b"1")
    wrong = manifest({"vectors.npy": "0" * 64, "catalog.sqlite": "0" * 64})
    with pytest.raises(DamagedIndexError, match=r"vectors\.npy, catalog\.sqlite"):
        check_files(folder, wrong)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format": 1}', b"\xff"])
def test_an_unreadable_manifest_is_damage(data_dir: Path, content: bytes) -> None:
    folder = new_folder(data_dir)
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(DamagedIndexError, match="cannot read"):
        read_manifest(folder)


def test_a_second_process_is_told_who_writes(
    data_dir: Path, lock_holder: subprocess.Popen[str]
) -> None:
    with (
        pytest.raises(
            DataDirectoryLockedError, match=r"another process is writing.*--data"
        ) as error,
        write_lock(data_dir),
    ):
        pass
    assert error.value.is_retryable
    assert "\n" not in str(error.value)


def test_a_killed_owner_leaves_no_lock(data_dir: Path, lock_holder: subprocess.Popen[str]) -> None:
    lock_holder.kill()
    lock_holder.wait()
    with write_lock(data_dir):
        assert current(data_dir) is None


def test_a_data_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with (
        pytest.raises(DataDirectoryError, match="cannot write to the data directory"),
        write_lock(tmp_path / "data"),
    ):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_directory_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DataDirectoryError, match="make it writable"), write_lock(tmp_path):
        pass
