"""Settings from the environment (and `.env`). Built in `main`, never at import."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LOOPBACK = {"127.0.0.1", "localhost", "::1"}

SWITCH = {"": False, "off": False, "false": False, "no": False, "0": False} | dict.fromkeys(
    ("on", "true", "yes", "1"), True
)


class ConfigError(Exception):
    """The environment cannot be used; the message is one sentence per fault and names the next step."""


def _shard_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isdigit() for part in parts):
        raise ValueError("give numbers separated by commas, e.g. 0,1")
    return [int(part) for part in parts] or None


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _switch(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (word := value.strip().lower()) not in SWITCH:
        raise ValueError("write on or off")
    return SWITCH[word]


def _loopback_only(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return None
    if not _is_loopback(value.strip()):
        raise ValueError("is for tests: it takes only an address like http://127.0.0.1:8080")
    return value.strip()


def _is_loopback(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK and parts.port != 0


def _default_data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "cohort"


class Settings(BaseSettings):
    """Every knob of a running Cohort. A secret may also come from the file named by `<NAME>_FILE`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    discord_token: SecretStr | None = Field(None, description="Bot token; or DISCORD_TOKEN_FILE")
    data_dir: Path = Field(
        default_factory=_default_data_dir,
        validation_alias="COHORT_DATA_DIR",
        description="Folder of the SQLite database; made with mode 0700",
    )
    database_url: SecretStr | None = Field(
        None, description="SQLite or PostgreSQL; default: cohort.db in COHORT_DATA_DIR"
    )
    discord_api_base: str | None = Field(None, description="REST base of a rate-limit proxy or local server")
    discord_gateway_url: str | None = Field(None, description="Gateway of a local server")
    shard_ids: Annotated[list[int] | None, NoDecode, BeforeValidator(_shard_ids)] = Field(
        None, description="Shards this process runs, e.g. 0,1"
    )
    shard_count: int | None = Field(None, ge=1, description="Shards of the whole bot")
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = Field(
        "INFO", description="Least level logged"
    )
    log_format: Literal["auto", "console", "json"] = Field(
        "auto", description="auto: console on a terminal, otherwise JSON lines"
    )
    cohort_leetcode: Annotated[bool, BeforeValidator(_switch)] = Field(
        False, description="on: members may have what they solved confirmed by leetcode.com"
    )
    cohort_leetcode_base: Annotated[str | None, BeforeValidator(_loopback_only)] = Field(
        None, description="Tests only: a server on this machine in place of leetcode.com"
    )
    clock_file: Path | None = Field(
        None,
        validation_alias="COHORT_CLOCK_FILE",
        description="Tests only: file with seconds to add to the real time",
    )

    @model_validator(mode="after")
    def _hold_together(self) -> "Settings":
        if (self.shard_ids is None) != (self.shard_count is None):
            message = "SHARD_IDS and SHARD_COUNT belong together: set both or neither"
            raise ValueError(message)
        if self.clock_file is not None and not self.is_local:
            message = "COHORT_CLOCK_FILE is for tests: it needs DISCORD_API_BASE on a loopback address"
            raise ValueError(message)
        return self

    @property
    def is_local(self) -> bool:
        """Whether Discord's REST API is a server on this machine."""
        return urlsplit(self.discord_api_base or "").hostname in LOOPBACK

    @property
    def store_url(self) -> str:
        """The database to use, with its password: never log it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'cohort.db'}"


SECRETS = ("DISCORD_TOKEN", "DATABASE_URL")


def load_settings(**overrides: Any) -> Settings:
    """Read the environment. Raises ConfigError with a sentence per fault, never showing a secret."""
    values: dict[str, Any] = {name.lower(): text for name in SECRETS if (text := _from_file(name))}
    try:
        return Settings(**{_variable(name): value for name, value in {**values, **overrides}.items()})
    except ValidationError as error:
        raise ConfigError(
            "; ".join(_sentence(fault) for fault in error.errors(include_input=False))
        ) from None


def _variable(name: str) -> str:
    """What a field is given by. By name, DATA_DIR would do as well, which means many things elsewhere."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else name


def _from_file(name: str) -> str | None:
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(
            f"{name}_FILE cannot be read ({error.strerror}): check the path and its rights"
        ) from None


def _sentence(fault: Any) -> str:
    name = ".".join(str(part) for part in fault["loc"]).upper()
    reason = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {reason}" if name else reason
