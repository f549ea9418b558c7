"""Progress of long work, drawn on stderr."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


class TerminalProgress:
    """`index.progress.Progress` as a bar on a terminal and as plain lines elsewhere."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._bars: Bars | None = None
        self._task: TaskID | None = None

    def start(self, label: str, total: int | None) -> None:
        """Begin a piece of work of `total` steps; None when their number is not known."""
        self.finish()
        if not self._console.is_terminal:
            size = "" if total is None else f" ({total})"
            self._console.print(f"{label}{size} …", markup=False)
            return
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
        )
        self._bars.start()
        self._task = self._bars.add_task(label, total=total)

    def advance(self, n: int = 1) -> None:
        """`n` steps are done."""
        if self._bars is not None and self._task is not None:
            self._bars.advance(self._task, n)

    def finish(self) -> None:
        """The work is over; does nothing when none was begun."""
        if self._bars is not None:
            self._bars.stop()
        self._bars = None
