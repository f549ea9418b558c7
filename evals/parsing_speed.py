"""How fast files are read and parsed, without any embedding: ``python -m evals.parsing_speed``.

The shipped documents, repeated to each size, are one text file. Times are processor seconds of
this process, so that other work on the machine counts little; memory is the most that the
process ever held. The figures go to ``evals/results/parsing_speed.json``.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.load import parse_source
from corpus.readers import read_bytes

_DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
_RESULT = Path(__file__).parent / "results" / "parsing_speed.json"
SIZES = (1_000_000, 5_000_000, 20_000_000)
"""Bytes of the files that are parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One file's figures."""

    megabytes: float
    """Size of the file in 10^6 bytes of UTF-8."""
    read_seconds: float
    """Detecting the encoding and decoding."""
    parse_seconds: float
    """Structure, metadata, responsibilities and references."""
    megabytes_per_second: float
    clauses: int
    responsibilities: int
    peak_memory_megabytes: float
    """Of the whole process, interpreter and libraries included."""


def measure(size: int) -> Measurement:
    """Figures for one text file of about `size` bytes."""
    texts = [path.read_bytes() for path in sorted(_DOCUMENTS.glob("*.txt"))]
    once = b"\n".join(texts) + b"\n"
    data = once * max(1, size // len(once))
    begun = time.process_time()
    source = read_bytes(data, "large.txt")
    read = time.process_time()
    document = parse_source(source)
    parsed = time.process_time()
    megabytes = len(data) / 1e6
    return Measurement(
        megabytes=round(megabytes, 2),
        read_seconds=round(read - begun, 3),
        parse_seconds=round(parsed - read, 2),
        megabytes_per_second=round(megabytes / (parsed - begun), 2),
        clauses=len(document.clauses),
        responsibilities=len(document.responsibilities),
        peak_memory_megabytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0),
    )


def main() -> None:
    """Measures each size in a process of its own and writes the results."""
    if len(sys.argv) == 2:
        sys.stdout.write(json.dumps(asdict(measure(int(sys.argv[1])))))
        return
    command = [sys.executable, "-m", "evals.parsing_speed"]
    runs = [
        json.loads(subprocess.run([*command, str(size)], check=True, capture_output=True).stdout)
        for size in SIZES
    ]
    result = {
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {platform.system()}, shared with other work",
        "input": "the shipped documents, repeated into one text file",
        "runs": runs,
    }
    _RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(_RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
