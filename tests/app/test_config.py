"""Settings: from the environment or files, together or not at all, and never showing a secret."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.config import SECRETS, ConfigError, load_settings, passwords_in, secret_sources
from bot.store.database_url import parse, sqlite_path

SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.canary-canary-canary-canary-1"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of the machine and no `.env` of the checkout reaches a test."""
    names = ("DISCORD_TOKEN", "DATABASE_URL", "COHORT_DATA_DIR", "SHARD_IDS", "SHARD_COUNT")
    more = "COHORT_LEETCODE", "COHORT_LEETCODE_BASE", "COHORT_PRIVACY_URL", "COHORT_SUPPORT_URL"
    files = "DISCORD_TOKEN_FILE", "DATABASE_URL_FILE", "COHORT_ENCRYPTION_KEY_FILE"
    for name in (*names, *more, *files, "COHORT_HTTP", "COHORT_ENCRYPTION_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_secret_comes_from_the_environment_or_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "from-environment")
    token = load_settings().discord_token
    assert token is not None
    assert token.get_secret_value() == "from-environment"

    (tmp_path / "token").write_text(f"{SECRET}\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    token = load_settings().discord_token
    assert token is not None
    assert token.get_secret_value() == SECRET


@pytest.mark.parametrize("name", ["DISCORD_TOKEN", "DATABASE_URL", "COHORT_ENCRYPTION_KEY"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b" \n", "empty"), (b"\xff\xfe\x00k", "holds no text")],
    ids=["empty", "blank", "binary"],
)
def test_a_file_without_the_secret_it_is_named_for_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / "secret").write_bytes(content)
    monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secret"))
    with pytest.raises(ConfigError, match=f"{name}_FILE names .*{reason}"):
        load_settings()


@pytest.mark.parametrize("name", ["DATA_DIR", "CLOCK_FILE", "LEETCODE"])
def test_a_variable_of_somebody_else_changes_nothing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = load_settings()
    monkeypatch.setenv(name, "on")

    assert load_settings() == before


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nCOHORT_DATA_DIR=elsewhere\n")

    settings = load_settings()

    assert settings.log_level == "ERROR"
    assert settings.store_url == f"sqlite:///{tmp_path}/elsewhere/cohort.db"


@pytest.mark.parametrize("name", SECRETS)
def test_the_file_of_a_secret_may_be_named_in_dotenv_too(tmp_path: Path, name: str) -> None:
    (tmp_path / ".env").write_text(f"{name}=beside\n{name}_FILE=secret\n")
    (tmp_path / "secret").write_text("inside\n")

    found = getattr(load_settings(), name.lower())

    assert found.get_secret_value() == "inside"
    assert secret_sources()[name] == "beside"
    assert secret_sources()[f"{name}_FILE"] == "secret"


def test_a_variable_of_the_environment_counts_more_than_dotenv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN_FILE=nowhere\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "")
    assert load_settings().discord_token is None


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ("~/cohort", "home/cohort"),
        ("data", "data"),
        ("x%41y", "x%41y"),
        ("50% ?#&", "50% ?#&"),
    ],
)
def test_database_key_and_backups_lie_in_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, folder: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COHORT_DATA_DIR", written)

    settings = load_settings()

    assert settings.data_dir == tmp_path / folder
    assert sqlite_path(parse(settings.store_url)) == settings.data_dir / "cohort.db"


def test_the_usual_folder_is_not_relative_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "share")
    assert load_settings().data_dir == tmp_path / "share" / "cohort"


@pytest.mark.parametrize(
    "password",
    ["hunter22", "hun/ter22", "hun#ter22", "hun?ter22", "hun%40ter", "[::1", "hun:ter22", "a%2Fb+c"],
)
@pytest.mark.parametrize("form", ["postgresql://cohort:{}@db/x", "postgres://cohort@db/x?ssl=on&password={}"])
def test_the_password_of_whatever_url_is_a_secret(
    form: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", form.format(password))
    found = load_settings().secrets
    assert {form.format(password), password, unquote(password)} <= set(found)


@given(
    user=st.text("ab/%@:?#[", max_size=4),
    password=st.text("ab/%@:?#[]= 1", max_size=8),
    rest=st.text("ab/@:?#[]=&1", max_size=8),
)
def test_passwords_are_found_where_sqlalchemy_finds_them(user: str, password: str, rest: str) -> None:
    url = f"postgresql://{user}:{password}@{rest}"
    try:
        read = make_url(url).password
    except (ArgumentError, ValueError):
        return
    assert not read or read in passwords_in(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgres:cohort:hunter22@h",
        "postgresql:/cohort:hunter22@h/db",
        "postgresql//cohort:hunter22@h/db",
        "cohort:hunter22@h/db",
        "//cohort:hunter22@h/db",
    ],
)
def test_the_password_of_a_misspelt_url_is_a_secret_too(url: str) -> None:
    assert passwords_in(url) == ["hunter22"]


@pytest.mark.parametrize(
    "url", ["sqlite:////srv/a:b@c/cohort.db", "sqlite:///a:b@c.db", "/srv/a:b@c/cohort.db"]
)
def test_a_file_holds_no_password(url: str) -> None:
    assert passwords_in(url) == []


def test_a_url_without_a_password_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://cohort@db:5432/x?ssl=on")
    assert load_settings().secrets == []


@pytest.mark.parametrize("name", [*SECRETS, ""])
def test_what_is_no_text_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / ("secret" if name else ".env")).write_bytes(b"\xff\xfe\x00secret")
    if name:
        monkeypatch.setenv(f"{name}_FILE", "secret")

    with pytest.raises(ConfigError, match=f"{name}_FILE" if name else ".env") as refused:
        load_settings()

    assert "save it as UTF-8" in str(refused.value)


def test_no_secret_is_ever_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://cohort:{SECRET}@localhost/cohort")
    assert SECRET not in repr(load_settings())

    monkeypatch.setenv("LOG_LEVEL", SECRET)
    with pytest.raises(ConfigError) as refused:
        load_settings()

    assert SECRET not in str(refused.value)
    assert "LOG_LEVEL" in str(refused.value)


def test_shards_are_read_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARD_IDS", "0, 2")
    monkeypatch.setenv("SHARD_COUNT", "4")

    settings = load_settings()

    assert (settings.shard_ids, settings.shard_count) == ([0, 2], 4)


@pytest.mark.parametrize(
    ("written", "switched"),
    [(None, False), ("", False), ("off", False), ("0", False), ("on", True), ("ON", True), (" true ", True)],
)
def test_leetcode_is_asked_only_when_the_hoster_says_so(
    monkeypatch: pytest.MonkeyPatch, written: str | None, switched: bool
) -> None:
    monkeypatch.setenv("LEETCODE", "on")
    if written is not None:
        monkeypatch.setenv("COHORT_LEETCODE", written)
    assert load_settings().cohort_leetcode is switched


@pytest.mark.parametrize(("written", "kept"), [("", "daily"), ("Daily", "daily"), ("OFF ", "off")])
def test_a_backup_is_made_daily_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, written: str, kept: str
) -> None:
    monkeypatch.setenv("COHORT_BACKUP", written)
    assert load_settings().cohort_backup == kept


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("", None),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080/"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_another_leetcode_can_only_be_one_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, written: str, base: str | None
) -> None:
    monkeypatch.setenv("COHORT_LEETCODE_BASE", written)
    assert load_settings().cohort_leetcode_base == base


@pytest.mark.parametrize(
    ("written", "where", "strangers"),
    [
        ("", None, False),
        ("off", None, False),
        (":9090", ("127.0.0.1", 9090), False),
        ("localhost:0", ("localhost", 0), False),
        ("[::1]:9090", ("::1", 9090), False),
        ("203.0.113.5:9090", ("203.0.113.5", 9090), True),
        ("bot.internal:80", ("bot.internal", 80), True),
    ],
)
def test_health_and_metrics_are_served_where_the_hoster_says(
    monkeypatch: pytest.MonkeyPatch, written: str, where: tuple[str, int] | None, strangers: bool
) -> None:
    monkeypatch.setenv("COHORT_HTTP", written)
    found = load_settings()
    assert (found.cohort_http, found.serves_strangers) == (where, strangers)


@pytest.mark.parametrize("name", ["COHORT_PRIVACY_URL", "COHORT_SUPPORT_URL"])
@pytest.mark.parametrize(
    ("written", "link"),
    [("", None), ("  ", None), (" https://example.org/a?b=c ", "https://example.org/a?b=c")],
)
def test_the_hoster_says_where_people_read_and_ask(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str, link: str | None
) -> None:
    monkeypatch.setenv(name, written)
    assert getattr(load_settings(), name.lower()) == link


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"SHARD_IDS": "0"}, "SHARD_IDS and SHARD_COUNT belong together"),
        ({"SHARD_COUNT": "2"}, "SHARD_IDS and SHARD_COUNT belong together"),
        ({"SHARD_IDS": "one", "SHARD_COUNT": "2"}, "SHARD_IDS"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"COHORT_CLOCK_FILE": "clock"}, "is for tests"),
        ({"COHORT_CLOCK_FILE": "clock", "DISCORD_API_BASE": "https://discord.com/api"}, "is for tests"),
        ({"DISCORD_TOKEN_FILE": "nowhere"}, "DISCORD_TOKEN_FILE cannot be read"),
        ({"COHORT_DATA_DIR": "~nobody-of-that-name/x"}, "COHORT_DATA_DIR: names the home"),
        ({"DISCORD_API_BASE": "http://[::1/x"}, "DISCORD_API_BASE"),
        ({"DISCORD_GATEWAY_URL": "ws://host:70000"}, "DISCORD_GATEWAY_URL"),
        ({"COHORT_LEETCODE": "perhaps"}, "COHORT_LEETCODE: write on or off"),
        ({"COHORT_LEETCODE_BASE": "https://leetcode.com"}, "COHORT_LEETCODE_BASE: is for tests"),
        ({"COHORT_LEETCODE_BASE": "http://127.0.0.1.example.com"}, "is for tests"),
        ({"COHORT_LEETCODE_BASE": "http://127.0.0.1@example.com"}, "is for tests"),
        ({"COHORT_LEETCODE_BASE": "http://192.168.0.7:8080"}, "is for tests"),
        ({"COHORT_LEETCODE_BASE": "ftp://127.0.0.1"}, "is for tests"),
        ({"COHORT_LEETCODE_BASE": "127.0.0.1:8080"}, "is for tests"),
        ({"COHORT_LEETCODE_BASE": "http://127.0.0.1:99999"}, "COHORT_LEETCODE_BASE"),
        ({"COHORT_LEETCODE_BASE": "http://[::1"}, "COHORT_LEETCODE_BASE"),
        ({"COHORT_HTTP": "9090"}, "COHORT_HTTP: write host:port"),
        ({"COHORT_HTTP": "127.0.0.1"}, "COHORT_HTTP: write host:port"),
        ({"COHORT_HTTP": "http://127.0.0.1:9090"}, "COHORT_HTTP: write host:port"),
        ({"COHORT_HTTP": "127.0.0.1:65536"}, "COHORT_HTTP: write host:port"),
        ({"COHORT_HTTP": "me@127.0.0.1:90"}, "COHORT_HTTP: write host:port"),
        ({"COHORT_WATCHDOG_SECONDS": "2"}, "COHORT_WATCHDOG_SECONDS is for tests"),
        ({"COHORT_PRIVACY_URL": "example.org/privacy"}, "COHORT_PRIVACY_URL: write a whole web address"),
        ({"COHORT_PRIVACY_URL": "javascript:alert(1)"}, "COHORT_PRIVACY_URL: write a whole web address"),
        ({"COHORT_SUPPORT_URL": "mailto:me@example.org"}, "COHORT_SUPPORT_URL: write a whole web address"),
        ({"COHORT_SUPPORT_URL": "https://"}, "COHORT_SUPPORT_URL: write a whole web address"),
        ({"COHORT_SUPPORT_URL": f"https://example.org/{'a' * 500}"}, "COHORT_SUPPORT_URL: write a whole"),
    ],
)
def test_what_cannot_work_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], reason: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError, match=reason):
        load_settings()
