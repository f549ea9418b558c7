"""Records as lines of JSON or as a table, for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant.records.model import Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula: anybody may have typed it."""


def to_plain(record: Record) -> dict[str, Any]:
    """A record in types that json.dumps takes; moments in ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(record).items()
    }


def to_json_lines(records: Sequence[Record]) -> str:
    """One record a line."""
    return "".join(json.dumps(to_plain(item), ensure_ascii=False) + "\n" for item in records)


def to_csv(records: Sequence[Record]) -> str:
    """A table with a heading; several values in one cell are separated by 「；」."""
    out = io.StringIO()
    rows = [to_plain(item) for item in records]
    if rows:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """The value of one cell; words that look like a formula are made words again.

    >>> _cell(("甲", "乙")), _cell("=1+1"), _cell(-1.5), _cell(None)
    ('甲；乙', "'=1+1", -1.5, None)
    """
    text = "；".join(value) if isinstance(value, tuple | list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text
