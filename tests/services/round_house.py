"""A guild whose members practise interviews: people in a pool, a clock, and rounds as the bot runs them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain import availability
from bot.domain.delivery import Claim
from bot.domain.members import Member
from bot.domain.mock_pool import USUAL, Wants
from bot.domain.mock_rounds import Round
from bot.domain.mock_sessions import Session
from bot.services.deliveries import DeliveryService
from bot.services.mock_notices import MockNotices
from bot.services.mock_pairing import pair_aside
from bot.services.mock_round_matching import Matcher
from bot.services.mock_rounds import MockRounds
from bot.services.mock_sessions import MockSessions
from bot.store import mock_pool, mock_rounds, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import BERLIN, EVERY_DAY, GUILD, HandClock, enrol, open_channel, utc

WEDNESDAY = utc("2026-11-18 10:00")
OPENS, REMINDS, CLOSES = utc("2026-11-19 11:00"), utc("2026-11-21 11:00"), utc("2026-11-22 11:00")
WEEK, WEEK_AFTER = "2026-W48", "2026-W49"
EVENINGS = availability.hours(EVERY_DAY, 18, 22)
MORNINGS = availability.hours(EVERY_DAY, 6, 9)


@dataclass
class RoundHouse:
    """Berlin, 18 November 2026. `heard` is what the bell was told."""

    store: Store
    clock: HandClock = field(default_factory=lambda: HandClock(WEDNESDAY))
    match: Matcher = pair_aside
    people: dict[int, Member] = field(default_factory=dict[int, Member])
    heard: list[datetime] = field(default_factory=list[datetime])
    told: set[int] = field(default_factory=set[int])

    def __post_init__(self) -> None:
        self.restart()

    def restart(self, seed: int = 7) -> None:
        """A new process on the same database."""
        self.sessions = MockSessions(self.store, self.clock, MockNotices(self.store))
        self.rounds = MockRounds(
            self.store, self.clock, self.sessions, Random(seed), self.heard.append, match=self.match
        )
        self.sessions.when_orphaned(self.rounds.orphaned)

    async def settle_in(self, count: int, *, per_week: int = 1) -> "RoundHouse":
        """So many more people with free evenings."""
        for user_id in range(len(self.people) + 1, len(self.people) + count + 1):
            await self.add(user_id, per_week=per_week)
        return self

    async def add(
        self, user_id: int, *, windows: int = EVENINGS, zone: ZoneInfo = BERLIN, per_week: int = 1
    ) -> Member:
        """Somebody in the pool."""
        member = await enrol(self.store, self.clock, user_id=user_id, zone=zone)
        self.people[user_id] = member
        async with self.store.write() as tx:
            now = self.clock.now()
            await mock_pool.join(tx, GUILD, member.key, Wants(per_week=per_week), now)
            if windows:
                await mock_pool.set_hours(tx, member.key, USUAL, windows, now)
        return member

    async def on(self, **changes: object) -> Round:
        """Rounds are wanted; the next one."""
        await open_channel(self.store, self.clock)
        board = await self.rounds.change(GUILD, enabled=True, **changes)
        assert board.upcoming is not None
        return board.upcoming

    async def at(self, moment: datetime) -> None:
        """Time goes on to this moment, and what is due is done."""
        self.clock.moment = moment
        await self.rounds.tick(moment)
        await self.rounds.settled()

    async def round(self, round_id: int) -> Round:
        """As it stands."""
        return await self.rounds.find(GUILD, round_id)

    async def upcoming(self) -> Round | None:
        """The one to come."""
        return (await self.rounds.board(GUILD)).upcoming

    async def interviews(self, round_id: int) -> Sequence[Session]:
        """Of a round."""
        async with self.store.read() as tx:
            return await mock_sessions.of_round(tx, round_id)

    async def pool_text(self, round_id: int) -> str | None:
        """What is kept of what was matched."""
        async with self.store.read() as tx:
            return await mock_rounds.pool(tx, round_id)

    async def owed(self, prefix: str = "r") -> dict[str, Claim]:
        """What is due to be told now and was not before, by what it is about and to whom."""
        outbox = DeliveryService(self.store, owner="here")
        await outbox.tick(self.clock.now())
        claims = await outbox.next_batch(self.clock.now())
        new = [each for each in claims if each.id not in self.told and each.ref.startswith(prefix)]
        self.told |= {each.id for each in new}
        return {each.ref + (f" to {each.user_id}" if each.user_id else ""): each for each in new}


def pairs_of(sessions: Sequence[Session]) -> set[frozenset[int]]:
    """Who meets whom, by Discord's ids."""
    return {frozenset(session.user_ids) for session in sessions}
