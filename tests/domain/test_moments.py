"""What a growing streak reaches, once."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moments import LONG_STREAKS, PROJECT, Moment, roadmap_kind, streak_moments

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("before", "now", "kinds"),
    [
        (6, 7, ["streak:7"]),
        (7, 7, []),
        (7, 8, []),
        (29, 30, ["streak:30"]),
        (99, 100, ["streak:100"]),
        (364, 365, ["streak:365"]),
        pytest.param(4, 31, ["streak:7", "streak:30"], id="a back-fill joins two long runs"),
        (12, 3, []),
    ],
)
def test_a_streak_reaches_its_marks(before: int, now: int, kinds: list[str]) -> None:
    assert [each.kind for each in streak_moments(before, now, "Deep Dive")] == kinds


@given(st.lists(st.integers(0, 400), min_size=1))
def test_growing_day_by_day_reaches_the_same_as_at_once(steps: list[int]) -> None:
    climb = sorted(steps)
    one_by_one = [each for a, b in pairwise(climb) for each in streak_moments(a, b, None)]
    assert one_by_one == list(streak_moments(climb[0], climb[-1], None))


@pytest.mark.parametrize(
    ("kind", "days", "is_roadmap"),
    [("streak:30", 30, False), (PROJECT, None, False), (roadmap_kind("deep-dive-16w"), None, True)],
)
def test_a_moment_knows_what_it_is(kind: str, days: int | None, is_roadmap: bool) -> None:
    moment = Moment(1, kind, None, DAY)
    assert (moment.days, moment.is_roadmap) == (days, is_roadmap)


def test_every_kind_fits_its_column() -> None:
    assert max(map(len, (roadmap_kind("x" * 64), PROJECT, f"streak:{max(LONG_STREAKS)}"))) <= 96
