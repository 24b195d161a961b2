"""People on a roadmap with nudges on, and everything that carries messages between them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.buddies import BuddyBrief, News, Share
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Dropped, Sent
from bot.domain.schedules import Rhythm
from bot.domain.tasks import EnrolmentState
from bot.services.blocks import BlockService
from bot.services.buddies import BuddyService
from bot.services.buddy_messages import BuddyMessages
from bot.services.deliveries import DeliveryService
from bot.store import checkins, enrolments, members, schedules
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, EVERY_DAY, GUILD, HandClock, enrol, utc

BEN, CYD, DAN = 2, 3, 4
PEOPLE = (ADA, BEN, CYD, DAN)
NOON = utc("2026-06-01 10:00")
MONDAY = date(2026, 6, 1)


@dataclass
class House:
    """People on a roadmap with nudges on, and everything that carries messages between them."""

    store: Store
    clock: HandClock
    heard: list[datetime] = field(default_factory=list[datetime])

    def __post_init__(self) -> None:
        self.messages = BuddyMessages(self.store, self.heard.append)
        self.buddies = BuddyService(self.store, self.clock, self.messages)
        self.blocks = BlockService(self.store, self.clock, [self.buddies])
        self.outbox = DeliveryService(self.store, "one")

    async def settle_in(self, *people: int, where: Destination | None = Destination.DM) -> "House":
        """Everybody joins; with `where` their nudges are on."""
        for who in people:
            member = await enrol(self.store, self.clock, user_id=who)
            if where is not None:
                await self.nudge_at(member.key, where)
        return self

    async def nudge_at(self, member_key: int, where: Destination | None) -> None:
        """Switch somebody's nudge on, or off."""
        rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)
        async with self.store.write() as tx:
            args = (tx, GUILD, member_key, DeliveryKind.NUDGE, rhythm, where or Destination.DM, NOON)
            await schedules.put(*args)
            found = await schedules.find(tx, member_key, DeliveryKind.NUDGE)
            assert found is not None
            await schedules.set_next(tx, found.id, NOON + timedelta(days=300) if where else None)

    async def befriend(self, one: int = ADA, other: int = BEN, share: Share = Share.CHECKIN) -> None:
        """One asks, the other says yes; both share the same."""
        await self.buddies.ask(GUILD, one, other, share)
        await self.buddies.accept(GUILD, other, one)
        await self.buddies.share(GUILD, other, share)
        await self.post()

    async def post(self) -> list[BuddyBrief | Quiet]:
        """Let everything due now leave; returns what each message says, or why it does not."""
        now = self.clock.now()
        await self.outbox.tick(now)
        said: list[BuddyBrief | Quiet] = []
        for claim in await self.outbox.next_batch(now):
            brief = await self.messages.brief(claim, now)
            said.append(brief)
            outcome = Dropped(brief.reason) if isinstance(brief, Quiet) else Sent(claim.channel_id, 1)
            await self.outbox.settle(claim, outcome, now)
        return said

    async def said(self) -> list[tuple[News, int, int, str]]:
        """What leaves now: about what, from whom, to whom, the words."""
        briefs = [brief for brief in await self.post() if isinstance(brief, BuddyBrief)]
        return [(brief.news, brief.sender_id or 0, brief.user_id, brief.text) for brief in briefs]

    async def check_in(self, user_id: int, day: date = MONDAY) -> None:
        """Somebody does something."""
        async with self.store.write() as tx:
            member = (await members.enrolled(tx, GUILD, user_id)).member
            await checkins.add(tx, member.key, day, "task", str(self.clock.now()), self.clock.now())

    async def pause(self, user_id: int, until: date | None = None) -> None:
        """Somebody takes a break from today on."""
        async with self.store.write() as tx:
            found = await members.enrolled(tx, GUILD, user_id)
            await enrolments.open_pause(tx, found.enrolment.id, MONDAY, until)
            await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.PAUSED, None)


Deed = Callable[[House], Awaitable[Any]]
