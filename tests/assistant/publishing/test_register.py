"""Files and entries of the register."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PublishingError
from assistant.publishing.register import Register, State, safe_name
from tests.assistant.publishing.conftest import NOTICE, RELIEF


def test_a_register_that_is_opened_again_has_the_same_entries(tmp_path: Path) -> None:
    register = Register(tmp_path)
    entry, document = register.add("通知.txt", NOTICE.encode())
    register.move(entry.id, State.TAKEN_DOWN, is_pending=True)
    again = Register(tmp_path)
    assert again.entries() == register.entries()
    assert again.get(entry.id) == register.get(entry.id)
    assert again.read(entry.id) == document


def test_a_file_is_kept_byte_for_byte(tmp_path: Path) -> None:
    content = NOTICE.replace("\n", "\r\n").encode("gb18030")
    register = Register(tmp_path)
    entry, _ = register.add("通知.txt", content)
    path = register.file_of(entry.id)
    assert path is not None
    assert path.read_bytes() == content


def test_a_kept_file_that_was_changed_is_not_published(tmp_path: Path) -> None:
    register = Register(tmp_path)
    entry, _ = register.add("通知.txt", NOTICE.encode())
    path = register.file_of(entry.id)
    assert path is not None
    path.write_text(NOTICE.replace("补贴", "贷款"), encoding="utf-8")
    with pytest.raises(PublishingError, match="was changed since it was uploaded"):
        register.read(entry.id)


def test_the_text_stands_in_for_a_file_that_is_not_known(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.adopt(RELIEF, None)
    again = Register(tmp_path).read(RELIEF.id)
    assert (again.id, again.file, again.text) == (RELIEF.id, RELIEF.file, RELIEF.text)
    with pytest.raises(PublishingError, match="upload it again"):
        register.read("unknown")


def test_a_damaged_register_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "publishing" / "register.json"
    path.parent.mkdir()
    path.write_text('[{"id": 1', encoding="utf-8")
    with pytest.raises(PublishingError, match="restore it from a backup"):
        Register(tmp_path)
    assert path.read_text(encoding="utf-8") == '[{"id": 1'


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\a\\b.txt", "\x00\n.txt", "长" * 500 + ".docx", "", ".", "text.txt"],
)
def test_names_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    clean = safe_name(name)
    assert clean == Path(clean).name
    assert 0 < len(clean) <= 130
    assert clean not in {".", "..", "text.txt"}
    register = Register(tmp_path)
    entry, _ = register.add(name if name.endswith(".txt") else "x.txt", NOTICE.encode())
    path = register.file_of(entry.id)
    assert path is not None
    assert path.parent == tmp_path / "publishing" / "files" / entry.id


def test_two_processes_do_not_lose_each_others_entries(tmp_path: Path) -> None:
    one, other = Register(tmp_path), Register(tmp_path)
    first, _ = one.add("一.txt", NOTICE.encode())
    second, _ = other.add("二.txt", NOTICE.replace("住房", "就业").encode())
    one.move(first.id, State.PUBLISHED)
    other.discard(second.id)
    assert one.get(second.id) is None
    found = other.get(first.id)
    assert found is not None
    assert found.state is State.PUBLISHED
