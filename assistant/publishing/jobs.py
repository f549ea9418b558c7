"""Long work in the background: one job at a time, each telling how far it is."""

from __future__ import annotations

import logging
import threading
import uuid
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from assistant.errors import PublishingError, ReleaseRefusedError
from assistant.publishing.gate import GateReport
from corpus.errors import PolicyAssistantError
from index.ingest_report import IngestReport
from index.progress import Task

logger = logging.getLogger(__name__)

KEPT = 50
"""Jobs that are remembered."""
CLOSING_S = 5
"""Seconds that a running job is given to stop."""


class JobKind(StrEnum):
    """What a job does."""

    PUBLISH = "publish"
    TAKE_DOWN = "take_down"
    REINDEX = "reindex"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """The release gate did not let it pass."""
    FAILED = "failed"


class Stage(StrEnum):
    """Parts of a job, in the order in which they come."""

    READ = "read"
    BASELINE = "baseline"
    """The cases are asked of the index in use."""
    EMBED = "embed"
    BUILD = "build"
    EVALUATE = "evaluate"
    """The cases are asked of the new index."""
    SWITCH = "switch"


_STAGES = {str(Task.EMBED): Stage.EMBED, str(Task.BUILD): Stage.BUILD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job as it is now; it changes by being replaced."""

    id: str
    kind: JobKind
    document_ids: tuple[str, ...]
    state: JobState = JobState.WAITING
    stage: Stage | None = None
    done: int = 0
    """Steps of the stage that are done."""
    total: int | None = None
    """Steps of the stage; None when they cannot be counted."""
    asked_at: datetime
    ended_at: datetime | None = None
    message: str = ""
    """What went wrong and what to do; English."""
    gate: GateReport | None = None
    report: IngestReport | None = None
    """What the index became."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in (JobState.WAITING, JobState.RUNNING)


class Handle:
    """What a running job tells about itself; also the Progress of its ingest."""

    def __init__(self, update: Callable[..., None], stopped: threading.Event) -> None:
        self._update = update
        self._stopped = stopped
        self._done = 0

    def is_stopped(self) -> bool:
        """Whether the program is ending."""
        return self._stopped.is_set()

    def enter(self, stage: Stage, total: int | None = None) -> None:
        """A stage begins.

        Raises:
            PublishingError: The program is ending.
        """
        if self.is_stopped():
            raise PublishingError("the server was stopped; ask for it again")
        self._done = 0
        self._update(stage=stage, done=0, total=total)

    def passed(self, report: GateReport) -> None:
        """What the gate found, whether it let the job pass or not."""
        self._update(gate=report)

    def start(self, label: str, total: int | None) -> None:
        """See `index.progress.Progress.start`."""
        self.enter(_STAGES.get(str(label), Stage.BUILD), total)

    def advance(self, n: int = 1) -> None:
        """See `index.progress.Progress.advance`; raises PublishingError as `enter` does."""
        if self.is_stopped():
            raise PublishingError("the server was stopped; ask for it again")
        self._done += n
        self._update(done=self._done)

    def finish(self) -> None:
        """See `index.progress.Progress.finish`."""


Work = Callable[[Handle], IngestReport]


class Jobs:
    """A queue that one thread works off; the thread lives only while there is work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: deque[tuple[str, Work]] = deque()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def submit(self, kind: JobKind, document_ids: tuple[str, ...], work: Work) -> Job:
        """Queue work; the job as it is at first.

        Raises:
            PublishingError: The program is ending.
        """
        if self._stopped.is_set():
            raise PublishingError("the server is stopping; ask again when it is back")
        job = Job(
            id=uuid.uuid4().hex,
            kind=kind,
            document_ids=document_ids,
            asked_at=datetime.now(UTC),
        )
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT and next(iter(self._jobs.values())).is_over:
                self._jobs.popitem(last=False)
            self._waiting.append((job.id, work))
            if self._thread is None:
                # Not waited for at the interpreter's end: a kill in mid-work loses nothing.
                self._thread = threading.Thread(target=self._work, name="publishing", daemon=True)
                self._thread.start()
        return job

    def get(self, job_id: str) -> Job | None:
        """The job as it is now; None when it is unknown or long over."""
        with self._lock:
            return self._jobs.get(job_id)

    def all(self) -> tuple[Job, ...]:
        """All jobs that are remembered, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def wait(self, job_id: str, seconds: float) -> Job | None:
        """The job once it is over, or after so many seconds."""
        ended = threading.Event()
        for _ in range(max(1, int(seconds / 0.02))):
            job = self.get(job_id)
            if job is None or job.is_over:
                return job
            ended.wait(0.02)
        return self.get(job_id)

    def close(self) -> None:
        """Let the running job stop at its next step, and begin no other."""
        self._stopped.set()
        with self._lock:
            self._waiting.clear()
            thread = self._thread
        if thread is not None:
            thread.join(CLOSING_S)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                job_id, work = self._waiting.popleft()
            self._do(job_id, work)

    def _do(self, job_id: str, work: Work) -> None:
        def update(**values: object) -> None:
            with self._lock:
                self._jobs[job_id] = replace(self._jobs[job_id], **values)  # type: ignore[arg-type]

        update(state=JobState.RUNNING)
        state, message = JobState.DONE, ""
        try:
            update(report=work(Handle(update, self._stopped)))
        except ReleaseRefusedError as error:
            state, message = JobState.REFUSED, str(error)
        except PolicyAssistantError as error:
            state, message = JobState.FAILED, str(error)
        except Exception:  # the thread must outlive a fault of one job; the trace is for operators
            logger.exception("job %s failed", job_id)
            state, message = JobState.FAILED, "internal error; the server's log has the trace"
        update(state=state, message=message, ended_at=datetime.now(UTC))
