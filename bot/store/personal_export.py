"""Everything of one person in one guild, as the rules of `bot.store.personal_tables` give it."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, func, select, type_coerce

from bot.domain.personal_data import Unread
from bot.domain.private_errors import Unreadable
from bot.store.personal import Part, Rule
from bot.store.personal_rows import of_person, table_of
from bot.store.personal_tables import RULES
from bot.store.private import Private, vault_of
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
        ("problem_prompt", "why"),
        ("problem_prompt", "wish"),
        ("problem_review", "state"),
        ("reflection", "answers"),
        ("replan", "before"),
    }
)
"""Columns that hold JSON: given as what it says, not as text within text."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows by section, under the names of the rules. What several tables or ties give stands together.

    Of what is `unread` nothing is given but its place.
    """

    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    unread: list[Unread] = field(default_factory=list[Unread])


async def everything(tx: Tx, guild_id: int, user_id: int) -> Found:
    """All rows of the person."""
    found = Found()
    for rule in RULES.values():
        for part in rule.parts:
            rows = found.sections.setdefault(part.section, [])
            statement = _statement(rule, part, guild_id, user_id)
            async for batch in _pages(tx, statement):
                for row in batch:
                    values, sealed = _opened(tx, rule, part.columns, row)
                    found.unread.extend(Unread(part.section, len(rows), name) for name in sealed)
                    rows.append(values)
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
    # Private writing as it stands there: the rest is given also if some of it cannot be opened.
    found = ((table.c[name], given) for name, given in part.columns.items())
    columns = (
        (type_coerce(column, Text) if isinstance(column.type, Private) else column).label(given)
        for column, given in found
    )
    return select(*columns).where(*_meant(rule, part, guild_id, user_id)).order_by(*table.primary_key)


def _meant(rule: Rule, part: Part, guild_id: int, user_id: int) -> Iterator[ColumnElement[bool]]:
    yield of_person(rule, rule.tie(part.tie), guild_id, user_id)
    if part.once is not None:
        yield table_of(rule).c[part.once].is_not(None)


def _opened(
    tx: Tx, rule: Rule, columns: Mapping[str, str], row: Row[Any]
) -> tuple[dict[str, Any], Sequence[str]]:
    """A row as it is given, and the names of what could not be opened."""
    table, values, sealed = table_of(rule), dict[str, Any](), list[str]()
    for (name, given), value in zip(columns.items(), row, strict=True):
        try:
            private = isinstance(table.c[name].type, Private)
            plain = vault_of(tx.dialect).open(value) if private and value is not None else value
        except Unreadable:
            plain = None
            sealed.append(given)
        values[given] = _read(plain) if (rule.table, name) in JSON else plain
    return values, sealed


def _read(value: str | None) -> Any:
    return json.loads(value) if value else None
