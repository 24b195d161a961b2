"""Holds a start of a session back when the budget is spent, instead of losing the token to a crash loop."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.domain.clock import Clock
from bot.domain.session_starts import Allowance, Hold, Reason, hold
from bot.log import get_logger

if TYPE_CHECKING:
    from bot.services.session_starts import SessionStartService

log = get_logger(__name__)

LOOK_AGAIN = timedelta(seconds=30)
"""The longest sleep: clocks are set and computers suspended."""

PATIENCE = timedelta(seconds=30)
"""How long an open connection may wait to IDENTIFY: discord.py gives a shard 60 seconds."""

WHY = {
    Reason.SPENT: "Discord grants hardly any more session starts: past the limit it resets the token",
    Reason.RESTARTS: "too many session starts in two hours: the log above says why it restarts",
}


class HeldBack(TimeoutError):
    """A shard has to wait for longer than a connection can; discord.py tries such a shard again later."""


class SessionGate:
    """Every start of a session passes here, and is written down before it happens."""

    def __init__(
        self,
        starts: "SessionStartService",
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._starts = starts
        self._clock = clock
        self._sleep = sleep
        self._hold: Hold | None = None
        self._client: discord.AutoShardedClient | None = None
        self._allowance: Allowance | None = None
        self._shards = 1
        self._begun: set[int] = set()

    @property
    def held_until(self) -> datetime | None:
        """While no session may be started: until when."""
        if self._hold is None or self._hold.until <= self._clock.now():
            return None
        return self._hold.until

    @property
    def remaining(self) -> int | None:
        """Session starts that Discord still grants; None when it did not say.

        Past the reset all of them: a bot that goes on running does not ask again.
        """
        if self._allowance is None:
            return None
        known = self._known()
        return self._allowance.total if known is None else known.remaining

    async def before_connecting(self, client: discord.AutoShardedClient) -> None:
        """Wait until all shards may start, and spare discord.py its own question how many there are.

        Raises GatewayNotFound when Discord does not say and SHARD_COUNT does not either.
        """
        self._client = client
        while True:
            await self._ask(client)
            if (held := await self._held()) is None:
                break
            await self._wait(held)
        self._freed()

    async def before_identify(self, shard_id: int) -> None:
        """Wait before a session that follows an invalid one. Raises HeldBack when that takes too long.

        A shard's first session is part of the start, for which `before_connecting` has waited.
        """
        if shard_id not in self._begun:
            self._begun.add(shard_id)
            return
        while (held := await self._held_anew()) is not None:
            self._tell(held)
            if held.until - self._clock.now() > PATIENCE:
                await self._sleep(PATIENCE.total_seconds())
                raise HeldBack
            await self._nap(held)
        self._freed()

    async def identified(self, shard_id: int) -> None:
        """A session is about to start."""
        await self._starts.add(shard_id)
        known = self._known()
        self._allowance = None if known is None else known.after_one()

    async def _ask(self, client: discord.AutoShardedClient) -> None:
        known = cast("int | None", client.shard_count)
        try:
            recommended, _, limit = await client.http.get_bot_gateway()
        except discord.GatewayNotFound:
            if known is None:
                raise
            log.warning("sessions.unasked")
        else:
            client.shard_count = known = known or recommended
            self._allowance = _allowance(limit, self._clock.now())
        self._shards = known

    def _known(self) -> Allowance | None:
        """What Discord has said, as long as that holds."""
        known = self._allowance
        return None if known is None or known.resets_at <= self._clock.now() else known

    async def _held_anew(self) -> Hold | None:
        """The same as `_held`, once Discord was asked again if what it said no longer holds."""
        if self._known() is None and self._client is not None:
            await self._ask(self._client)
        return await self._held()

    async def _held(self) -> Hold | None:
        record = await self._starts.record()
        return hold(record, self._shards, self._known(), self._clock.now())

    async def _wait(self, held: Hold) -> None:
        self._tell(held)
        while self._clock.now() < held.until:
            await self._nap(held)

    async def _nap(self, held: Hold) -> None:
        left = held.until - self._clock.now()
        await self._sleep(max(0.0, min(left, LOOK_AGAIN).total_seconds()))

    def _tell(self, held: Hold) -> None:
        before, self._hold = self._hold, held
        if before is not None and before.reason is held.reason:
            return
        left = self._known()
        log.error(
            "sessions.held",
            until=held.until.isoformat(timespec="seconds"),
            why=WHY[held.reason],
            recent=held.recent,
            remaining=left.remaining if left else None,
            next_step="nothing needs to be done: Cohort connects by itself then; messages still go out",
        )

    def _freed(self) -> None:
        if self._hold is not None:
            log.info("sessions.free")
        self._hold = None


def _allowance(limit: Any, now: datetime) -> Allowance:
    resets_at = now + timedelta(milliseconds=limit["reset_after"])
    return Allowance(limit["total"], limit["remaining"], resets_at)
