"""How long work says where it is; the command line draws it, libraries only report."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Task(StrEnum):
    """Names of tasks as people read them."""

    PREPARE_MODEL = "准备向量模型（仅首次）"
    EMBED = "计算向量"
    BUILD = "建立并核验索引"


class Progress(Protocol):
    """Receives one task after another; calls never nest."""

    def start(self, label: str, total: int | None) -> None:
        """A task begins: its name for people, and its number of steps when known."""

    def advance(self, n: int = 1) -> None:
        """`n` more steps of the running task are done."""

    def finish(self) -> None:
        """The running task is done."""


class SilentProgress:
    """Reports nothing."""

    def start(self, label: str, total: int | None) -> None:
        """See `Progress.start`."""

    def advance(self, n: int = 1) -> None:
        """See `Progress.advance`."""

    def finish(self) -> None:
        """See `Progress.finish`."""


SILENT = SilentProgress()
"""The progress of callers who did not ask for one."""
