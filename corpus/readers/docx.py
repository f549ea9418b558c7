"""Word documents: paragraphs with their automatic numbers, and tables, in reading order.

The XML is read directly, for numbering, tracked changes, merged cells and text boxes decide what
is printed. Deleted text, headers, footers, comments and hidden text are not in the result.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.errors import UnsupportedFormatError
from corpus.readers.archive import guard_office, read_member
from corpus.readers.docx_numbering import Element, Numbering, child, local, number, value
from corpus.readers.faults import one_line
from corpus.readers.model import Extracted
from corpus.readers.tasks import render_rows

_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "Fallback", "sectPr", "tblPr"}
)
"""Elements whose content is not printed text; Fallback repeats a drawing for old programs."""
_BREAKS = frozenset({"br", "cr"})
_MAX_COLUMNS = 60


def read_docx(data: bytes, file: str) -> Extracted:
    """The printed text of a docx file, one paragraph or table row a line.

    Raises:
        UnsupportedFormatError: Damaged, or without a document in it.
        UnsafeFileError: A compression or XML bomb.
        EncryptedFileError: Protected by a password.
    """
    with guard_office(data, file) as archive:
        main = _main_part(archive, file)
        document = _xml(archive, main, file)
        if document is None:
            raise UnsupportedFormatError(f"{file} has no document in it; save it again as docx")
        folder = posixpath.dirname(main)
        numbering = Numbering(
            _xml(archive, f"{folder}/numbering.xml", file),
            _xml(archive, f"{folder}/styles.xml", file),
        )
        notes = _xml(archive, f"{folder}/footnotes.xml", file)
    lines = _Reader(numbering).lines(child(document, "body"))
    lines += _footnotes(notes, numbering)
    warnings = _warnings(document)
    return Extracted(text="\n".join(lines), format="docx", warnings=warnings)


def _main_part(archive: zipfile.ZipFile, file: str) -> str:
    """Path of the document's main part; the package says where it is."""
    relations = _xml(archive, "_rels/.rels", file)
    for node in relations if relations is not None else ():
        if (value(node, "Type") or "").endswith("/officeDocument"):
            return (value(node, "Target") or "").lstrip("/")
    return "word/document.xml"


def _xml(archive: zipfile.ZipFile, name: str, file: str) -> Element | None:
    """The tree of one part, or None when the package has no such part."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    # The guard has refused any DTD, so there are no entities to resolve.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root: Element = etree.fromstring(read_member(archive, member, file), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnsupportedFormatError(
            f"{file} is damaged ({one_line(error)}); save it again"
        ) from error
    return root


def _warnings(document: Element) -> tuple[str, ...]:
    names = {local(node) for node in document.iter("{*}del", "{*}ins", "{*}drawing", "{*}pict")}
    found = []
    if "del" in names or "ins" in names:
        found.append("tracked changes: insertions taken, deletions left out")
    if any(local(node) == "blip" for node in document.iter("{*}blip")):
        found.append("pictures in the document are not read")
    return tuple(found)


def _footnotes(notes: Element | None, numbering: Numbering) -> list[str]:
    """The footnotes, after the text; the separators that Word keeps among them have a type."""
    if notes is None:
        return []
    found = [n for n in notes if local(n) == "footnote" and value(n, "type") is None]
    texts = ["".join(_Reader(numbering).lines(note)) for note in found]
    return [f"注{i}：{text}" for i, text in enumerate(texts, start=1) if text]


class _Reader:
    """Walks the body; holds the text that a deleted paragraph mark joins to the next paragraph."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._carried = ""

    def lines(self, body: Element | None) -> list[str]:
        """The lines of a body, a cell, a note or a text box."""
        lines: list[str] = []
        for block in _blocks(body):
            if local(block) == "p":
                lines.extend(self._paragraph(block))
            else:
                lines.extend(self._table(block))
        if self._carried:
            lines.append(self._carried)
            self._carried = ""
        return lines

    def _paragraph(self, node: Element) -> list[str]:
        boxes: list[str] = []
        text = "".join(self._runs(node, boxes))
        ended = child(node, "pPr", "rPr", "del") is None  # else the paragraph's end was deleted
        shown = text.strip() or self._carried
        marker = self._numbering.marker(node) if ended or shown else ""
        text = f"{self._carried}{marker}{text}" if shown else ""
        self._carried = "" if ended else text
        if not ended:
            return boxes
        own = [line for part in text.split("\n") if (line := part.strip(" \u3000\t\u00a0"))]
        return [*boxes, *own]

    def _runs(self, node: Element, boxes: list[str]) -> Iterator[str]:
        """The printed pieces of a paragraph; text boxes in it go to `boxes`."""
        for part in node:
            name = local(part)
            if name in _SKIPPED or (name == "r" and _hidden(part)):
                continue
            if name == "t":
                yield re.sub(r"[\r\n]+", " ", part.text or "")
            elif name == "tab":
                yield "\t"
            elif name in _BREAKS:
                yield "" if value(part, "type") in {"page", "column"} else "\n"
            elif name in {"noBreakHyphen", "softHyphen"}:
                yield "-" if name == "noBreakHyphen" else ""
            elif name == "txbxContent":
                boxes.extend(_Reader(self._numbering).lines(part))
            else:
                yield from self._runs(part, boxes)

    def _table(self, table: Element) -> list[str]:
        rows: list[list[str]] = []
        for row in _children(table, "tr"):
            if child(row, "trPr", "del") is None:
                rows.append(self._row(row, rows[-1] if rows else []))
        if max((sum(bool(cell) for cell in row) for row in rows), default=0) <= 1:
            return [line for row in rows for cell in row for line in cell.split("\n") if line]
        return render_rows([row for row in rows if any(row)])

    def _row(self, row: Element, above: list[str]) -> list[str]:
        """The cells of a row; one merged with the cell above it says the same again."""
        before = number(value(child(row, "trPr", "gridBefore")))
        cells: list[str] = [""] * max(0, min(before, _MAX_COLUMNS))
        for cell in _children(row, "tc"):
            if len(cells) >= _MAX_COLUMNS:
                break
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            if merged is not None and value(merged) != "restart":
                text = above[len(cells)] if len(cells) < len(above) else ""
            else:
                text = "\n".join(_Reader(self._numbering).lines(cell))
            span = number(value(child(properties, "gridSpan")), 1)
            cells += [text, *[""] * max(0, min(span, _MAX_COLUMNS) - 1)]
        return cells


def _blocks(parent: Element | None) -> Iterator[Element]:
    """Paragraphs and tables of a container, through content controls and insertions."""
    for node in parent if parent is not None else ():
        name = local(node)
        if name in {"p", "tbl"}:
            yield node
        elif name not in _SKIPPED:
            yield from _blocks(node)


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls."""
    for node in parent:
        name = local(node)
        if name == wanted:
            yield node
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _children(node, wanted)


def _hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish) not in {"0", "false"}
