"""The sender: takes what is due from the outbox, renders it, sends it and writes down what became of it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from discord import ui

from bot.delivery.messenger import Messenger, SendFailed
from bot.delivery.pacing import Pacer
from bot.domain.clock import Clock
from bot.domain.delivery import Claim, Reason, backoff, marker_of, nonce_of
from bot.domain.nudges import Brief, Quiet
from bot.domain.outcomes import (
    Closed,
    Dead,
    Dropped,
    Failure,
    Gone,
    Halt,
    Later,
    Outcome,
    Sent,
    Settlement,
    blocks_channel,
    judge,
    untried,
)
from bot.log import get_logger

log = get_logger(__name__)

CLOSING_TIME = timedelta(seconds=5)
"""How long a shutdown waits for messages on their way."""

Renderer = Callable[[Brief], ui.LayoutView]
"""Draws a nudge. One part's custom_id begins with `brief.marker`; in a channel it names the member."""


class Outbox(Protocol):
    """The part of `bot.services.deliveries.DeliveryService` that sending needs."""

    async def next_batch(self, now: datetime) -> tuple[Claim, ...]: ...
    async def opened(self, claim: Claim, channel_id: int) -> bool: ...
    async def settle(self, claim: Claim, outcome: Outcome, now: datetime) -> Settlement | None: ...


class Briefer(Protocol):
    """Whoever decides what a message says at the moment it leaves."""

    async def brief(self, claim: Claim, now: datetime) -> Brief | Quiet: ...


class Lost(Exception):
    """The claim is somebody else's by now."""


class Dispatcher:
    """One per process. `drain` sends all that is due; `close` lets what is on its way arrive."""

    def __init__(
        self,
        outbox: Outbox,
        briefs: Briefer,
        messenger: Messenger,
        render: Renderer,
        clock: Clock,
        pacer: Pacer | None = None,
    ) -> None:
        self._outbox = outbox
        self._briefs = briefs
        self._messenger = messenger
        self._render = render
        self._clock = clock
        self._pacer = pacer or Pacer()
        self._turn = asyncio.Lock()
        self._closing = False
        self._running: set[asyncio.Task[None]] = set()
        self._halted: dict[Halt, datetime] = {}

    async def drain(self) -> int:
        """Send until nothing is due any more; returns how many deliveries were handled."""
        handled = 0
        async with self._turn:
            while not self._stopped() and (batch := await self._outbox.next_batch(self._clock.now())):
                await self._send_all(batch)
                handled += len(batch)
        return handled

    async def close(self, limit: timedelta = CLOSING_TIME) -> None:
        """Take nothing new, give what is on its way up to `limit`, and put everything else back."""
        self._closing = True
        if self._running:
            await asyncio.wait(self._running, timeout=limit.total_seconds())
        for task in self._running:
            task.cancel()
        async with self._turn:
            log.info("delivery.closed")

    def _stopped(self) -> bool:
        return self._closing or self._halt(Halt.ALL) is not None

    def _halt(self, what: Halt) -> datetime | None:
        """Until when this has to wait, if it has to."""
        until = self._halted.get(what)
        return until if until is not None and until > self._clock.now() else None

    async def _send_all(self, batch: Iterable[Claim]) -> None:
        by_channel: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for claim in batch:
            key = ("user", claim.user_id) if claim.channel_id is None else ("channel", claim.channel_id)
            by_channel[key].append(claim)
        tasks = {asyncio.create_task(self._send_in_order(claims)) for claims in by_channel.values()}
        self._running |= tasks
        try:
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            self._running -= tasks

    async def _send_in_order(self, claims: list[Claim]) -> None:
        """Messages of one channel keep their order: what one meets, those behind it do not try again."""
        wall: Outcome | None = None
        for claim in claims:
            outcome = untried(wall) if wall else await self._one(claim)
            if outcome is None:
                continue
            await self._settle(claim, outcome)
            wall = outcome if blocks_channel(outcome) else None

    async def _one(self, claim: Claim) -> Outcome | None:
        """One delivery, up to its outcome; None if it is no longer ours."""
        now = self._clock.now()
        if self._closing:
            return Later(now, certain=True)
        if until := self._halt(Halt.ALL):
            return Later(until, certain=True)
        try:
            return await self._try(claim)
        except Lost:
            return None
        except SendFailed as failed:
            return self._judge(claim, failed.failure)
        except asyncio.CancelledError:
            if not self._closing:
                raise
            return Later(now, certain=False)
        except Exception:
            log.exception("delivery.failed", delivery=claim.id, attempt=claim.attempts)
            return Later(now + backoff(claim.attempts), certain=True)

    async def _try(self, claim: Claim) -> Outcome:
        now = self._clock.now()
        if claim.must_look(now) and (found := await self._look(claim)):
            return found
        if now > claim.expires_at:
            return Dropped(Reason.TOO_LATE)
        brief = await self._briefs.brief(claim, now)
        if isinstance(brief, Quiet):
            return Dropped(brief.reason)
        return await self._send(claim, self._render(brief))

    async def _send(self, claim: Claim, view: ui.LayoutView) -> Outcome:
        channel_id = claim.channel_id
        if channel_id is None:
            if not claim.direct:
                return Dead(Reason.NO_CHANNEL)
            if until := self._halt(Halt.OPENINGS):
                return Later(until, certain=True)
            channel_id = await self._open(claim)
        await (self._pacer.direct() if claim.direct else self._pacer.request())
        if self._clock.now() >= claim.lease_until:
            raise Lost
        mention = None if claim.direct else claim.user_id
        message_id = await self._messenger.send(channel_id, view, nonce_of(claim.id), mention)
        return Sent(channel_id, message_id)

    async def _open(self, claim: Claim) -> int:
        await self._pacer.opening()
        channel_id = await self._messenger.open_dm(claim.user_id)
        if not await self._outbox.opened(claim, channel_id):
            raise Lost
        return channel_id

    async def _look(self, claim: Claim) -> Outcome | None:
        """What an earlier try left in the channel; unreadable means that nobody can know."""
        if claim.channel_id is None:
            return None
        await self._pacer.request()
        try:
            found = await self._messenger.find(claim.channel_id, marker_of(claim.id))
        except SendFailed as failed:
            outcome = self._judge(claim, failed.failure)
            return outcome if isinstance(outcome, Later | Gone) else Dropped(Reason.UNSURE)
        return None if found is None else Sent(claim.channel_id, found)

    def _judge(self, claim: Claim, failure: Failure) -> Outcome:
        now = self._clock.now()
        outcome = judge(failure, claim.attempts, now)
        if isinstance(outcome, Later) and outcome.halt:
            self._halted[outcome.halt] = outcome.at
        if not isinstance(outcome, Closed):
            log.warning("delivery.refused", delivery=claim.id, status=failure.status, code=failure.code)
        return outcome

    async def _settle(self, claim: Claim, outcome: Outcome) -> None:
        """A failure to write must not stop the others: the lease runs out, then nonce or look decide."""
        try:
            what = await self._outbox.settle(claim, outcome, self._clock.now())
        except Exception:
            log.exception("delivery.unsettled", delivery=claim.id)
            return
        if what is None:
            log.warning("delivery.lost", delivery=claim.id, attempt=claim.attempts)
            return
        log.info(
            "delivery.settled", delivery=claim.id, state=what.state, reason=what.reason, off=what.switch_off
        )
