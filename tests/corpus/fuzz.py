"""Random and damaged files of every format, for the bounded tests and for long runs.

A long run: ``python -m tests.corpus.fuzz --minutes 10``. A reader may return a text or raise a
`CorpusError`; anything else, 5 seconds or a gigabyte is a finding, saved for `read_bytes`.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl

from corpus.errors import CorpusError
from corpus.load import parse_source
from corpus.readers import ocr, read_bytes
from tests.corpus.made import as_docx, as_html, as_pdf, shipped_texts

MAX_SECONDS = 5.0
MAX_MEMORY = 1_000_000_000
"""Bytes of the whole process."""
_FRAGMENTS = (
    "第一条", "（一）", "1.", "①", "附件", "责任单位：", "（责任部门：", "由市民政局牵头",
    "以下均需", "：", "\n", "。", "〔2024〕1号", "自2024年1月1日起施行", "《", "》", "　",
    "\ufeff", "\0", "\u2028", "\x0c", "<p>", "<!--", "&#0;", "<table>", "<td rowspan=99999999>",
    '"', ",", "\t", "一、", "二、", "第九千九百九十九章", "２", "\ud7ff", "𠮷", "(" * 50,
    " " * 5000, "-" * 3000, ">" * 500, "、" * 1000, "1" * 400, "（" * 500,
)  # fmt: skip


def without_recogniser() -> None:
    """Makes scans be refused: recognition takes seconds and is no parser of files."""

    def refuse() -> None:
        raise ImportError("left out here")

    ocr._loaded = refuse  # type: ignore[assignment]


def workbook() -> bytes:
    """A small 任务分工表."""
    book = openpyxl.Workbook()
    for row in (
        ("序号", "工作任务", "牵头单位"),
        (1, "建设驿站", "市民政局"),
        (2, "培训", "市人社局"),
    ):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table() -> bytes:
    """The same as csv."""
    return "序号,工作任务,牵头单位\n1,建设驿站,市民政局\n2,培训,市人社局\n".encode()


def seeds() -> dict[str, bytes]:
    """A good file of every format, by a name that ends in its suffix."""
    text = max(shipped_texts().values(), key=len)[:6000]
    traditional = min(shipped_texts().values(), key=len)[:3000]
    return {
        "a.txt": text.encode(),
        "gb.txt": text.encode("gb18030"),
        "big5.txt": traditional.encode("big5", "ignore"),
        "utf16.txt": text.encode("utf-16"),
        "a.md": text.encode(),
        "a.html": as_html(text),
        "a.docx": as_docx(text[:2000]),
        "a.pdf": as_pdf(text[:1500]),
        "a.csv": table(),
        "a.xlsx": workbook(),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few bytes, pieces or Chinese fragments changed."""
    blob = bytearray(data)
    for _ in range(chance.choice((1, 2, 4, 16, 64))):
        place = chance.randrange(len(blob) + 1)
        size = chance.choice((1, 2, 8, 100, 2000))
        kind = chance.randrange(6)
        if kind == 0 and blob:
            blob[min(place, len(blob) - 1)] = chance.randrange(256)
        elif kind == 1:
            del blob[place : place + size]
        elif kind == 2:
            blob[place:place] = blob[place : place + size] * chance.choice((1, 3, 20))
        elif kind == 3:
            blob[place:place] = chance.randbytes(size)
        elif kind == 4:
            words = "".join(chance.choices(_FRAGMENTS, k=chance.randrange(1, 6)))
            encoding = chance.choice(("utf-8", "gb18030", "utf-16-le"))
            blob[place:place] = words.encode(encoding, "ignore")
        else:
            other = chance.randrange(len(blob) + 1)
            blob[place : place + size] = blob[other : other + size]
    return bytes(blob)


def inner_damaged(data: bytes, chance: random.Random) -> bytes:
    """An Office file with one of its parts damaged, packed anew so that its reader sees it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        hit = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            content = old.read(name)
            new.writestr(name, damaged(content, chance) if name == hit else content)
    return stream.getvalue()


def nonsense(chance: random.Random) -> bytes:
    """A text made of the pieces that the rules look for."""
    words = chance.choices(_FRAGMENTS, k=chance.randrange(1, 400))
    return "".join(words).encode(chance.choice(("utf-8", "gb18030")), "ignore")


def variant(files: dict[str, bytes], chance: random.Random) -> tuple[str, bytes]:
    """A name and the content of a file to try."""
    name = chance.choice(list(files))
    if name.endswith((".docx", ".xlsx")) and chance.random() < 0.8:
        return name, inner_damaged(files[name], chance)
    if name.endswith((".txt", ".md", ".html", ".csv")) and chance.random() < 0.4:
        return name, nonsense(chance)
    if chance.random() < 0.05:
        return name, chance.randbytes(chance.randrange(5000))
    return name, damaged(files[name], chance)


def outcome(name: str, data: bytes, *, parse: bool = True) -> str:
    """What became of a file: "read", or the name of the error that refused it."""
    try:
        source = read_bytes(data, name)
    except CorpusError as error:
        if "\n" in str(error) or name not in str(error):
            raise AssertionError(f"message is no line about {name}: {error!s}") from error
        return type(error).__name__
    if parse:
        parse_source(source)
    return "read"


def run(minutes: float, seed: int, keep: Path, report: Callable[[str], None]) -> int:
    """Tries variants until the time is over; returns the number of findings."""
    without_recogniser()
    chance, files = random.Random(seed), seeds()
    counts: Counter[str] = Counter()
    findings, end = 0, time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        name, data = variant(files, chance)
        begun = time.process_time()
        try:
            result = outcome(name, data)
        except Exception:  # the point of the run is to meet any
            result = "uncaught"
            report(traceback.format_exc(limit=-4))
        if time.process_time() - begun > MAX_SECONDS:
            result = "slow"
        if result in {"uncaught", "slow"}:
            findings += 1
            saved = keep / f"{result}-{sum(counts.values())}-{name}"
            saved.write_bytes(data)
            report(f"{result}: {saved}")
        counts[f"{name.rpartition('.')[2]} {result}"] += 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    findings += memory > MAX_MEMORY
    report(f"{sum(counts.values())} files, {findings} finding(s), {memory / 1e6:.0f} MB at most")
    for key, count in sorted(counts.items()):
        report(f"  {key}: {count}")
    return findings


def main() -> None:
    """Runs for the minutes asked and exits 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path())
    options = parser.parse_args()
    found = run(options.minutes, options.seed, options.keep, lambda line: print(line, flush=True))  # noqa: T201
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
