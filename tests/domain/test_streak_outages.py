"""What is forgiven when the bot itself was away."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day_clock import DayClock, Move
from bot.domain.outages import Outage, by_day
from bot.domain.streak_rules import RULES, StreakRules
from bot.domain.streaks import DayMark, StreakFacts, StudyWeek, forgiven_days, history, streak_on

DHAKA, CALIFORNIA = ZoneInfo("Asia/Dhaka"), ZoneInfo("America/Los_Angeles")
DAY = timedelta(days=1)
TUESDAY = date(2026, 5, 5)


def time(day: date, hour: float, zone: ZoneInfo = DHAKA) -> datetime:
    """An hour of the day in the zone, 24 and more after midnight."""
    return (datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=hour)).astimezone(UTC)


def away(began: float, ended: float, zone: ZoneInfo = DHAKA) -> Outage:
    return Outage(time(TUESDAY, began, zone), time(TUESDAY, ended, zone))


def member(*outages: Outage, cutoff: int = 180) -> StreakFacts:
    """Who did something on Monday and on Wednesday."""
    return StreakFacts(
        checked_in={TUESDAY - DAY, TUESDAY + DAY},
        study_weeks=[StudyWeek(TUESDAY - DAY, frozenset(range(7)))],
        outages=outages,
        clock=DayClock(DHAKA, cutoff),
    )


@pytest.mark.parametrize(
    ("outages", "mark"),
    [
        pytest.param([(20, 26)], DayMark.OUTAGE, id="from 20:00 to 02:00"),
        pytest.param([(20, 20 + 59 / 60)], DayMark.MISSED, id="from 20:00 to 20:59"),
        pytest.param([(20, 21)], DayMark.MISSED, id="an hour is not more than an hour"),
        pytest.param([(20, 21 + 1 / 60)], DayMark.OUTAGE, id="a minute more is"),
        pytest.param([(8, 18)], DayMark.MISSED, id="all day, back in the evening"),
        pytest.param([(8, 19.5)], DayMark.OUTAGE, id="all day and half the evening"),
        pytest.param([(26.5, 30)], DayMark.MISSED, id="half an hour before the cut-off"),
        pytest.param([(-24, 72)], DayMark.OUTAGE, id="for days"),
        pytest.param([(18.5, 19.2), (22, 22.7)], DayMark.OUTAGE, id="twice, together too long"),
        pytest.param([(18.5, 19.2), (22, 22.2)], DayMark.MISSED, id="twice, together an hour at most"),
        pytest.param([(18.5, 19.4), (18.6, 19.4)], DayMark.MISSED, id="known twice, counted once"),
        pytest.param([(17, 18.5), (26.6, 28)], DayMark.MISSED, id="what lies outside the evening is not"),
    ],
)
def test_an_evening_without_the_bot(outages: list[tuple[float, float]], mark: DayMark) -> None:
    facts = member(*(away(*each) for each in outages))
    tuesday = history(facts, TUESDAY, TUESDAY + DAY)[0]
    assert tuesday.mark is mark
    kept = mark is DayMark.OUTAGE
    assert streak_on(facts, TUESDAY + DAY).current == (2 if kept else 1)
    assert (TUESDAY in forgiven_days(facts)) is kept


def test_the_evening_ends_with_the_study_day() -> None:
    assert TUESDAY in forgiven_days(member(away(25.5, 27)))
    assert TUESDAY not in forgiven_days(member(away(25.5, 27), cutoff=60))


def test_an_outage_concerns_everybody_by_their_own_evening() -> None:
    outage = away(20, 26)
    assert forgiven_days(member(outage)) == {TUESDAY}
    # In California it was Tuesday's morning and noon.
    assert forgiven_days(replace(member(outage), clock=DayClock(CALIFORNIA))) == frozenset()


def test_after_a_move_west_the_evening_there_is_the_one_that_counts() -> None:
    move = Move(time(TUESDAY, 23), DayClock(DHAKA), TUESDAY, TUESDAY)
    moved = replace(member(away(20, 23)), moves=[move], clock=DayClock(CALIFORNIA))
    assert forgiven_days(moved) == frozenset()
    assert forgiven_days(replace(moved, outages=[away(20, 23, CALIFORNIA)])) == {TUESDAY}


def test_an_evening_does_not_begin_before_the_member_reached_the_day() -> None:
    """At half past seven in the evening of Tuesday in Tokyo it was still Monday's night in California."""
    tokyo = DayClock(ZoneInfo("Asia/Tokyo"))
    at = time(TUESDAY, 19.5, tokyo.zone)
    move = Move(at, DayClock(CALIFORNIA), TUESDAY - DAY, TUESDAY)
    outage = Outage(at - timedelta(hours=1.4), at + timedelta(hours=0.5))
    facts = replace(member(outage), moves=[move], clock=tokyo)
    assert TUESDAY not in forgiven_days(facts)


def test_a_day_with_a_check_in_is_done_whatever_the_bot_did() -> None:
    facts = replace(member(away(20, 26)), checked_in={TUESDAY})
    assert history(facts, TUESDAY, TUESDAY)[0].mark is DayMark.DONE


def test_the_rules_of_the_day_say_what_is_too_long() -> None:
    stricter = (*RULES, StreakRules(2, since=TUESDAY, outage=timedelta(hours=3), evening_minute=20 * 60))
    facts = member(away(18, 22))
    assert TUESDAY in forgiven_days(facts)
    assert TUESDAY not in forgiven_days(facts, stricter)
    assert TUESDAY in forgiven_days(member(away(18, 23.5)), stricter)


@pytest.mark.parametrize("offset", range(-12, 15))
@pytest.mark.parametrize("cutoff", [0, 180, 540])
def test_no_evening_on_earth_is_overlooked(offset: int, cutoff: int) -> None:
    """A minute of absence anywhere in an evening belongs to a day that is looked at."""
    zone = ZoneInfo(f"Etc/GMT{-offset:+d}")
    clock = DayClock(zone, cutoff)
    for minute in (0, 1, 6 * 60 + cutoff - 1):
        began = time(TUESDAY, 18, zone) + minute * timedelta(minutes=1)
        assert clock.day(began) == TUESDAY
        assert TUESDAY in by_day([Outage(began, began + timedelta(seconds=30))])
