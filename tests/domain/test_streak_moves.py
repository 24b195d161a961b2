"""What a change of zone or cut-off does to the days around it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day_clock import DayClock, Move, joined_moves, moved, shortened, span_of
from bot.domain.streak_rules import RULES
from tests.domain.strategies_streaks import DAY, Life, MoveTo, clocks, laws, lived, lives

DHAKA = DayClock(ZoneInfo("Asia/Dhaka"))
CALIFORNIA = DayClock(ZoneInfo("America/Los_Angeles"))
KIRITIMATI = DayClock(ZoneInfo("Pacific/Kiritimati"))
PAGO_PAGO = DayClock(ZoneInfo("Pacific/Pago_Pago"))
SINGAPORE = DayClock(ZoneInfo("Asia/Singapore"))
MIDNIGHT = DayClock(DHAKA.zone, 0)
TUESDAY = date(2026, 5, 5)


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "now", "floor", "left", "entered"),
    [
        pytest.param(DHAKA, CALIFORNIA, utc(5, 12), None, 5, 5, id="west: the day goes on"),
        pytest.param(DHAKA, CALIFORNIA, utc(5, 4), None, 5, 5, id="west into yesterday: the day goes on"),
        pytest.param(CALIFORNIA, DHAKA, utc(5, 12), None, 5, 5, id="east within the date"),
        pytest.param(CALIFORNIA, DHAKA, utc(5, 22), None, 5, 6, id="east into tomorrow"),
        pytest.param(PAGO_PAGO, KIRITIMATI, utc(5, 13, 30), None, 4, 6, id="past a whole day"),
        pytest.param(DHAKA, MIDNIGHT, utc(5, 19), None, 5, 6, id="an earlier cut-off, at one at night"),
        pytest.param(MIDNIGHT, DHAKA, utc(5, 19), None, 6, 6, id="a later cut-off, at one at night"),
        pytest.param(CALIFORNIA, PAGO_PAGO, utc(5, 12), date(2026, 5, 7), 7, 7, id="never below the floor"),
        pytest.param(DHAKA, DHAKA, utc(5, 12), None, 5, 5, id="to where one is"),
    ],
)
def test_a_move(
    before: DayClock, after: DayClock, now: datetime, floor: date | None, left: int, entered: int
) -> None:
    move = moved(before, after, now, floor)
    assert move == Move(now, before, date(2026, 5, left), date(2026, 5, entered))


def test_a_member_stays_on_their_day_until_the_new_zone_has_caught_up() -> None:
    move = moved(DHAKA, CALIFORNIA, utc(5, 4))
    days = [CALIFORNIA.day(utc(5, 4) + timedelta(hours=hours), move.entered_day) for hours in (0, 20, 29, 30)]
    assert [day.day for day in days] == [5, 5, 5, 6]


@pytest.mark.parametrize(
    ("before", "after", "now", "days"),
    [
        pytest.param(CALIFORNIA, DHAKA, utc(5, 22), [5], id="cut short at the end"),
        pytest.param(CALIFORNIA, SINGAPORE, utc(5, 17), [5], id="ends earlier, on the same date"),
        pytest.param(PAGO_PAGO, KIRITIMATI, utc(5, 13, 30), [4, 5], id="left out"),
        pytest.param(PAGO_PAGO, KIRITIMATI, utc(5, 12, 30), [4, 5], id="entered half an hour before its end"),
        pytest.param(DHAKA, CALIFORNIA, utc(5, 4), [], id="made longer"),
        pytest.param(DHAKA, DHAKA, utc(5, 4), [], id="to where one is"),
        pytest.param(DHAKA, MIDNIGHT, utc(5, 12), [], id="another cut-off, the same zone"),
        pytest.param(DHAKA, MIDNIGHT, utc(5, 19), [], id="as it once could end a day"),
    ],
)
def test_days_that_a_move_took_time_from(
    before: DayClock, after: DayClock, now: datetime, days: list[int]
) -> None:
    move = moved(before, after, now)
    assert [(day.day, by) for day, by in shortened([move], after, RULES)] == [(day, move) for day in days]


def test_each_of_several_moves_is_judged_by_the_clock_that_it_led_to() -> None:
    """To Singapore in the middle of Tuesday, which then ends early, and home again on Thursday."""
    there = moved(CALIFORNIA, SINGAPORE, utc(5, 17))
    back = moved(SINGAPORE, CALIFORNIA, utc(7, 4), there.entered_day)
    assert list(shortened([there, back], CALIFORNIA, RULES)) == [(TUESDAY, there)]


@pytest.mark.parametrize(
    ("clocks_in_turn", "hours", "joined_before"),
    [
        pytest.param([DHAKA, CALIFORNIA, SINGAPORE], [1, 2], DHAKA, id="on with the journey"),
        pytest.param([DHAKA, CALIFORNIA, DHAKA], [1, 2], DHAKA, id="there and back"),
        pytest.param([DHAKA, MIDNIGHT, DayClock(DHAKA.zone, 60)], [1, 2], DHAKA, id="two cut-offs"),
        pytest.param([DHAKA, MIDNIGHT, SINGAPORE], [1, 2], None, id="a cut-off, then a zone"),
        pytest.param([DHAKA, CALIFORNIA, SINGAPORE], [1, 40], None, id="two days later"),
        pytest.param([CALIFORNIA, DHAKA, SINGAPORE], [22, 23], None, id="a day was ended"),
    ],
)
def test_moves_within_one_day_are_told_as_one(
    clocks_in_turn: list[DayClock], hours: list[int], joined_before: DayClock | None
) -> None:
    start, between, end = clocks_in_turn
    first = moved(start, between, utc(5, 0) + timedelta(hours=hours[0]))
    second = moved(between, end, utc(5, 0) + timedelta(hours=hours[1]), first.entered_day)

    joined = joined_moves(first, second, end)

    assert (joined and joined.clock) == joined_before
    assert joined is None or (joined.left_day, joined.entered_day) == (first.left_day, first.left_day)


def test_spans_are_told_by_the_clock_of_their_time() -> None:
    move = moved(CALIFORNIA, DHAKA, utc(5, 22))
    monday, tuesday, wednesday = (span_of(TUESDAY + n * DAY, [move], DHAKA) for n in (-1, 0, 1))
    assert (monday.clock, monday.began_at, monday.ended_at) == (CALIFORNIA, utc(4, 10), utc(5, 10))
    assert (tuesday.clock, tuesday.began_at, tuesday.ended_at) == (CALIFORNIA, utc(5, 10), utc(5, 22))
    assert (wednesday.clock, wednesday.began_at, wednesday.ended_at) == (DHAKA, utc(5, 22), utc(6, 21))


def test_a_day_left_out_ends_when_it_begins() -> None:
    move = moved(PAGO_PAGO, KIRITIMATI, utc(5, 13, 30))
    assert span_of(TUESDAY, [move], KIRITIMATI).began_at == span_of(TUESDAY, [move], KIRITIMATI).ended_at


@laws
@given(lives(set_back=False))
def test_days_tile_time_whatever_the_moves(life: Life) -> None:
    member = lived(life)
    first = member.lived[0][1]
    days = [first + offset * DAY for offset in range((member.today - first).days + 2)]
    spans = [span_of(day, member.moves, member.clock) for day in days]
    assert all(span.began_at <= span.ended_at for span in spans)
    assert all(one.ended_at == other.began_at for one, other in pairwise(spans))


@laws
@given(lives(set_back=False))
def test_every_moment_lies_in_the_span_of_its_day(life: Life) -> None:
    member = lived(life)
    for now, day in member.lived:
        span = span_of(day, member.moves, member.clock)
        assert span.began_at <= now <= span.ended_at


@laws
@given(lives(), st.lists(clocks, min_size=1, max_size=5))
def test_going_there_and_back_at_one_moment_never_goes_back_a_day(
    life: Life, journey: list[DayClock]
) -> None:
    member = lived(life)
    before = member.clock.day(life.end, member.floor)
    for clock in (*journey, member.clock):
        member.live(life.end, MoveTo(clock))
    assert before <= member.today <= before + 3 * DAY
