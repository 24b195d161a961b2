"""What is said to somebody who is back, and to somebody whose count starts again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comebacks import Comeback, ComebackKind, Fillable, comeback_on, new_count
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek

EVERY_DAY = frozenset(range(7))
START = date(2026, 6, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def facts(done: list[int], *pauses: tuple[int, int]) -> StreakFacts:
    return StreakFacts(
        checked_in={day(each) for each in done},
        study_weeks=[StudyWeek(START, EVERY_DAY)],
        pauses=[DayRange(day(first), day(last)) for first, last in pauses],
    )


@pytest.mark.parametrize(
    ("done", "pauses", "kind"),
    [
        pytest.param([0, 8], [], ComebackKind.RETURN, id="seven days without a check-in"),
        pytest.param([0, 7], [], None, id="six days without one"),
        pytest.param([7, 8], [], None, id="yesterday"),
        pytest.param([8], [], None, id="the very first one"),
        pytest.param([0, 8], [(1, 7)], ComebackKind.BREAK, id="paused all that time"),
        pytest.param([0, 8], [(2, 4)], ComebackKind.BREAK, id="away for less than a week beside the pause"),
        pytest.param([0, 30], [(1, 20)], ComebackKind.RETURN, id="away for a week after the pause"),
        pytest.param([0, 3], [(1, 2)], ComebackKind.BREAK, id="a short pause"),
    ],
)
def test_the_first_check_in_after_a_while_is_a_return(
    done: list[int], pauses: list[tuple[int, int]], kind: ComebackKind | None
) -> None:
    known = facts(done, *pauses)
    assert comeback_on(known, day(done[-1]), 23) == (Comeback(kind, 23) if kind else None)
    assert comeback_on(known, day(done[-1] + 9), 23) is None


@pytest.mark.parametrize(
    ("done", "today", "told"),
    [
        pytest.param([0, 1, 2], 4, True, id="missed yesterday"),
        pytest.param([0, 1, 2], 5, False, id="missed the day before yesterday, and yesterday"),
        pytest.param([0, 1], 3, False, id="a streak that had hardly begun"),
        pytest.param([], 4, False, id="there was no streak to lose"),
        pytest.param([0, 1, 2, 4], 4, False, id="today counts already"),
        pytest.param([0, 1, 2, 4], 5, False, id="it counted again yesterday"),
        pytest.param(list(range(7)), 8, False, id="a freeze kept it"),
        pytest.param(list(range(7)), 9, True, id="the freeze kept one day, not two"),
    ],
)
def test_a_lost_streak_is_told_on_the_day_after(done: list[int], today: int, told: bool) -> None:
    found = new_count(facts(done), day(today), 3)
    assert (found and found.kind) == (ComebackKind.NEW_COUNT if told else None)


def test_a_lost_streak_is_told_after_free_days_too_but_not_in_a_pause() -> None:
    weekdays = StreakFacts({day(1), day(2), day(3)}, [StudyWeek(START, frozenset(range(5)))])
    found = new_count(weekdays, day(7), 3)
    assert found is not None
    assert found.fillable is not None
    assert (found.fillable.day, found.fillable.yesterday) == (day(4), False)
    assert new_count(facts([0, 1, 2], (4, 9)), day(4), 3) is None


def test_a_lost_day_that_can_be_filled_in_says_until_when() -> None:
    found = new_count(facts([0, 1, 2]), day(4), 3)
    assert found is not None
    assert found.fillable == Fillable(day(3), yesterday=True, until=datetime(2026, 6, 7, 3, tzinfo=UTC))

    full = replace(facts([0, 1, 2]), backfilled={day(-3), day(-2), day(-1), day(10), day(11), day(12)})
    again = new_count(full, day(4), 3)
    assert again is not None
    assert again.fillable is None


@given(st.sets(st.integers(0, 40)), st.integers(0, 40))
def test_who_was_here_yesterday_is_never_welcomed_back(done: set[int], today: int) -> None:
    known = facts([*done, today, today - 1] if today else [*done, 0])
    assert comeback_on(known, day(today), 1) is None
