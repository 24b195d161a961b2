"""Which week or month a ritual is about, and until when one may write for it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ritual_errors import RitualClosed
from bot.domain.rituals import (
    USUAL,
    WRITTEN,
    Ritual,
    after,
    before,
    check_open,
    is_open,
    month_of,
    period_of,
    present_period,
    week_of,
)

rituals = st.sampled_from(WRITTEN)
days = st.dates(date(2000, 3, 1), date(2100, 12, 31))
MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("ritual", "day", "period"),
    [
        pytest.param(Ritual.GOALS, date(2026, 1, 5), MONDAY, id="goals on Monday"),
        pytest.param(Ritual.GOALS, date(2026, 1, 10), MONDAY, id="goals on Saturday"),
        pytest.param(Ritual.GOALS, date(2026, 1, 11), date(2026, 1, 12), id="on Sunday: the next week's"),
        pytest.param(Ritual.ADJUST, date(2026, 1, 7), MONDAY, id="Wednesday"),
        pytest.param(Ritual.WINS, date(2026, 1, 9), MONDAY, id="wins on Friday"),
        pytest.param(Ritual.WINS, date(2026, 1, 12), MONDAY, id="on Monday: still last week's"),
        pytest.param(Ritual.PLAN, date(2026, 1, 11), MONDAY, id="plan on Sunday"),
        pytest.param(Ritual.PLAN, date(2026, 1, 14), MONDAY, id="by Wednesday: it looks back on last week"),
        pytest.param(Ritual.PLAN, date(2026, 1, 15), date(2026, 1, 12), id="from Thursday: on this one"),
        pytest.param(Ritual.REVIEW, date(2026, 1, 31), date(2026, 1, 1), id="the last day of a month"),
        pytest.param(Ritual.REVIEW, date(2026, 2, 7), date(2026, 1, 1), id="a week later"),
        pytest.param(Ritual.REVIEW, date(2026, 2, 8), date(2026, 2, 1), id="then the new month"),
        pytest.param(Ritual.REVIEW, date(2028, 2, 29), date(2028, 2, 1), id="29 February"),
    ],
)
def test_a_day_belongs_to_the_period_people_mean(ritual: Ritual, day: date, period: date) -> None:
    assert present_period(ritual, day) == period


@given(ritual=rituals, day=days)
def test_periods_follow_one_another_without_gaps(ritual: Ritual, day: date) -> None:
    period = period_of(ritual, day)
    assert period <= day < after(ritual, period)
    assert before(ritual, after(ritual, period)) == period
    assert after(ritual, before(ritual, period)) == period
    assert period_of(ritual, after(ritual, period) - timedelta(days=1)) == period


@given(ritual=rituals, day=days, ahead=st.sampled_from([-1, 0, 1]))
def test_a_post_can_be_answered_where_the_date_is_another_one(ritual: Ritual, day: date, ahead: int) -> None:
    """The guild's day and a member's differ by one at most."""
    posted = present_period(ritual, day)
    assert check_open(ritual, posted, day + timedelta(days=ahead)) == posted


@given(ritual=rituals, day=days, distance=st.integers(2, 40), later=st.booleans())
def test_what_is_long_over_or_far_ahead_is_closed(
    ritual: Ritual, day: date, distance: int, later: bool
) -> None:
    period = present_period(ritual, day)
    for _ in range(distance):
        period = after(ritual, period) if later else before(ritual, period)
    with pytest.raises(RitualClosed):
        check_open(ritual, period, day)


@given(ritual=rituals, day=days)
def test_what_is_no_beginning_of_a_period_is_closed(ritual: Ritual, day: date) -> None:
    inside = present_period(ritual, day) + timedelta(days=1)
    with pytest.raises(RitualClosed):
        check_open(ritual, inside, day)


def test_every_ritual_has_its_usual_time() -> None:
    assert set(USUAL) == set(Ritual)
    assert [ritual for ritual, timing in USUAL.items() if timing.weekday is None] == [Ritual.REVIEW]


@given(days)
def test_each_month_is_looked_at_in_the_one_week_that_its_last_day_is_in(day: date) -> None:
    month = day.replace(day=1)
    monday = week_of(Ritual.REVIEW, month)

    assert monday <= after(Ritual.REVIEW, month) - timedelta(days=1) < monday + timedelta(days=7)
    assert month_of(monday) == month


@given(rituals, days)
def test_a_period_is_open_as_long_as_it_may_be_written_for(ritual: Ritual, day: date) -> None:
    present = present_period(ritual, day)
    two_before = before(ritual, before(ritual, present))

    assert is_open(ritual, present, day)
    assert check_open(ritual, present, day) == present
    assert not is_open(ritual, two_before, day)
