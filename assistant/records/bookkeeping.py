"""Bookkeeping: what the web application keeps of questions, opinions and conversations."""

from __future__ import annotations

import logging
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from assistant.errors import RecordsError
from assistant.personal_data import mask_personal_data
from assistant.records.conversations import DatabaseConversations
from assistant.records.feedback_file import take_over
from assistant.records.model import Counts, FeedbackRecord, QuestionRecord, Verdict
from assistant.records.store import RecordStore
from assistant.records.writer import RecordWriter
from index.tokenizer import content_words

if TYPE_CHECKING:
    from assistant.context import Context
    from assistant.model import Answer
    from assistant.settings import Settings


logger = logging.getLogger(__name__)


class Bookkeeping:
    """Keeps what the settings allow, for as long as they allow it."""

    def __init__(self, store: RecordStore, settings: Settings) -> None:
        self.store = store
        """The records."""
        self.writer = RecordWriter(store)
        """Writes questions behind the answers."""
        self.conversations = DatabaseConversations(
            store.database,
            limit=settings.conversation_limit,
            minutes=settings.conversation_minutes,
        )
        """Where conversations are kept."""
        self._words = settings.record_questions
        self._days = settings.retention_days

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Open the database that the settings name.

        Raises:
            RecordsError: The database cannot be reached or used.
        """
        store = RecordStore.open(settings.records_url)
        take_over(settings.data_dir, store)
        return cls(store, settings)

    def record(self, context: Context, answer: Answer) -> None:
        """Keep one answered question, behind its answer; never waits, never raises."""
        if not self._days:
            return
        try:
            self.writer.submit(question_record(context, answer, words=self._words))
        except Exception:  # the answer is ready, and goes out whatever becomes of its record
            logger.exception("answer %s cannot be recorded", answer.id)

    def give_feedback(
        self, answer_id: str, verdict: Verdict, reasons: Sequence[str] = (), comment: str = ""
    ) -> str:
        """Keep what an asker thinks of an answer, personal numbers masked; its new id.

        While the database is away it waits as questions do.

        Raises:
            RecordsError: The database cannot be written, and too much waits for it already.
        """
        record = FeedbackRecord(
            id=uuid.uuid4().hex,
            answer_id=answer_id,
            at=datetime.now(UTC),
            verdict=verdict,
            reasons=tuple(_clean(reason) for reason in reasons),
            comment=_clean(comment),
        )
        if not self._days:
            return record.id
        try:
            self.store.add_feedback(record)
        except RecordsError:
            if not self.writer.submit(record):
                raise
        return record.id

    def forget(self, conversation_id: str) -> Counts:
        """Delete a conversation, its questions and what was thought of their answers.

        Returns:
            How many rows were deleted; all zero when nothing was known of it.

        Raises:
            RecordsError: The database cannot be written.
        """
        if not self.writer.flush():  # what is still to be written of it could not be deleted
            raise RecordsError(
                "records are still waiting to be written, so not all of the conversation can be "
                "deleted yet; try again in a moment"
            )
        known = self.conversations.delete(conversation_id)
        return replace(self.store.delete_conversation(conversation_id), conversations=int(known))

    def tidy(self) -> Counts:
        """Delete what is older than the settings allow, and conversations that have expired.

        Returns:
            How many rows were deleted.

        Raises:
            RecordsError: The database cannot be written.
        """
        expired = self.conversations.expire()
        gone = self.store.purge(datetime.now(UTC) - timedelta(days=self._days))
        return replace(gone, conversations=expired)

    def close(self) -> None:
        """Write what waits, and give the connections back."""
        self.writer.close()
        self.store.close()


def question_record(context: Context, answer: Answer, *, words: bool) -> QuestionRecord:
    """What is kept of one question.

    Args:
        context: As the last step of answering left it; its question is masked.
        answer: What was made of it.
        words: False to leave out every word of the asker.
    """
    found = context.understanding
    places = [place.name for place in found.places]
    kept = context.conversation.topic
    topic = found.topic or (kept.value if kept else "")
    best = context.results[0].answerability if context.results else None
    named = found.departments if words else ()
    return QuestionRecord(
        id=answer.id,
        asked_at=datetime.now(UTC),
        question=answer.question if words else "",
        standalone_question=answer.standalone_question if words else "",
        status=answer.status.value,
        reason=context.reason,
        place=places[0] if places else None,
        audience=context.question.audience.value,
        script=answer.script.value,
        topic_terms=content_words(topic) if words else (),
        departments=_once([*named, *(item.name for item in answer.departments)]),
        cited_clause_ids=_once(item.clause.id for item in answer.citations),
        document_ids=_once(item.document.id for item in answer.citations),
        top_probability=None if best is None else float(best),
        latency_ms=answer.timings_ms.get("total", 0.0),
        conversation_id=context.question.conversation_id,
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _clean(text: str) -> str:
    """Without personal numbers, and without characters that no database takes."""
    visible = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return mask_personal_data(visible).text
