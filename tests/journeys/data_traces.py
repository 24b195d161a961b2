"""What a database still knows of somebody: every row as it is stored, and every cell as it reads."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Text, cast, func, literal_column, select, text
from sqlalchemy.engine import make_url

from bot.store.personal import Holds, Rule, Tie
from bot.store.personal_rows import of_person, table_of
from bot.store.personal_tables import RULES
from bot.store.tables import Base, EnrolmentRow, MemberRow, MockRoundRow
from bot.store.transaction import Tx

Rows = dict[tuple[str, Any], dict[str, Any]]
"""By table and primary key."""


async def dump(tx: Tx, url: str) -> list[str]:
    """Every row as it is stored."""
    if tx.dialect.name == "sqlite":
        with sqlite3.connect(f"file:{make_url(url).database}?mode=ro", uri=True) as connection:
            return list(connection.iterdump())
    lines: list[str] = []
    for name in Base.metadata.tables:
        whole = cast(literal_column("t"), Text)
        rows = await tx.execute(select(whole).select_from(text(f'"{name}" t')))
        lines += [f"{name} {line}" for line in rows.scalars()]
    return lines


async def opened(tx: Tx) -> list[str]:
    """Every cell as the bot reads it, private writing in plain words."""
    found: list[str] = []
    for name, table in Base.metadata.tables.items():
        for row in (await tx.execute(select(table))).mappings():
            found += [f"{name}.{column} {value}" for column, value in row.items()]
    return found


def holding(lines: Iterable[str], words: Iterable[str]) -> list[str]:
    """The lines that hold one of the words."""
    wanted = tuple(words)
    return [line[:200] for line in lines if any(word in line for word in wanted)]


async def rows_of(tx: Tx, guild_id: int, user_id: int) -> Rows:
    """All rows that belong to somebody, also those they share with others."""
    found: Rows = {}
    for rule, tie in ties():
        table = table_of(rule)
        for row in (
            await tx.execute(select(table).where(of_person(rule, tie, guild_id, user_id)))
        ).mappings():
            key = tuple(row[column.name] for column in table.primary_key)
            found[rule.table, key] = dict(row)
    return found


async def without_rows(tx: Tx, guild_id: int, user_id: int) -> list[str]:
    """Through which columns somebody has no rows: what a test forgot to fill."""
    counts = {
        f"{rule.table}.{tie.column}": (
            await tx.execute(
                select(func.count())
                .select_from(table_of(rule))
                .where(of_person(rule, tie, guild_id, user_id))
            )
        ).scalar_one()
        for rule, tie in ties()
        if tie.holds is not Holds.TEXT
    }
    return [name for name, count in counts.items() if not count]


async def keys_of(tx: Tx, guild_id: int, user_id: int) -> tuple[int, frozenset[int]]:
    """The row id of a member, and those of their enrolments."""
    mine = MemberRow.guild_id == guild_id, MemberRow.user_id == user_id
    key = (await tx.execute(select(MemberRow.id).where(*mine))).scalar_one()
    enrolments = await tx.execute(select(EnrolmentRow.id).where(EnrolmentRow.member_key == key))
    return key, frozenset(enrolments.scalars())


async def pointing_at(tx: Tx, key: int, enrolments: frozenset[int]) -> list[str]:
    """Which columns still lead to this member, by row id; in JSON too."""
    meant: Mapping[Holds, Iterable[int]] = {Holds.MEMBER: [key], Holds.ENROLMENT: enrolments}
    found: list[str] = []
    for rule, tie in ties():
        column = table_of(rule).c[tie.column]
        if ids := list(meant.get(tie.holds, ())):
            count = await tx.execute(select(func.count()).select_from(table_of(rule)).where(column.in_(ids)))
            found += [f"{rule.table}.{tie.column}"] * count.scalar_one()
    rounds = await tx.execute(select(MockRoundRow.pool, MockRoundRow.report))
    return found + [text for row in rounds for text in row if text and f'"{key}"' in text]


def ties() -> Iterator[tuple[Rule, Tie]]:
    """Every way in which rows belong to people."""
    return ((rule, tie) for rule in RULES.values() for tie in rule.ties)
