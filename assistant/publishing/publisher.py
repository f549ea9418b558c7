"""Publisher: what an owner can do to the documents while the server goes on answering."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import PublishingError, ReleaseRefusedError
from assistant.publishing.doubts import Doubt, find_doubts
from assistant.publishing.gate import GateReport, ReleaseGate
from assistant.publishing.jobs import Handle, Job, JobKind, Jobs, Stage
from assistant.publishing.listing import Listed, published, unpublished
from assistant.publishing.register import Entry, Register, State
from assistant.publishing.release import Releases
from assistant.publishing.sources import Sources
from assistant.publishing.trail import Trail, told_of
from assistant.records.model import AuditRecord
from corpus.errors import PolicyAssistantError
from corpus.model import PolicyDocument
from index.ingest_report import IngestReport

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.policy_index import PolicyIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What shall be published."""

    ids: tuple[str, ...]
    gone: tuple[str, ...]
    """What it replaces."""
    actor: str
    override: str


class Publisher:
    """Uploads, publishes and takes down documents of one open index.

    What takes long is a job in the background; the old generation answers meanwhile.
    """

    def __init__(
        self,
        index: PolicyIndex,
        settings: Settings,
        *,
        audit: Callable[[AuditRecord], None],
        gate: ReleaseGate | None = None,
        shipped: Path | None = None,
    ) -> None:
        """Manage the documents of `index`.

        Args:
            index: The index that answers; reloaded when a new generation is in use.
            settings: Its data directory, backend and case files.
            audit: Keeps one entry of the audit trail.
            gate: Measures generations; by default with the cases that the settings name.
            shipped: Folder of the files that came with the program, kept when they are taken down.
        """
        self.index = index
        self.register = Register(settings.data_dir)
        self.jobs = Jobs()
        self._releases = Releases(index, settings, gate or ReleaseGate(settings))
        self._trail = Trail(audit)
        self._sources = Sources(self.register, shipped)
        self._followed: frozenset[str] = frozenset()
        self._hide_pending()

    def follow(self) -> None:
        """See what other processes over the same data directory have published or taken down.

        Raises:
            PolicyAssistantError: The register or the newer generation cannot be read.
        """
        # In this order: what is settled when it is read has left the generation that is opened.
        pending = frozenset(entry.id for entry in self.register.entries() if entry.is_pending)
        self.index.withdraw(pending)
        self.index.reload()
        self.index.restore(self._followed - pending)
        self._followed = pending

    def documents(self) -> tuple[Listed, ...]:
        """Drafts and documents that were taken down, newest first, then what is published."""
        searched = {document.id: document for document in self.index.catalog.documents()}
        waiting = [e for e in self.register.entries() if e.id not in searched]
        return (
            *(unpublished(entry) for entry in waiting),
            *(published(d, self.register.get(d.id)) for d in searched.values()),
        )

    def find(self, document_id: str) -> Listed:
        """One document of the list; KeyError when there is none."""
        for item in self.documents():
            if item.id == document_id:
                return item
        raise KeyError(document_id)

    def read(self, document_id: str) -> PolicyDocument:
        """The document as it is searched, or as it would be.

        Raises:
            PublishingError: Its file is not kept, or was changed.
            CorpusError: Its file cannot be read.
        """
        try:
            return self.index.catalog.document(document_id)
        except KeyError:
            return self.register.read(document_id)

    def doubts(self, document: PolicyDocument) -> tuple[Doubt, ...]:
        """What to look at before `document` is published."""
        return find_doubts(document, self.index.catalog.documents(), date.today())

    def upload(self, name: str, content: bytes, *, actor: str) -> Entry:
        """Keep a file as a draft; the same file again is the same document.

        Raises:
            CorpusError: It cannot be read; nothing is kept.
            PublishingError: It cannot be kept.
        """
        entry, document = self.register.add(name, content)
        if document.id in self._searched() and entry.state is not State.PUBLISHED:
            entry = self.register.move(document.id, State.PUBLISHED)
        self._trail.tell(actor, "upload", document.id, entry.file, {"bytes": len(content)})
        return entry

    def discard(self, document_id: str, *, actor: str) -> None:
        """Delete the file of a draft or of a document that was taken down.

        Raises:
            PublishingError: It is published, being published, or not gone from the index yet.
        """
        entry = self.register.get(document_id)
        if entry is None or document_id in self._searched() or entry.is_pending:
            raise PublishingError(
                f"the file of {document_id!r} cannot be deleted: only drafts and documents that "
                "were taken down can; take it down first"
            )
        self._not_busy([document_id])
        self.register.discard(document_id)
        self._trail.tell(actor, "discard", document_id, entry.file)

    def publish(
        self,
        document_ids: Sequence[str],
        *,
        actor: str,
        replaces: Collection[str] = (),
        override: str = "",
    ) -> Job:
        """Put drafts into the index, once the release gate lets the new generation pass.

        Args:
            document_ids: Drafts, or documents that were taken down.
            actor: Who does it, for the audit trail.
            replaces: Published documents that go in the same step (an older version).
            override: Why it shall be published even if answers become worse; "" refuses that.

        Raises:
            PublishingError: One is unknown, published already, or being published.
        """
        ids, gone = tuple(dict.fromkeys(document_ids)), tuple(dict.fromkeys(replaces))
        self._check(ids, gone)
        wish = _Wish(ids=ids, gone=gone, actor=actor, override=override)
        return self.jobs.submit(JobKind.PUBLISH, ids, partial(self._publish, wish))

    def take_down(self, document_ids: Sequence[str], *, actor: str, reason: str = "") -> Job:
        """Take documents out of search and answers at once; their files are kept.

        They are hidden before this returns; the job then removes them from the index on disk.

        Raises:
            PublishingError: One of them is not published, or its file cannot be kept.
        """
        ids = tuple(dict.fromkeys(document_ids))
        try:
            documents = [self.index.catalog.document(document_id) for document_id in ids]
        except KeyError as error:
            raise PublishingError(f"no published document has the id {error}") from error
        for document in documents:
            self.register.adopt(document, self._sources.original(document))
        self.index.withdraw(ids)
        for document in documents:
            self.register.move(document.id, State.TAKEN_DOWN, is_pending=True)
            self._trail.tell(actor, "take_down", document.id, document.file, {"reason": reason})
        return self.jobs.submit(JobKind.TAKE_DOWN, ids, partial(self._remove, ids, actor))

    def reindex(self, *, actor: str, override: str = "") -> Job:
        """Read all published documents again, by today's rules, and index what changed."""
        return self.jobs.submit(JobKind.REINDEX, (), partial(self._reindex, actor, override))

    def close(self) -> None:
        """Let a running job stop; what it has done so far is found again."""
        self.jobs.close()

    def _check(self, ids: tuple[str, ...], gone: tuple[str, ...]) -> None:
        """Refuse what cannot be published, or replaced by it (PublishingError)."""
        if not ids:
            raise PublishingError("no document was named; name one to publish")
        searched = self._searched()
        for document_id in ids:
            if document_id in searched or self.register.get(document_id) is None:
                why = "published already" if document_id in searched else "not uploaded"
                raise PublishingError(f"cannot publish {document_id!r}: it is {why}; see the list")
        for document_id in gone:
            if document_id not in searched:
                raise PublishingError(f"{document_id!r} is to be replaced, but not published")
        self._not_busy(ids)

    def _publish(self, wish: _Wish, handle: Handle) -> IngestReport:
        """The job: exchange the generation, and tell the trail how it went."""
        try:
            report, gate = self._bring_in(wish, handle)
        except PolicyAssistantError as error:
            action = "publish_refused" if isinstance(error, ReleaseRefusedError) else "failed"
            self._trail.tell_all(wish.actor, action, self._files(wish.ids), {"why": str(error)})
            raise
        came = {"generation": report.generation_id, "replaces": ",".join(wish.gone)}
        detail = came | told_of(gate, wish.override)
        self._trail.tell_all(wish.actor, "publish", self._files(wish.ids), detail)
        return report

    def _bring_in(self, wish: _Wish, handle: Handle) -> tuple[IngestReport, GateReport | None]:
        """Read the files, exchange the generation, and note what is published now."""
        handle.enter(Stage.READ, len(wish.ids))
        self.index.reload()  # another process may have added documents
        new = []
        for document_id in wish.ids:
            new.append(self.register.read(document_id))
            handle.advance()
        searched = self.index.catalog.documents()
        for document in searched:
            if document.id in wish.gone:
                self.register.adopt(document, self._sources.original(document))
        kept = [d for d in searched if d.id not in {*wish.ids, *wish.gone}]
        report, gate = self._releases.exchange(handle, [*kept, *new], wish.override)
        self.index.restore(wish.ids)
        for document_id in wish.ids:
            self.register.move(document_id, State.PUBLISHED)
        for document_id in wish.gone:
            self.register.move(document_id, State.TAKEN_DOWN)
        return report, gate

    def _reindex(self, actor: str, override: str, handle: Handle) -> IngestReport:
        handle.enter(Stage.READ)
        self.index.reload()
        documents = self.index.catalog.documents()
        handle.enter(Stage.READ, len(documents))
        again = []
        for document in documents:
            again.append(self._sources.read_again(document))
            handle.advance()
        try:
            report, gate = self._releases.exchange(handle, again, override, read_now=True)
        except PolicyAssistantError as error:
            self._trail.tell(actor, "failed", detail={"why": str(error)})
            raise
        came = {"generation": report.generation_id} | told_of(gate, override)
        self._trail.tell(actor, "reindex", detail=came)
        return report

    def _remove(self, ids: tuple[str, ...], actor: str, handle: Handle) -> IngestReport:
        """Take what is hidden out of the generation on disk as well; it stays hidden if not."""
        try:
            report = self._releases.remove(handle, ids)
        except PolicyAssistantError as error:
            self._trail.tell_all(actor, "failed", self._files(ids), {"why": str(error)})
            raise
        for document_id in ids:
            self.register.settle(document_id)
        return report

    def _hide_pending(self) -> None:
        """After a stop between hiding and removing: hide again, and go on."""
        ids = tuple(entry.id for entry in self.register.entries() if entry.is_pending)
        if ids:
            self.index.withdraw(ids)
            self.jobs.submit(JobKind.TAKE_DOWN, ids, partial(self._remove, ids, "server"))

    def _searched(self) -> set[str]:
        """Ids of the documents that are searched now."""
        return {document.id for document in self.index.catalog.documents()}

    def _not_busy(self, document_ids: Collection[str]) -> None:
        """Raise PublishingError while a job publishes one of these."""
        for job in self.jobs.all():
            if job.kind is JobKind.PUBLISH and not job.is_over:
                busy = set(job.document_ids) & set(document_ids)
                if busy:
                    raise PublishingError(f"{min(busy)!r} is being published; wait until it is")

    def _files(self, ids: tuple[str, ...]) -> dict[str, str | None]:
        found = {document_id: self.register.get(document_id) for document_id in ids}
        return {document_id: entry.file if entry else None for document_id, entry in found.items()}
