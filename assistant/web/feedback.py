"""HTTP: what askers think of answers, kept in one append-only file."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, Depends, Request
from filelock import FileLock

from assistant.web.asking import PROBLEMS
from assistant.web.limits import limit_rate
from assistant.web.schema import FeedbackBody, FeedbackRequest

router = APIRouter(prefix="/api/v1", tags=["feedback"], responses=PROBLEMS)


@router.post(
    "/feedback",
    status_code=201,
    response_model=FeedbackBody,
    dependencies=[Depends(limit_rate)],
)
def give_feedback(body: FeedbackRequest, request: Request) -> FeedbackBody:
    """Keep one piece of feedback; it carries no question and no address."""
    store: FeedbackFile = request.app.state.feedback
    return FeedbackBody(id=store.add(body))


class FeedbackFile:
    """``feedback.jsonl`` in the data directory, one piece of feedback a line."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "feedback.jsonl"

    def add(self, feedback: FeedbackRequest) -> str:
        """Append one piece of feedback; its new id."""
        entry_id = uuid.uuid4().hex
        entry = {
            "id": entry_id,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            **feedback.model_dump(),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Two processes may serve the same directory: lines must not run into each other.
        with FileLock(f"{self.path}.lock", timeout=5), self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
        return entry_id
