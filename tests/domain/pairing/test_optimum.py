"""The pairing is the best there is: as many pairs as can be, and of those the most score."""

from dataclasses import replace

import pytest

from bot.domain.pairing import Pool, PoolMember, Role, optimum, pair
from tests.domain.pairing.pools import (
    ALWAYS,
    WEEK,
    best_by_networkx,
    best_by_rustworkx,
    changed,
    pool,
    settled,
    worth,
)

SIZES = (2, 3, 5, 8, 13, 21, 30, 41)


@pytest.fixture
def by_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pools take the way of large ones."""
    monkeypatch.setattr(optimum, "SMALL", 0)


def some_pool(seed: int) -> Pool:
    """Pools of all sorts: sparse, complete, settled, of equals."""
    given = pool(SIZES[seed % len(SIZES)], seed, draws=1 + seed % 2, window=(2, 8, 20)[seed % 3], trios=False)
    if seed % 4 == 0:
        given = changed(given, slots=ALWAYS, comfort=None)
    if seed % 5 == 0:
        given = changed(given, kinds=frozenset(), level=3, reliability=50, role=Role.EITHER, met={})
    return settled(given, seed) if seed % 3 == 0 else given


@pytest.mark.parametrize("seed", range(60))
def test_a_small_pool_gets_the_best_pairing_of_the_textbook(seed: int) -> None:
    given = some_pool(seed)
    assert worth(given, pair(given, seed)) == best_by_networkx(given)


@pytest.mark.usefixtures("by_prices")
@pytest.mark.parametrize("seed", range(60, 120))
def test_few_edges_chosen_by_prices_hold_the_best_pairing_of_all(seed: int) -> None:
    given = some_pool(seed)
    assert worth(given, pair(given, seed)) == best_by_networkx(given)


@pytest.mark.parametrize(("size", "draws"), [(151, 1), (180, 2), (211, 1), (260, 1)])
def test_a_large_pool_gets_the_best_pairing_too(size: int, draws: int) -> None:
    given = settled(pool(size, size, draws=draws, trios=False), size)
    assert worth(given, pair(given, 1)) == best_by_rustworkx(given)


@pytest.mark.parametrize("size", [175, 190, 240, 281])
def test_so_does_one_in_which_everybody_could_meet_everybody(size: int) -> None:
    # Those alike like each other best: the few best edges of each fall into a part for each level.
    given = changed(pool(size, size, trios=False), slots=ALWAYS, comfort=None)
    assert worth(given, pair(given, 1)) == best_by_rustworkx(given)


def test_a_large_pool_in_which_nobody_has_time_has_no_pairs() -> None:
    assert len(pair(changed(pool(200, 1), slots=0), 1).byes) == 200


@pytest.mark.parametrize("seed", range(40))
def test_the_certificate_is_never_below_the_total(seed: int) -> None:
    pairing = pair(some_pool(seed), seed)
    assert pairing.bound >= pairing.total == sum(each.score for each in pairing.pairs)


def test_the_certificate_of_a_large_pool_is_close() -> None:
    pairing = pair(changed(pool(300, 1), met={}), 1)
    assert pairing.total <= pairing.bound <= pairing.total * 1.001


def apart(groups: list[list[str]]) -> Pool:
    """Groups of strangers who may meet among themselves only."""
    names = {name for group in groups for name in group}
    members = [
        PoolMember(name, slots=ALWAYS, blocked=frozenset(names - set(group)))
        for group in groups
        for name in group
    ]
    return Pool(WEEK, tuple(members), trios=False)


@pytest.mark.usefixtures("by_prices")
def test_threes_who_only_know_each_other_leave_one_out_each() -> None:
    threes = [[f"{group}{n}" for n in range(3)] for group in "abcd"]
    assert len(pair(apart(threes), 1).pairs) == 4


@pytest.mark.usefixtures("by_prices")
@pytest.mark.parametrize("others", [5, 80])
def test_one_whom_all_others_want_has_one_partner(others: int) -> None:
    given = apart([[f"m{number}"] for number in range(others)])
    hub = PoolMember("hub", slots=ALWAYS)
    members = [replace(each, blocked=each.blocked - {"hub"}) for each in given.members]
    pairing = pair(replace(given, members=(hub, *members)), 1)
    assert (len(pairing.pairs), len(pairing.byes)) == (1, others - 1)
