"""Numbers: how they are read, which one counts, and how far it is to the goal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claim_errors import NotWhole
from bot.domain.claims import TargetPlace
from bot.domain.counting import Count
from bot.domain.errors import InvalidNumber, OutOfRange
from bot.domain.roadmap_claims import Comparator, Goal, Share, Target
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.target_values import Understood, parse_value
from bot.domain.targets import Measurement, Standing, Voucher, gap, standing

TODAY = date(2026, 6, 3)  # a Wednesday
numbers = st.floats(0, 1e6, allow_nan=False).map(lambda number: round(number, 3))
goals = st.builds(Goal, st.sampled_from(Comparator), numbers, bound=st.booleans())


def target(
    unit: str = "",
    value: float = 10,
    comparator: Comparator = Comparator.AT_LEAST,
    upper: float | None = None,
    **more: object,
) -> Target:
    return Target("t", "T", Goal(comparator, value, upper, unit), **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("92", "%", 92),
        ("92%", "%", 92),
        ("92 %", "%", 92),
        ("92,5 percent", "%", 92.5),
        ("0.92 %", "%", 0.92),
        ("1", "%", 1),
        ("0", "%", 0),
        ("85", "ms", 85),
        ("85ms", "ms", 85),
        ("85 milliseconds", "ms", 85),
        ("0.085 s", "ms", 85),
        ("1,200", "req/s", 1200),
        ("1 200", "req/s", 1200),
        ("1'200.5 rps", "req/s", 1200.5),
        ("12k", "samples", 12_000),
        ("1.5k samples", "samples", 1500),
        ("2m", "images", 2_000_000),
        ("2m", "minutes", 2),
        ("90 s", "minutes", 1.5),
        ("2:30", "minutes", 2.5),
        ("0.05 GB", "MB", 50),
        ("1 project", "projects", 1),
        ("３０", "problems", 30),
        ("0,5", "hours", 0.5),
    ],
)
def test_a_number_is_understood_in_the_goals_unit(text: str, unit: str, value: float) -> None:
    assert parse_value(text, target(unit)) == Understood(value)


@pytest.mark.parametrize(("text", "value"), [("0.92", 92), (".5", 50), ("0,875", 87.5), ("1.0", 100)])
def test_a_bare_share_is_read_as_a_percentage_and_said_so(text: str, value: float) -> None:
    assert parse_value(text, target("%", 90)) == Understood(value, share=True)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", ""),
        ("many", "posts"),
        ("85 ms", "%"),
        ("85 apples", "ms"),
        ("1e5", "samples"),
        ("nan", ""),
        ("inf", ""),
        ("1.2.3", ""),
        ("2:75", "minutes"),
        ("2:30", "posts"),
        ("9" * 300, "samples"),
    ],
)
def test_what_is_no_number_of_this_kind_is_refused_with_the_unit(text: str, unit: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        parse_value(text, target(unit))

    assert refused.value.unit == unit
    assert len(refused.value.text) <= 50


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("101", target("%")),
        ("-1", target("%")),
        ("92,125", target("%")),
        ("-0.5", target("ms")),
        ("10001", target("applications", counts=Counted.APPLICATIONS)),
        ("2,000 million", target("images")),
    ],
)
def test_what_cannot_be_is_out_of_range(text: str, asked: Target) -> None:
    with pytest.raises(OutOfRange):
        parse_value(text, asked)


@given(st.integers(0, 10_000))
def test_any_count_is_read_as_it_is_written(number: int) -> None:
    asked = target("problems", counts=Counted.PROBLEMS)

    assert parse_value(f"{number}", asked) == parse_value(f"{number:,} problems", asked)
    assert parse_value(f"{number}", asked).value == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        understood = parse_value(text, target("%"))
    except (InvalidNumber, OutOfRange, NotWhole):
        return
    assert 0 <= understood.value <= 100


@given(goals, numbers)
def test_a_goal_that_is_reached_has_no_distance(goal: Goal, number: float) -> None:
    assert not goal.met_by(number) or gap(goal, number) == 0


@given(goals, numbers)
def test_whoever_covers_the_distance_stands_at_the_goal(goal: Goal, number: float) -> None:
    assert gap(goal, number + gap(goal, number)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("goal", "number", "away"),
    [
        (Goal(Comparator.AT_LEAST, 10), 7, 3),
        (Goal(Comparator.AT_MOST, 10), 12, -2),
        (Goal(Comparator.BETWEEN, 10, 15), 8, 2),
        (Goal(Comparator.BETWEEN, 10, 15, bound=True), 18, -3),
        (Goal(Comparator.EXACTLY, 10), 11, -1),
        (Goal(Comparator.MORE_THAN, 10), 10, 0),
        (Goal(Comparator.LESS_THAN, 10), 10, 0),
    ],
)
def test_the_distance_is_positive_for_too_little_and_negative_for_too_much(
    goal: Goal, number: float, away: float
) -> None:
    assert gap(goal, number) == away
    assert not goal.met_by(number)


def test_nobody_has_too_many_of_an_amount() -> None:
    assert gap(Goal(Comparator.BETWEEN, 50, 100), 120) == 0


def stands(
    asked: Target, counted: float | None, *reports: tuple[float, int], parts: dict[str, float] | None = None
) -> Standing:
    """Reports are (value, days ago), newest first."""
    history = [
        Measurement(n, value, None, TODAY - timedelta(days=ago)) for n, (value, ago) in enumerate(reports)
    ]
    count = None if counted is None else Count(counted, parts or {})
    return standing(TargetPlace(asked), count, history, None, TODAY)


@pytest.mark.parametrize(
    ("counted", "reports", "number", "voucher"),
    [
        (None, (), None, None),
        (None, ((5, 0), (9, 1)), 5, Voucher.MEMBER),
        (4, (), 4, Voucher.COHORT),
        (4, ((5, 0),), 5, Voucher.MEMBER),
        (6, ((5, 0),), 6, Voucher.COHORT),
        (5, ((5, 0),), 5, Voucher.COHORT),
    ],
)
def test_the_newest_report_counts_unless_cohort_counted_more(
    counted: float | None,
    reports: tuple[tuple[float, int], ...],
    number: float | None,
    voucher: Voucher | None,
) -> None:
    found = stands(target(), counted, *reports)

    assert (found.number, found.voucher, found.met) == (number, voucher, False)


@pytest.mark.parametrize(("ago", "number"), [(0, 9), (2, 9), (3, 1)])
def test_a_rates_report_speaks_for_its_own_week(ago: int, number: float) -> None:
    assert stands(target(per=Period.WEEK), 1, (9, ago)).number == number


@pytest.mark.parametrize(("ago", "number"), [(0, 12), (2, 12), (3, None), (130, None)])
def test_the_word_for_a_rate_nobody_counts_ages_too(ago: int, number: float | None) -> None:
    found = stands(target("applications", per=Period.WEEK, counts=Counted.APPLICATIONS), None, (12, ago))

    assert (found.number, found.met) == (number, number is not None)
    assert [each.value for each in found.history] == [12]


@pytest.mark.parametrize(("easy", "met"), [(10, True), (9, False)])
def test_a_counted_number_must_be_reached_in_each_part(easy: float, met: bool) -> None:
    split = (Share("easy", Goal(Comparator.AT_LEAST, 10)), Share("medium", Goal(Comparator.AT_LEAST, 5)))
    asked = target("problems", 15, counts=Counted.PROBLEMS, split=split)

    assert stands(asked, 15, parts={"easy": easy, "medium": 15 - easy}).met is met
    assert stands(asked, 3, (15, 0), parts={"easy": 3, "medium": 0}).met


def test_what_is_counted_one_by_one_comes_whole() -> None:
    applications = Target(
        "sent", "Sent", Goal(Comparator.AT_LEAST, 50, unit="applications"), counts=Counted.APPLICATIONS
    )
    assert parse_value("12", applications).value == 12
    with pytest.raises(NotWhole):
        parse_value("12.5", applications)
