"""Streaks: tables to read, and laws against a second, slower way of counting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.streaks import DayRange, Streak, StreakFacts, StudyWeek, streak_on

MONDAY = date(2026, 1, 5)
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))


def ahead(days: int) -> date:
    return MONDAY + timedelta(days=days)


some_days = st.integers(0, 60).map(ahead)
weekdays = st.frozensets(st.integers(0, 6))
pauses = st.lists(
    st.builds(
        lambda first, length: DayRange(first, None if length is None else first + timedelta(days=length)),
        some_days,
        st.none() | st.integers(0, 14),
    ),
    max_size=3,
)
changes = st.dictionaries(some_days, weekdays, max_size=3)


@st.composite
def memberships(draw: st.DrawFn) -> StreakFacts:
    """A member since the first Monday, with changes of the study week, pauses and check-ins."""
    weeks = {MONDAY: draw(weekdays), **draw(changes)}
    return StreakFacts(
        draw(st.frozensets(some_days)),
        [StudyWeek(since, weeks[since]) for since in sorted(weeks)],
        draw(pauses),
    )


def expected_on(facts: StreakFacts, day: date) -> bool:
    """Whether `day` asks for a check-in, by trying every week and every pause."""
    weeks = [week for week in facts.study_weeks if week.since <= day]
    paused = any(pause.first <= day <= (pause.last or day) for pause in facts.pauses)
    return bool(weeks) and day.weekday() in weeks[-1].weekdays and not paused


def counted_back(facts: StreakFacts, today: date) -> int:
    """The streak on `today`, from `today` back to the first miss."""
    days, day = 0, today
    while day >= MONDAY and (day in facts.checked_in or day == today or not expected_on(facts, day)):
        days += day in facts.checked_in
        day -= timedelta(days=1)
    return days


def member(
    done: set[int], *, days: frozenset[int] = EVERY_DAY, pauses: list[DayRange] | None = None
) -> StreakFacts:
    return StreakFacts({ahead(n) for n in done}, [StudyWeek(MONDAY, days)], pauses or [])


@pytest.mark.parametrize(
    ("facts", "today", "streak"),
    [
        pytest.param(member(set()), 0, Streak(0, 0, False, True), id="the first day"),
        pytest.param(member({0}), 0, Streak(1, 1, True, True), id="the first check-in"),
        pytest.param(member({0, 1, 2}), 2, Streak(3, 3, True, True), id="three days"),
        pytest.param(member({0, 1, 2}), 3, Streak(3, 3, False, True), id="an open today does not break"),
        pytest.param(member({0, 1, 2}), 4, Streak(0, 3, False, True), id="a missed day does"),
        pytest.param(member({0, 1, 2, 4}), 4, Streak(1, 3, True, True), id="and it begins again"),
        pytest.param(member({4}, days=WORKDAYS), 6, Streak(1, 1, False, False), id="rest days are neutral"),
        pytest.param(member({4}, days=WORKDAYS), 7, Streak(1, 1, False, True), id="Monday after a weekend"),
        pytest.param(member({4}, days=WORKDAYS), 8, Streak(0, 1, False, True), id="a missed Monday"),
        pytest.param(
            member({4, 5}, days=WORKDAYS), 5, Streak(2, 2, True, False), id="work on a rest day counts"
        ),
        pytest.param(
            member({0}, pauses=[DayRange(ahead(1), ahead(9))]),
            10,
            Streak(1, 1, False, True),
            id="after a pause",
        ),
        pytest.param(
            member({0, 3}, pauses=[DayRange(ahead(1), None)]),
            30,
            Streak(2, 2, False, False),
            id="an open pause",
        ),
        pytest.param(
            member({-3, 0}), 0, Streak(2, 2, True, True), id="days before the membership are not missed"
        ),
        pytest.param(member({0, 9}), 1, Streak(1, 1, False, True), id="tomorrow does not count yet"),
        pytest.param(StreakFacts(set(), []), 0, Streak(0, 0, False, False), id="never a member"),
        pytest.param(
            StreakFacts({MONDAY}, [StudyWeek(ahead(5), EVERY_DAY)]),
            5,
            Streak(1, 1, False, True),
            id="joined later",
        ),
        pytest.param(member({0}), -1, Streak(0, 0, False, False), id="before it all"),
    ],
)
def test_streaks(facts: StreakFacts, today: int, streak: Streak) -> None:
    assert streak_on(facts, ahead(today)) == streak


def test_a_new_study_week_never_rewrites_the_past() -> None:
    """Workdays for a week, then every day: the old weekend stays free, the new Saturday is missed."""
    facts = StreakFacts(
        {ahead(n) for n in (*range(5), *range(7, 12))},
        [StudyWeek(MONDAY, WORKDAYS), StudyWeek(ahead(7), EVERY_DAY)],
    )
    assert streak_on(facts, ahead(12)) == Streak(10, 10, False, True)
    assert streak_on(facts, ahead(13)) == Streak(0, 10, False, True)


@given(memberships(), some_days)
def test_counting_forward_agrees_with_counting_back(facts: StreakFacts, today: date) -> None:
    every_day = [counted_back(facts, ahead(n)) for n in range((today - MONDAY).days + 1)]
    assert streak_on(facts, today) == Streak(
        every_day[-1], max(every_day), today in facts.checked_in, expected_on(facts, today)
    )


@given(memberships(), some_days)
def test_a_streak_never_exceeds_the_days_of_membership(facts: StreakFacts, today: date) -> None:
    streak = streak_on(facts, today)
    assert 0 <= streak.current <= streak.longest <= (today - MONDAY).days + 1


@given(memberships(), some_days, some_days)
def test_one_more_check_in_never_lowers_a_streak(facts: StreakFacts, today: date, extra: date) -> None:
    before = streak_on(facts, today)
    after = streak_on(replace(facts, checked_in={*facts.checked_in, extra}), today)
    assert after.current >= before.current
    assert after.longest >= before.longest


@given(memberships(), some_days)
def test_pausing_every_missed_day_restores_the_whole_streak(facts: StreakFacts, today: date) -> None:
    missed = [DayRange(ahead(n), ahead(n)) for n in range(61) if ahead(n) not in facts.checked_in]
    restored = streak_on(replace(facts, pauses=[*facts.pauses, *missed]), today)
    assert restored.current == restored.longest == sum(day <= today for day in facts.checked_in)


@given(memberships(), some_days)
def test_today_can_only_break_tomorrow(facts: StreakFacts, today: date) -> None:
    yesterday = streak_on(facts, today - timedelta(days=1))
    late = streak_on(replace(facts, checked_in=facts.checked_in - {today}), today)
    missed = expected_on(facts, today - timedelta(days=1)) and not yesterday.today_done
    assert late.current == (0 if missed else yesterday.current)
