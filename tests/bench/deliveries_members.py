"""Any number of members with a nudge, made by SQLite itself: a million take seconds."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store.migrate import upgrade
from tests.keys import VAULT

DUE = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""A Monday; whoever is not due then is due in the course of the next day."""

_FORMAT = "%Y-%m-%d %H:%M:%S.%f"

_MEMBERS = """
WITH RECURSIVE seq(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seq WHERE n < :members)
INSERT INTO member (id, guild_id, user_id, timezone, dm_channel_id, created_at)
SELECT n, 1, n, zone.name, 1000000 + n, :due FROM seq JOIN zone ON zone.id = n / :every % 5
"""
_SCHEDULES = """
INSERT INTO schedule
    (guild_id, member_key, kind, local_minute, weekdays, destination, next_due_at, created_at)
SELECT 1, member.id, 'nudge', zone.minute, 127, 'dm',
    CASE WHEN member.id % :every = 0 THEN :due ELSE :later END, :due
FROM member JOIN zone ON zone.name = member.timezone
"""
_ZONES = (
    (0, "UTC", 540),
    (1, "Europe/Berlin", 660),
    (2, "America/New_York", 300),
    (3, "Asia/Kolkata", 870),
    (4, "Asia/Tokyo", 1080),
)
"""Where they live, and the local minute of DUE there."""


async def fill(folder: Path, members: int, due: int) -> str:
    """A migrated database in which `due` of the members are due at DUE; its URL."""
    path = folder / f"{members}-{due}.db"
    url = f"sqlite:///{path}"
    await upgrade(url, vault=VAULT)
    later = DUE + timedelta(days=1)
    words = {"members": members, "every": members // due}
    words |= {"due": DUE.strftime(_FORMAT), "later": later.strftime(_FORMAT)}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TEMP TABLE zone (id, name, minute)")
        connection.executemany("INSERT INTO zone VALUES (?, ?, ?)", _ZONES)
        connection.execute(_MEMBERS, words)
        connection.execute(_SCHEDULES, words)
        connection.commit()
    return url
