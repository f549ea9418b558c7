"""What an ingest did, as a value and as one line for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did."""

    generation_id: str
    """Name of the generation in use afterwards."""
    documents: int
    """Documents in the index now."""
    added: int
    """Documents that were not there before."""
    changed: int
    """Documents that were there and are read differently now."""
    unchanged: int
    """Documents given that were there just so."""
    removed: int
    chunks: int
    embedded: int
    """Chunks whose vectors were computed in this run."""
    reused: int
    """Chunks whose vectors were there."""
    seconds: float

    def __str__(self) -> str:
        """One line for people."""
        return (
            f"索引 {self.generation_id}：{self.documents} 份文件（新增 {self.added}，"
            f"更新 {self.changed}，未变 {self.unchanged}，移除 {self.removed}），"
            f"{self.chunks} 个片段（新算 {self.embedded}，沿用 {self.reused}），"
            f"用时 {self.seconds:.1f} 秒"
        )
