"""Property tests run without a time limit per example: the machine may be busy."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A build server repeats the same examples; new ones are sought where somebody reads the result.
settings.register_profile(
    "unhurried",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("unhurried")
