"""How each table belongs to people and guilds: what an export gives of it, and what an erasure does to it.

A column may hold somebody's id in three ways (`Holds`), and each is a `Tie` with an erasure of its own. The
rules themselves are in `bot.store.personal_tables`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a column holds that leads to a person."""

    MEMBER = "member"
    """Our row id of the member."""
    USER = "user"
    """Discord's id of the person, beside the `guild_id` of the row."""
    ENROLMENT = "enrolment"
    """An enrolment of the member's."""
    SEATED = "seated"
    """An interview in which the member has, or had, a seat."""
    TEXT = "text"
    """JSON in which row ids of members stand."""


class Erase(StrEnum):
    """What becomes of the rows that a tie finds."""

    DELETE = "delete"
    """The row goes."""
    BLANK = "blank"
    """The row belongs to others too: the columns that are the person's become NULL."""
    ORPHAN = "orphan"
    """The row belongs to several people: it goes with the last of them."""
    MARK = "mark"
    """The row belongs to somebody else: in place of the id a mark stands, from which nobody can be read."""
    CUT_OUT = "cut_out"
    """The row is the group's: the person is taken out of the text."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One column through which rows belong to a person. `blank` names what becomes NULL, `mark` what becomes
    their mark."""

    column: str
    holds: Holds
    erase: Erase = Erase.DELETE
    blank: tuple[str, ...] = ()
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What an export gives of the rows found through one tie: by column, the name it has in the export.

    `section` is the part of the export that the rows stand in. With `once` only rows in which this column is
    set are given.
    """

    section: str
    tie: str
    columns: Mapping[str, str]
    once: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A table's rule. `why` is the reason wherever nothing is exported, or something stays that is erased of.

    `guild` is the column with the guild's id; without one a guild's rows are those of its members. Tables
    that belong to neither stay with the programme.
    """

    table: str
    ties: tuple[Tie, ...] = ()
    parts: tuple[Part, ...] = ()
    guild: str | None = None
    why: str = ""

    def tie(self, column: str) -> Tie:
        """The tie through this column."""
        return next(tie for tie in self.ties if tie.column == column)

    @property
    def personal(self) -> bool:
        """Whether rows belong to people."""
        return bool(self.ties)


def named(same: str = "", **other: str) -> dict[str, str]:
    """Columns that an export gives under their own names (with spaces between them), and under other ones."""
    return {name: name for name in same.split()} | other


def of_member(table: str, section: str, same: str, *, guild: str | None = None, **other: str) -> Rule:
    """A table that is the member's alone, by `member_key`; `other` renames columns."""
    return _own(table, "member_key", Holds.MEMBER, section, named(same, **other), guild)


def of_enrolment(table: str, section: str, same: str, **other: str) -> Rule:
    """A table that is the member's alone, by `enrolment_id`, which is given too."""
    return _own(table, "enrolment_id", Holds.ENROLMENT, section, named(f"enrolment_id {same}", **other), None)


def of_guild(table: str, why: str) -> Rule:
    """A table of a group's settings and figures, without people in it."""
    return Rule(table, guild="guild_id", why=why)


def of_programme(table: str, why: str) -> Rule:
    """A table that belongs to nobody."""
    return Rule(table, why=why)


def _own(
    table: str, column: str, holds: Holds, section: str, columns: dict[str, str], guild: str | None
) -> Rule:
    return Rule(table, (Tie(column, holds),), (Part(section, column, columns),), guild)
