"""Assistant: the object that answers questions over one index."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from assistant.answer_cache import AnswerCache
from assistant.composing.generative import Generative
from assistant.context import Context
from assistant.conversation import Conversation, ConversationStore, MemoryConversations
from assistant.errors import SettingsError
from assistant.language_model import LanguageModel, ModelSettings, connect
from assistant.memory import remember
from assistant.model import Answer, Event, Question
from assistant.pipeline import answering_steps
from assistant.settings import Settings
from assistant.steps.compose import Composer, Extractive
from assistant.steps.present import answer_of
from corpus.portal_registry import use_portal_rows

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableSequence

    from assistant.langchain_adapter import PolicyRetriever
    from index.model import Embedder
    from index.policy_index import PolicyIndex
    from index.progress import Progress

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "documents"
"""The documents that come with the project."""

_PIECE = re.compile(r"[^。！？；\n]*[。！？；\n]+(?:〔\d+〕)*\n*|[^。！？；\n]+(?:\n)*")


class Recorder(Protocol):
    """Told about each answer, so that owners see what is asked."""

    def record(self, context: Context, answer: Answer) -> None:
        """Keep what may be kept of an answered question; never waits, never raises."""


class Assistant:
    """Answers questions with the clauses of a PolicyIndex."""

    def __init__(
        self,
        index: PolicyIndex,
        settings: Settings,
        *,
        conversations: ConversationStore | None = None,
        composer: Composer | None = None,
    ) -> None:
        from assistant.langchain_adapter import as_runnables  # noqa: PLC0415  (cold start)

        self.index = index
        """The index that is searched."""
        self.settings = settings
        """The settings that it was made with."""
        self.conversations: ConversationStore = conversations or MemoryConversations(
            limit=settings.conversation_limit, minutes=settings.conversation_minutes
        )
        """Where conversations are kept."""
        self.recorder: Recorder | None = None
        """Told about each answer that goes out; None: nothing is recorded."""
        self.composer = composer or composer_of(settings)
        """What writes the answer."""
        self.chain: RunnableSequence[Context, Context] = as_runnables(
            answering_steps(index, settings, self.composer)
        )
        """The steps as a LangChain Runnable, from Context to Context."""
        self._answered = AnswerCache()

    @classmethod
    def from_settings(
        cls, settings: Settings | None = None, *, progress: Progress | None = None
    ) -> Self:
        """Open the index that the settings name; index the shipped documents on first use.

        Args:
            settings: What to use; by default environment, file and defaults.
            progress: Told about model preparation and indexing.

        Raises:
            SettingsError: A setting has no usable value.
            RegistryError: The file of departments cannot be used.
            IndexingError: Model or index cannot be used.
        """
        from index.embedder import load_embedder  # noqa: PLC0415  (cold start)
        from index.policy_index import PolicyIndex  # noqa: PLC0415

        settings = settings or Settings.load()
        use_portal_rows(settings.departments_file)
        embedder = load_embedder(
            settings.embedding_model,
            cache_dir=settings.model_dir,
            progress=progress,
            prompts=settings.prompts,
        )
        if not PolicyIndex.exists(settings.data_dir):
            from corpus.load import read_document  # noqa: PLC0415
            from index.ingest import ingest  # noqa: PLC0415

            documents = [read_document(path) for path in sorted(SHIPPED.glob("*.txt"))]
            ingest(
                documents,
                settings.data_dir,
                embedder,
                progress=progress,
                vector_backend=settings.vector_backend,
            )
        return cls(_opened(settings, embedder), settings)

    def ask(self, question: Question | str) -> Answer:
        """Answer one question.

        Raises:
            InvalidQuestionError: The question is empty, unreadable or too long.
        """
        began = time.perf_counter()
        catalog = self.index.catalog  # before the start, so that no answer outlives its documents
        asked = self._start(question)
        context = self._answered.get(asked, catalog)
        if context is None:
            context = self.chain.invoke(asked)
            self._keep(asked, context, catalog)
        return self._finish(context, began)

    def stream(self, question: Question | str) -> Iterator[Event]:
        """The same answer as events: a step each, then the text in pieces, then the Answer.

        Raises:
            InvalidQuestionError: The question is empty, unreadable or too long.
        """
        from assistant.langchain_adapter import parts  # noqa: PLC0415

        began = time.perf_counter()
        catalog, streamed = self.index.catalog, False
        context = asked = self._start(question)
        known = self._answered.get(asked, catalog)
        for step in parts(self.chain):
            yield Event(kind="step", data=str(step.get_name()))
            if known is not None:
                context = known
                continue
            if step.get_name() != "compose" or not isinstance(self.composer, Generative):
                context = step.invoke(context)
                continue
            for item in self._written(context, self.composer):
                if isinstance(item, str):
                    streamed = True
                    yield Event(kind="delta", data=item)
                else:
                    context = item
        if known is None:
            self._keep(asked, context, catalog)
        answer = self._finish(context, began)
        for piece in [] if streamed else pieces(answer.text):
            yield Event(kind="delta", data=piece)
        yield Event(kind="answer", data=answer)

    def _keep(self, asked: Context, answered: Context, catalog: object) -> None:
        """Keep an answer for the next asker; a model may word it better the next time."""
        if not isinstance(self.composer, Generative):
            self._answered.put(asked, answered, catalog)

    def _written(self, context: Context, composer: Generative) -> Iterator[str | Context]:
        """Verified sentences of the model as they come, then the context with the draft."""
        if context.done or not context.selection.chosen:
            return
        for item in composer.stream(context):
            yield item if isinstance(item, str) else replace(context, draft=item)

    async def astream(self, question: Question | str) -> AsyncIterator[Event]:
        """`stream` for async callers; the work is done in a thread of the event loop's pool."""
        import asyncio  # noqa: PLC0415

        events = self.stream(question)
        done = object()
        while (event := await asyncio.to_thread(next, events, done)) is not done:
            assert isinstance(event, Event)
            yield event

    def as_retriever(self, *, top_k: int = 10, place: str | None = None) -> PolicyRetriever:
        """The index as a LangChain retriever."""
        from assistant.langchain_adapter import PolicyRetriever  # noqa: PLC0415

        return PolicyRetriever(index=self.index, top_k=top_k, place=place)

    def close(self) -> None:
        """Give the index's files and connections back."""
        self.index.close()

    def _start(self, question: Question | str) -> Context:
        asked = Question(text=question) if isinstance(question, str) else question
        known = asked.conversation_id
        conversation = self.conversations.get(known) if known else Conversation()
        for text in asked.history:
            before = replace(asked, text=text, history=())
            context = self.chain.invoke(self._context(before, conversation))
            conversation = remember(context, answer_of(context))
        return self._context(asked, conversation)

    def _context(self, question: Question, conversation: Conversation) -> Context:
        return Context(
            id=uuid.uuid4().hex,
            question=question,
            as_of=question.as_of or date.today(),
            documents=self.index.catalog.documents(),
            conversation=conversation,
        )

    def _finish(self, context: Context, began: float) -> Answer:
        answer = answer_of(context)
        known = context.question.conversation_id
        if known:
            self.conversations.put(known, remember(context, answer))
        total = (time.perf_counter() - began) * 1e3
        answer = replace(answer, timings_ms={**answer.timings_ms, "total": total})
        if self.recorder is not None:
            self.recorder.record(context, answer)
        return answer


def _opened(settings: Settings, embedder: Embedder) -> PolicyIndex:
    """The index that the settings name, with their reranker."""
    from index.cross_encoder import load_reranker  # noqa: PLC0415  (cold start)
    from index.policy_index import PolicyIndex  # noqa: PLC0415

    reranker = load_reranker(
        settings.rerank_model, depth=settings.rerank_depth, budget_ms=settings.rerank_budget_ms
    )
    return PolicyIndex.open(
        settings.data_dir, embedder, vector_backend=settings.vector_backend, reranker=reranker
    )


def composer_of(settings: Settings) -> Composer:
    """The composer that the settings ask for: with a language model when one is named.

    Raises:
        SettingsError: An endpoint is given without a model, or a model without an endpoint.
    """
    extractive = Extractive(settings.resident_chars, settings.official_chars)
    if not settings.llm_base_url and not settings.llm_model:
        return extractive
    if not settings.llm_base_url or not settings.llm_model:
        given = "llm_base_url" if settings.llm_base_url else "llm_model"
        raise SettingsError(
            f"{given} is set alone; a language model needs llm_base_url and llm_model, "
            "set both or neither"
        )
    endpoint = ModelSettings(
        model=settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none",
        timeout_s=settings.llm_timeout_s,
        max_retries=settings.llm_retries,
    )
    model = LanguageModel(lambda: connect(endpoint), budget_s=settings.llm_timeout_s)
    return Generative(model=model, extractive=extractive)


def pieces(text: str) -> list[str]:
    r"""A text in pieces that end with a sentence; joined they are the text again.

    >>> pieces("甲。〔1〕\n乙；丙")
    ['甲。〔1〕\n', '乙；', '丙']
    """
    return _PIECE.findall(text)
