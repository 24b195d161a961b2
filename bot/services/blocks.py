"""Blocks: a member wants nothing to do with somebody, who never learns of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.buddy_errors import NobodyToUnblock, NotBlocked, NotYourself
from bot.domain.clock import Clock
from bot.domain.errors import QuotaReached
from bot.domain.languages import N_
from bot.store import blocks
from bot.store.transaction import Store, Tx

MAX_BLOCKS = 200
"""Of one member: whoever wants to avoid more people than that needs the server's moderators."""


class Parting(Protocol):
    """Whatever two people have with one another: it ends without a word, whoever blocked whom."""

    async def part(self, tx: Tx, guild_id: int, user_id: int, other_id: int, now: datetime) -> None: ...


class BlockService:
    """What ends with a block ends in the same transaction."""

    def __init__(self, store: Store, clock: Clock, partings: Sequence[Parting] = ()) -> None:
        self._store = store
        self._clock = clock
        self._partings = partings

    async def block(self, guild_id: int, user_id: int, other_id: int) -> None:
        """Block somebody in this guild and end all that is between the two.

        Raises NotYourself or QuotaReached.
        """
        if other_id == user_id:
            raise NotYourself
        now = self._clock.now()
        async with self._store.write() as tx:
            await _check_room(tx, guild_id, user_id, other_id)
            await blocks.add(tx, guild_id, user_id, other_id, now)
            for parting in self._partings:
                await parting.part(tx, guild_id, user_id, other_id, now)

    async def unblock(self, guild_id: int, user_id: int, other_id: int) -> None:
        """Take a block back; nothing that it ended comes back. Raises NotBlocked."""
        async with self._store.write() as tx:
            if not await blocks.remove(tx, guild_id, user_id, other_id):
                raise NotBlocked(other_id)

    async def unblock_left(self, guild_id: int, user_id: int) -> None:
        """Take back the blocks of all who were erased since: nobody can pick them one by one.

        Raises NobodyToUnblock.
        """
        async with self._store.write() as tx:
            if not await blocks.remove_left(tx, guild_id, user_id):
                raise NobodyToUnblock


async def _check_room(tx: Tx, guild_id: int, user_id: int, other_id: int) -> None:
    blocked = await blocks.of(tx, guild_id, user_id)
    is_full = len(blocked.user_ids) + blocked.left >= MAX_BLOCKS
    if is_full and not await blocks.holds(tx, guild_id, user_id, other_id):
        step = N_("Take one back first, with `/buddy unblock`; a moderator can help with so many.")
        raise QuotaReached(N_("people blocked"), MAX_BLOCKS, step)
