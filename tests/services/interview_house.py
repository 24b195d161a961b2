"""Interviews in a real database, with a small bank of questions and a clock that is moved by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.members import Member
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_rubrics import INTERVIEWER_RUBRIC
from bot.domain.mock_sessions import NewSession, Session, SessionNotice, SessionSource
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Dropped, Sent
from bot.domain.questions import (
    Bank,
    Criterion,
    Framework,
    Kit,
    Levels,
    Question,
    QuestionKind,
    QuestionSet,
    Rubric,
)
from bot.services.deliveries import DeliveryService
from bot.services.mock_clock import MockClock
from bot.services.mock_interviews import MockInterviews
from bot.services.mock_kits import MockKits
from bot.services.mock_notices import MockNotices
from bot.services.mock_rubrics import FeedbackPanel, MockRubrics
from bot.services.mock_sessions import MockSessions
from bot.store import mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, open_channel, utc

BEN, CYD = 2, 3
THREADS = 7_000
START = utc("2026-06-01 18:00")
MATCHED = START - timedelta(hours=3)
RUBRIC = Rubric(
    (Criterion("plan", "Plan", ("a", "b", "c", "d")), Criterion("talk", "Talk", ("e", "f", "g", "h")))
)
SCORES = {"plan": 3, "talk": 4}
KIND_SCORES = {criterion.key: 4 for criterion in INTERVIEWER_RUBRIC.criteria}


def question(key: str, minutes: int = 10) -> Question:
    """A short one about code."""
    kind, what = QuestionKind.CODING, f"What is {key}?"
    return Question(key, kind, key.title(), Levels(1, 5), minutes, what, ("Why?",), ("It is", "So"))


@dataclass
class SmallBank:
    """Questions by name, all about code."""

    keys: tuple[str, ...] = ("q1", "q2", "q3", "q4")
    minutes: Mapping[str, int] = field(default_factory=dict[str, int])

    async def bank(self, guild_id: int, *, recheck: bool = True) -> Bank:
        """The same for every guild."""
        made = tuple(question(key, self.minutes.get(key, 10)) for key in self.keys)
        return Bank([QuestionSet(QuestionKind.CODING, made, Framework("Way", ("Think", "Do")), RUBRIC)])

    async def kit(self, guild_id: int, key: str, *, recheck: bool = True) -> Kit:
        """Raises UnknownQuestion."""
        return (await self.bank(guild_id)).kit(key)


@dataclass
class InterviewHouse:
    """People who have joined, and all that makes up an interview."""

    store: Store
    clock: HandClock = field(default_factory=lambda: HandClock(MATCHED))
    questions: SmallBank = field(default_factory=SmallBank)
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    heard: list[datetime] = field(default_factory=list[datetime])

    def __post_init__(self) -> None:
        self.notices = MockNotices(self.store, self.heard.append)
        self.sessions = MockSessions(self.store, self.clock, self.notices)
        self.kits = MockKits(self.store, self.clock, self.questions)
        self.rubrics = MockRubrics(self.store, self.clock, self.kits, self.notices)
        deps = self.store, self.clock, self.sessions, self.notices, self.rubrics
        self.interviews = MockInterviews(*deps, self.heard.append)
        self.sessions.when_left_running(self.interviews.close)
        steps = {**self.sessions.steps(), **self.interviews.steps()}
        self.bell = MockClock(self.store, self.clock, steps)
        self.outbox = DeliveryService(self.store, "one")

    async def settle_in(self, *people: int) -> "InterviewHouse":
        """Everybody joins; the guild has a channel."""
        await open_channel(self.store, self.clock)
        for who in people:
            self.members[who] = await enrol(self.store, self.clock, user_id=who)
        return self

    async def agreed(self, *people: int, starts_at: datetime = START, minutes: int = 60) -> int:
        """An interview of these people, in the order of their positions, at a time they agreed on."""
        async with self.store.write() as tx:
            new = NewSession(
                guild_id=GUILD,
                round_id=None,
                source=SessionSource.ROUND,
                week="2026-W23",
                kind=QuestionKind.CODING,
                level=2,
                minutes=minutes,
                slots=(starts_at,),
                reasons=(),
                member_keys=tuple(self.members[who].key for who in people),
            )
            session_id = await self.sessions.open(tx, new, self.clock.now())
            await mock_sessions.change(tx, session_id, self.clock.now(), thread_id=THREADS + session_id)
        for who in people:
            await self.sessions.agree(GUILD, who, session_id, starts_at)
        await self.said()
        return session_id

    async def begun(self, *people: int) -> int:
        """The same, and the first half has just begun on time."""
        session_id = await self.agreed(*people)
        await self.at(START)
        for who in people:
            await self.interviews.start(GUILD, who, session_id)
        await self.said()
        return session_id

    async def held(self, *people: int) -> int:
        """The same, and both halves are over."""
        session_id = await self.begun(*people)
        await self.at(START + timedelta(minutes=30))
        await self.at(START + timedelta(minutes=60))
        await self.said()
        return session_id

    async def at(self, moment: datetime) -> None:
        """It is that time now, and whatever is due happens."""
        self.clock.moment = moment
        await self.bell.tick()

    async def now(self, session_id: int) -> Session:
        """How the interview stands."""
        async with self.store.read() as tx:
            found = await mock_sessions.find(tx, GUILD, session_id)
        assert found is not None
        return found

    async def said(self) -> list[tuple[SessionNotice, int | None]]:
        """What leaves now: which message, and to whom if not to all in their thread."""
        now, said = self.clock.now(), list[tuple[SessionNotice, int | None]]()
        await self.outbox.tick(now)
        while batch := await self.outbox.next_batch(now):
            for claim in batch:
                brief = await self.notices.brief(claim, now)
                if isinstance(brief, SessionBrief):
                    said.append((brief.notice, brief.to))
                quiet = isinstance(brief, Quiet)
                outcome = Dropped(brief.reason) if quiet else Sent(claim.channel_id, 1)
                await self.outbox.settle(claim, outcome, now)
        return said

    async def write(self, who: int, session_id: int, *keys: str, words: str = "Good") -> FeedbackPanel:
        """Send these sheets; returns what is shown after the last."""
        for key in keys:
            scores = SCORES if key.startswith("candidate") else KIND_SCORES
            await self.rubrics.send(GUILD, who, session_id, key, scores, words)
        return await self.rubrics.panel(GUILD, who, session_id)


async def house_of(store: Store, people: Sequence[int] = (ADA, BEN, CYD)) -> InterviewHouse:
    """Three people, unless told otherwise."""
    return await InterviewHouse(store).settle_in(*people)
