"""New generations of the index, and the gate before anybody is answered from them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ReleaseRefusedError
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

_LOCK_TRIES = 120
_LOCK_WAIT_S = 5.0


class Releases:
    """Exchanges the generation that an open index answers from."""

    def __init__(self, index: PolicyIndex, settings: Settings, gate: ReleaseGate) -> None:
        self._index = index
        self._settings = settings
        self._gate = gate

    def exchange(
        self, handle: Handle, documents: Sequence[PolicyDocument], override: str
    ) -> tuple[IngestReport, GateReport | None]:
        """Build a generation of `documents`, let it pass the gate, and answer from it."""
        handle.enter(Stage.BASELINE)
        in_use = index_folder(self._settings.data_dir) / self._index.generation_id
        before = self._gate.measure(in_use, handle.is_stopped)
        found: list[GateReport] = []

        def release(folder: Path) -> None:
            handle.enter(Stage.EVALUATE)
            found.append(self._judge(before, folder, handle))
            if found[0].worse and not override:
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
        )
        self._index.reload()
        return report, found[0] if found else None

    def _judge(self, before: CaseRun, folder: Path, handle: Handle) -> GateReport:
        report = compare(before, self._gate.measure(folder, handle.is_stopped))
        handle.passed(report)
        return report

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
