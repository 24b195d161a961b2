"""The use cases of mock interviews, put together: they know one another in one order only."""

from dataclasses import dataclass
from random import SystemRandom

from bot.domain.clock import Clock
from bot.services.claim_records import ClaimRecords
from bot.services.listeners import OnChange
from bot.services.mock_availability import MockAvailability
from bot.services.mock_calls import MockCalls
from bot.services.mock_clock import MockClock
from bot.services.mock_history import MockHistory
from bot.services.mock_interviews import MockInterviews
from bot.services.mock_kits import MockKits
from bot.services.mock_notices import MockNotices
from bot.services.mock_now import MockNow
from bot.services.mock_outside import MockOutside
from bot.services.mock_pool import MockPool
from bot.services.mock_rooms import MockRooms
from bot.services.mock_rounds import MockRounds
from bot.services.mock_rubrics import MockRubrics
from bot.services.mock_sessions import MockSessions
from bot.services.own_questions import OwnQuestions
from bot.store.transaction import Store


@dataclass(frozen=True, slots=True)
class Mocks:
    """One attribute for each; `clock` is rung by the bell."""

    availability: MockAvailability
    calls: MockCalls
    clock: MockClock
    history: MockHistory
    interviews: MockInterviews
    kits: MockKits
    notices: MockNotices
    now: MockNow
    outside: MockOutside
    pool: MockPool
    rooms: MockRooms
    rounds: MockRounds
    rubrics: MockRubrics
    sessions: MockSessions


def assemble_mocks(
    store: Store, clock: Clock, questions: OwnQuestions, records: ClaimRecords, on_change: OnChange
) -> Mocks:
    """All of them on one store; `on_change` hears when something falls due."""
    notices = MockNotices(store, on_change)
    sessions = MockSessions(store, clock, notices)
    rounds = MockRounds(store, clock, sessions, SystemRandom(), on_change)
    sessions.when_orphaned(rounds.orphaned)
    calls = MockCalls(store, on_change)
    now = MockNow(store, clock, notices, calls)
    sessions.when_orphaned(now.orphaned)
    pool = MockPool(store, clock, sessions)
    for release in (pool.release, now.release):
        sessions.when_gone(release)
    kits = MockKits(store, clock, questions)
    rubrics = MockRubrics(store, clock, kits, notices)
    interviews = MockInterviews(store, clock, sessions, notices, rubrics, on_change)
    sessions.when_left_running(interviews.close)
    return Mocks(
        availability=MockAvailability(store, clock),
        calls=calls,
        clock=MockClock(store, clock, {**sessions.steps(), **interviews.steps()}, [rounds]),
        history=MockHistory(store, clock, questions, records),
        interviews=interviews,
        kits=kits,
        notices=notices,
        now=now,
        outside=MockOutside(store, clock),
        pool=pool,
        rooms=MockRooms(store, clock, notices),
        rounds=rounds,
        rubrics=rubrics,
        sessions=sessions,
    )
