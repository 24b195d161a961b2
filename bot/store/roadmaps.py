"""Guilds' own roadmaps, version by version. At most one version of a roadmap can be joined: the newest."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, delete, func, insert, select, update

from bot.store.members import IS_CURRENT
from bot.store.tables import EnrolmentRow, GuildRoadmapRow, MemberRow
from bot.store.transaction import Tx

Key = tuple[int, datetime]
"""Tells one state of a row from every other: the row's id, and when its text was brought in."""


@dataclass(frozen=True, slots=True)
class Head:
    """A stored version without its text. `retired` ones cannot be joined any more."""

    id: int
    roadmap_id: str
    version: str
    title: str
    created_at: datetime
    retired: bool

    @property
    def key(self) -> Key:
        """See `Key`."""
        return self.id, self.created_at


@dataclass(frozen=True, slots=True)
class Text:
    """What is stored of a version: its title, the YAML, and the checked roadmap as JSON."""

    title: str
    source: str
    checked: str


_HEAD = (
    GuildRoadmapRow.id,
    GuildRoadmapRow.roadmap_id,
    GuildRoadmapRow.version,
    GuildRoadmapRow.title,
    GuildRoadmapRow.created_at,
    GuildRoadmapRow.retired_at,
)


def _of(guild_id: int) -> Select[*tuple[int, str, str, str, datetime, datetime | None]]:
    return select(*_HEAD).where(GuildRoadmapRow.guild_id == guild_id)


def _head(row: Row[*tuple[int, str, str, str, datetime, datetime | None]]) -> Head:
    row_id, roadmap_id, version, title, created_at, retired_at = row
    return Head(row_id, roadmap_id, version, title, created_at, retired_at is not None)


async def offered(tx: Tx, guild_id: int) -> tuple[Head, ...]:
    """What can be joined, by title."""
    statement = _of(guild_id).where(GuildRoadmapRow.retired_at.is_(None))
    rows = await tx.execute(statement.order_by(GuildRoadmapRow.title, GuildRoadmapRow.id))
    return tuple(map(_head, rows))


async def every(tx: Tx, guild_id: int) -> tuple[Head, ...]:
    """Every stored version of every roadmap, by title."""
    rows = await tx.execute(_of(guild_id).order_by(GuildRoadmapRow.title, GuildRoadmapRow.id))
    return tuple(map(_head, rows))


async def versions(tx: Tx, guild_id: int, roadmap_id: str) -> tuple[Head, ...]:
    """Every stored version of one roadmap."""
    statement = _of(guild_id).where(GuildRoadmapRow.roadmap_id == roadmap_id)
    return tuple(map(_head, await tx.execute(statement.order_by(GuildRoadmapRow.id))))


async def text(tx: Tx, row_id: int) -> Text:
    """The text of a stored version."""
    columns = (GuildRoadmapRow.title, GuildRoadmapRow.source, GuildRoadmapRow.checked)
    row = (await tx.execute(select(*columns).where(GuildRoadmapRow.id == row_id))).one()
    return Text(*row)


async def add(tx: Tx, guild_id: int, roadmap_id: str, version: str, brought: Text, now: datetime) -> None:
    """Store a version that can be joined; retire the one before first."""
    values = {
        "guild_id": guild_id,
        "roadmap_id": roadmap_id,
        "version": version,
        "title": brought.title,
        "source": brought.source,
        "checked": brought.checked,
        "created_at": now,
    }
    await tx.execute(insert(GuildRoadmapRow).values(values))


async def replace(tx: Tx, head: Head, brought: Text, now: datetime) -> None:
    """Give a version another text, and let it be joined (again)."""
    # Two texts brought in at one moment must not look like the same one.
    later = max(now, head.created_at + timedelta(microseconds=1))
    values = {
        "title": brought.title,
        "source": brought.source,
        "checked": brought.checked,
        "created_at": later,
        "retired_at": None,
    }
    await tx.execute(update(GuildRoadmapRow).where(GuildRoadmapRow.id == head.id).values(values))


async def recheck(tx: Tx, key: Key, checked: str) -> None:
    """Store what checking the same text again gave, unless the text is another one by now."""
    row_id, created_at = key
    same = update(GuildRoadmapRow).where(
        GuildRoadmapRow.id == row_id, GuildRoadmapRow.created_at == created_at
    )
    await tx.execute(same.values(checked=checked))


async def retire(tx: Tx, guild_id: int, roadmap_id: str, now: datetime) -> None:
    """No version of this roadmap can be joined any more."""
    statement = update(GuildRoadmapRow).where(
        GuildRoadmapRow.guild_id == guild_id,
        GuildRoadmapRow.roadmap_id == roadmap_id,
        GuildRoadmapRow.retired_at.is_(None),
    )
    await tx.execute(statement.values(retired_at=now))


async def prune(tx: Tx, guild_id: int, roadmap_id: str) -> None:
    """Delete the retired versions that nobody follows."""
    followed = (
        select(EnrolmentRow.roadmap_version)
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_key)
        .where(MemberRow.guild_id == guild_id, EnrolmentRow.roadmap_id == roadmap_id, IS_CURRENT)
    )
    await tx.execute(
        delete(GuildRoadmapRow).where(
            GuildRoadmapRow.guild_id == guild_id,
            GuildRoadmapRow.roadmap_id == roadmap_id,
            GuildRoadmapRow.retired_at.is_not(None),
            GuildRoadmapRow.version.not_in(followed),
        )
    )


async def followers(tx: Tx, guild_id: int) -> dict[tuple[str, str], int]:
    """How many members of this guild follow each version of each roadmap, built-in ones included."""
    statement = (
        select(EnrolmentRow.roadmap_id, EnrolmentRow.roadmap_version, func.count())
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_key)
        .where(MemberRow.guild_id == guild_id, IS_CURRENT)
        .group_by(EnrolmentRow.roadmap_id, EnrolmentRow.roadmap_version)
    )
    return {(roadmap_id, version): count for roadmap_id, version, count in await tx.execute(statement)}
