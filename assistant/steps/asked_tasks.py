"""Whether a question is for the tasks of one body or of several."""

from __future__ import annotations

from assistant.context import Understanding
from assistant.lexicon import pattern
from corpus.normalize import fold

MOST_BODIES = 4
"""Bodies whose tasks are listed in one answer."""


def asks_for_tasks(found: Understanding, folded: str) -> bool:
    """「市商务委要做哪些事」: bodies asked what they have to do, not who else does it."""
    bodies = found.departments
    if not 0 < len(bodies) <= MOST_BODIES or any(_only_issued(b, folded) for b in bodies):
        return False
    if len(bodies) > 1 and not pattern("understanding", "each_of").search(folded):
        return False
    if pattern("understanding", "tasks_plain").search(folded):
        return True
    return bool(pattern("understanding", "tasks").search(folded)) and len(found.topic) <= 4


def _only_issued(body: str, folded: str) -> bool:
    """Whether a body is named as the one that said or published what is asked about."""
    after = folded.partition(fold(body))[2]
    return bool(pattern("understanding", "published").match(after))
