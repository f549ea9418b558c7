from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import (
    CorpusError,
    EmptyFileError,
    EncryptedFileError,
    UnknownEncodingError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from corpus.readers import ReadFailure, SourceText, count_files, iter_files, read_bytes, read_source
from tests.corpus.made import shipped_texts

NOTICE = "关于印发《养老服务实施方案》的通知\n\n各区县人民政府：\n一、总体要求。\n"
NATIVE = "關於辦理長期照顧服務之通知\r\n一、申請人應檢具身分證明文件。\r\n"


@pytest.mark.parametrize("name", sorted(shipped_texts()))
def test_a_text_file_is_its_bytes_decoded_and_nothing_else(name: str) -> None:
    path = Path(__file__).parents[2] / "corpus" / "documents" / name
    source = read_source(path)
    assert source.text.encode("utf-8") == path.read_bytes()
    assert source.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.file, source.format, source.encoding) == (name, "txt", "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (NOTICE, "utf-8", "utf-8"),
        (NOTICE, "gb18030", "gb18030"),
        (NOTICE, "gbk", "gb18030"),
        (NOTICE, "utf-16-le", "utf-16-le"),
        (NOTICE, "utf-16-be", "utf-16-be"),
        (NATIVE, "big5", "big5"),
        (NATIVE, "gb18030", "gb18030"),
        (NATIVE, "utf-8", "utf-8"),
        ("一、补贴", "gb18030", "gb18030"),
        ("申請補助", "big5", "big5"),
        ("Policy text in English.", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_detected_and_told(text: str, encoding: str, told: str) -> None:
    source = read_bytes(text.encode(encoding), "notice.txt")
    assert source.text == text
    assert source.encoding == told
    assert source.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_stays_in_the_text(encoding: str) -> None:
    source = read_bytes(f"\ufeff{NOTICE}".encode(encoding), "notice.txt")
    assert source.text == f"\ufeff{NOTICE}"
    assert source.encoding == encoding


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_short_pieces_of_native_texts_are_told_apart(encoding: str) -> None:
    wrong = []
    for text in shipped_texts().values():
        for start in range(0, len(text) - 24, 331):
            piece = text[start : start + 24]
            try:
                data = piece.encode(encoding)
            except UnicodeEncodeError:
                continue
            if max(piece) < "\u4e00" or read_bytes(data, "piece.txt").text == piece:
                continue
            wrong.append(piece)
    assert wrong == []


def test_a_file_cut_in_mid_character_is_read_with_a_warning() -> None:
    source = read_bytes((NOTICE * 20).encode("utf-8")[:-2], "cut.txt")
    assert source.text.startswith(NOTICE)
    assert source.text.endswith("\ufffd")
    assert source.warnings == ("1 undecodable place(s) in utf-8 read as U+FFFD",)


def test_markdown_is_kept_with_its_marks() -> None:
    source = read_bytes("# 方案\n\n**一、目标**\n".encode(), "plan.md")
    assert (source.format, source.text) == ("md", "# 方案\n\n**一、目标**\n")


@pytest.mark.parametrize(
    ("data", "name", "error", "words"),
    [
        (b"", "a.txt", EmptyFileError, "a.txt is empty"),
        (" \n\u3000\ufeff\u200b\t".encode(), "a.txt", EmptyFileError, "only white space"),
        (bytes(range(256)) * 4, "a.txt", UnsupportedFormatError, "binary"),
        (b"\x00\x01\x02\x03" * 50, "a.csv", UnsupportedFormatError, "binary"),
        (b"\xff\xfd\xfc" * 30, "a.txt", UnknownEncodingError, "save it as UTF-8"),
        (b"text", "a.exe", UnsupportedFormatError, "txt, md, html"),
        (b"text", "a.pdf", UnsupportedFormatError, "named .pdf but its content is not"),
        (b"text", "a.docx", UnsupportedFormatError, "named .docx but its content is not"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "a.doc",
            UnsupportedFormatError,
            "docx",
        ),
        (b"{\\rtf1 text}", "a.rtf", UnsupportedFormatError, "save it as docx"),
        (b"text", "a.ofd", UnsupportedFormatError, "export it as pdf"),
        (b"PK\x03\x04damaged", "a.docx", UnsupportedFormatError, "no readable zip"),
        (b"%PDF-1.7 damaged", "a.pdf", UnsupportedFormatError, "no readable pdf"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line_with_the_way_out(
    data: bytes, name: str, error: type[CorpusError], words: str
) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert name in message
    assert words in message
    assert "\n" not in message


def test_an_office_file_with_a_password_is_refused() -> None:
    stream = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + stream + b"\0" * 512
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(data, "plan.docx")


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="does not exist"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="is a folder"):
        read_source(tmp_path)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFileError, match="no regular file"):
        read_source(pipe)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_source(Path("a\0b.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(UnreadableFileError, match="permissions"):
        read_source(path)


def test_the_content_decides_where_the_name_misleads() -> None:
    page = "<!DOCTYPE html><html><body><p>关于印发方案的通知</p></body></html>"
    assert read_bytes(page.encode(), "saved.txt").format == "html"
    assert read_bytes(page.encode(), "download.pdf").format == "html"


def results_of(path: Path) -> dict[str, str]:
    """File → its text, or the name of its error."""
    return {
        result.file: result.text if isinstance(result, SourceText) else type(result.error).__name__
        for result in iter_files(path)
    }


def test_a_folder_is_read_in_order_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "second.txt").write_text("第二", encoding="utf-8")
    (tmp_path / "a.txt").write_text("第一", encoding="utf-8")
    (tmp_path / "bad.exe").write_bytes(b"\0")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text("隐藏", encoding="utf-8")
    (tmp_path / "~$a.docx").write_text("lock", encoding="utf-8")
    (tmp_path / "circle").symlink_to(tmp_path)
    assert results_of(tmp_path) == {
        "a.txt": "第一",
        "b/second.txt": "第二",
        "bad.exe": "UnsupportedFormatError",
        "empty.txt": "EmptyFileError",
    }
    assert count_files(tmp_path) == 4


def test_a_single_file_and_its_failure_are_results_too(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("第一", encoding="utf-8")
    bad.write_bytes(b"")
    assert results_of(good) == {"good.txt": "第一"}
    [failure] = iter_files(bad)
    assert isinstance(failure, ReadFailure)
    assert isinstance(failure.error, EmptyFileError)


def test_a_missing_path_and_an_empty_folder_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="does not exist"):
        iter_files(tmp_path / "none")
    with pytest.raises(EmptyFileError, match="holds no files"):
        iter_files(tmp_path)


def test_a_zip_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("乙/second.txt", "第二")
        archive.writestr("a.txt", "第一".encode("gb18030"))
        archive.writestr("bad.bin", b"\0\1")
        archive.writestr("__MACOSX/a.txt", "litter")
        archive.writestr(".DS_Store", "litter")
    assert results_of(path) == {
        "all.zip/a.txt": "第一",
        "all.zip/bad.bin": "UnsupportedFormatError",
        "all.zip/乙/second.txt": "第二",
    }
    assert count_files(path) == 3
    assert [r.file for r in iter_files(tmp_path)] == list(results_of(path))


def test_names_packed_on_chinese_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XXXX.txt", "第一")
    name = "通知".encode("gb18030")  # four bytes, like XXXX; without the UTF-8 flag
    path.write_bytes(path.read_bytes().replace(b"XXXX", name))
    assert results_of(path) == {"windows.zip/通知.txt": "第一"}


def test_the_shipped_folder_is_read_without_a_failure() -> None:
    folder = Path(__file__).parents[2] / "corpus" / "documents"
    results = list(iter_files(folder))
    assert len(results) == len(list(folder.glob("*.txt"))) == count_files(folder)
    assert not any(isinstance(result, ReadFailure) for result in results)
