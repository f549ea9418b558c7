"""The owner's interface is as it is described: made-up requests with the secret."""

from __future__ import annotations

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from assistant.errors import PublishingError
from assistant.publishing import Publisher
from tests.web.owner.conftest import BEARER

bounded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_every_address_of_the_owner_answers_as_described(
    anonymous: TestClient, mode: schemathesis.GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise PublishingError("not in this test")

    monkeypatch.setattr(Publisher, "reindex", busy)  # each would take seconds
    schema = schemathesis.openapi.from_asgi("/openapi.json", anonymous.app)
    tried = []
    for found in schema.include(path_regex="^/api/v1/owner").get_all_operations():
        operation = found.ok()
        if mode.is_negative and not (operation.body or operation.query):
            continue

        @bounded
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_described(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=BEARER)

        answers_as_described()
        tried.append(operation.label)
    assert len(tried) >= 6


def test_the_description_names_the_secret(anonymous: TestClient) -> None:
    schema = anonymous.get("/openapi.json").json()
    own = {path: item for path, item in schema["paths"].items() if "/owner" in path}
    assert len(own) >= 12
    for path, item in own.items():
        for operation in item.values():
            assert operation["security"] == [{"HTTPBearer": []}], path
            assert {"401", "404", "429"} <= set(operation["responses"]), path
    assert not [path for path in schema["paths"] if path.startswith("/owner")]
