"""Recognition of scans: shipped documents set on pages, tilted and specked, read back by OCR.

Run ``python -m evals.recognition --font FILE`` with a CJK font of the machine; it writes
``evals/results/recognition.json``. Pages follow GB/T 9704 (28 characters to a line, 22 lines);
the images are tilted by half a degree and carry grey noise. That is kinder than a bad copy: no
stamps, no handwriting, one typeface.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypedDict

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from corpus.load import parse_source
from corpus.model import PolicyDocument
from corpus.normalize import fold
from corpus.readers import read_bytes

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
RESULTS = Path(__file__).parent / "results" / "recognition.json"
DPI = 200
_COLUMNS, _ROWS = 28, 22
_SIZE, _PITCH = 16, 29
"""Points."""
_LEFT, _TOP = 79, 105
_TILT = 0.5
"""Degrees."""
_NOISE = 12.0
"""Standard deviation of the grey values, of 255."""
_NOT_FIRST = "，。；：、！？）》”’」』〕】,.;:!?)"
_A4 = (595, 842)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """How one document came back from its pages."""

    file: str
    pages: int
    seconds: float
    characters: float
    """Similarity of the characters, spaces aside, 0 to 1 (Ratcliff and Obershelp)."""
    clauses: float
    """Share of the clauses whose path was found."""
    departments: float
    """Share of (clause path, department, role) that was found; 1 when there is none."""
    extra_departments: int
    """Edges that the text does not have."""


def typeset(text: str) -> Iterator[list[str]]:
    """Pages of lines; the first line of a paragraph is set two characters in."""
    lines: list[str] = []
    for paragraph in filter(None, (line.strip() for line in text.splitlines())):
        line, width = "\u3000\u3000", 2.0
        for char in paragraph:
            step = 0.5 if char < "\u0100" else 1.0
            if width + step > _COLUMNS and char not in _NOT_FIRST:
                lines.append(line)
                line, width = "", 0.0
            line, width = line + char, width + step
        lines.append(line)
    for first in range(0, len(lines), _ROWS):
        yield lines[first : first + _ROWS]


def draw(
    lines: Sequence[str], font: ImageFont.FreeTypeFont, noise: np.random.Generator
) -> Image.Image:
    """A page as a scanner sees it."""
    scale = DPI / 72
    page = Image.new("L", (round(_A4[0] * scale), round(_A4[1] * scale)), 255)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        x, y = _LEFT * scale, (_TOP + row * _PITCH) * scale
        for char in line:
            pen.text((x, y), char, font=font, fill=20)
            x += _SIZE * scale * (0.5 if char < "\u0100" else 1.0)
    tilted = np.asarray(page.rotate(_TILT, resample=Image.Resampling.BICUBIC, fillcolor=255), float)
    grey = tilted + noise.normal(0.0, _NOISE, tilted.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def scan(text: str, font: ImageFont.FreeTypeFont) -> tuple[bytes, int]:
    """A PDF of page images, and how many pages it has."""
    noise = np.random.default_rng(0)
    images = [draw(lines, font, noise) for lines in typeset(text)]
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    return stream.getvalue(), len(images)


def compare(path: Path, font: ImageFont.FreeTypeFont) -> Recognition:
    """Set a document on pages, read them back, and say what is left of it."""
    original = parse_source(read_bytes(path.read_bytes(), path.name))
    data, pages = scan(original.text, font)
    began = time.perf_counter()
    read = parse_source(read_bytes(data, "scan.pdf"))
    seconds = time.perf_counter() - began
    shares = compare_documents(original, read)
    return Recognition(file=path.name, pages=pages, seconds=round(seconds, 1), **shares)


class Shares(TypedDict):
    """What is left of a document after recognition; see `Recognition`."""

    characters: float
    clauses: float
    departments: float
    extra_departments: int


def compare_documents(original: PolicyDocument, read: PolicyDocument) -> Shares:
    """Characters, clauses and departments of a text that came back from its scan."""
    expected, found = _edges(original), _edges(read)
    return Shares(
        characters=round(_similarity(original.text, read.text), 4),
        clauses=round(_share(_paths(original), _paths(read)), 4),
        departments=round(_share(expected, found), 4),
        extra_departments=(found - expected).total(),
    )


def _similarity(text: str, other: str) -> float:
    one, two = ("".join(fold(words).split()) for words in (text, other))
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _paths(document: PolicyDocument) -> Counter[tuple[str, ...]]:
    return Counter((*clause.path, str(clause.paragraph or "")) for clause in document.clauses)


def _edges(document: PolicyDocument) -> Counter[tuple[str, ...]]:
    paths = {clause.id: clause.path for clause in document.clauses}
    return Counter(
        (*paths[edge.clause_id], "".join(fold(edge.department).split()), edge.role.value)
        for edge in document.responsibilities
    )


def _share(expected: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> float:
    return (expected & found).total() / expected.total() if expected else 1.0


def main() -> None:
    """Compare the shipped documents and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--font", required=True, help="a TrueType or OpenType CJK font")
    parser.add_argument("--face", type=int, default=0, help="face of a font collection")
    parser.add_argument("--only", default="", help="files whose names begin so")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    font = ImageFont.truetype(options.font, round(_SIZE * DPI / 72), index=options.face)
    outcomes = []
    for path in sorted(DOCUMENTS.glob(f"{options.only}*.txt")):
        outcomes.append(asdict(compare(path, font)))
        sys.stderr.write(f"{outcomes[-1]}\n")
    result = {
        "pages": f"{DPI} dpi, tilted {_TILT} degrees, grey noise {_NOISE:g} of 255",
        "font": font.getname()[0],
        "documents": outcomes,
    }
    options.output.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
