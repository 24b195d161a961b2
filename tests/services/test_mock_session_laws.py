"""Whatever two people do, and however often the bot sleeps in between: an interview makes sense."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from bot.domain.errors import CohortError
from bot.domain.mock_notices import read_ref
from bot.domain.mock_sessions import Session, SessionState
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock
from tests.rarely import mostly_in_soak
from tests.services.match_house import BEN, CYD, MONDAY, SLOTS, House

DEEDS = 30


async def something(house: House, session: Session, chance: random.Random) -> None:
    """One of the things that people, Discord and time do."""
    who, slot = chance.choice((ADA, BEN, CYD)), chance.choice(SLOTS)
    which = GUILD, who, session.id
    match chance.choice("aaaapppmmmcttgl"):
        case "a":
            await house.sessions.agree(*which, slot)
        case "p":
            await house.sessions.propose(*which, chance.choice(("Thu 18:00", "tomorrow 12:00", "Fri 9pm")))
        case "m":
            await house.sessions.reschedule(*which)
        case "c" if chance.random() < 0.3:
            await house.sessions.withdraw(*which, chance.choice(("", "Busy")))
        case "g" if session.thread_id is not None:
            await house.rooms.thread_gone(GUILD, session.thread_id)
        case "l" if session.thread_id is not None:
            house.dead_rooms.add(session.thread_id)
        case _:
            await house.pass_time(hours=chance.randrange(1, 20))


def check(session: Session) -> None:
    """What must be true at any moment."""
    votes = {seat.vote for seat in session.present}
    match session.state:
        case SessionState.FINDING:
            assert session.starts_at is None
            assert session.agreed is None
            assert session.next_at is not None
            assert votes - {None} <= set(session.slots)
        case SessionState.AGREED:
            assert votes == {session.starts_at}
            assert session.next_at == session.ends_at
        case _:
            assert session.state is SessionState.CANCELLED
            assert session.ended_why is not None
            assert (session.step, session.next_at) == (None, None)
    positions = [seat.position for seat in session.present]
    assert len(set(positions)) == len(positions)
    assert session.state.over or {0, 1} <= set(positions)


@pytest.mark.parametrize("seed", mostly_in_soak(range(12), 3))
@pytest.mark.parametrize("people", [(ADA, BEN), (ADA, BEN, CYD)])
async def test_an_interview_makes_sense_after_every_step_and_comes_to_an_end(
    sqlite_store: Store, people: tuple[int, ...], seed: int
) -> None:
    house = await House(sqlite_store, HandClock(MONDAY)).settle_in()
    chance, session = random.Random(seed), await house.match(*people)

    for _ in range(DEEDS):
        try:
            await something(house, session, chance)
        except CohortError:
            assert await house.find(session.id) == session
        session = await house.find(session.id)
        check(session)

    await house.pass_time(days=20)
    assert (await house.find(session.id)).state is SessionState.CANCELLED
    async with house.store.read() as tx:
        rows = await tx.exec_driver_sql("SELECT member_key, ref, state FROM delivery WHERE kind = 'reminder'")
        found = [(row.member_key, row.ref, row.state) for row in rows]
        left = (await tx.exec_driver_sql("SELECT count(*) FROM schedule")).scalar_one()
    sent = Counter((key, ref) for key, ref, state in found if state == "sent")
    assert all(count == 1 for count in sent.values())
    assert left == 0
    assert not [state for *_, state in found if state in ("queued", "sending")]
    assert all(read_ref(ref) is not None for _, ref, _ in found)
    assert house.clock.now() > MONDAY + timedelta(days=20)
