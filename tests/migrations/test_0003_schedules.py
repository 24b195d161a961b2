"""What was there before schedules belonged to guilds too: it stays, and goes on counting."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from bot.store.migrate import downgrade, upgrade
from tests.keys import VAULT
from tests.migrations.schema import ask

BEFORE = (
    """INSERT INTO member (guild_id, user_id, timezone, created_at)
    VALUES (1000, 1, 'Europe/Berlin', CURRENT_TIMESTAMP)""",
    """INSERT INTO schedule (guild_id, member_key, kind, local_minute, weekdays, destination, next_due_at,
    last_local_day, created_at)
    VALUES (1000, 1, 'nudge', 540, 31, 'dm', CURRENT_TIMESTAMP, '2026-05-29', CURRENT_TIMESTAMP)""",
    """INSERT INTO delivery (guild_id, member_key, kind, local_day, destination, due_at, not_before,
    expires_at, state, reason, channel_id) VALUES
    (1000, 1, 'nudge', '2026-05-27', 'dm', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
    'dropped', 'all_done', 7),
    (1000, 1, 'nudge', '2026-05-28', 'dm', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
    'sent', NULL, 7),
    (1000, 1, 'nudge', '2026-05-29', 'dm', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
    'queued', NULL, NULL)""",
    # The newest is gone: its id must not come again.
    "DELETE FROM delivery WHERE id = 3",
)

KEPT = (
    "SELECT id, member_key, kind, local_minute, weekdays, destination, last_local_day FROM schedule",
    "SELECT id, member_key, kind, local_day, state, reason, channel_id FROM delivery ORDER BY id",
)

OF_GUILD = """INSERT INTO schedule (guild_id, kind, ref, local_minute, weekdays, destination, created_at)
VALUES (1000, 'ritual', 'monday', 540, 1, 'channel', CURRENT_TIMESTAMP)"""
OWED = """INSERT INTO delivery (guild_id, kind, ref, local_day, destination, due_at, not_before, expires_at)
VALUES (1000, 'ritual', 'monday', '2026-06-01', 'channel',
CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"""
REMINDED = """INSERT INTO delivery (guild_id, member_key, kind, ref, local_day, destination, due_at,
not_before, expires_at) VALUES (1000, 1, 'reminder', 'session-5', '2026-06-01', 'dm',
CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"""


async def do(url: str, *statements: str) -> None:
    def run(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    await ask(url, run)


async def rows(url: str, statement: str) -> list[Sequence[Any]]:
    def read(connection: Connection) -> list[Sequence[Any]]:
        return [tuple(map(str, row)) for row in connection.execute(text(statement)).all()]

    return await ask(url, read)


@pytest.fixture
async def filled_url(empty_url: str) -> str:
    """A database of the version before, with a member, a schedule and its deliveries."""
    await upgrade(empty_url, "0002", vault=VAULT)
    await do(empty_url, *BEFORE)
    return empty_url


async def test_schedules_and_deliveries_are_carried_over(filled_url: str) -> None:
    before = [await rows(filled_url, statement) for statement in KEPT]
    await upgrade(filled_url, vault=VAULT)
    assert [await rows(filled_url, statement) for statement in KEPT] == before
    assert await rows(filled_url, "SELECT DISTINCT ref FROM delivery") == [("",)]
    assert [len(found) for found in before] == [1, 2]


async def test_an_id_that_was_given_never_comes_again(filled_url: str) -> None:
    await upgrade(filled_url, vault=VAULT)
    await do(filled_url, OWED)
    assert await rows(filled_url, "SELECT id FROM delivery WHERE member_key IS NULL") == [("4",)]


@pytest.mark.parametrize("statement", [OF_GUILD, OWED, REMINDED], ids=["schedule", "delivery", "reminder"])
async def test_a_guild_or_member_has_each_thing_once(filled_url: str, statement: str) -> None:
    await upgrade(filled_url, vault=VAULT)
    await do(filled_url, statement)
    with pytest.raises(IntegrityError):
        await do(filled_url, statement)
    another = statement.replace("1000,", "1001,").replace("session-5", "session-6")
    await do(filled_url, another)


async def test_the_way_back_keeps_what_the_older_version_knows(filled_url: str) -> None:
    before = [await rows(filled_url, statement) for statement in KEPT]
    await upgrade(filled_url, vault=VAULT)
    await do(filled_url, OF_GUILD, OWED, REMINDED)
    await downgrade(filled_url, "0002", vault=VAULT)
    assert [await rows(filled_url, statement) for statement in KEPT] == before
    await do(filled_url, "DELETE FROM delivery WHERE id = 2", BEFORE[2].replace("2026-05", "2026-04"))
    assert await rows(filled_url, "SELECT id FROM delivery ORDER BY id") == [("1",), ("6",), ("7",), ("8",)]
