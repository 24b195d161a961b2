"""People matched for interviews, and everything that carries messages about them, without Discord."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.delivery import Claim, DeliveryKind, Reason
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_sessions import NewSession, Session, SessionNotice, SessionSource
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Dead, Dropped, Outcome, Sent
from bot.domain.questions import QuestionKind
from bot.domain.weeks import week_of
from bot.services.blocks import BlockService
from bot.services.deliveries import DeliveryService
from bot.services.mock_clock import MockClock
from bot.services.mock_notices import MockNotices
from bot.services.mock_rooms import MockRooms
from bot.services.mock_sessions import MockSessions
from bot.store import members, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, GUILD, HandClock, enrol, open_channel, utc

BEN, CYD = 2, 3
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = utc("2026-01-05 08:00")
"""Nine o'clock in Berlin, in the week 2026-W02."""

THREAD = 900

SLOTS = (utc("2026-01-06 18:00"), utc("2026-01-07 18:00"), utc("2026-01-08 18:00"), utc("2026-01-09 19:00"))

Said = tuple[SessionNotice, int | None]
"""What was said, and to whom; None: in the thread."""


@dataclass
class House:
    """A store with some people on a roadmap, and the use cases of interviews."""

    store: Store
    clock: HandClock
    heard: list[datetime] = field(default_factory=list[datetime])
    dead_rooms: set[int] = field(default_factory=set[int])
    """Threads in which nothing can be said any more."""

    def __post_init__(self) -> None:
        self.notices = MockNotices(self.store, self.heard.append)
        self.sessions = MockSessions(self.store, self.clock, self.notices)
        self.rooms = MockRooms(self.store, self.clock, self.notices)
        self.blocks = BlockService(self.store, self.clock, [self.sessions])
        self.outbox = DeliveryService(self.store, "one", {DeliveryKind.REMINDER: self.notices})
        self.mocks = MockClock(self.store, self.clock, self.sessions.steps())

    async def settle_in(self) -> "House":
        """Ada and Cyd in Berlin, Ben in New York; there is a channel."""
        await open_channel(self.store, self.clock)
        for user_id, zone in ((ADA, BERLIN), (BEN, NEW_YORK), (CYD, BERLIN)):
            await enrol(self.store, self.clock, user_id=user_id, zone=zone)
        return self

    async def match(self, *people: int, slots: tuple[datetime, ...] = SLOTS, thread: bool = True) -> Session:
        """An interview; with `thread` its first message has opened one."""
        now = self.clock.now()
        async with self.store.write() as tx:
            found = [await members.find(tx, GUILD, user_id) for user_id in people or (ADA, BEN)]
            new = NewSession(
                guild_id=GUILD,
                round_id=None,
                source=SessionSource.ROUND,
                week=week_of(now),
                kind=QuestionKind.CODING,
                level=3,
                minutes=60,
                slots=slots,
                reasons=("never met",),
                member_keys=tuple(member.key for member in found if member),
            )
            session_id = await self.sessions.open(tx, new, now)
        if thread:
            await self.post()
        return await self.find(session_id)

    async def find(self, session_id: int) -> Session:
        """How it stands."""
        async with self.store.read() as tx:
            found = await mock_sessions.find(tx, GUILD, session_id)
        assert found is not None
        return found

    async def agree(self, session: Session, at: datetime = SLOTS[0], *people: int) -> Session:
        """These people, or all, say yes."""
        for user_id in people or session.user_ids:
            await self.sessions.agree(GUILD, user_id, session.id, at)
        return await self.find(session.id)

    async def post(self) -> list[Said]:
        """Do all that is due and let it leave; returns what was said to whom."""
        await self.mocks.tick()
        now = self.clock.now()
        await self.outbox.tick(now)
        said: list[Said] = []
        for claim in await self.outbox.next_batch(now):
            outcome = await self._say(claim, now, said)
            await self.outbox.settle(claim, outcome, now)
        return said

    async def _say(self, claim: Claim, now: datetime, said: list[Said]) -> Outcome:
        brief = await self.notices.brief(claim, now)
        if isinstance(brief, Quiet):
            return Dropped(brief.reason)
        if brief.to is None and (refused := await self._enter(claim, brief, now)) is not None:
            return refused
        said.append((brief.notice, brief.to))
        return Sent(claim.channel_id, claim.id)

    async def _enter(self, claim: Claim, brief: SessionBrief, now: datetime) -> Outcome | None:
        """As the speaker does: the first message opens the thread, the others need one."""
        session = brief.session
        if session.thread_lost or (session.thread_id is None and brief.notice is not SessionNotice.MATCH):
            await self.notices.divert(claim, now)
            return Dropped(Reason.GONE)
        thread_id = session.thread_id or THREAD + session.id
        if thread_id in self.dead_rooms:
            return Dead(Reason.GONE)
        await self.rooms.opened(claim, session, thread_id)
        return None

    async def pass_time(self, **time: float) -> list[Said]:
        """Time goes by in steps of the bell; returns all that was said in between."""
        end, said = self.clock.now() + timedelta(**time), list[Said]()
        while self.clock.now() < end:
            self.clock.moment = min(await self._next_due() or end, end)
            said += await self.post()
        return said

    async def _next_due(self) -> datetime | None:
        now = self.clock.now()
        found = [await self.outbox.next_due(now), await self.mocks.next_due()]
        return min((at for at in found if at is not None), default=None)
