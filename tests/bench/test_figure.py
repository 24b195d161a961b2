"""The figures of a bench are counted as they are told."""

import pytest

from tests.bench.figure import Figure, median, percentile


@pytest.mark.parametrize(
    ("share", "value"),
    [(0.5, 50.0), (0.99, 99.0), (1.0, 100.0), (0.0, 1.0)],
    ids=["p50", "p99", "p100", "p0"],
)
def test_a_percentile_is_the_value_that_its_share_does_not_exceed(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_the_median_stands_in_the_middle() -> None:
    assert median([9.0, 1.0, 2.0]) == 2.0


@pytest.mark.parametrize(("value", "goal", "met"), [(4.0, 4.0, True), (4.1, 4.0, False), (99.0, None, True)])
def test_a_goal_is_met_up_to_its_bound(value: float, goal: float | None, met: bool) -> None:
    assert Figure("x", value, "ms", goal=goal).met is met


@pytest.mark.parametrize(("value", "peer", "ratio"), [(1.0, 4.0, 0.25), (1.0, None, None), (1.0, 0.0, None)])
def test_a_figure_is_compared_with_a_peer_that_has_one(
    value: float, peer: float | None, ratio: float | None
) -> None:
    assert Figure("x", value, "ms", peer).ratio == ratio
