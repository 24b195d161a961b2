"""A round whose process dies at any point of its closing: the next one comes to the same."""

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest

from bot.domain.mock_rounds import LEASE, LOOK_EVERY, RoundState
from bot.store import mock_round_people, mock_rounds, mock_sessions, schedules
from bot.store.transaction import Store
from tests.delivery.world import GUILD
from tests.rarely import mostly_in_soak
from tests.services.round_house import CLOSES, OPENS, WEEK_AFTER, RoundHouse


class Killed(BaseException):
    """The process is gone."""


def dies_at(moment: int) -> Callable[[], Awaitable[None]]:
    """Called before and after everything a round asks of the database: at the so manieth time it is over."""
    left = moment

    async def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed

    return count


def dying(real: Callable[..., Awaitable[Any]], step: Callable[[], Awaitable[None]]) -> Callable[..., Any]:
    """The same function, at whose beginning and end all may be over."""

    async def asked(*args: Any, **values: Any) -> Any:
        await step()
        found = await real(*args, **values)
        await step()
        return found

    return asked


ASKED: dict[ModuleType, tuple[str, ...]] = {
    mock_rounds: ("change", "find", "find_to_change", "settings", "upcoming", "add"),
    mock_round_people: ("met", "apart", "record_byes", "record_firsts"),
    mock_sessions: ("add_many",),
    schedules: ("put_once", "put_many_once"),
}


@pytest.mark.parametrize("moment", mostly_in_soak((*range(1, 40, 6), *range(3, 40, 6), *range(5, 40, 6)), 7))
async def test_killed_at_any_point_of_its_closing_a_round_goes_on_to_the_same_pairs(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    house = await RoundHouse(sqlite_store).settle_in(5)
    first = await house.on(trios=False)
    await house.at(OPENS)
    await house.owed()
    preview = (await house.rounds.preview(GUILD)).report
    house.clock.moment = CLOSES
    step = dies_at(moment)
    for module, names in ASKED.items():
        for name in names:
            monkeypatch.setattr(module, name, dying(getattr(module, name), step))
    try:
        await house.rounds.tick(CLOSES)
        await house.rounds.settled()
        died = False
    except Killed:
        died = True
    monkeypatch.undo()

    house.restart(seed=99)
    await house.at(CLOSES + LEASE)

    assert died or moment > 34
    found = await house.round(first.id)
    assert (found.state, found.seed, found.report.digest) == (RoundState.PAIRED, first.seed, preview.digest)
    assert len(await house.interviews(first.id)) == 2
    assert sorted(ref.split(" ")[0] for ref in await house.owed()) == [
        f"r{first.id}:bye",
        f"r{first.id}:paired",
    ]
    following = await house.upcoming()
    assert following is not None
    assert following.week == WEEK_AFTER
    assert (await house.rounds.next_due(CLOSES)) == found.next_at
    assert found.paired_at is not None
    assert found.next_at == found.paired_at + LOOK_EVERY
