"""The sender: takes what is due from the outbox, renders it, sends it and writes down what became of it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery.halts import Halts
from bot.delivery.lanes import Lanes
from bot.delivery.messenger import Messenger, SendFailed
from bot.delivery.metrics import Metrics
from bot.delivery.outbox import Outbox, Way
from bot.delivery.pacing import Pacer
from bot.delivery.people import People
from bot.delivery.refusals import Refusals
from bot.delivery.speakers import Speaker
from bot.domain.clock import Clock
from bot.domain.delivery import Claim, DeliveryKind, DeliveryState, Reason, backoff, marker_of, nonce_of
from bot.domain.errors import Unavailable
from bot.domain.nudges import Quiet
from bot.domain.outcomes import (
    Closed,
    Dead,
    Dropped,
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
from bot.ui.message import Message

log = get_logger(__name__)

CLOSING_TIME = timedelta(seconds=5)
"""How long a shutdown waits for messages on their way."""

SHARE_EVERY = timedelta(seconds=10)
"""How often this process says that it lives, and counts those that do."""

LOOK_AGAIN = timedelta(seconds=1)
"""A message that takes longer does not keep the others from being taken."""

THREAD_EXISTS = 160004
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes"""

_FIGURES = {
    DeliveryState.QUEUED: "put_back",
    DeliveryState.SENT: "sent",
    DeliveryState.DROPPED: "dropped",
    DeliveryState.DEAD: "dead",
}


@dataclass(frozen=True, slots=True)
class Broken(Later):
    """A fault of ours in one message: those behind it need not wait for it."""


class Lost(Exception):
    """The claim is somebody else's by now."""


class Dispatcher:
    """One per process. `drain` sends all that is due; `close` lets what is on its way arrive."""

    def __init__(
        self,
        outbox: Outbox,
        speaker: Speaker,
        messenger: Messenger,
        clock: Clock,
        pacer: Pacer | None = None,
        refusals: Refusals | None = None,
        people: People | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._outbox = outbox
        self._speaker = speaker
        self._messenger = messenger
        self._clock = clock
        self._pacer = pacer or Pacer()
        self._halts = Halts(clock, refusals or Refusals())
        self._people = people or People()
        self._metrics = metrics or Metrics()
        self._shared_at: datetime | None = None
        self._turn = asyncio.Lock()
        self._closing = False
        self._lanes = Lanes(self._send_in_order)

    async def drain(self) -> int:
        """Send until nothing is due any more; returns how many deliveries were handled."""
        async with self._turn:
            try:
                return await self._drain()
            except asyncio.CancelledError:
                await self._lanes.cut_off()
                raise

    async def _drain(self) -> int:
        """Take more while half of what is in hand is still on its way: nobody waits for the slowest."""
        handled, lanes = 0, self._lanes
        while not self._stopped() and ((batch := await self._next_batch()) or lanes.held):
            lanes.add(batch)
            handled += len(batch)
            await lanes.until(lanes.held // 2 if batch else 0, LOOK_AGAIN)
        await lanes.until(0)
        return handled

    async def _next_batch(self) -> tuple[Claim, ...]:
        now = self._clock.now()
        # A clock that was set back must not silence this process.
        if self._shared_at is None or abs(now - self._shared_at) >= SHARE_EVERY:
            self._pacer.share(await self._outbox.share(now))
            self._shared_at = now
        return await self._outbox.next_batch(now, self._lanes.held)

    async def close(self, limit: timedelta = CLOSING_TIME) -> None:
        """Take nothing new, give what is on its way up to `limit`, and put everything else back."""
        self._closing = True
        await self._lanes.finish(limit)
        async with self._turn:
            await self._leave()
            log.info("delivery.closed")

    async def _leave(self) -> None:
        try:
            await self._outbox.leave()
        except Unavailable as error:
            log.warning("delivery.not_left", error=str(error))

    def paused(self) -> bool:
        """Whether Discord turned us away so hard that nothing is sent for a while."""
        return self._halts.until(Halt.ALL) is not None

    def _stopped(self) -> bool:
        return self._closing or self.paused()

    async def _send_in_order(self, way: Way, claims: Iterable[Claim]) -> None:
        """Messages of one channel keep their order: what one meets, those taken with it do not try again."""
        held = self._halts.until(way)
        wall: Outcome | None = Later(held, certain=True) if held else None
        for claim in claims:
            outcome = untried(wall) if wall else await self._one(claim)
            if outcome is None:
                continue
            await self._settle(claim, outcome)
            wall = outcome if blocks_channel(outcome) and not isinstance(outcome, Broken) else None
        if isinstance(wall, Later):
            self._halts.put(way, wall.at)

    async def _one(self, claim: Claim) -> Outcome | None:
        """One delivery, up to its outcome; None if it is no longer ours."""
        now = self._clock.now()
        if self._closing:
            return Later(now, certain=True)
        if until := self._halts.until(Halt.ALL):
            return Later(until, certain=True)
        try:
            return await self._try(claim)
        except Lost:
            return None
        except SendFailed as failed:
            return self._judge(claim, failed)
        except asyncio.CancelledError:
            if not self._closing:
                raise
            return Later(now, certain=False)
        except Exception:
            log.exception("delivery.failed", delivery=claim.id, attempt=claim.attempts)
            return Broken(now + backoff(claim.attempts), certain=True)

    async def _try(self, claim: Claim) -> Outcome:
        now = self._clock.now()
        if claim.must_look(now) and (found := await self._look(claim)):
            if isinstance(found, Sent) and claim.user_id is None:
                await self._complete(claim, found, now)
            return found
        if now > claim.expires_at:
            return Dropped(Reason.TOO_LATE)
        message = await self._speaker.say(claim, now)
        return Dropped(message.reason) if isinstance(message, Quiet) else await self._send(claim, message)

    async def _complete(self, claim: Claim, found: Sent, now: datetime) -> None:
        """Open the thread that a crash may have left out; below a message that has one Discord opens none."""
        try:
            message = await self._speaker.say(claim, now)
        except Exception:
            log.exception("delivery.not_completed", delivery=claim.id)
            return
        where = found.channel_id, found.message_id
        if isinstance(message, Message) and message.thread and where[0] is not None and where[1] is not None:
            await self._open_thread(where[0], where[1], message.thread)

    async def _send(self, claim: Claim, message: Message) -> Outcome:
        channel_id = message.channel_id or claim.channel_id
        if channel_id is None:
            if not claim.direct or claim.user_id is None:
                return Dead(Reason.NO_CHANNEL)
            if until := self._halts.until(Halt.OPENINGS):
                return Later(until, certain=True)
            channel_id = await self._open(claim, claim.user_id)
        await (self._pacer.direct() if claim.direct else self._pacer.request())
        await self._people.first()
        if self._clock.now() >= claim.lease_until:
            raise Lost
        named = () if claim.direct or claim.user_id is None else (claim.user_id,)
        mentions = {*named, *message.mentions}
        message_id = await self._messenger.send(channel_id, message, nonce_of(claim.id), mentions)
        if message.thread is not None:
            await self._open_thread(channel_id, message_id, message.thread)
        return Sent(channel_id, message_id)

    async def _open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        """A thread is a comfort: where it is not allowed, the message stands without."""
        await self._pacer.request()
        try:
            await self._messenger.open_thread(channel_id, message_id, name)
        except SendFailed as failed:
            if failed.failure.code == THREAD_EXISTS:
                return
            log.warning("delivery.no_thread", channel=channel_id, code=failed.failure.code)

    async def _open(self, claim: Claim, user_id: int) -> int:
        await self._pacer.opening()
        channel_id = await self._messenger.open_dm(user_id)
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
            outcome = self._judge(claim, failed)
            return outcome if isinstance(outcome, Later | Gone) else Dropped(Reason.UNSURE)
        return None if found is None else Sent(claim.channel_id, found)

    def _judge(self, claim: Claim, failed: SendFailed) -> Outcome:
        now, failure = self._clock.now(), failed.failure
        outcome = judge(failure, claim.attempts, now)
        if isinstance(outcome, Later) and outcome.halt:
            if failed.ban is not None:
                outcome = replace(outcome, at=max(outcome.at, now + failed.ban))
            self._halts.put(outcome.halt, outcome.at)
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
        self._count(claim, what)
        log.info(
            "delivery.settled", delivery=claim.id, state=what.state, reason=what.reason, off=what.switch_off
        )

    def _count(self, claim: Claim, what: Settlement) -> None:
        way = "dm" if claim.direct else "channel"
        self._metrics.add(f"deliveries_{_FIGURES[what.state]}", kind=claim.kind.value, channel=way)
        if what.state is DeliveryState.SENT:
            late = (self._clock.now() - claim.due_at).total_seconds()
            self._metrics.observe("lateness_seconds", late)
            if claim.kind is DeliveryKind.NUDGE:
                self._metrics.observe("nudge_lag_seconds", late)
