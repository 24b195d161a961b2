"""Over many rounds: who sits out, and who meets whom again."""

from itertools import pairwise

import pytest

from bot.domain.pairing import Pool, PoolMember, pair
from tests.domain.pairing.pools import ALWAYS, WEEK, after_round, changed, pool, strangers


def held(given: Pool, rounds: int) -> tuple[Pool, list[set[str]], list[tuple[str, ...]]]:
    """The pool after so many rounds, who sat out in each, and all repeats within the window."""
    byes: list[set[str]] = []
    repeats: list[tuple[str, ...]] = []
    for seed in range(rounds):
        pairing = pair(given, seed)
        byes.append({bye.id for bye in pairing.byes})
        repeats += pairing.forced
        given = after_round(given, pairing)
    return given, byes, repeats


def unlike(size: int, window: int = 8) -> Pool:
    """People of all sorts who can always, and never met."""
    fresh = pool(size, size, window=window, trios=False)
    return changed(fresh, slots=ALWAYS, comfort=None, met={}, blocked=frozenset(), byes=0, last_bye=None)


@pytest.mark.parametrize("size", [3, 7, 21])
def test_byes_go_round_and_never_twice_in_a_row(size: int) -> None:
    after, byes, _ = held(unlike(size), size + 3)
    counts = [member.byes for member in after.members]
    assert max(counts) - min(counts) <= 1
    assert [len(each) for each in byes] == [1] * (size + 3)
    assert not any(one & other for one, other in pairwise(byes))


def test_a_newcomer_does_not_sit_out_twice_in_a_row() -> None:
    old = changed(unlike(20), byes=5)
    newcomer = PoolMember("new", slots=ALWAYS)
    _, byes, _ = held(Pool(WEEK, (*old.members, newcomer), trios=False), 6)
    assert [("new" in each) for each in byes] == [True, False, True, False, True, False]


@pytest.mark.parametrize(("size", "window"), [(6, 3), (12, 6), (13, 6), (20, 8)])
def test_nobody_meets_again_while_there_are_others(size: int, window: int) -> None:
    _, _, repeats = held(unlike(size, window), window)
    assert repeats == []


def test_two_who_have_nobody_else_meet_again_and_are_told() -> None:
    _, _, repeats = held(strangers(2), 3)
    assert [set(each) for each in repeats] == [{"m000", "m001"}] * 2


def test_rounds_count_and_not_weeks_when_a_round_is_held_every_other_week() -> None:
    two = strangers(2, every=2, window=1)
    assert pair(after_round(two, pair(two, 1)), 1).forced
    assert not pair(after_round(two, pair(two, 1), count=2), 1).forced


def test_observers_take_turns() -> None:
    given = strangers(5)
    for seed in range(10):
        given = after_round(given, pair(given, seed))
    assert [member.observed for member in given.members] == [2] * 5
    assert [member.byes for member in given.members] == [0] * 5
