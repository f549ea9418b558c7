"""Settings: every value that an owner may change, in one frozen object.

Values come, the first that is given wins, from keyword arguments, environment variables
(``POLICY_ASSISTANT_`` and the field's name in capitals), the TOML file that
``POLICY_ASSISTANT_CONFIG`` names, and the defaults below.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Self

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import SettingsError

ENV_PREFIX = "POLICY_ASSISTANT_"
CONFIG_VARIABLE = f"{ENV_PREFIX}CONFIG"
SHORTEST_TOKEN = 16
"""Characters of the owner's secret at least."""


class Settings(BaseSettings):
    """What an owner may set; `Settings.load` turns a wrong value into a SettingsError."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, frozen=True, extra="forbid")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("policy-assistant"),
        description="Folder of the index, the catalog and the database.",
    )
    model_dir: Path = Field(
        default_factory=lambda: user_cache_path("policy-assistant") / "models",
        description="Folder in which the built-in embedding model is prepared once.",
    )
    embedding_model: str | None = Field(
        default=None,
        description="Local folder or name of another embedding model; empty: the built-in one.",
    )
    query_prompt: str | None = Field(
        default=None,
        description="Words put before questions for another embedding model; empty: its own.",
    )
    passage_prompt: str | None = Field(
        default=None,
        description="Words put before passages for another embedding model; empty: its own.",
    )
    vector_backend: str = Field(
        default="auto",
        pattern="^(auto|exact|chroma|https?://.+)$",
        description=(
            "Who searches vectors: auto (exact product, Chroma for a very large index), exact, "
            "chroma, or the URL of a Chroma server."
        ),
    )
    rerank_model: Path | None = Field(
        default=None,
        description="Folder of a cross-encoder that judges the first hits again; empty: none.",
    )
    rerank_depth: int = Field(default=20, ge=2, le=100, description="Hits that it judges.")
    rerank_budget_ms: int = Field(
        default=200, ge=1, description="Milliseconds that it may take for one question."
    )
    departments_file: Path | None = Field(
        default=None,
        description="TOML file with the portal's own departments and renamings.",
    )
    host: str = Field(default="127.0.0.1", description="Address to serve on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port to serve on; 0: any free.")
    root_path: str = Field(default="", description="Sub-path behind a reverse proxy: /policy.")
    log_level: str = Field(
        default="warning",
        pattern="^(debug|info|warning|error)$",
        description="Least severe messages to log: debug, info, warning or error.",
    )

    question_limit: int = Field(
        default=2000, ge=50, le=20_000, description="Longest question accepted, in characters."
    )
    top_k: int = Field(default=12, ge=3, le=100, description="Clauses fetched per question.")
    related_limit: int = Field(
        default=3, ge=0, le=10, description="Most related clauses shown beside an answer."
    )
    resident_chars: int = Field(
        default=240, ge=60, le=2000, description="Quoted characters aimed at for residents."
    )
    official_chars: int = Field(
        default=900, ge=60, le=5000, description="Quoted characters aimed at for officials."
    )
    traditional_region: str = Field(
        default="tw",
        pattern="^(tw|hk)$",
        description="Forms of Traditional output when the question shows none: tw or hk.",
    )

    conversation_minutes: float = Field(
        default=120, gt=0, description="Minutes without a question after which one is forgotten."
    )
    conversation_limit: int = Field(
        default=2000, ge=1, description="Most conversations kept; the oldest go first."
    )

    database_url: SecretStr | None = Field(
        default=None,
        description=(
            "Database of questions, feedback and conversations: postgresql://user:password@host/db;"
            " empty: the file records.db in the data folder."
        ),
    )
    record_questions: bool = Field(
        default=True,
        description="Keep the words of questions, personal numbers masked; false: figures only.",
    )
    retention_days: int = Field(
        default=180,
        ge=0,
        le=36_500,
        description="Days after which questions and feedback are deleted; 0: none are kept.",
    )

    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Portal origins that may embed the widget or the pages, comma-separated.",
    )
    rate_limit_per_minute: int = Field(
        default=60, ge=1, description="Questions a minute from one client address."
    )
    rate_limit_total_per_minute: int = Field(
        default=3000, ge=1, description="Questions a minute from all clients, in one process."
    )
    body_limit: int = Field(
        default=65_536, ge=1024, description="Largest request body accepted, in bytes."
    )

    admin_token: SecretStr | None = Field(
        default=None,
        description="Secret that opens the owner's page, 16 characters or more; empty: no page.",
    )
    release_cases: Path | None = Field(
        default=None,
        description=(
            "Case file, or folder of them, that no publication may lower; empty: those that come "
            "with the program."
        ),
    )

    llm_base_url: str | None = Field(
        default=None, description="OpenAI-compatible endpoint; empty: no language model."
    )
    llm_model: str | None = Field(default=None, description="Model name at that endpoint.")
    llm_api_key: SecretStr | None = Field(default=None, description="Key for that endpoint.")
    llm_timeout_s: float = Field(
        default=30.0,
        gt=0,
        description="Seconds that the model may take in all before falling back.",
    )
    llm_retries: int = Field(default=1, ge=0, le=5, description="Further tries after a failure.")

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        """Environment variables carry lists with commas."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @property
    def records_url(self) -> str:
        """URL of the database of the records; it may hold a password, so it is not for logs."""
        named = self.database_url.get_secret_value() if self.database_url else ""
        if named:
            return named
        return f"sqlite:///{self.data_dir / 'records.db'}"

    @field_validator("admin_token", mode="after")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        """A short secret can be guessed; an empty one stands for none."""
        if value is None or not value.get_secret_value().strip():
            return None
        if len(value.get_secret_value()) < SHORTEST_TOKEN:
            raise ValueError(f"it has fewer than {SHORTEST_TOKEN} characters")
        return value

    @field_validator("release_cases", "rerank_model", mode="before")
    @classmethod
    def _no_path(cls, value: Any) -> Any:
        """An empty environment variable is no path."""
        return None if value == "" else value

    @property
    def prompts(self) -> dict[str, str] | None:
        """Prompts of another embedding model by "query" and "passage"; None: its own."""
        if self.query_prompt is None and self.passage_prompt is None:
            return None
        return {"query": self.query_prompt or "", "passage": self.passage_prompt or ""}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file that the environment names."""
        named = os.environ.get(CONFIG_VARIABLE)
        files = (TomlConfigSettingsSource(settings_cls, Path(named)),) if named else ()
        return (init_settings, env_settings, *files)

    @classmethod
    def load(cls, **values: Any) -> Self:
        """Settings from arguments, environment and file.

        Args:
            **values: Fields that outrank environment and file; a None is left out.

        Raises:
            SettingsError: A value cannot be used, or the named file cannot be read.
        """
        named = os.environ.get(CONFIG_VARIABLE)
        if named and not Path(named).is_file():
            raise SettingsError(
                f"cannot read the settings file {named!r} that {CONFIG_VARIABLE} names; "
                "correct the path or unset the variable"
            )
        given = {name: value for name, value in values.items() if value is not None}
        try:
            return cls(**given)
        except ValidationError as exc:
            raise SettingsError(_explain(exc)) from exc
        except ValueError as exc:  # broken TOML, or JSON that a list field expects
            raise SettingsError(
                f"cannot read the settings: {exc}; correct the file that {CONFIG_VARIABLE} "
                f"names or the variable that begins with {ENV_PREFIX}"
            ) from exc


def _explain(exc: ValidationError) -> str:
    """One line: which setting, which value, what is wrong, where to mend it."""
    first = exc.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return f"unknown setting {name!r}; known settings are: {known}"
    field = Settings.model_fields.get(name)
    meaning = field.description if field else ""
    secret = field is not None and "SecretStr" in str(field.annotation)
    value = "(hidden)" if secret else repr(first["input"])
    return (
        f"setting {name!r} cannot be {value}: {first['msg']}. {meaning} "
        f"Set {ENV_PREFIX}{name.upper()} or the line {name!r} in the settings file"
    )
