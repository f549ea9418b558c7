"""New generations of the index, and the gate before anybody is answered from them."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import PublishingError, ReleaseRefusedError
from assistant.publishing.gate import CaseRun, GateReport, ReleaseGate, compare
from assistant.publishing.jobs import Handle, Stage
from corpus.model import PolicyDocument
from index.errors import DataDirectoryLockedError
from index.generation import index_folder
from index.ingest import exchange, remove
from index.ingest_report import IngestReport

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.policy_index import PolicyIndex

logger = logging.getLogger(__name__)

_LOCK_TRIES = 120
_LOCK_WAIT_S = 5.0


class Releases:
    """Exchanges the generation that an open index answers from."""

    def __init__(self, index: PolicyIndex, settings: Settings, gate: ReleaseGate) -> None:
        self._index = index
        self._settings = settings
        self._gate = gate

    def exchange(
        self,
        handle: Handle,
        documents: Sequence[PolicyDocument],
        override: str,
        *,
        read_now: bool = False,
    ) -> tuple[IngestReport, GateReport | None]:
        """Build a generation of `documents`, let it pass the gate, and answer from it.

        Args:
            handle: Told how far it is.
            documents: All documents of the new generation.
            override: Why it may be worse; "" if it may not.
            read_now: Whether all of them, not only the new ones, were read just now.
        """
        handle.enter(Stage.BASELINE)
        in_use = index_folder(self._settings.data_dir) / self._index.generation_id
        before = self._measure(handle, in_use, override)
        found: list[GateReport] = []

        def release(folder: Path) -> None:
            handle.enter(Stage.EVALUATE)
            after = before and self._measure(handle, folder, override)
            if before is not None and after is not None:
                found.append(compare(before, after))
                handle.passed(found[0])
            if found and found[0].worse and not override:
                ids = ", ".join(item.case_id for item in found[0].worse)
                raise ReleaseRefusedError(
                    f"{len(found[0].worse)} questions would be answered worse ({ids}); mend the "
                    "document, or publish with a reason why that is wanted"
                )
            handle.enter(Stage.SWITCH)

        report = exchange(
            documents,
            self._settings.data_dir,
            self._index.embedder,
            release=release,
            progress=handle,
            vector_backend=self._settings.vector_backend,
            read_now=read_now,
        )
        self._index.reload()
        return report, found[0] if found else None

    def _measure(self, handle: Handle, generation: Path, override: str) -> CaseRun | None:
        """The cases asked of a generation; None where they cannot be, and that is overridden."""
        try:
            return self._gate.measure(generation, handle.is_stopped)
        except PublishingError as error:
            if not override or handle.is_stopped():
                raise
            logger.warning("published without an evaluation: %s", error)
            return None

    def remove(self, handle: Handle, ids: tuple[str, ...]) -> IngestReport:
        """Take what is hidden out of the generation on disk as well."""
        handle.enter(Stage.BUILD)
        for tries in range(_LOCK_TRIES):
            try:
                report = remove(
                    ids,
                    self._settings.data_dir,
                    self._index.embedder,
                    progress=handle,
                    vector_backend=self._settings.vector_backend,
                )
                break
            except DataDirectoryLockedError:
                if tries == _LOCK_TRIES - 1:
                    raise
                time.sleep(_LOCK_WAIT_S)  # an ingest on the command line ends some time
                handle.enter(Stage.BUILD)
        self._index.reload()
        self._index.restore(ids)
        return report
