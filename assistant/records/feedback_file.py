"""Takes over ``feedback.jsonl``, the file in which feedback was kept before the database."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

from assistant.records.model import FeedbackRecord, Verdict
from assistant.records.store import RecordStore

logger = logging.getLogger(__name__)

NAME = "feedback.jsonl"


def take_over(data_dir: Path, store: RecordStore) -> int:
    """Move the file's feedback into the database, once; how many pieces.

    The file is deleted, for what is kept twice is deleted once only. Lines that cannot be read
    stay in it.

    Raises:
        RecordsError: The database cannot be written; the file is as it was.
    """
    path = data_dir / NAME
    if not path.is_file():
        return 0
    records, unread = [], []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            records.append(_record(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            unread.append(line)
    store.add(records)
    if unread:
        logger.warning("%d lines of %s cannot be read and stay there", len(unread), path)
        path.write_text("\n".join(unread) + "\n", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)  # a second process may have taken it over as well
    path.with_name(f"{NAME}.lock").unlink(missing_ok=True)
    return len(records)


def _record(line: str) -> FeedbackRecord:
    entry = json.loads(line)
    return FeedbackRecord(
        id=str(entry["id"]),
        answer_id=str(entry["answer_id"]),
        at=datetime.fromisoformat(entry["at"]).astimezone(),
        verdict=Verdict.USEFUL if entry["helpful"] else Verdict.NOT_USEFUL,
        reasons=tuple(str(reason) for reason in entry.get("reasons", ())),
        comment=str(entry.get("comment", "")),
    )
