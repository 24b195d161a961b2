"""Looks at a database without changing it: for `cohort doctor`."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Select, select, text, union

from bot.domain.delivery import DeliveryKind
from bot.store.errors import explained
from bot.store.lock import is_locked, lock_path
from bot.store.migrate import alembic_config
from bot.store.revisions import current
from bot.store.sqlite import at_rest, reading_uri
from bot.store.tables import GuildRow, MemberRow, MockSettingRow, ScheduleRow, ZoneMoveRow
from bot.store.transaction import Store, Tx

FAULTS = 20
"""So many are told."""


@dataclass(frozen=True, slots=True)
class SqliteLook:
    """What a SQLite file says of itself; `faults` is empty when every page is sound."""

    wal: bool
    """Whether it keeps a write-ahead log."""
    faults: tuple[str, ...]
    orphans: int
    """Rows whose parent row is gone."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the schema is, and where this version wants it; `known` unless a newer version was here."""

    found: str | None
    head: str
    known: bool


class Use(StrEnum):
    """What a group uses a channel for."""

    NUDGES = "nudges"
    RITUALS = "rituals"
    PROBLEMS = "problems"
    ROUNDS = "rounds"


@dataclass(frozen=True, slots=True)
class ChannelInUse:
    """A channel that somebody chose in a guild."""

    guild_id: int
    channel_id: int
    use: Use


def look_at_sqlite(path: Path) -> SqliteLook:
    """Read every page of the file, also while the bot runs. Raises DatabaseUnreachable or DatabaseLocked."""
    rested = at_rest(path)
    looked = _look(path)
    # What was written meanwhile may look like damage to who took the file for one at rest.
    return _look(path) if rested and not at_rest(path) else looked


def _look(path: Path) -> SqliteLook:
    with (
        explained(str(path), connecting=True),
        closing(sqlite3.connect(reading_uri(path), uri=True, timeout=5.0)) as file,
    ):
        try:
            return _looked(file, wal=_keeps_wal(path))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            return SqliteLook(_keeps_wal(path), (str(error),), 0)


def _keeps_wal(path: Path) -> bool:
    # https://www.sqlite.org/fileformat.html: of a file at rest SQLite itself does not tell.
    with path.open("rb") as file:
        return file.read(19)[18:] == b"\2"


def _looked(file: sqlite3.Connection, *, wal: bool) -> SqliteLook:
    said = [str(row[0]) for row in file.execute(f"PRAGMA quick_check({FAULTS})")]
    if said != ["ok"]:
        return SqliteLook(wal, tuple(said), 0)
    orphans = sum(1 for _ in file.execute("PRAGMA foreign_key_check"))
    return SqliteLook(wal, (), orphans)


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that keeps others off the file; it may not have left its number."""

    pid: int | None


def holder(database: Path) -> Holder | None:
    """Who runs on this file at the moment; None when nobody does."""
    lock = lock_path(database)
    if not lock.exists():
        return None
    if not is_locked(lock):
        return None
    with suppress(ValueError):
        return Holder(int(lock.read_bytes()))
    return Holder(None)


async def server(store: Store) -> str:
    """Kind and version of the database."""
    async with store.read() as tx:
        if tx.dialect.name == "sqlite":
            return f"SQLite {sqlite3.sqlite_version}"
        return f"PostgreSQL {(await tx.execute(text('SHOW server_version'))).scalar_one()}"


async def revision(tx: Tx) -> Revision:
    """Where the schema is."""
    scripts = ScriptDirectory.from_config(alembic_config())
    found, known = await current(tx), {script.revision for script in scripts.walk_revisions()}
    return Revision(found, scripts.get_current_head() or "", found is None or found in known)


async def zones(tx: Tx) -> tuple[str, ...]:
    """Every time zone that is stored for somebody."""
    named = [select(row.timezone) for row in (GuildRow, MemberRow, ZoneMoveRow)]
    return tuple(sorted((await tx.execute(union(*named))).scalars()))


async def channels(tx: Tx) -> tuple[ChannelInUse, ...]:
    """Every channel that groups chose, in servers that Cohort has not left."""
    used = [
        *await _used(tx, Use.NUDGES, _of(GuildRow.guild_id, GuildRow.nudge_channel_id)),
        *await _used(tx, Use.RITUALS, _scheduled(DeliveryKind.RITUAL)),
        *await _used(tx, Use.PROBLEMS, _scheduled(DeliveryKind.PROMPT)),
        *await _used(tx, Use.ROUNDS, _of(MockSettingRow.guild_id, MockSettingRow.channel_id)),
    ]
    gone = set((await tx.execute(select(GuildRow.guild_id).where(GuildRow.left_at.is_not(None)))).scalars())
    return tuple(sorted((each for each in used if each.guild_id not in gone), key=_order))


def _order(used: ChannelInUse) -> tuple[int, int, str]:
    return used.guild_id, used.channel_id, used.use


def _of(guild: Any, channel: Any) -> Select[Any, Any]:
    return select(guild, channel).where(channel.is_not(None)).distinct()


def _scheduled(kind: DeliveryKind) -> Select[Any, Any]:
    mine = ScheduleRow.kind == kind.value, ScheduleRow.next_due_at.is_not(None)
    return _of(ScheduleRow.guild_id, ScheduleRow.channel_id).where(*mine)


async def _used(tx: Tx, use: Use, statement: Select[Any, Any]) -> list[ChannelInUse]:
    return [ChannelInUse(guild, channel, use) for guild, channel in (await tx.execute(statement)).all()]
