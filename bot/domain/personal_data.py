"""Everything that is stored about one person in one guild, ready to be handed to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.domain.personal_data_sheets import Cell

FORMAT = 1
"""Of the document; it grows when a program that reads it would have to change."""

CONFIRMATION = "DELETE"
"""What is typed to erase everything. It is a word to copy, and stays the same in every language."""

EXACT_NUMBERS = 2**53
"""Many programs that read JSON round greater whole numbers, such as Discord's ids: they become text."""

Record = Mapping[str, Any]
"""One row, by the names that the export gives its columns; what was JSON is lists and objects."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something private that no key opens: the row of its section (from 0), and the name it would have."""

    section: str
    row: int
    name: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Rows by section, in the order of their ids; `made_at` is in UTC, `zone` is the person's own."""

    guild_id: int
    user_id: int
    made_at: datetime
    zone: str
    sections: Mapping[str, tuple[Record, ...]]
    titles: Mapping[tuple[int, str], str] = field(default_factory=dict[tuple[int, str], str])
    """What tasks of the roadmap are called, by enrolment and key."""
    unread: tuple[Unread, ...] = ()

    def rows(self, section: str) -> tuple[Record, ...]:
        """Those of one section."""
        return self.sections.get(section, ())


def is_confirmed(typed: str) -> bool:
    """Whether somebody typed the word; keyboards that choose capitals themselves are forgiven."""
    return typed.strip().casefold() == CONFIRMATION.casefold()


def plain(value: Any) -> Any:
    """A value as JSON has it: instants and days in ISO 8601, numbers no program rounds, text as it is."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case bool():
            return value
        case int():
            return value if abs(value) < EXACT_NUMBERS else str(value)
        case list():
            return [plain(each) for each in value]
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for a spreadsheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(data: PersonalData) -> tuple[Sheet, ...]:
    """Those of what is mostly numbers and days; a table without rows is left out."""
    found = [_tasks(data), *(_as_it_is(data, name) for name in ("time_log", "check_ins", "problem_solves"))]
    return tuple(sheet for sheet in (*found, _interviews(data)) if sheet.rows)


def _tasks(data: PersonalData) -> Sheet:
    columns = "day", "title", "state", "minutes", "sitting", "sittings", "settled_day", "item_key"
    rows = ({**task, "title": _title(data, task)} for task in data.rows("tasks"))
    return Sheet("tasks", columns, tuple(tuple(row[name] for name in columns) for row in rows))


def _title(data: PersonalData, task: Record) -> str | None:
    return task["title"] or data.titles.get((task["enrolment_id"], task["item_key"]))


def _as_it_is(data: PersonalData, section: str) -> Sheet:
    rows = data.rows(section)
    columns = tuple(name for name in rows[0] if not name.endswith("id")) if rows else ()
    return Sheet(section, columns, tuple(tuple(row[name] for name in columns) for row in rows))


def _interviews(data: PersonalData) -> Sheet:
    """Those held here and elsewhere, in one table."""
    columns = "day", "kind", "level", "state", "place", "question", "recorded", "weak"
    seats = {seat["session_id"]: seat for seat in data.rows("mock_seats")}
    here = [
        (
            each["starts_at"] or each["created_at"],
            each["kind"],
            each["level"],
            each["state"],
            None,
            seats.get(each["id"], {}).get("question_key"),
            None,
            None,
        )
        for each in data.rows("mock_interviews")
    ]
    elsewhere = [
        (each["day"], each["kind"], None, None, each["place"], None, each["recorded"], each["weak"])
        for each in data.rows("mock_outside")
    ]
    return Sheet("interviews", columns, (*here, *elsewhere))
