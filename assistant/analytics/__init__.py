"""Analytics: what people ask, what stays unanswered, what they think of it; pure functions."""

from assistant.analytics.figures import (
    Group,
    Latency,
    Outcomes,
    Period,
    cited,
    grouped,
    latency,
    latency_bands,
    outcomes,
    per_period,
    refusals,
)
from assistant.analytics.gaps import Gap, find_gaps, is_unanswered
from assistant.analytics.opinions import Opinion, Opinions, opinions

__all__ = [
    "Gap",
    "Group",
    "Latency",
    "Opinion",
    "Opinions",
    "Outcomes",
    "Period",
    "cited",
    "find_gaps",
    "grouped",
    "is_unanswered",
    "latency",
    "latency_bands",
    "opinions",
    "outcomes",
    "per_period",
    "refusals",
]
