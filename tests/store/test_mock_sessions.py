"""Interviews, written many at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import get_ident

import pytest

from bot.domain.mock_sessions import NewSession, SessionSource, Step
from bot.domain.questions import QuestionKind
from bot.store import decoding, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import GUILD, HandClock, enrol, utc

NOW = utc("2026-06-01 06:00")
DUE = NOW + timedelta(hours=1)


async def add(store: Store, count: int) -> tuple[int, ...]:
    """So many interviews of the same two."""
    keys = [(await enrol(store, HandClock(NOW), user_id=user_id)).key for user_id in (1, 2)]
    news = [
        NewSession(
            guild_id=GUILD,
            round_id=None,
            source=SessionSource.NOW,
            week="2026-W23",
            kind=QuestionKind.CODING,
            level=1,
            minutes=60,
            slots=(NOW + timedelta(days=number),),
            reasons=(f"number {number}",),
            member_keys=tuple(keys),
        )
        for number in range(count)
    ]
    async with store.write() as tx:
        return await mock_sessions.add_many(tx, news, Step.SILENCE, DUE, NOW)


async def test_many_are_read_as_they_were_written_and_in_order(store: Store) -> None:
    ids = await add(store, 2 * mock_sessions.A_STATEMENT + 3)
    assert len({*ids}) == len(ids)
    async with store.read() as tx:
        found = {each.id: each for each in await mock_sessions.of_ids(tx, GUILD, ids)}
    assert [found[each].reasons[0] for each in ids] == [f"number {number}" for number in range(len(ids))]
    one = found[ids[0]]
    alike = [replace(found[each], id=one.id, slots=one.slots, reasons=one.reasons) for each in ids]
    assert alike == [one] * len(ids)
    assert one.user_ids == (1, 2)


async def test_only_what_is_still_due_as_it_was_seen_is_put_off(store: Store) -> None:
    kept, changed = await add(store, 2)
    later, sooner = DUE + timedelta(minutes=5), DUE - timedelta(minutes=1)
    async with store.write() as tx:
        await mock_sessions.change(tx, changed, NOW, next_at=sooner)
        for each in (kept, changed):
            await mock_sessions.STEPS.put_off(tx, each, DUE, later)
    async with store.read() as tx:
        assert await mock_sessions.STEPS.due(tx, later, 9) == ((GUILD, changed, sooner), (GUILD, kept, later))


@pytest.mark.parametrize(("count", "aside"), [(decoding.MANY, False), (decoding.MANY + 1, True)])
async def test_of_many_rows_values_are_made_beside_the_loop(count: int, aside: bool) -> None:
    loop = get_ident()

    def made(rows: Sequence[int]) -> tuple[int, bool]:
        return sum(rows), get_ident() != loop

    assert await decoding.decoded(made, [1] * count) == (count, aside)
