"""Rounds of mock interviews and how a guild wants them: rows in, domain values out."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update

from bot.domain.mock_rounds import (
    CancelWhy,
    Dates,
    Round,
    RoundFigures,
    RoundReport,
    RoundSettings,
    RoundState,
)
from bot.domain.mock_sessions import SessionState
from bot.domain.pairing.model import ByeWhy
from bot.store.dialects import inserting
from bot.store.steps import Steps
from bot.store.tables import MockRoundRow, MockSessionRow, MockSettingRow
from bot.store.transaction import Tx

STEPS = Steps(MockRoundRow)

# Without the pool, which may be megabytes.
_COLUMNS = (
    MockRoundRow.id,
    MockRoundRow.guild_id,
    MockRoundRow.week,
    MockRoundRow.state,
    MockRoundRow.seed,
    MockRoundRow.opens_at,
    MockRoundRow.closes_at,
    MockRoundRow.next_at,
    MockRoundRow.report,
    MockRoundRow.total,
    MockRoundRow.bound,
    MockRoundRow.paired_at,
)

_UPCOMING = [RoundState.PLANNED.value, RoundState.OPEN.value]

_RESULTS = {SessionState.FINISHED: "met", SessionState.RUNNING: "met", SessionState.CANCELLED: "unmet"}


async def settings(tx: Tx, guild_id: int) -> RoundSettings:
    """How a guild wants its rounds; without a word of it, none."""
    table = MockSettingRow.__table__
    row = (await tx.execute(select(table).where(table.c.guild_id == guild_id))).one_or_none()
    if row is None:
        return RoundSettings(guild_id)
    return RoundSettings(
        guild_id=row.guild_id,
        enabled=row.enabled,
        channel_id=row.channel_id,
        weekday=row.weekday,
        minute=row.local_minute,
        open_days=row.open_days,
        remind_hours=row.remind_hours,
        every_weeks=row.every_weeks,
        session_minutes=row.session_minutes,
        window=row.repeat_window,
        trios=row.trios,
    )


async def save_settings(tx: Tx, wanted: RoundSettings, now: datetime) -> None:
    """Write all of it."""
    values = asdict(wanted)
    values["local_minute"] = values.pop("minute")
    values["repeat_window"] = values.pop("window")
    statement = inserting(tx, MockSettingRow).values({**values, "updated_at": now})
    values.pop("guild_id")
    changed = statement.on_conflict_do_update(index_elements=["guild_id"], set_={**values, "updated_at": now})
    await tx.execute(changed)


async def find(tx: Tx, guild_id: int, round_id: int) -> Round | None:
    """One round of this guild."""
    return await _one(tx, _rounds(guild_id).where(MockRoundRow.id == round_id))


async def find_to_change(tx: Tx, guild_id: int, round_id: int) -> Round | None:
    """The same, held until the transaction ends."""
    return await _one(tx, _rounds(guild_id).where(MockRoundRow.id == round_id).with_for_update())


async def upcoming(tx: Tx, guild_id: int) -> Round | None:
    """The round that is planned or open."""
    return await _one(tx, _upcoming(guild_id))


async def upcoming_to_change(tx: Tx, guild_id: int) -> Round | None:
    """The same, held until the transaction ends."""
    return await _one(tx, _upcoming(guild_id).with_for_update())


async def newest(tx: Tx, guild_id: int, limit: int) -> tuple[Round, ...]:
    """The last rounds that were paired or left out, the newest first."""
    past = _rounds(guild_id).where(MockRoundRow.state.not_in(_UPCOMING))
    rows = await tx.execute(past.order_by(MockRoundRow.week.desc()).limit(limit))
    return tuple(_round(row) for row in rows.all())


async def add(tx: Tx, guild_id: int, dates: Dates, seed: int, next_at: datetime, now: datetime) -> int | None:
    """Plan a round; None if that week has one."""
    values = {
        "guild_id": guild_id,
        "week": dates.week,
        "state": RoundState.PLANNED.value,
        "seed": seed,
        "opens_at": dates.opens_at,
        "closes_at": dates.closes_at,
        "next_at": next_at,
        "created_at": now,
    }
    statement = inserting(tx, MockRoundRow).values(values).on_conflict_do_nothing()
    return (await tx.execute(statement.returning(MockRoundRow.id))).scalar_one_or_none()


async def change(tx: Tx, round_id: int, **values: Any) -> None:
    """Set columns of one round; states and reports are written as they are kept."""
    kept = {name: _kept(value) for name, value in values.items()}
    await tx.execute(update(MockRoundRow).where(MockRoundRow.id == round_id).values(kept))


async def remove(tx: Tx, round_id: int) -> None:
    """Forget a round that nobody heard of."""
    await tx.execute(delete(MockRoundRow).where(MockRoundRow.id == round_id))


async def pool(tx: Tx, round_id: int) -> str | None:
    """What was matched, as it is kept; None once it is forgotten."""
    statement = select(MockRoundRow.pool).where(MockRoundRow.id == round_id)
    return (await tx.execute(statement)).scalar_one_or_none()


async def forget_pools(tx: Tx, before: datetime) -> None:
    """Rounds paired before this cannot be replayed any more."""
    old = MockRoundRow.paired_at < before, MockRoundRow.pool.is_not(None)
    await tx.execute(update(MockRoundRow).where(*old).values(pool=None))


async def figures(tx: Tx, round_ids: Collection[int]) -> Mapping[int, RoundFigures]:
    """What became of the interviews of these rounds."""
    of: Any = MockSessionRow.round_id
    statement = (
        select(of, MockSessionRow.state, func.count())
        .where(of.in_(list(round_ids)))
        .group_by(of, MockSessionRow.state)
    )
    counts: dict[int, dict[str, int]] = {}
    for round_id, state, count in (await tx.execute(statement)).all():
        found = counts.setdefault(round_id, {})
        name = _RESULTS.get(SessionState(state), "coming")
        found[name] = found.get(name, 0) + count
    return {round_id: RoundFigures(**found) for round_id, found in counts.items()}


def _rounds(guild_id: int) -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(MockRoundRow.guild_id == guild_id)


def _upcoming(guild_id: int) -> Select[*tuple[Any, ...]]:
    return _rounds(guild_id).where(MockRoundRow.state.in_(_UPCOMING)).order_by(MockRoundRow.id).limit(1)


async def _one(tx: Tx, statement: Select[*tuple[Any, ...]]) -> Round | None:
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _round(row)


def _round(row: Row[*tuple[Any, ...]]) -> Round:
    return Round(
        id=row.id,
        guild_id=row.guild_id,
        week=row.week,
        state=RoundState(row.state),
        seed=row.seed,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        next_at=row.next_at,
        report=_report(row.report),
        total=row.total,
        bound=row.bound,
        paired_at=row.paired_at,
    )


def _report(kept: str | None) -> RoundReport:
    if kept is None:
        return RoundReport()
    values = json.loads(kept)
    why = values.pop("cancelled")
    values["byes"] = {ByeWhy(name): count for name, count in values["byes"].items()}
    values["bye_keys"] = {int(key): ByeWhy(name) for key, name in values["bye_keys"].items()}
    return RoundReport(**values, cancelled=CancelWhy(why) if why else None)


def _kept(value: Any) -> Any:
    if isinstance(value, RoundReport):
        return json.dumps(asdict(value))
    return value.value if isinstance(value, RoundState) else value
