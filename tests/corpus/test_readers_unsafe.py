"""Files that would harm: each is refused quickly, with an error that names it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import EncryptedFileError, UnsafeFileError, UnsupportedFormatError
from corpus.readers import ReadFailure, iter_files, read_bytes
from corpus.readers import archive as archives
from tests.corpus.made import as_docx


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """An Office file with one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return stream.getvalue()


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def failures(data: bytes, tmp_path: Path, name: str = "a.zip") -> list[tuple[str, str, str]]:
    path = tmp_path / name
    path.write_bytes(data)
    return [
        (result.file, type(result.error).__name__, str(result.error))
        for result in iter_files(path)
        if isinstance(result, ReadFailure)
    ]


def test_a_compression_bomb_is_refused(tmp_path: Path) -> None:
    [(name, error, message)] = failures(packed(bomb=b"\0" * 20_000_000), tmp_path)
    assert (name, error) == ("a.zip", "UnsafeFileError")
    assert "compression bomb" in message


def test_an_archive_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 5)
    members = {f"f{number}": b"text" for number in range(6)}
    assert failures(packed(**members), tmp_path)[0][1] == "UnsafeFileError"


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 1000)
    [(_, error, message)] = failures(packed(a=b"text" * 300), tmp_path)
    assert error == "UnsafeFileError"
    assert "1,200" in message


@pytest.mark.parametrize(
    "name", ["../../etc/cron.txt", "/etc/cron.txt", "C:\\cron.txt", "a/../../b.txt"]
)
def test_a_path_that_leaves_the_archive_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed(**{name: b"text", "good.txt": "第一条".encode()}))
    results = list(iter_files(path))
    assert sorted(isinstance(result, ReadFailure) for result in results) == [False, True]
    [failure] = [result for result in results if isinstance(result, ReadFailure)]
    assert isinstance(failure.error, UnsafeFileError)
    assert sorted(tmp_path.iterdir()) == [path]


def test_an_archive_within_an_archive_is_refused(tmp_path: Path) -> None:
    [(name, error, _)] = failures(packed(**{"inner.zip": packed(a=b"text")}), tmp_path)
    assert (name, error) == ("a.zip/inner.zip", "UnsafeFileError")


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed(**{"a.txt": b"text"}))
    data[6] |= 1  # the general purpose flag of the local header …
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1  # … and of the directory
    [(name, error, _)] = failures(bytes(data), tmp_path)
    assert (name, error) == ("a.zip/a.txt", "EncryptedFileError")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_in_an_office_file_are_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    data = repacked(as_docx("第一条"), "word/document.xml", bomb.encode(encoding))
    with pytest.raises(UnsafeFileError, match="XML entities"):
        read_bytes(data, "bomb.docx")


def test_a_fault_of_several_lines_is_told_in_one() -> None:
    data = repacked(as_docx("第一条"), "word/styles.xml", b"<a>\n\0</a>")
    with pytest.raises(UnsupportedFormatError) as caught:
        read_bytes(data, "a.docx")
    assert "\n" not in str(caught.value)


def test_a_deeply_nested_document_is_refused() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = "<w:tbl><w:tr><w:tc>" * 500 + "</w:tc></w:tr></w:tbl>" * 500
    xml = f'<w:document xmlns:w="{space}"><w:body>{deep}</w:body></w:document>'
    with pytest.raises(UnsupportedFormatError, match="damaged"):
        read_bytes(repacked(as_docx("第一条"), "word/document.xml", xml.encode()), "deep.docx")


def test_a_page_nested_beyond_reason_is_refused() -> None:
    page = f"<html><body>{'<div>' * 5000}正文第一条内容{'</div>' * 5000}</body></html>"
    with pytest.raises(UnsafeFileError, match="too deeply"):
        read_bytes(page.encode(), "deep.html")


@pytest.mark.parametrize(
    "piece", ["<div class='content'>", "<a href=x>", "<table><tr><td>", "<li>"]
)
def test_a_page_nested_deeply_is_still_read(piece: str) -> None:
    page = f"<html><body>{piece * 200}正文第一条内容"
    assert "正文第一条内容" in read_bytes(page.encode(), "deep.html").text


def workbook(**cells: str) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_sheet_that_spans_millions_of_cells_is_refused() -> None:
    with pytest.raises(UnsafeFileError, match="larger than"):
        read_bytes(workbook(A1="任务", XFD1048576="x"), "wide.xlsx")


def test_a_merged_range_of_millions_of_cells_is_refused() -> None:
    data = workbook(A1="任务")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = sheet.replace(b"</sheetData>", merged)
    with pytest.raises(UnsafeFileError, match="merged ranges"):
        read_bytes(repacked(data, "xl/worksheets/sheet1.xml", sheet), "merged.xlsx")


def test_a_pdf_with_a_password_is_refused() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=pdfencrypt.StandardEncryption("secret"))
    canvas.drawString(100, 100, "text")
    canvas.save()
    with pytest.raises(EncryptedFileError, match="password"):
        read_bytes(stream.getvalue(), "secret.pdf")


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    stream = io.BytesIO()
    encryption = pdfencrypt.StandardEncryption("", ownerPassword="owner")
    canvas = Canvas(stream, encrypt=encryption)
    canvas.drawString(100, 500, "Notice on rural revitalisation")
    canvas.save()
    assert read_bytes(stream.getvalue(), "open.pdf").text == "Notice on rural revitalisation"


def test_an_image_of_too_many_pixels_is_refused() -> None:
    stream = io.BytesIO()
    Image.new("1", (9000, 9000)).save(stream, format="PNG")
    with pytest.raises(UnsafeFileError, match="9000×9000"):
        read_bytes(stream.getvalue(), "huge.png")
