"""HTTP: what askers think of answers."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from assistant.records.bookkeeping import Bookkeeping
from assistant.records.model import Verdict
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
    box: FeedbackBox = request.app.state.feedback
    return FeedbackBody(id=box.add(body))


class FeedbackBox:
    """Takes feedback from pages and programs to the records."""

    def __init__(self, books: Bookkeeping) -> None:
        self._books = books

    def add(self, feedback: FeedbackRequest) -> str:
        """Keep one piece of feedback; its new id.

        Raises:
            RecordsError: The database cannot be written.
        """
        verdict = Verdict.USEFUL if feedback.helpful else Verdict.NOT_USEFUL
        return self._books.give_feedback(
            feedback.answer_id, verdict, feedback.reasons, feedback.comment
        )
