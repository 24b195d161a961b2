"""What is left of a round that was called off: ended some at a time, so that nobody waits for all of it."""

from datetime import datetime

from bot.domain.mock_sessions import EndedWhy
from bot.services.mock_round_matching import Interviews
from bot.store import mock_rounds, mock_sessions
from bot.store.transaction import Store, Tx

A_BATCH = 5
"""Interviews ended in one transaction: each takes about a hundredth of a second."""


class RoundRest:
    """The round waits for its next step until all is ended: a crash in between delays the rest."""

    def __init__(self, store: Store, interviews: Interviews) -> None:
        self._store = store
        self._interviews = interviews

    async def end(self, guild_id: int, round_id: int, now: datetime) -> None:
        """End all that has not begun, and tell its people."""
        more = True
        while more:
            async with self._store.write() as tx:
                more = await self._end_some(tx, guild_id, round_id, now)

    async def _end_some(self, tx: Tx, guild_id: int, round_id: int, now: datetime) -> bool:
        left = await mock_sessions.unheld(tx, round_id)
        for session in await mock_sessions.of_ids(tx, guild_id, left[:A_BATCH]):
            await self._interviews.end(tx, session, EndedWhy.ROUND, now)
        if len(left) <= A_BATCH:
            await mock_rounds.change(tx, round_id, next_at=None)
        return len(left) > A_BATCH
