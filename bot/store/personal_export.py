"""Everything of one person in one guild, as the rules of `bot.store.personal_tables` give it."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from bot.store.personal import Part, Rule
from bot.store.personal_rows import of_person, table_of
from bot.store.personal_tables import RULES
from bot.store.transaction import Tx

AT_A_TIME = 500
"""Rows that are read before anybody else may go on: opening private writing takes the processor."""

JSON = frozenset(
    {
        ("mock_rubric", "scores"),
        ("mock_session", "reasons"),
        ("mock_session", "slots"),
        ("pace", "days"),
        ("pace", "promise"),
        ("problem_link", "unlogged"),
        ("problem_prompt", "wish"),
        ("problem_review", "state"),
        ("reflection", "answers"),
        ("replan", "before"),
    }
)
"""Columns that hold JSON: given as what it says, not as text within text."""


async def sections(tx: Tx, guild_id: int, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by section, under the names of the rules. What several tables or ties give stands together."""
    found: dict[str, list[dict[str, Any]]] = {}
    for rule in RULES.values():
        for part in rule.parts:
            rows = found.setdefault(part.section, [])
            statement = _statement(rule, part, guild_id, user_id)
            async for batch in _pages(tx, statement):
                rows += [_record(rule, part.columns, row) for row in batch]
    return found


async def counts(tx: Tx, guild_id: int, user_id: int) -> dict[str, int]:
    """How many rows each section would have, without reading them; only sections that have any."""
    found: Counter[str] = Counter()
    for rule in RULES.values():
        for part in rule.parts:
            rows = select(func.count()).select_from(table_of(rule))
            mine = rows.where(*_meant(rule, part, guild_id, user_id))
            found[part.section] += (await tx.execute(mine)).scalar_one()
    return {section: count for section, count in found.items() if count}


async def _pages(tx: Tx, statement: Select[Any]) -> AsyncGenerator[Sequence[Row[Any]]]:
    for start in count(0, AT_A_TIME):
        page = (await tx.execute(statement.limit(AT_A_TIME).offset(start))).all()
        yield page
        if len(page) < AT_A_TIME:
            return


def _statement(rule: Rule, part: Part, guild_id: int, user_id: int) -> Select[Any]:
    table = table_of(rule)
    columns = (table.c[name].label(given) for name, given in part.columns.items())
    return select(*columns).where(*_meant(rule, part, guild_id, user_id)).order_by(*table.primary_key)


def _meant(rule: Rule, part: Part, guild_id: int, user_id: int) -> Iterator[ColumnElement[bool]]:
    yield of_person(rule, rule.tie(part.tie), guild_id, user_id)
    if part.once is not None:
        yield table_of(rule).c[part.once].is_not(None)


def _record(rule: Rule, columns: Mapping[str, str], row: Row[Any]) -> dict[str, Any]:
    return {
        given: _read(value) if (rule.table, name) in JSON else value
        for (name, given), value in zip(columns.items(), row, strict=True)
    }


def _read(value: str | None) -> Any:
    return json.loads(value) if value else None
