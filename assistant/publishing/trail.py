"""The audit trail of publishing: who did what to which document, and what came of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from assistant.publishing.gate import GateReport
from assistant.records.model import AuditRecord

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Trail:
    """Writes entries; `detail` of each is a JSON object in one line."""

    def __init__(self, keep: Callable[[AuditRecord], None]) -> None:
        self._keep = keep

    def tell(
        self,
        actor: str,
        action: str,
        document_id: str | None = None,
        file: str | None = None,
        detail: Mapping[str, object] = _NOTHING,
    ) -> None:
        """Keep one entry; details that are empty are left out."""
        told = {name: value for name, value in detail.items() if value not in ("", None)}
        self._keep(
            AuditRecord(
                id=uuid.uuid4().hex,
                at=datetime.now(UTC),
                actor=actor,
                action=action,
                document_id=document_id,
                file=file,
                detail=json.dumps(told, ensure_ascii=False) if told else "",
            )
        )

    def tell_all(
        self,
        actor: str,
        action: str,
        files: Mapping[str, str | None],
        detail: Mapping[str, object],
    ) -> None:
        """Keep one entry for each document; `files` has the file's name by the document's id."""
        for document_id, file in files.items():
            self.tell(actor, action, document_id, file, detail)


def told_of(gate: GateReport | None, override: str) -> dict[str, object]:
    """What the audit trail says of the gate."""
    if gate is None:  # nothing changed, or the cases could not be asked
        return {"override": override}
    worse = ",".join(item.case_id for item in gate.worse)
    return {
        "cases": gate.total,
        "passed_before": gate.passed_before,
        "passed_after": gate.passed_after,
        "worse": worse,
        "override": override if worse else "",
    }
