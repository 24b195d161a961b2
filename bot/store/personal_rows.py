"""Which rows are a person's, or a guild's, as conditions on a table."""

from sqlalchemy import ColumnElement, Select, Table, false, select

from bot.store.personal import Holds, Rule, Tie
from bot.store.tables import Base, EnrolmentRow, MemberRow, MockSeatRow


def table_of(rule: Rule) -> Table:
    """The table that a rule is about."""
    return Base.metadata.tables[rule.table]


def of_person(rule: Rule, tie: Tie, guild_id: int, user_id: int) -> ColumnElement[bool]:
    """The rows that are one person's in one guild through this tie; through JSON none is found."""
    table = table_of(rule)
    if tie.holds is Holds.TEXT:
        return false()
    column = table.c[tie.column]
    if tie.holds is Holds.USER:
        return (column == user_id) & (table.c.guild_id == guild_id)
    mine = select(MemberRow.id).where(MemberRow.guild_id == guild_id, MemberRow.user_id == user_id)
    return _through(column, tie.holds, mine)


def of_guild(rule: Rule, guild_id: int) -> ColumnElement[bool]:
    """The rows that are a guild's or its members'; none of a table that belongs to the programme."""
    table = table_of(rule)
    if rule.guild is not None:
        return table.c[rule.guild] == guild_id
    theirs = select(MemberRow.id).where(MemberRow.guild_id == guild_id)
    for tie in rule.ties:
        if tie.holds in (Holds.MEMBER, Holds.ENROLMENT):
            return _through(table.c[tie.column], tie.holds, theirs)
    return false()


def _through(column: ColumnElement[int], holds: Holds, members: Select[int]) -> ColumnElement[bool]:
    match holds:
        case Holds.ENROLMENT:
            return column.in_(select(EnrolmentRow.id).where(EnrolmentRow.member_key.in_(members)))
        case Holds.SEATED:
            return column.in_(select(MockSeatRow.session_id).where(MockSeatRow.member_key.in_(members)))
        case _:
            return column.in_(members)
