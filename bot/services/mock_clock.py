"""What time brings to rounds and interviews: each is asked for when something of it is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.mock_sessions import Session, Step
from bot.log import get_logger
from bot.store import mock_sessions
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

A_BATCH = 100
"""Interviews looked at before others get their turn."""

AGAIN = timedelta(minutes=5)
"""After a fault of ours, one interview must not keep the others from going on."""


class StepTaker(Protocol):
    """Whoever does a step; it sets the next one, or none, in the same transaction."""

    async def __call__(self, tx: Tx, session: Session, now: datetime) -> None: ...


class Ringing(Protocol):
    """Something else that waits for its time, with its state in the database."""

    async def tick(self, now: datetime) -> None: ...
    async def next_due(self, now: datetime) -> datetime | None: ...


class MockClock:
    """Rung by the bell. What is due is in the database, so nothing is lost by a crash."""

    def __init__(
        self, store: Store, clock: Clock, steps: Mapping[Step, StepTaker], others: Sequence[Ringing] = ()
    ) -> None:
        self._store = store
        self._clock = clock
        self._steps = steps
        self._others = others

    async def tick(self) -> None:
        """Do all that is due now."""
        now = self._clock.now()
        for other in self._others:
            await other.tick(now)
        while due := await self._due(now):
            for guild_id, session_id, seen in due:
                await self._take(guild_id, session_id, seen, now)

    async def next_due(self) -> datetime | None:
        """When something will be due next."""
        now = self._clock.now()
        async with self._store.read() as tx:
            found = [await mock_sessions.STEPS.next_due(tx, now)]
        found += [await other.next_due(now) for other in self._others]
        return min((at for at in found if at is not None), default=None)

    async def _due(self, now: datetime) -> tuple[tuple[int, int, datetime], ...]:
        async with self._store.read() as tx:
            return await mock_sessions.STEPS.due(tx, now, A_BATCH)

    async def _take(self, guild_id: int, session_id: int, seen: datetime, now: datetime) -> None:
        try:
            async with self._store.write() as tx:
                session = await mock_sessions.find_to_change(tx, guild_id, session_id)
                if session is None or session.next_at is None or session.next_at > now:
                    return
                await self._do(tx, session, now)
        except Exception:
            log.exception("mock.step_failed", session=session_id)
            async with self._store.write() as tx:
                await mock_sessions.STEPS.put_off(tx, session_id, seen, now + AGAIN)

    async def _do(self, tx: Tx, session: Session, now: datetime) -> None:
        # The step is gone before it is taken: one that sets no other has none.
        await mock_sessions.change(tx, session.id, now, step=None, next_at=None)
        take = self._steps.get(session.step) if session.step else None
        if take is not None:
            await take(tx, session, now)
