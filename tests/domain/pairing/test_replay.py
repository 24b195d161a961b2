"""The same pool and seed give the same pairs, whatever the process; bad pools are refused."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.pairing import Pool, PoolMember, pair
from tests.domain.pairing.pools import ALWAYS, WEEK, changed, pool, strangers

SCRIPT = """
from bot.domain.pairing import pair
from tests.domain.pairing.pools import pool
print(pair(pool(31, 5), 9), pair(pool(170, 5, draws=2), 9))
"""


def elsewhere(hash_seed: str) -> str:
    """What another process says, whose sets and dicts are in another order."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", SCRIPT]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_pairs_do_not_depend_on_the_process() -> None:
    one = elsewhere("1")
    assert one == elsewhere("2")
    assert len(one) > 10_000


def test_a_start_of_the_bot_loads_no_numbers() -> None:
    script = "import sys, bot.services.mock_pairing, bot.domain.pairing\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"numpy", "scipy", "rustworkx"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize("size", [40, 200])
def test_a_pairing_can_be_replayed(size: int) -> None:
    given = pool(size, 3)
    assert pair(given, 11) == pair(given, 11)


def test_the_seed_decides_between_equals() -> None:
    given = strangers(20)
    found = {tuple(each.members for each in pair(given, seed).pairs) for seed in range(5)}
    assert len(found) == 5


def test_the_seed_changes_nothing_about_what_it_is_worth() -> None:
    given = changed(pool(30, 1), met={})
    assert len({pair(given, seed).total for seed in range(5)}) == 1


def test_names_of_people_who_are_not_there_change_nothing() -> None:
    given = strangers(4)
    odd = [replace(each, met={"x": "2026-W47"}, blocked=frozenset("yz"), keep="x") for each in given.members]
    assert pair(replace(given, members=tuple(odd)), 1) == pair(given, 1)


def test_an_empty_pool_has_an_empty_pairing() -> None:
    assert pair(Pool(WEEK, ()), 1).pairs == ()


@pytest.mark.parametrize(
    "bad",
    [
        lambda: PoolMember("a", level=0),
        lambda: PoolMember("a", level=6),
        lambda: PoolMember("a", slots=ALWAYS + 1),
        lambda: PoolMember("a", slots=-1),
        lambda: PoolMember("a", comfort=1 << 336),
        lambda: PoolMember("a", reliability=101),
        lambda: Pool(WEEK, (PoolMember("a"), PoolMember("a"))),
        lambda: Pool(WEEK, (), length=0),
        lambda: Pool(WEEK, (), window=-1),
        lambda: Pool(WEEK, (), every=0),
    ],
)
def test_what_no_pool_can_be_is_refused(bad: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        bad()
