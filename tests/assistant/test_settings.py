from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings


def test_every_field_has_a_default_and_says_what_it_is() -> None:
    settings = Settings.load()
    for name, field in Settings.model_fields.items():
        assert not field.is_required(), name
        assert field.description, name
        assert field.description.endswith("."), name
    assert settings.host == "127.0.0.1"


def test_the_environment_outranks_the_file_and_arguments_outrank_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('port = 8001\nhost = "0.0.0.0"\ntop_k = 20\n')
    monkeypatch.setenv("POLICY_ASSISTANT_CONFIG", str(file))
    monkeypatch.setenv("POLICY_ASSISTANT_PORT", "8002")
    settings = Settings.load(top_k=30)
    assert (settings.host, settings.port, settings.top_k) == ("0.0.0.0", 8002, 30)


def test_lists_are_given_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_ALLOWED_ORIGINS", "https://a.gov.cn, https://b.gov.cn")
    assert Settings.load().allowed_origins == ("https://a.gov.cn", "https://b.gov.cn")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "seventy"),
        ("PORT", "70000"),
        ("TOP_K", "0"),
        ("LOG_LEVEL", "x"),
        ("RERANK_DEPTH", "1"),
    ],
)
def test_a_wrong_value_names_setting_value_and_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"POLICY_ASSISTANT_{name}", value)
    with pytest.raises(SettingsError) as error:
        Settings.load()
    message = str(error.value)
    assert value in message
    assert f"POLICY_ASSISTANT_{name}" in message
    assert "\n" not in message


def test_an_empty_path_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_RERANK_MODEL", "")
    assert Settings.load().rerank_model is None


def test_a_secret_is_not_repeated_in_the_message() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.load(llm_api_key=["very-secret"])
    assert "very-secret" not in str(error.value)


def test_an_unknown_setting_lists_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"'prot'.*port"):
        Settings.load(prot=1)


def test_a_missing_or_broken_file_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_ASSISTANT_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"none\.toml"):
        Settings.load()
    broken = tmp_path / "broken.toml"
    broken.write_text("port = = 3")
    monkeypatch.setenv("POLICY_ASSISTANT_CONFIG", str(broken))
    with pytest.raises(SettingsError, match="cannot read the settings"):
        Settings.load()


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = Settings.load(llm_api_key="key-123")
    assert "key-123" not in repr(settings)
