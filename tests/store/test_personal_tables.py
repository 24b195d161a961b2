"""No table escapes: each says whose its rows are, what an export gives of them and what erasing does."""

import re

import pytest
from sqlalchemy import Column, Table

from bot.store.departures import SIGNS
from bot.store.erasure import ORDER, TRACES
from bot.store.personal import Erase, Holds, Rule
from bot.store.personal_rows import table_of
from bot.store.personal_tables import RULES
from bot.store.tables import Base

NAMES_SOMEBODY = re.compile(r"(.*_)?user_id|(.*_)?member_key|(by|about|asker|asked)_(key|user_id)|actor.*")
LEADS_TO_SOMEBODY = {"member", "enrolment"}
NOT_THEIRS = {("timelog", "task_id"), ("problem_solve", "timelog_id"), ("problem_solve", "post_id")}
"""They point at rows of the same person, or of the group."""

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
COLUMNS = [column for table in TABLES for column in table.columns]


def leads_to_somebody(column: Column[object]) -> bool:
    """By its name, or by the table that it points at; a row of `member` is the person."""
    if column.table.name == "member":
        return column.name == "id"
    targets = {key.column.table.name for key in column.foreign_keys}
    return bool(NAMES_SOMEBODY.fullmatch(column.name) or targets & LEADS_TO_SOMEBODY)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_rule_and_every_rule_a_table(table: Table) -> None:
    assert RULES[table.name].table == table.name
    assert set(RULES) == set(Base.metadata.tables)


@pytest.mark.parametrize(
    "column",
    [column for column in COLUMNS if leads_to_somebody(column)],
    ids=lambda column: f"{column.table.name}.{column.name}",
)
def test_every_column_that_leads_to_a_person_is_a_tie(column: Column[object]) -> None:
    assert column.name in {tie.column for tie in RULES[column.table.name].ties}


def test_every_column_that_points_at_another_row_is_known_to_be_harmless_or_a_tie() -> None:
    pointing = {
        (column.table.name, column.name)
        for column in COLUMNS
        if column.foreign_keys and not leads_to_somebody(column)
    }
    shared = {(rule, name) for rule, name in pointing if name in {"session_id", "round_id", "rescues"}}
    assert pointing - shared == NOT_THEIRS


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.table)
def test_every_rule_names_columns_that_are_there(rule: Rule) -> None:
    names = set(table_of(rule).columns.keys())
    for tie in rule.ties:
        assert {tie.column, *tie.blank} <= names
    for part in rule.parts:
        assert {part.tie, *part.columns, part.once or part.tie} <= names
        assert part.tie in {tie.column for tie in rule.ties}
        assert len(set(part.columns.values())) == len(part.columns)
    assert rule.guild in {None, "guild_id"}
    assert rule.guild is not None or "guild_id" not in names


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.table)
def test_every_rule_gives_a_reason_where_it_exports_nothing_or_keeps_something(rule: Rule) -> None:
    keeps = any(tie.erase is not Erase.DELETE for tie in rule.ties)
    exported = {part.tie for part in rule.parts}
    silent = any(tie.column not in exported for tie in rule.ties)
    assert rule.why or not (keeps or silent or not rule.parts)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.table)
def test_an_export_never_gives_what_names_somebody_else(rule: Rule) -> None:
    own = {"user_id", "id"} if rule.table == "member" else set[str]()
    for part in rule.parts:
        given = {name for name in part.columns if NAMES_SOMEBODY.fullmatch(name)}
        assert given <= own


def test_what_becomes_null_may_be_null() -> None:
    blanks = [(rule, name) for rule in RULES.values() for tie in rule.ties for name in tie.blank]
    assert blanks
    assert all(table_of(rule).columns[name].nullable for rule, name in blanks)


def test_only_rounds_keep_people_in_their_text() -> None:
    texts = {rule.table for rule in RULES.values() for tie in rule.ties if tie.holds is Holds.TEXT}
    cut = {rule.table for rule in RULES.values() for tie in rule.ties if tie.erase is Erase.CUT_OUT}
    assert texts == cut == {"mock_round"}


def test_whoever_stands_anywhere_by_their_id_on_discord_is_found() -> None:
    found = {(guild.table.name, user.name) for guild, user, _ in TRACES}
    ties = {(rule.table, tie.column) for rule in RULES.values() for tie in rule.ties}
    users = {(table, name) for table, name in ties if name.endswith("user_id")} | {("member", "user_id")}
    assert found == users


def test_rows_go_before_those_they_lead_to_a_person_through() -> None:
    places = {rule.table: place for place, rule in enumerate(ORDER)}
    assert set(places) == set(RULES)
    for column in COLUMNS:
        for key in column.foreign_keys:
            assert places[column.table.name] < places[key.column.table.name]
    assert ORDER[-1].table == "guild"


def test_the_signs_of_a_guild_are_tables_with_its_id() -> None:
    assert {guild.name for guild, _ in SIGNS} == {"guild_id"}
    assert all(at.name in {"created_at", "updated_at"} for _, at in SIGNS)
