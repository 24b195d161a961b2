"""What LeetCode shows beside the log: it can give marks and make offers, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leetcode import Submission
from bot.domain.problem_sightings import (
    MOST_OFFERED,
    OFFERED_FOR,
    TOLERANCE,
    LoggedSolve,
    compare,
    from_json,
    still_lacking,
    to_json,
)

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGO = st.timedeltas(timedelta(), 10 * DAY)
SEEN = st.builds(lambda slug, ago: Submission(slug, slug, NOW - ago), st.sampled_from("abc"), AGO)
LOGGED = st.builds(
    lambda number, key, ago, verified: LoggedSolve(number, key, NOW - ago, verified),
    st.integers(1, 99),
    st.sampled_from("abc"),
    AGO,
    st.booleans(),
)


def seen(slug: str = "two-sum", ago: timedelta = HOUR) -> Submission:
    """Accepted there."""
    return Submission(slug, slug, NOW - ago)


def logged(ago: timedelta, key: str = "two-sum", *, verified: bool = False) -> LoggedSolve:
    """In the log here."""
    return LoggedSolve(1, key, NOW - ago, verified)


@pytest.mark.parametrize(
    ("solve", "marked"),
    [
        (logged(HOUR), True),
        (logged(TOLERANCE + HOUR), True),
        (logged(TOLERANCE + 2 * HOUR), False),
        (logged(HOUR, verified=True), False),
        (logged(HOUR, "3sum"), False),
    ],
)
def test_a_mark_needs_the_same_problem_within_two_days(solve: LoggedSolve, *, marked: bool) -> None:
    assert compare([seen()], [solve], NOW, None).verified == ((1,) if marked else ())


@pytest.mark.parametrize(
    ("submission", "solves", "settled", "offered"),
    [
        (seen(), [], None, True),
        (seen(ago=OFFERED_FOR + HOUR), [], None, False),
        (seen(), [logged(timedelta())], None, False),
        (seen(), [logged(DAY)], None, False),
        (seen(), [logged(3 * DAY)], None, True),
        (seen(), [], NOW - 2 * HOUR, True),
        (seen(), [], NOW - HOUR, False),
    ],
)
def test_an_offer_is_new_not_logged_and_not_answered(
    submission: Submission, solves: list[LoggedSolve], settled: datetime | None, *, offered: bool
) -> None:
    assert compare([submission], solves, NOW, settled).unlogged == ((submission,) if offered else ())


def test_the_same_problem_is_offered_once_and_there_is_an_end_to_offers() -> None:
    twice = compare([seen(ago=2 * HOUR), seen()], [], NOW, None)
    many = compare([seen(f"p-{number}") for number in range(50)], [], NOW, None)

    assert twice.unlogged == (seen(),)
    assert len(many.unlogged) == MOST_OFFERED


@given(st.lists(SEEN, max_size=8), st.lists(LOGGED, max_size=8))
def test_a_sighting_only_adds(submissions: list[Submission], solves: list[LoggedSolve]) -> None:
    sighting = compare(submissions, solves, NOW, None)

    assert set(sighting.verified) <= {solve.id for solve in solves if not solve.verified}
    assert set(sighting.unlogged) <= set(submissions)
    assert still_lacking(sighting.unlogged, solves) == sighting.unlogged


@given(st.lists(SEEN, max_size=8))
def test_offers_survive_their_storage(submissions: list[Submission]) -> None:
    assert from_json(to_json(submissions)) == tuple(submissions)


def test_what_is_logged_after_the_look_lacks_no_more() -> None:
    assert still_lacking((seen(),), [logged(timedelta())]) == ()
    assert still_lacking((seen(),), [logged(HOUR, "3sum")]) == (seen(),)
