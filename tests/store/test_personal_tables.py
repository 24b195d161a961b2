"""No table escapes: each says whose its rows are, what an export gives of them and what erasing does."""

import re
from typing import Any

import pytest
from sqlalchemy import JSON, BigInteger, Column, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import TypeEngine

from bot.store.departures import SIGNS
from bot.store.erasure import ORDER, TRACES
from bot.store.personal import Erase, Holds, Rule
from bot.store.personal_rows import table_of
from bot.store.personal_tables import RULES
from bot.store.private import Private
from bot.store.tables import Base
from bot.store.tables.base import BigKey

NAMES_SOMEBODY = re.compile(r"(.*_)?user_id|(.*_)?member_key|(by|about|asker|asked)_(key|user_id)|actor.*")
LEADS_TO_SOMEBODY = {"member", "enrolment"}
NOT_THEIRS = {("timelog", "task_id"), ("problem_solve", "timelog_id"), ("problem_solve", "post_id")}
"""They point at rows of the same person, or of the group."""

SHORT = 16
"""Characters that a word of Cohort's own has at most; an id of Discord's has more."""

CHANNEL = "A channel, a thread, a message or a role: no person."
OF_THE_GROUP = "The group's settings and files; who made them is not kept."
FIGURES = "A number of the round's, from which nobody can be read."
DIGEST = "A keyed digest, from which nobody can be read."
KEY_OF_FILE = "A key of a catalogue that everybody can read."

HARMLESS = {
    "app_state.key": "What the programme remembers, by names of its own.",
    "app_state.value": "What the programme remembers: counts, times and a sealed secret.",
    "block.blocked_mark": DIGEST,
    "delivery.channel_id": CHANNEL,
    "delivery.message_id": CHANNEL,
    "delivery.owner": "The process that sends it.",
    "guild.nudge_channel_id": CHANNEL,
    "guild.organiser_role_id": CHANNEL,
    "guild.timezone": OF_THE_GROUP,
    "guild_question_set.checked": OF_THE_GROUP,
    "guild_question_set.key": OF_THE_GROUP,
    "guild_question_set.source": OF_THE_GROUP,
    "guild_question_set.title": OF_THE_GROUP,
    "guild_roadmap.checked": OF_THE_GROUP,
    "guild_roadmap.roadmap_id": OF_THE_GROUP,
    "guild_roadmap.source": OF_THE_GROUP,
    "guild_roadmap.title": OF_THE_GROUP,
    "guild_roadmap.version": OF_THE_GROUP,
    "member.dm_channel_id": "The member's own, and goes with the row.",
    "member.user_id": "The member's own, and goes with the row.",
    "mock_round.bound": FIGURES,
    "mock_round.seed": FIGURES,
    "mock_round.total": FIGURES,
    "mock_rubric.question_key": KEY_OF_FILE,
    "mock_rubric.scores": "The partner's, sealed; it goes with the partner.",
    "mock_session.event_id": CHANNEL,
    "mock_session.reasons": "Why a pair fits, in words of Cohort's own, without a name.",
    "mock_session.slots": "Instants.",
    "mock_session.thread_id": CHANNEL,
    "mock_setting.channel_id": CHANNEL,
    "moment.shared_channel_id": CHANNEL,
    "problem_link.folded": "The name that is given, in small letters.",
    "problem_post.problem_key": KEY_OF_FILE,
    "problem_post.source": KEY_OF_FILE,
    "problem_post.told": "What a problem is called and how hard it is.",
    "problem_setting.source": KEY_OF_FILE,
    "reflection.posted_channel_id": CHANNEL,
    "schedule.channel_id": CHANNEL,
    "tombstone.mark": DIGEST,
}
"""Columns wide enough for an id or for words that no rule has to do with, and why."""

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


def could_name_somebody(column: Column[object]) -> bool:
    """Whether an id of Discord's or words of somebody's have room in it; what points at a row is told apart
    above, and a row's own number and its guild name nobody."""
    if column.foreign_keys or column.name in {"id", RULES[column.table.name].guild}:
        return False
    kind = column.type
    length = getattr(kind, "length", None)
    is_words = isinstance(kind, String | Private) and (length is None or length > SHORT)
    return isinstance(kind, BigInteger | LargeBinary | JSON) or is_words


def has_a_rule(column: Column[object]) -> bool:
    """By a tie, by what a tie empties, or (for words) by an export of rows that all go with the person.

    That an id is exported says nothing of somebody else whom it may name.
    """
    rule = RULES[column.table.name]
    tied = {name for tie in rule.ties for name in (tie.column, *tie.blank)}
    given = {name for part in rule.parts for name in part.columns}
    goes = all(tie.erase is Erase.DELETE for tie in rule.ties)
    return column.name in tied or (goes and column.name in given and not isinstance(column.type, BigInteger))


def test_every_column_with_room_for_somebody_has_a_rule_or_is_known_to_be_harmless() -> None:
    wide = {
        f"{each.table.name}.{each.name}": has_a_rule(each) for each in COLUMNS if could_name_somebody(each)
    }
    assert {name for name, ruled in wide.items() if not ruled} == set(HARMLESS)


@pytest.mark.parametrize("name", ["organiser_id", "author_id", "created_by", "invited_by", "partner_id"])
@pytest.mark.parametrize("kind", [BigInteger(), BigKey, Text(), String(32), JSON()], ids=repr)
def test_a_new_column_is_not_overlooked_whatever_it_is_called(name: str, kind: TypeEngine[Any]) -> None:
    table = Table("mock_session", MetaData(), Column(name, kind))
    assert could_name_somebody(table.c[name])
    assert not has_a_rule(table.c[name])


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
    """Whom somebody blocked they named themselves."""
    own = {"member": {"user_id", "id"}, "block": {"blocked_user_id"}}.get(rule.table, set())
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
