"""Who is on the board, and how consistent they were when it was last counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, delete, func, or_, select, tuple_, update

from bot.domain.day_clock import DayClock
from bot.domain.standings import AROUND, TOP, Consistency, Place, Ranked, place_of, placed
from bot.store.dialects import inserting
from bot.store.tables import MemberRow, StandingRow
from bot.store.transaction import Tx

UNRANKED = -1
"""The share of whoever has no place yet."""

NEVER = date.min
"""The day of a standing that has to be counted again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A standing as it was counted up to `day`."""

    day: date
    counted: Consistency


async def find(tx: Tx, member_key: int) -> Stored | None:
    """The member's standing; None while they are not on the board."""
    statement = select(StandingRow.day, StandingRow.planned, StandingRow.kept)
    row = (await tx.execute(statement.where(StandingRow.member_key == member_key))).one_or_none()
    return None if row is None else Stored(row.day, Consistency(row.planned, row.kept))


async def put(tx: Tx, guild_id: int, member_key: int, day: date, counted: Consistency, now: datetime) -> None:
    """Put a member on the board, or count them again."""
    values = _values(day, counted, now)
    statement = inserting(tx, StandingRow).values(member_key=member_key, guild_id=guild_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_key"], set_=values))


async def recount(tx: Tx, counts: Mapping[int, tuple[date, Consistency]], now: datetime) -> None:
    """What members came to up to which day, as far as they are still on the board."""
    if not counts:
        return
    names = ("day", "planned", "kept", "share", "updated_at")
    statement = update(StandingRow).where(StandingRow.member_key == bindparam("member"))
    rows = [
        {"member": key, **{f"new_{name}": value for name, value in _values(day, counted, now).items()}}
        for key, (day, counted) in counts.items()
    ]
    await tx.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), rows)


async def outdate(tx: Tx, guild_id: int, member_key: int | None = None) -> None:
    """Have a standing, or without a member a guild's all, counted again: their past has changed."""
    whose = [] if member_key is None else [StandingRow.member_key == member_key]
    statement = update(StandingRow).where(StandingRow.guild_id == guild_id, *whose)
    await tx.execute(statement.values(day=NEVER))


async def outdate_all(tx: Tx) -> None:
    """Have every guild's standings counted again: the bot was away."""
    await tx.execute(update(StandingRow).values(day=NEVER))


async def remove(tx: Tx, member_key: int) -> bool:
    """Take a member off the board; False if they were not on it."""
    return bool((await tx.execute(delete(StandingRow).where(StandingRow.member_key == member_key))).rowcount)


async def on_board(tx: Tx, guild_id: int) -> frozenset[int]:
    """The keys of a guild's members who chose to be seen."""
    statement = select(StandingRow.member_key).where(StandingRow.guild_id == guild_id)
    return frozenset((await tx.execute(statement)).scalars())


async def board(tx: Tx, guild_id: int, member_key: int) -> tuple[tuple[Place, ...], int]:
    """The top of a guild's board and a member's neighbours, and how many have a place.

    Nothing here sorts the whole board: its index tells how many have which share, and where to read on.
    """
    shares: dict[int, int] = dict((await tx.execute(_shares(), {"guild": guild_id})).all())
    best = (await tx.execute(_best(), {"guild": guild_id})).all()
    places = {each.position: each for each in placed(_ranked(best), 1, shares)}
    mine = (await tx.execute(_mine(), {"member": member_key})).one_or_none()
    if mine is not None:
        me = {"guild": guild_id, "me": member_key, "my_share": mine.share, "my_kept": mine.kept}
        above, below = [(await tx.execute(statement, me)).all() for statement in _beside()]
        (before,) = (await tx.execute(_before_in_tie(), me)).one()
        around = _ranked([*reversed(above), mine, *below])
        position = place_of(around[len(above)].counted, shares) + before
        places |= {each.position: each for each in placed(around, position - len(above), shares)}
    return tuple(places[each] for each in sorted(places)), sum(shares.values())


_HAS_PLACE = StandingRow.share > UNRANKED
_SHOWN = (StandingRow.share, StandingRow.planned, StandingRow.kept, MemberRow.user_id)
_OF_GUILD = StandingRow.guild_id == bindparam("guild")
_FALLING = (StandingRow.share.desc(), StandingRow.kept.desc(), StandingRow.member_key)
_RISING = (StandingRow.share, StandingRow.kept, StandingRow.member_key.desc())
"""The order of the rows: among equal shares whoever kept more days, then whoever was here first."""


@cache
def _shares() -> Select[*tuple[Any, ...]]:
    return select(StandingRow.share, func.count()).where(_OF_GUILD, _HAS_PLACE).group_by(StandingRow.share)


@cache
def _best() -> Select[*tuple[Any, ...]]:
    return _rows(_OF_GUILD, _HAS_PLACE).order_by(*_FALLING).limit(TOP)


@cache
def _mine() -> Select[*tuple[Any, ...]]:
    return _rows(StandingRow.member_key == bindparam("member"), _HAS_PLACE)


@cache
def _beside() -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """The rows just above, upwards, and those just below."""
    share, (earlier, later) = bindparam("my_share"), _in_tie()
    # The first condition of each is there for the index.
    above = _OF_GUILD, StandingRow.share >= share, or_(StandingRow.share > share, earlier)
    below = _OF_GUILD, StandingRow.share <= share, _HAS_PLACE, or_(StandingRow.share < share, later)
    rows = _rows(*above).order_by(*_RISING), _rows(*below).order_by(*_FALLING)
    return rows[0].limit(AROUND), rows[1].limit(AROUND)


@cache
def _before_in_tie() -> Select[*tuple[Any, ...]]:
    same = StandingRow.share == bindparam("my_share")
    return select(func.count()).select_from(StandingRow).where(_OF_GUILD, same, _in_tie()[0])


def _in_tie() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Among equal shares: before me, and after me."""
    kept, key = bindparam("my_kept"), bindparam("me")
    as_many = StandingRow.kept == kept
    before = or_(StandingRow.kept > kept, as_many & (StandingRow.member_key < key))
    return before, or_(StandingRow.kept < kept, as_many & (StandingRow.member_key > key))


def _rows(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    joined = select(*_SHOWN).select_from(StandingRow)
    return joined.join(MemberRow, MemberRow.id == StandingRow.member_key).where(*conditions)


def _ranked(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Ranked]:
    return [Ranked(row.user_id, Consistency(row.planned, row.kept)) for row in rows]


async def clocks(tx: Tx) -> tuple[DayClock, ...]:
    """By which clocks the days of members on any board are counted, each once."""
    joined = select(MemberRow.timezone, MemberRow.cutoff_minutes).join(
        StandingRow, StandingRow.member_key == MemberRow.id
    )
    return tuple(DayClock(ZoneInfo(zone), cutoff) for zone, cutoff in await tx.execute(joined.distinct()))


async def outdated(tx: Tx, last_days: Mapping[date, Iterable[DayClock]], limit: int) -> Sequence[int]:
    """Keys of members counted up to an earlier day than the one that is now over by their clock."""
    if not last_days:
        return ()
    clock_of = tuple_(MemberRow.timezone, MemberRow.cutoff_minutes)
    behind = [
        and_(StandingRow.day < day, clock_of.in_([(each.zone.key, each.cutoff_minutes) for each in those]))
        for day, those in last_days.items()
    ]
    statement = (
        select(StandingRow.member_key)
        .join(MemberRow, MemberRow.id == StandingRow.member_key)
        .where(or_(*behind))
        .order_by(StandingRow.day, StandingRow.member_key)
        .limit(limit)
    )
    return (await tx.execute(statement)).scalars().all()


def _values(day: date, counted: Consistency, now: datetime) -> dict[str, Any]:
    share = UNRANKED if counted.share is None or not counted.ranked else counted.share
    kept = {"planned": counted.planned, "kept": counted.kept, "share": share}
    return {"day": day, **kept, "updated_at": now}
