"""What members wrote in rituals: rows in, domain values out."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from bot.domain.reflections import Adjustment, Answers, Fate, Goals, Reflection, Review, WeekPlan, Wins
from bot.domain.rituals import Ritual
from bot.store.dialects import inserting
from bot.store.tables import MemberRow, ReflectionRow
from bot.store.transaction import Tx

_COLUMNS = (
    ReflectionRow.ritual,
    ReflectionRow.period,
    ReflectionRow.answers,
    ReflectionRow.updated_at,
    ReflectionRow.posted_at,
    ReflectionRow.posted_channel_id,
)


async def save(
    tx: Tx, member_key: int, ritual: Ritual, period: date, answers: Answers, now: datetime
) -> None:
    """Keep the answers of a period in place of earlier ones."""
    written = {"answers": json.dumps(asdict(answers), ensure_ascii=False), "updated_at": now}
    key = {"member_key": member_key, "ritual": ritual.value, "period": period, "at": now}
    statement = inserting(tx, ReflectionRow).values({**key, **written})
    unique = ["member_key", "ritual", "period"]
    await tx.execute(statement.on_conflict_do_update(index_elements=unique, set_=written))


async def find(tx: Tx, member_key: int, ritual: Ritual, period: date) -> Reflection | None:
    """What the member wrote for this period."""
    statement = _mine(member_key, [ritual]).where(ReflectionRow.period == period)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _reflection(row)


async def of_period(
    tx: Tx, member_key: int, rituals: Iterable[Ritual], period: date
) -> dict[Ritual, Reflection]:
    """What the member wrote in these rituals of one period."""
    statement = _mine(member_key, rituals).where(ReflectionRow.period == period)
    found = [_reflection(row) for row in (await tx.execute(statement)).all()]
    return {each.ritual: each for each in found}


async def periods(tx: Tx, member_key: int, rituals: Iterable[Ritual], limit: int) -> tuple[date, ...]:
    """The periods the member wrote for, newest first."""
    statement = (
        select(ReflectionRow.period)
        .where(ReflectionRow.member_key == member_key, ReflectionRow.ritual.in_(_names(rituals)))
        .distinct()
        .order_by(ReflectionRow.period.desc())
        .limit(limit)
    )
    return tuple((await tx.execute(statement)).scalars())


async def set_posted(
    tx: Tx,
    member_key: int,
    ritual: Ritual,
    period: date,
    at: datetime | None,
    channel_id: int | None = None,
) -> None:
    """When the member showed it to the group, and where as far as known; None takes that back."""
    statement = update(ReflectionRow).where(
        ReflectionRow.member_key == member_key,
        ReflectionRow.ritual == ritual.value,
        ReflectionRow.period == period,
    )
    await tx.execute(statement.values(posted_at=at, posted_channel_id=channel_id))


async def posted(
    tx: Tx, guild_id: int, ritual: Ritual, since: datetime, until: datetime
) -> tuple[tuple[int, int | None, Answers], ...]:
    """What a guild's members posted in this time and have not changed since, oldest first: the member's user
    id, the channel, and the words."""
    at = ReflectionRow.posted_at
    statement = (
        select(MemberRow.user_id, ReflectionRow.posted_channel_id, ReflectionRow.answers)
        .join(MemberRow, MemberRow.id == ReflectionRow.member_key)
        .where(MemberRow.guild_id == guild_id, ReflectionRow.ritual == ritual.value)
        .where(at >= since, at < until, at >= ReflectionRow.updated_at)
        .order_by(at, ReflectionRow.id)
    )
    rows = (await tx.execute(statement)).all()
    return tuple((user_id, where, _READ[ritual](json.loads(text))) for user_id, where, text in rows)


def _mine(member_key: int, rituals: Iterable[Ritual]) -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(
        ReflectionRow.member_key == member_key, ReflectionRow.ritual.in_(_names(rituals))
    )


def _names(rituals: Iterable[Ritual]) -> list[str]:
    return [ritual.value for ritual in rituals]


def _reflection(row: Row[*tuple[Any, ...]]) -> Reflection:
    ritual = Ritual(row.ritual)
    answers = _READ[ritual](json.loads(row.answers))
    return Reflection(ritual, row.period, answers, row.updated_at, row.posted_at, row.posted_channel_id)


def _goals(told: dict[str, Any]) -> Goals:
    return Goals(tuple(told["goals"]))


def _adjustment(told: dict[str, Any]) -> Adjustment:
    return Adjustment(tuple((goal, Fate(fate)) for goal, fate in told["fates"]), told["note"])


def _wins(told: dict[str, Any]) -> Wins:
    return Wins(tuple(told["reached"]), tuple(told["missed"]), told["win"])


def _plan(told: dict[str, Any]) -> WeekPlan:
    return WeekPlan(tuple(told["carried"]), tuple(told["plan"]), told["well"], told["better"])


def _review(told: dict[str, Any]) -> Review:
    return Review(**told)


_READ: Mapping[Ritual, Callable[[dict[str, Any]], Answers]] = {
    Ritual.GOALS: _goals,
    Ritual.ADJUST: _adjustment,
    Ritual.WINS: _wins,
    Ritual.PLAN: _plan,
    Ritual.REVIEW: _review,
}
