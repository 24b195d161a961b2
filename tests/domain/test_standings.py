"""The share of planned days kept: what counts, and laws over whole lives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day_clock import DayClock, Move
from bot.domain.outages import Outage
from bot.domain.standings import (
    BOARD_DAYS,
    WHOLE,
    Consistency,
    Place,
    Ranked,
    consistency,
    last_day,
    place_of,
    placed,
)
from bot.domain.streaks import DayMark, DayRange, StreakFacts, StudyWeek, history
from tests.domain.strategies_streaks import Life, lived, lives

MONDAY = date(2026, 1, 5)
SUNDAY = date(2026, 1, 11)
EVERY_DAY, WORKDAYS = frozenset(range(7)), frozenset(range(5))
UTC_CLOCK = DayClock(ZoneInfo("UTC"))


def days(*after: int) -> frozenset[date]:
    """Days counted from the Monday."""
    return frozenset(MONDAY + timedelta(days=each) for each in after)


KEEN = StreakFacts(days(0, 1, 2, 3, 4), (StudyWeek(MONDAY, WORKDAYS),))
LATE = datetime(2026, 1, 9, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "planned", "kept"),
    [
        (KEEN, 5, 5),
        (replace(KEEN, checked_in=days(0, 1, 2)), 5, 3),
        (replace(KEEN, checked_in=days(0, 1, 2), backfilled=days(3)), 5, 4),
        (replace(KEEN, checked_in=days(0, 1, 2, 5, 6)), 5, 3),
        (replace(KEEN, checked_in=days(0, 1), rests=days(2, 3)), 3, 2),
        (replace(KEEN, checked_in=days(0, 1, 2), rests=days(2, 3)), 3, 2),
        (replace(KEEN, checked_in=days(0, 1), pauses=(DayRange(MONDAY + timedelta(days=2), None),)), 2, 2),
        (replace(KEEN, checked_in=days(0, 1), amnesties=days(2)), 4, 2),
        (replace(KEEN, amnesties=days(2)), 5, 5),
        (replace(KEEN, checked_in=days(0, 1), set_aside=days(2)), 5, 2),
        (replace(KEEN, checked_in=days(0), outages=(Outage(LATE - timedelta(hours=5), LATE),)), 4, 1),
        (
            replace(
                KEEN, checked_in=days(0, 1), moves=(Move(LATE, UTC_CLOCK, SUNDAY, SUNDAY + timedelta(1)),)
            ),
            5,
            2,
        ),
        (replace(KEEN, study_weeks=(StudyWeek(MONDAY + timedelta(days=3), WORKDAYS),)), 2, 2),
        (StreakFacts(frozenset(), ()), 0, 0),
    ],
    ids=[
        "all kept",
        "some missed",
        "filled in later",
        "free days done",
        "rest",
        "rest and yet done",
        "pause",
        "amnesty",
        "amnesty and yet done",
        "freeze",
        "outage in the evening",
        "travel beyond it",
        "began later",
        "never began",
    ],
)
def test_each_kind_of_day_counts_as_it_should(facts: StreakFacts, planned: int, kept: int) -> None:
    assert consistency(facts, SUNDAY) == Consistency(planned, kept)


def test_only_the_last_days_count() -> None:
    year = StreakFacts(days(*range(300)), (StudyWeek(MONDAY, EVERY_DAY),))
    last = MONDAY + timedelta(days=309)

    assert consistency(year, last) == Consistency(BOARD_DAYS, BOARD_DAYS - 10)
    assert consistency(year, last, 7) == Consistency(7, 0)


@pytest.mark.parametrize(
    ("planned", "kept", "share", "ranked", "whole"),
    [
        (0, 0, None, False, False),
        (4, 4, WHOLE, False, True),
        (5, 5, WHOLE, True, True),
        (5, 0, 0, True, False),
        (7, 6, 857, True, False),
        (28, 27, 964, True, False),
    ],
)
def test_a_share_needs_planned_days_and_a_place_five(
    planned: int, kept: int, share: int | None, ranked: bool, whole: bool
) -> None:
    counted = Consistency(planned, kept)

    assert (counted.share, counted.ranked, counted.whole) == (share, ranked, whole)


@pytest.mark.parametrize(
    ("zone", "now", "day"),
    [
        ("Europe/Berlin", datetime(2026, 1, 5, 1, 59, tzinfo=UTC), date(2026, 1, 3)),
        ("Europe/Berlin", datetime(2026, 1, 5, 2, 0, tzinfo=UTC), date(2026, 1, 4)),
        ("Pacific/Kiritimati", datetime(2026, 1, 5, 13, 0, tzinfo=UTC), date(2026, 1, 5)),
        ("Pacific/Pago_Pago", datetime(2026, 1, 5, 13, 0, tzinfo=UTC), date(2026, 1, 3)),
    ],
)
def test_the_last_day_is_over_where_the_member_lives(zone: str, now: datetime, day: date) -> None:
    assert last_day(DayClock(ZoneInfo(zone)), now) == day


shares = st.dictionaries(st.integers(0, WHOLE), st.integers(1, 50), max_size=20)


@given(
    shares, st.integers(1, 28).flatmap(lambda planned: st.tuples(st.just(planned), st.integers(0, planned)))
)
def test_a_place_is_one_more_than_those_with_a_greater_share(
    held: dict[int, int], counted: tuple[int, int]
) -> None:
    mine = Consistency(*counted)
    everybody = sorted((share for share, count in held.items() for _ in range(count)), reverse=True)

    place = place_of(mine, held)

    assert all(share > (mine.share or 0) for share in everybody[: place - 1])
    assert all(share <= (mine.share or 0) for share in everybody[place - 1 :])
    (row,) = placed([Ranked(7, mine)], 3, held)
    assert row == Place(7, place, 3, mine)


@given(lives(), st.integers(1, 60), st.integers(0, 3))
def test_a_share_is_a_part_of_the_planned_days(life: Life, span: int, back: int) -> None:
    member = lived(life)

    counted = consistency(member.facts(), member.today - timedelta(days=back + 1), span)

    assert 0 <= counted.kept <= counted.planned <= span
    assert counted.share is None or 0 <= counted.share <= WHOLE
    assert counted.whole == (counted.share == WHOLE)


@given(lives(), st.integers(0, 40))
def test_a_check_in_more_never_lowers_it(life: Life, back: int) -> None:
    member = lived(life)
    last = member.today - timedelta(days=1)
    facts = member.facts()
    more = replace(facts, checked_in={*facts.checked_in, last - timedelta(days=back)})

    before, after = consistency(facts, last), consistency(more, last)

    assert (after.share or 0) >= (before.share or 0)
    assert after.ranked >= before.ranked
    assert after.kept >= before.kept


@given(lives(), st.integers(1, 40))
def test_it_is_what_the_whole_history_says(life: Life, span: int) -> None:
    member = lived(life)
    facts, last = member.facts(), member.today - timedelta(days=1)

    lived_days = history(facts, last - timedelta(days=span - 1), member.today)[:-1]
    asked = [each.mark for each in lived_days if facts.expects(each.day)]
    kept = sum(mark in (DayMark.DONE, DayMark.BACKFILLED) for mark in asked)
    lost = sum(mark in (DayMark.MISSED, DayMark.FROZEN) for mark in asked)

    assert consistency(facts, last, span) == Consistency(kept + lost, kept)
