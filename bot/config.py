"""Settings from the environment (and `.env`). Built in `main`, never at import."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, unquote_plus, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LOOPBACK = {"127.0.0.1", "localhost", "::1"}

MAX_LINK = 512
"""Characters that the address of a button may have."""

LISTENING = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:]+)]|(?P<host>[\w.-]*)):(?P<port>\d{1,5})", re.ASCII)

# As SQLAlchemy reads them, which a start loads later. Not urlsplit: there a password cannot hold /, # or ?.
_BEFORE_HOST = re.compile(r"[\w+]+://[^:/]*:([^@]*)@")
# Without its ://, or with a part of it.
_MISSPELT = re.compile(r"(?!(?i:sqlite)|[\w+]+://)(?:[\w+]+:?)?/*[^:/]*:([^@]*)@")
_IN_QUERY = re.compile(r"[?&]password=([^&]*)")

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


def _lower(value: object) -> object:
    return value.strip().lower() or "daily" if isinstance(value, str) else value


def _switch(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (word := value.strip().lower()) not in SWITCH:
        raise ValueError("write on or off")
    return SWITCH[word]


def _from_anywhere(path: Path) -> Path:
    """The same folder whoever reads it: the database, the key and the backups lie together."""
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        raise ValueError("names the home of a user whom this machine does not know") from None


def _loopback_only(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return None
    if not _is_loopback(value.strip()):
        raise ValueError("is for tests: it takes only an address like http://127.0.0.1:8080")
    return value.strip()


def _web_address(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return None
    address = value.strip()
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(address) > MAX_LINK:
        raise ValueError("write a whole web address, e.g. https://example.org/privacy")
    return address


def _address(value: object) -> object:
    if isinstance(value, str):
        _ = urlsplit(value).port  # raises ValueError for what is no address
    return value


def _listening(value: object) -> object:
    if not isinstance(value, str) or not (written := value.strip()) or SWITCH.get(written.lower()) is False:
        return None
    match = LISTENING.fullmatch(written)
    if match is None or int(match["port"]) >= 2**16:
        raise ValueError("write host:port, e.g. 127.0.0.1:9090")
    return (match["v6"] or match["host"] or "127.0.0.1"), int(match["port"])


def _is_loopback(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK and parts.port != 0


def _default_data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "cohort"


def passwords_in(url: str) -> list[str]:
    """Each password in a database URL as it is written and as it is meant; none for a file."""
    before = _BEFORE_HOST.match(url) or _MISSPELT.match(url)
    written = [*([before[1]] if before else []), *_IN_QUERY.findall(url)]
    meant = [read(each) for each in written for read in (unquote, unquote_plus)]
    return [each for each in dict.fromkeys([*written, *meant]) if each]


class Settings(BaseSettings):
    """Every knob of a running Cohort. A secret may also come from the file named by `<NAME>_FILE`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    discord_token: SecretStr | None = Field(None, description="Bot token; or DISCORD_TOKEN_FILE")
    data_dir: Annotated[Path, AfterValidator(_from_anywhere)] = Field(
        default_factory=_default_data_dir,
        validate_default=True,
        validation_alias="COHORT_DATA_DIR",
        description="Folder of the SQLite database; made with mode 0700",
    )
    database_url: SecretStr | None = Field(
        None, description="SQLite or PostgreSQL; default: cohort.db in COHORT_DATA_DIR"
    )
    cohort_encryption_key: SecretStr | None = Field(
        None,
        description="Keys of private writing, newest first, or COHORT_ENCRYPTION_KEY_FILE; "
        "default: encryption.key in COHORT_DATA_DIR, made by the first start",
    )
    discord_api_base: Annotated[str | None, BeforeValidator(_address)] = Field(
        None, description="REST base of a rate-limit proxy or local server"
    )
    discord_gateway_url: Annotated[str | None, BeforeValidator(_address)] = Field(
        None, description="Gateway of a local server"
    )
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
    cohort_privacy_url: Annotated[str | None, BeforeValidator(_web_address)] = Field(
        None, description="The hoster's privacy policy, shown in /privacy and /about"
    )
    cohort_support_url: Annotated[str | None, BeforeValidator(_web_address)] = Field(
        None, description="Where members reach the hoster, shown in /privacy and /about"
    )
    cohort_backup: Annotated[Literal["daily", "off"], BeforeValidator(_lower)] = Field(
        "daily", description="daily: a running bot on SQLite backs up into COHORT_DATA_DIR/backups; or off"
    )
    cohort_retention_days: int = Field(
        30, ge=0, le=365, description="Days after which data of a server that removed the bot is erased"
    )
    cohort_rates: Annotated[bool, BeforeValidator(_switch)] = Field(
        True, description="off: nobody is ever asked to slow down; for load tests"
    )
    cohort_http: Annotated[tuple[str, int] | None, NoDecode, BeforeValidator(_listening)] = Field(
        None, description="host:port of health and metrics, e.g. 127.0.0.1:9090; empty: off"
    )
    watchdog_seconds: float | None = Field(
        None,
        gt=0,
        validation_alias="COHORT_WATCHDOG_SECONDS",
        description="Tests only: seconds of silence after which the process ends itself",
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
        for_tests = {"COHORT_CLOCK_FILE": self.clock_file, "COHORT_WATCHDOG_SECONDS": self.watchdog_seconds}
        for name, value in for_tests.items():
            if value is not None and not self.is_local:
                message = f"{name} is for tests: it needs DISCORD_API_BASE on a loopback address"
                raise ValueError(message)
        return self

    @property
    def is_local(self) -> bool:
        """Whether Discord's REST API is a server on this machine."""
        return urlsplit(self.discord_api_base or "").hostname in LOOPBACK

    @property
    def serves_strangers(self) -> bool:
        """Whether other machines can reach health and metrics."""
        return self.cohort_http is not None and self.cohort_http[0] not in LOOPBACK

    @property
    def store_url(self) -> str:
        """The database to use, with its password: never log it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        path = str(self.data_dir / "cohort.db")
        return f"sqlite:///{path.replace('%', '%25')}"

    @property
    def secrets(self) -> list[str]:
        """Every secret in these settings, for whoever takes them out of what is shown."""
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        keys = self.cohort_encryption_key.get_secret_value() if self.cohort_encryption_key else ""
        passwords = passwords_in(self.store_url)
        url = [self.store_url] if passwords else []
        return [secret for secret in (token, *re.split(r"[\s,]+", keys), *url, *passwords) if secret]


SECRETS = ("DISCORD_TOKEN", "DATABASE_URL", "COHORT_ENCRYPTION_KEY")


class _Sources(BaseSettings):
    """What the environment and `.env` say of each secret, and of the file that holds it."""

    model_config = Settings.model_config

    discord_token: str = ""
    discord_token_file: str = ""
    database_url: str = ""
    database_url_file: str = ""
    cohort_encryption_key: str = ""
    cohort_encryption_key_file: str = ""


def secret_sources() -> dict[str, str]:
    """Where secrets come from, by the name of the variable; holds the secrets themselves: never log it."""
    return {name.upper(): value for name, value in _Sources().model_dump().items()}


def load_settings(**overrides: Any) -> Settings:
    """Read the environment. Raises ConfigError with a sentence per fault, never showing a secret."""
    try:
        values = {**_from_files(), **overrides}
        return Settings(**{variable(name): value for name, value in values.items()})
    except UnicodeDecodeError:
        raise ConfigError(".env holds something that is not text: save it as UTF-8") from None
    except ValidationError as error:
        raise ConfigError(
            "; ".join(_sentence(fault) for fault in error.errors(include_input=False))
        ) from None


def variable(name: str) -> str:
    """What a field is given by. By name, DATA_DIR would do as well, which means many things elsewhere."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else name


def _from_files() -> dict[str, Any]:
    sources = secret_sources()
    return {name.lower(): _from_file(name, file) for name in SECRETS if (file := sources[f"{name}_FILE"])}


def _from_file(name: str, path: str) -> str:
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(
            f"{name}_FILE cannot be read ({error.strerror}): check the path and its rights"
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{name}_FILE names a file that holds no text: save it as UTF-8") from None
    if not text:
        # Whoever names a file means it: without this a new key or an empty database would take its place.
        raise ConfigError(f"{name}_FILE names an empty file: put the secret into it, or remove the variable")
    return text


def _sentence(fault: Any) -> str:
    name = ".".join(str(part) for part in fault["loc"]).upper()
    reason = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {reason}" if name else reason
