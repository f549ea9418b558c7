"""Publishing: upload, check, publish behind a release gate, take down, index again."""

from assistant.publishing.doubts import Doubt, find_doubts
from assistant.publishing.gate import GateReport, ReleaseGate, Worse
from assistant.publishing.jobs import Job, JobKind, JobState
from assistant.publishing.publisher import Publisher
from assistant.publishing.register import Entry, Register, State

__all__ = [
    "Doubt",
    "Entry",
    "GateReport",
    "Job",
    "JobKind",
    "JobState",
    "Publisher",
    "Register",
    "ReleaseGate",
    "State",
    "Worse",
    "find_doubts",
]
