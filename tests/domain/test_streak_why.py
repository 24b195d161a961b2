"""Why a day came to what it came to, and what would still save it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day_clock import DayClock, moved
from bot.domain.outages import Outage
from bot.domain.streak_rules import RULES, StreakRules
from bot.domain.streak_why import Saving, explain
from bot.domain.streaks import DayMark, DayRange, StreakFacts, StudyWeek

DHAKA, CALIFORNIA = DayClock(ZoneInfo("Asia/Dhaka")), DayClock(ZoneInfo("America/Los_Angeles"))
MONDAY = date(2026, 6, 1)
EVERY_DAY = frozenset(range(7))
NOTHING, CHECK_IN, FREEZE, BACKFILL = Saving


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def days(*numbers: int) -> set[date]:
    return {day(n) for n in numbers}


def member(*done: int, **more: Any) -> StreakFacts:
    """A member in Dhaka since Monday 1 June."""
    facts = StreakFacts(days(*done), [StudyWeek(MONDAY, EVERY_DAY)], clock=DHAKA)
    return replace(facts, **more)


EVENING_AWAY = Outage(datetime(2026, 6, 3, 14, tzinfo=UTC), datetime(2026, 6, 3, 20, tzinfo=UTC))
"""From 20:00 to 02:00 in Dhaka."""

ASKED = [
    pytest.param(member(0, 1), 1, 1, DayMark.DONE, (1, 2, 0), [NOTHING], id="today is done"),
    pytest.param(
        member(*range(8)), 7, 7, DayMark.DONE, (7, 8, 1), [NOTHING], id="today is done, a freeze is held"
    ),
    pytest.param(member(0), 1, 1, DayMark.OPEN, (1, 1, 0), [CHECK_IN, BACKFILL], id="today is open"),
    pytest.param(
        member(*range(7)),
        7,
        7,
        DayMark.OPEN,
        (7, 7, 1),
        [CHECK_IN, FREEZE, BACKFILL],
        id="today is open, and a freeze is held",
    ),
    pytest.param(
        member(0, rests=days(1)), 1, 1, DayMark.REST, (1, 1, 0), [NOTHING], id="today is a rest day"
    ),
    pytest.param(
        member(0, pauses=[DayRange(day(1), None)]),
        1,
        1,
        DayMark.PAUSED,
        (1, 1, 0),
        [NOTHING],
        id="today is paused",
    ),
    pytest.param(
        member(0, study_weeks=[StudyWeek(MONDAY, frozenset({0}))]),
        1,
        1,
        DayMark.FREE,
        (1, 1, 0),
        [NOTHING],
        id="no study day",
    ),
    pytest.param(member(0, 1, 2), 1, 2, DayMark.DONE, (1, 2, 0), [NOTHING], id="done"),
    pytest.param(
        member(0, 2, backfilled=days(1)), 1, 2, DayMark.BACKFILLED, (1, 2, 0), [NOTHING], id="filled in"
    ),
    pytest.param(member(0, 2), 1, 2, DayMark.MISSED, (1, 0, 0), [BACKFILL], id="missed yesterday"),
    pytest.param(member(0, 2), 1, 4, DayMark.MISSED, (1, 0, 0), [], id="missed too long ago"),
    pytest.param(
        member(*range(7)), 7, 8, DayMark.FROZEN, (7, 7, 0), [NOTHING, BACKFILL], id="a freeze kept it"
    ),
    pytest.param(
        member(0, amnesties=days(1)), 1, 2, DayMark.AMNESTY, (1, 1, 0), [NOTHING, BACKFILL], id="forgiven"
    ),
    pytest.param(
        member(1, outages=[EVENING_AWAY]),
        2,
        3,
        DayMark.OUTAGE,
        (1, 1, 0),
        [NOTHING, BACKFILL],
        id="the bot was away",
    ),
    pytest.param(member(0), -9, 3, DayMark.FREE, (0, 0, 0), [NOTHING], id="before the membership"),
    pytest.param(StreakFacts(frozenset(), ()), 0, 3, DayMark.FREE, (0, 0, 0), [NOTHING], id="never a member"),
]


@pytest.mark.parametrize(("facts", "asked", "today", "mark", "numbers", "ways"), ASKED)
def test_a_day_explained(
    facts: StreakFacts,
    asked: int,
    today: int,
    mark: DayMark,
    numbers: tuple[int, int, int],
    ways: list[Saving],
) -> None:
    """`numbers`: the streak before, the streak after, the freezes held after."""
    said = explain(facts, day(asked), day(today))
    assert said.mark is mark
    assert (said.before, said.after, said.freezes) == numbers
    assert list(said.savings.ways) == ways


def test_every_mark_but_travel_is_explained_above() -> None:
    assert {param.values[3] for param in ASKED} == set(DayMark) - {DayMark.TRAVEL}


def test_a_day_counts_until_the_cut_off_of_the_next_morning_by_the_member_s_clock() -> None:
    said = explain(member(0), day(0), day(0))
    assert said.clock == DHAKA
    assert said.began_at == datetime(2026, 5, 31, 21, tzinfo=UTC)
    assert said.until == datetime(2026, 6, 1, 21, tzinfo=UTC)


def test_a_move_that_cut_a_day_short_is_named() -> None:
    at = datetime(2026, 6, 3, 22, tzinfo=UTC)
    move = moved(CALIFORNIA, DHAKA, at)
    facts = member(0, 1, 3, moves=[move])
    said = explain(facts, day(2), day(3))
    assert (said.mark, said.move, said.clock, said.until) == (DayMark.TRAVEL, move, CALIFORNIA, at)
    assert (said.before, said.after) == (2, 2)
    assert list(said.savings.ways) == [NOTHING, BACKFILL]
    assert explain(facts, day(3), day(3)).move is None


def test_a_day_that_was_left_out_cannot_be_filled_in() -> None:
    pago_pago, kiritimati = (DayClock(ZoneInfo(f"Pacific/{place}")) for place in ("Pago_Pago", "Kiritimati"))
    move = moved(pago_pago, kiritimati, datetime(2026, 6, 4, 13, 30, tzinfo=UTC))
    said = explain(member(0, 1, 2, moves=[move], clock=kiritimati), day(3), day(4))
    assert (said.mark, said.move, list(said.savings.ways)) == (DayMark.TRAVEL, move, [NOTHING])
    assert said.began_at == said.until


def test_the_bot_s_absence_is_named_whether_or_not_it_was_long_enough() -> None:
    short = replace(EVENING_AWAY, ended_at=EVENING_AWAY.began_at + timedelta(minutes=59))
    forgiven = explain(member(1, outages=[EVENING_AWAY]), day(2), day(3))
    missed = explain(member(1, outages=[short]), day(2), day(3))
    assert (forgiven.mark, forgiven.absences) == (DayMark.OUTAGE, (EVENING_AWAY,))
    assert (missed.mark, missed.absences) == (DayMark.MISSED, (short,))


def test_a_streak_that_ended_is_told_and_so_is_the_freeze_that_was_asked_for() -> None:
    said = explain(member(0, 1, set_aside=days(2)), day(2), day(3))
    assert (said.mark, said.lost, said.set_aside) == (DayMark.MISSED, 2, True)
    assert explain(member(*range(7), set_aside=days(7)), day(7), day(8)).mark is DayMark.FROZEN


def test_how_long_and_how_often_a_day_can_still_be_filled_in() -> None:
    said = explain(member(0, 3, backfilled=days(1)), day(2), day(3)).savings
    assert said.backfill_until == DHAKA.end(day(4))
    assert said.backfills_left == 2
    late = explain(member(0, backfilled=days(1)), day(2), day(8)).savings
    assert (late.ways, late.backfill_until, late.backfills_left) == ((), None, 2)
    assert explain(member(0), day(1), day(1)).savings.backfill_until == DHAKA.end(day(3))


def test_a_full_month_leaves_no_backfill_for_today_either() -> None:
    assert explain(member(0, backfilled=days(1, 2, 3)), day(5), day(5)).savings.ways == (CHECK_IN,)


def test_a_day_is_explained_by_the_rules_of_its_time() -> None:
    rules = (*RULES, StreakRules(2, since=day(4), days_per_freeze=3))
    assert explain(member(0), day(3), day(5), rules).rules.version == 1
    assert explain(member(0), day(4), day(5), rules).rules.version == 2


def test_days_before_the_membership_say_when_it_began() -> None:
    said = explain(member(0), date(2000, 1, 1), day(0))
    assert (said.joined, said.planned, said.mark) == (MONDAY, False, DayMark.FREE)


def test_the_first_day_has_nothing_before_it() -> None:
    said = explain(member(0, 1), day(0), day(1))
    assert (said.before, said.after) == (0, 1)
