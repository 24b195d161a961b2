"""Days that streaks elsewhere were lost on, by name: each was somebody's complaint."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day_clock import DayClock
from bot.domain.streaks import DayMark, history, streak_on
from tests.domain.strategies_streaks import DAY, CheckIn, Member, MoveTo

DHAKA = DayClock(ZoneInfo("Asia/Dhaka"))
SAN_FRANCISCO = DayClock(ZoneInfo("America/Los_Angeles"))
BERLIN = DayClock(ZoneInfo("Europe/Berlin"))
EVERY_DAY = frozenset(range(7))


def at(clock: DayClock, day: date, time: str) -> datetime:
    """A wall-clock time in the zone; `24:00` and later are after midnight."""
    hours, minutes, *seconds = time.split(":")
    wall = datetime.combine(day, datetime.min.time(), clock.zone)
    later = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds[0]) if seconds else 0)
    return (wall + later).astimezone(UTC)


def joined(clock: DayClock, since: date) -> Member:
    return Member(clock, weeks={since: EVERY_DAY})


def works(member: Member, moments: Iterable[datetime]) -> None:
    """Something different gets done at each moment."""
    for moment in moments:
        member.live(moment, CheckIn(moment.isoformat()))


def marks(member: Member, first: date, today: date) -> dict[date, DayMark]:
    return {day.day: day.mark for day in history(member.facts(), first, today)}


def test_a_submission_two_hours_past_midnight_counts_for_the_day_before() -> None:
    monday = date(2026, 3, 2)
    member = joined(DHAKA, monday)
    works(member, [at(DHAKA, monday, "20:00"), at(DHAKA, monday + DAY, "26:00")])
    assert member.facts().checked_in == {monday, monday + DAY}
    assert streak_on(member.facts(), monday + 2 * DAY).current == 2


@pytest.mark.parametrize(
    ("time", "cutoff", "counts_for"),
    [
        ("23:59:59.999", 180, 2),
        ("26:59:59.999", 180, 2),
        ("27:00", 180, 3),
        ("23:59:59.999", 0, 2),
        ("24:00", 0, 3),
        ("32:59:59.999", 540, 2),
    ],
)
def test_a_day_counts_until_the_last_moment_before_its_cut_off(
    time: str, cutoff: int, counts_for: int
) -> None:
    clock = DayClock(DHAKA.zone, cutoff)
    member = joined(clock, date(2026, 3, 2))
    works(member, [at(clock, date(2026, 3, 2), time)])
    assert member.facts().checked_in == {date(2026, 3, counts_for)}


def test_a_flight_from_dhaka_to_san_francisco_and_back_loses_nothing() -> None:
    """One evening a day where the member is; on the way west a day is lived twice and counts once."""
    first = date(2026, 5, 1)
    member = joined(DHAKA, first)
    works(member, [at(DHAKA, first + n * DAY, "21:00") for n in range(10)])
    # Lands on the evening of the day that was already done in Dhaka.
    member.live(at(SAN_FRANCISCO, first + 9 * DAY, "19:00"), MoveTo(SAN_FRANCISCO))
    works(member, [at(SAN_FRANCISCO, first + n * DAY, "21:00") for n in range(9, 17)])
    # Lands in the afternoon of San Francisco, when the next day has just begun in Dhaka.
    back = at(SAN_FRANCISCO, first + 17 * DAY, "15:00")
    member.live(back, MoveTo(DHAKA))
    assert (member.moves[-1].left_day, member.moves[-1].entered_day) == (first + 17 * DAY, first + 18 * DAY)
    works(member, [at(DHAKA, first + n * DAY, "21:00") for n in range(18, 25)])

    today = first + 24 * DAY
    streak = streak_on(member.facts(), today)
    assert (streak.current, streak.freezes) == (24, 2)
    assert marks(member, first, today)[first + 17 * DAY] is DayMark.TRAVEL
    assert set(marks(member, first, today).values()) == {DayMark.DONE, DayMark.TRAVEL}


def test_one_evening_in_dhaka_and_one_in_san_francisco_are_one_day_of_the_calendar() -> None:
    day = date(2026, 5, 1)
    member = joined(DHAKA, day)
    works(member, [at(DHAKA, day, "21:00")])
    member.live(at(DHAKA, day, "22:00"), MoveTo(SAN_FRANCISCO))
    works(member, [at(SAN_FRANCISCO, day, "21:00")])
    assert streak_on(member.facts(), day).current == 1
    works(member, [at(SAN_FRANCISCO, day + DAY, "21:00")])
    assert streak_on(member.facts(), day + DAY).current == 2


def test_a_zone_that_lets_the_day_end_within_the_hour_breaks_nothing() -> None:
    """Ten in the morning in San Francisco is two at night in Manila, with an hour of the same day left."""
    manila = DayClock(ZoneInfo("Asia/Manila"))
    day = date(2026, 5, 4)
    member = joined(SAN_FRANCISCO, day)
    works(member, [at(SAN_FRANCISCO, day, "21:00")])
    member.live(at(SAN_FRANCISCO, day + DAY, "11:00"), MoveTo(manila))
    assert member.today == day + DAY
    works(member, [at(manila, day + 2 * DAY, "21:00")])
    assert marks(member, day, day + 2 * DAY)[day + DAY] is DayMark.TRAVEL
    assert streak_on(member.facts(), day + 2 * DAY).current == 2


@pytest.mark.parametrize(
    ("there", "over_there"),
    [("Pacific/Pago_Pago", "Pacific/Apia"), ("Pacific/Pago_Pago", "Pacific/Kiritimati")],
)
def test_the_date_line_neither_breaks_nor_doubles(there: str, over_there: str) -> None:
    """To the island next door and back, every other week, and every day something gets done there."""
    clocks = [DayClock(ZoneInfo(there)), DayClock(ZoneInfo(over_there))]
    start = datetime(2026, 6, 1, 22, 0, tzinfo=UTC)
    member = joined(clocks[0], clocks[0].day(start))
    for number in range(30):
        if number % 8 == 1:
            member.live(start + number * DAY, MoveTo(clocks[number // 8 % 2 == 0]))
        works(member, [start + number * DAY])
    streak = streak_on(member.facts(), member.today)
    assert {DayMark.MISSED, DayMark.FROZEN} & set(
        marks(member, date(2026, 6, 1), member.today).values()
    ) == set()
    # On each way back west one day of the calendar is lived twice.
    assert streak.current == len(member.facts().checked_in) == 30 - 2


@pytest.mark.parametrize("clock", [DHAKA, SAN_FRANCISCO, BERLIN])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2026, 2, 25), date(2026, 3, 4), id="the 1st of a month"),
        pytest.param(date(2026, 12, 28), date(2027, 1, 3), id="the 1st of a year"),
        pytest.param(date(2028, 2, 26), date(2028, 3, 2), id="29 February"),
        pytest.param(date(2026, 3, 5), date(2026, 3, 11), id="a day of 23 hours in San Francisco"),
        pytest.param(date(2026, 10, 29), date(2026, 11, 4), id="a day of 25 hours in San Francisco"),
        pytest.param(date(2026, 3, 26), date(2026, 4, 1), id="a day of 23 hours in Berlin"),
        pytest.param(date(2026, 10, 22), date(2026, 10, 28), id="a day of 25 hours in Berlin"),
    ],
)
@pytest.mark.parametrize("time", ["00:30", "01:30", "01:59:59.999", "12:00", "23:59:59.999"])
def test_a_check_in_at_the_same_time_every_day_never_breaks(
    clock: DayClock, first: date, last: date, time: str
) -> None:
    length = (last - first).days + 1
    member = joined(clock, clock.day(at(clock, first, time)))
    works(member, [at(clock, first + n * DAY, time) for n in range(length)])
    assert streak_on(member.facts(), member.today).current == length


def test_29_february_is_a_day_like_any_other() -> None:
    first = date(2028, 2, 28)
    member = joined(DHAKA, first)
    works(member, [at(DHAKA, first, "20:00"), at(DHAKA, date(2028, 3, 1), "20:00")])
    assert streak_on(member.facts(), date(2028, 3, 1)).current == 1
    assert marks(member, first, date(2028, 3, 1))[date(2028, 2, 29)] is DayMark.MISSED


def test_a_host_whose_clock_is_set_back_counts_no_day_twice() -> None:
    first = date(2026, 5, 1)
    member = joined(DHAKA, first)
    works(member, [at(DHAKA, first + n * DAY, "20:00") for n in (0, 1, 2, 1, 2, 3)])
    assert streak_on(member.facts(), first + 3 * DAY).current == 4


def test_an_earlier_cut_off_shortens_the_day_and_excuses_nothing() -> None:
    day = date(2026, 5, 1)
    member = joined(DHAKA, day)
    works(member, [at(DHAKA, day, "20:00")])
    member.live(at(DHAKA, day + DAY, "20:00"), MoveTo(midnight := DayClock(DHAKA.zone, 0)))
    assert member.facts().span(day + DAY).ended_at == at(midnight, day + DAY, "24:00")
    assert marks(member, day, day + 2 * DAY)[day + DAY] is DayMark.MISSED


def test_a_cut_off_moved_to_a_later_hour_does_not_open_yesterday_again() -> None:
    day = date(2026, 5, 1)
    member = joined(DHAKA, day)
    member.live(at(DHAKA, day + DAY, "05:00"), MoveTo(DayClock(DHAKA.zone, 540)))
    works(member, [at(DHAKA, day + DAY, "06:00")])
    assert member.facts().checked_in == {day + DAY}
