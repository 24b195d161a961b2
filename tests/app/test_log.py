"""Logs: readable by people or machines, without secrets and without what people wrote."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.log import MASK, Redactor, get_logger, set_up_logging
from bot.store import app_state
from bot.store.transaction import Store
from tests.delivery.world import utc
from tests.keys import KEY

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    """Give the other tests their logging back."""
    yield
    set_up_logging("WARNING", "console")


@pytest.mark.parametrize(
    "line",
    [
        f"login with {TOKEN}",
        "POST https://discord.com/api/v10/interactions/123456789012345678/aW50ZXJhY3Rpb246dG9rZW4xMjM0NTY3ODk/callback",
        "PATCH /webhooks/123456789012345678/aW50ZXJhY3Rpb246dG9rZW4xMjM0NTY3ODk/messages/@original",
        "postgresql+asyncpg://cohort:hunter2-hunter2@localhost/cohort",
        "the known secret s3cret-s3cret",
        f"keys {KEY},{KEY} of a variable",
    ],
)
def test_whatever_is_shaped_like_a_secret_is_masked(line: str) -> None:
    shown = Redactor(["s3cret-s3cret"]).clean(line)

    assert MASK in shown
    for secret in (TOKEN, "aW50ZXJhY3Rpb246dG9rZW4xMjM0NTY3ODk", "hunter2", "s3cret-s3cret", KEY):
        assert secret not in shown


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "delivery.sent delivery=7 channel=123456789012345678 file=bot.delivery.dispatcher"

    assert Redactor().clean(line) == line


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_secret_with_characters_that_a_line_writes_otherwise_is_masked(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = 'quo"ted\\back é'
    set_up_logging("INFO", form, [secret])

    get_logger("bot.test").error("refused", reason=f"bad {secret}", whole={"of": secret})

    shown = capsys.readouterr().err
    assert MASK in shown
    assert "ted" not in shown.replace("redacted", "")


def test_a_secret_in_a_traceback_of_any_library_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "json", [TOKEN])

    try:
        raise ValueError(f"bad header {TOKEN}")
    except ValueError:
        logging.getLogger("some.library").exception("request failed")
        get_logger("bot.test").exception("ours failed", user=7)

    lines = capsys.readouterr().err.splitlines()
    assert TOKEN not in "".join(lines)
    assert [json.loads(line)["event"] for line in lines] == ["request failed", "ours failed"]
    assert "ValueError" in json.loads(lines[1])["exception"]


async def test_at_debug_nothing_of_what_people_write_is_logged_and_our_own_lines_are(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("DEBUG", "json")
    for known in ("aiosqlite", "asyncpg", "asyncio", "sqlalchemy.engine.Engine", "never.heard.of.it"):
        logging.getLogger(known).debug("dear diary")
    async with store.write() as tx:
        await app_state.save(tx, "journal", "dear diary", utc("2026-06-01 20:00"))
    async with store.read() as tx:
        assert await app_state.find(tx, "journal") == "dear diary"
    get_logger("bot.test").debug("ours")
    logging.getLogger("cogs.test").debug("ours too")

    shown = capsys.readouterr().err

    assert "dear diary" not in shown
    assert [json.loads(line)["event"] for line in shown.splitlines()] == ["ours", "ours too"]


@pytest.mark.parametrize(("level", "heard"), [("INFO", ["info", "error"]), ("ERROR", ["error"])])
def test_less_than_the_level_is_not_logged(
    level: str, heard: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("DEBUG", "json")
    set_up_logging(level, "json")
    for said in ("debug", "info", "error"):
        getattr(get_logger("bot.test"), said)(said)
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == heard


def test_that_voice_is_not_installed_is_no_warning_and_the_librarys_others_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("INFO", "json")
    set_up_logging("INFO", "json")
    client = logging.getLogger("discord.client")
    client.warning("PyNaCl is not installed, voice will NOT be supported")
    client.warning("davey is not installed, voice will NOT be supported")
    client.warning("the shard is slow")

    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == [
        "the shard is slow"
    ]


def test_tracebacks_do_not_show_local_variables(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "console")
    journal = "dear " + "diary"

    try:
        raise ValueError("boom")
    except ValueError:
        get_logger("bot.test").exception("failed")

    written = capsys.readouterr().err
    assert "boom" in written
    assert journal not in written
