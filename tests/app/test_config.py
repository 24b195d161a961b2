"""Settings: from the environment or files, together or not at all, and never showing a secret."""

from pathlib import Path

import pytest

from bot.config import ConfigError, load_settings

SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.canary-canary-canary-canary-1"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of the machine and no `.env` of the checkout reaches a test."""
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "COHORT_DATA_DIR", "SHARD_IDS", "SHARD_COUNT"):
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


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nCOHORT_DATA_DIR=elsewhere\n")

    settings = load_settings()

    assert settings.log_level == "ERROR"
    assert settings.store_url == "sqlite:///elsewhere/cohort.db"


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
    ("environment", "reason"),
    [
        ({"SHARD_IDS": "0"}, "SHARD_IDS and SHARD_COUNT belong together"),
        ({"SHARD_COUNT": "2"}, "SHARD_IDS and SHARD_COUNT belong together"),
        ({"SHARD_IDS": "one", "SHARD_COUNT": "2"}, "SHARD_IDS"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"COHORT_CLOCK_FILE": "clock"}, "is for tests"),
        ({"COHORT_CLOCK_FILE": "clock", "DISCORD_API_BASE": "https://discord.com/api"}, "is for tests"),
        ({"DISCORD_TOKEN_FILE": "nowhere"}, "DISCORD_TOKEN_FILE cannot be read"),
    ],
)
def test_what_cannot_work_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], reason: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError, match=reason):
        load_settings()
