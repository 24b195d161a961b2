"""Who takes part in a week, and in which of its half-hours."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain import availability
from bot.domain.availability import DAY, hours
from bot.domain.members import Member
from bot.domain.mock_pool import PoolEntry, Wants, WantsChange, parse_kinds
from bot.domain.mock_pool_errors import UnknownKind
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind

WEEK, OTHER = "2026-W23", "2026-W24"  # from Monday 1 June
ADA = Member(1, 1000, 1, ZoneInfo("UTC"), 180, None)
EVENINGS = hours(range(7), 18, 20)
ENTRY = PoolEntry(ADA, frozenset(), 2, 1, Role.EITHER, usual=EVENINGS)


def test_a_week_of_its_own_stands_in_place_of_the_usual_one() -> None:
    entry = replace(ENTRY, special={OTHER: hours([0], 9, 10)})
    assert (entry.windows(WEEK), entry.windows(OTHER)) == (EVENINGS, hours([0], 9, 10))
    assert entry.slots(OTHER) == hours([0], 9, 10)


def test_a_skipped_week_is_left_out_alone() -> None:
    entry = replace(ENTRY, skip_week=WEEK)
    assert (entry.takes_part(WEEK), entry.slots(WEEK)) == (False, 0)
    assert (entry.takes_part(OTHER), entry.slots(OTHER)) == (True, EVENINGS)


@pytest.mark.parametrize(
    ("back", "takes_part", "days"),
    [
        (date(2026, 5, 20), True, range(7)),
        (date(2026, 6, 1), True, range(7)),
        (date(2026, 6, 4), True, range(3, 7)),
        (date(2026, 6, 7), True, range(6, 7)),
        (date(2026, 6, 8), False, range(0)),
        (date(2027, 6, 8), False, range(0)),
    ],
)
def test_who_is_back_during_the_week_takes_part_from_that_day_on(
    back: date, takes_part: bool, days: range
) -> None:
    entry = replace(ENTRY, paused_until=back)
    assert entry.takes_part(WEEK) is takes_part
    assert entry.slots(WEEK) == hours(days, 18, 20)


def test_days_of_return_are_compared_as_days_wherever_somebody_is() -> None:
    berlin = replace(ADA, zone=ZoneInfo("Europe/Berlin"))
    entry = replace(ENTRY, member=berlin, usual=availability.ALWAYS, paused_until=date(2026, 6, 8))
    # There, Monday begins in the last hour of the week.
    assert (entry.takes_part(WEEK), entry.slots(WEEK)) == (False, 0)


def test_the_day_of_return_begins_at_midnight_where_they_are() -> None:
    auckland = replace(ADA, zone=ZoneInfo("Pacific/Auckland"))
    entry = replace(ENTRY, member=auckland, usual=availability.ALWAYS, paused_until=date(2026, 6, 2))
    first = (entry.slots(WEEK) & -entry.slots(WEEK)).bit_length() - 1
    assert first == DAY // 2  # Monday 12:00 UTC


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("coding", {QuestionKind.CODING}),
        ("ML Theory, ml_coding", {QuestionKind.ML_THEORY, QuestionKind.ML_CODING}),
        ("ML system design; behavioural", {QuestionKind.SYSTEM_DESIGN, QuestionKind.BEHAVIORAL}),
        ("résumé + Resume deep dive", {QuestionKind.RESUME}),
        ("coding, any", set[QuestionKind]()),
        (" , ", set[QuestionKind]()),
    ],
)
def test_kinds_are_read_by_name(text: str, kinds: set[QuestionKind]) -> None:
    assert parse_kinds(text) == kinds


def test_what_is_no_kind_is_named() -> None:
    with pytest.raises(UnknownKind) as refused:
        parse_kinds("coding, Knitting")
    assert refused.value.text == "knitting"


def test_a_change_leaves_the_rest_as_it_was() -> None:
    wants = Wants(frozenset({QuestionKind.CODING}), 4, 3, Role.CANDIDATE)
    assert WantsChange().applied(wants) == wants
    assert WantsChange(kinds=frozenset(), level=1).applied(wants) == Wants(frozenset(), 1, 3, Role.CANDIDATE)
    assert WantsChange(per_week=2, role=Role.EITHER).applied(wants) == replace(
        wants, per_week=2, role=Role.EITHER
    )
