"""The interface is as its OpenAPI document says: made-up requests of every address, in process."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from assistant.settings import Settings
from assistant.web.api import create_app
from tests.fakes import FakeAssistant

EXAMPLES = 15
"""Made-up requests of each address and kind of data."""

bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_every_address_answers_as_described(
    fake_assistant: FakeAssistant, tmp_path: Path, mode: schemathesis.GenerationMode
) -> None:
    """No failure of the server, and every status, header and body is one that is described."""
    chosen = Settings.load(data_dir=tmp_path, rate_limit_per_minute=100_000)
    app = create_app(fake_assistant, chosen, pages=False)  # type: ignore[arg-type]
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode.is_negative and not (operation.body or operation.query):
            continue  # nothing that could be wrong

        @bounded
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_described(case: schemathesis.Case) -> None:
            case.call_and_validate()

        answers_as_described()
        tried.append(operation.label)
    assert len(tried) >= 5
