"""Two people with a row in every table that can hold anything of theirs, alone and with each other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Double, String, Table, insert, select

from bot.store.personal import Rule
from bot.store.personal_rows import table_of
from bot.store.personal_tables import RULES
from bot.store.private import Private
from bot.store.tables import Base, UtcDateTime
from bot.store.transaction import Tx

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
GUILD = 5_000

FITTING: dict[str, object] = {
    "block.blocked_mark": None,
    "buddy.state": "ended",
    "delivery.state": "queued",
    "enrolment.state": "active",
    "mock_round.state": "paired",
    "mock_session.state": "finished",
    "problem_prompt.state": "shown",
    "streak_entry.kind": "backfill",
    "task.state": "open",
    "mock_session.slots": "[]",
    "mock_session.reasons": "[]",
    "mock_session.thread_lost": False,
    "mock_rubric.scores": '{"plan": 3}',
    "mock_rubric.role": "candidate",
    "mock_rubric.question_key": "q1",
    "member.timezone": "Europe/Berlin",
    "guild.timezone": "Europe/Berlin",
}
"""What a check asks for, and what is read as something."""

SHARED = ("guild", "mock_round", "mock_session", "problem_post")
"""Rows that belong to both, or to the group."""

Rows = dict[str, list[Mapping[str, Any]]]


@dataclass(frozen=True)
class Person:
    """`number` is the id of every row that is theirs alone."""

    number: int
    guild_id: int = GUILD

    @property
    def user_id(self) -> int:
        return 910_000_000_000 + self.number

    @property
    def canary(self) -> str:
        """Short enough for any column."""
        return f"cnr{self.number}"


ADA, BEN = Person(71), Person(72)


async def settle(tx: Tx, one: Person = ADA, other: Person = BEN) -> None:
    """All there can be of the two and their guild."""
    guild, shared_id = one.guild_id, one.guild_id + one.number
    common = dict.fromkeys(SHARED, shared_id) | {"guild": guild}
    for table in Base.metadata.sorted_tables:
        rule = RULES[table.name]
        if table.name in SHARED:
            row = _row(table, one, other, common) | _shared(table.name, one, other)
            await tx.execute(insert(table).values(row))
        elif rule.personal or (rule.guild and table.name != "guild"):
            for me, them in ((one, other), (other, one)) if rule.personal else ((one, other),):
                await tx.execute(insert(table).values(_row(table, me, them, common)))
    await _by_organisers(tx, one, other)


def _shared(name: str, one: Person, other: Person) -> dict[str, Any]:
    """Rounds hold both; only their pool and report do."""
    if name == "guild":
        return {"left_at": None}
    if name != "mock_round":
        return {}
    pool = {"pool": {"members": [{"id": str(each.number)} for each in (one, other)]}, "more": {}}
    report = {"members": 2, "bye_keys": {str(each.number): "odd" for each in (one, other)}}
    return {"pool": json.dumps(pool), "report": json.dumps(report)}


def _row(table: Table, me: Person, them: Person, common: Mapping[str, int]) -> dict[str, Any]:
    return {column.name: _value(table, column, me, them, common) for column in table.columns}


def _value(table: Table, column: Column[Any], me: Person, them: Person, common: Mapping[str, int]) -> object:
    named = {
        "guild_id": me.guild_id,
        "user_id": me.user_id,
        "by_user_id": me.user_id,
        "blocked_user_id": them.user_id,
        "asked_key": them.number,
        "about_key": them.number,
    }
    if column.name in named:
        return named[column.name]
    place = f"{table.name}.{column.name}"
    if place in FITTING:
        return FITTING[place]
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        return common.get(target, me.number)
    if column.name == "id":
        return common.get(table.name, me.number)
    theirs = RULES[table.name].personal and table.name not in SHARED
    return _of_type(column, me if theirs else None)


def _of_type(column: Column[Any], who: Person | None) -> object:
    match column.type:
        case UtcDateTime():
            return NOW
        case Date():
            return NOW.date()
        case Boolean():
            return False
        case Double():
            return 1.0
        case BigInteger():
            return 33
        case String() | Private():
            return who.canary if who else "ours"
        case _:
            return 1


async def _by_organisers(tx: Tx, one: Person, other: Person) -> None:
    """Each has forgiven the other one a day, and everybody a day."""
    entries = Base.metadata.tables["streak_entry"]
    for me, them in ((one, other), (other, one)):
        for day, key in ((date(2026, 2, 1), them.number), (date(2026, 2, 2), None)):
            values = {
                "guild_id": me.guild_id,
                "member_key": key,
                "kind": "amnesty",
                "day": day + timedelta(days=me.number),
                "note": me.canary,
                "by_user_id": me.user_id,
                "at": NOW,
            }
            await tx.execute(insert(entries).values(values))


async def everything(tx: Tx) -> Rows:
    """All rows of all tables, opened, in the order of their keys."""
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        rows = (await tx.execute(select(table).order_by(*table.primary_key.columns))).mappings()
        found[table.name] = [dict(row) for row in rows]
    return found


def names(row: Mapping[str, Any], rule: Rule, who: Person) -> bool:
    """Whether anything in a row leads to somebody: their id, their words, or our key for them."""
    keys = {column.name for column in table_of(rule).columns if _leads_to_them(column)}
    marks = str(who.user_id), who.canary, json.dumps(str(who.number))
    for name, value in row.items():
        if name in keys and value == who.number:
            return True
        if any(mark in str(value) for mark in marks):
            return True
    return False


def _leads_to_them(column: Column[Any]) -> bool:
    return any(key.column.table.name in {"member", "enrolment"} for key in column.foreign_keys)
