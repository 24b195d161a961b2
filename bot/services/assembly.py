"""The composition of all use cases: who needs whom."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from bot.catalog import Catalog
from bot.catalog.upload import Checker
from bot.domain.clock import Clock
from bot.domain.hosting import Hosting
from bot.services.blocks import BlockService
from bot.services.branches import BranchService
from bot.services.buddies import BuddyService
from bot.services.buddy_messages import BuddyMessages
from bot.services.claim_records import ClaimRecords
from bot.services.claims import ClaimService
from bot.services.delivery_review import DeliveryReview
from bot.services.departures import DepartureService
from bot.services.digests import DigestService
from bot.services.enrolments import EnrolmentService, Leaving
from bot.services.erasure import ErasureService, Farewell
from bot.services.guilds import GuildService
from bot.services.languages import LanguageService
from bot.services.listeners import OnChange
from bot.services.member_review import MemberReview
from bot.services.mock_assembly import Mocks, assemble_mocks
from bot.services.mock_clock import MockClock
from bot.services.moments import MomentService
from bot.services.nudges import NudgeService
from bot.services.own_questions import OwnQuestions
from bot.services.own_roadmaps import OwnRoadmaps
from bot.services.personal_export import PersonalExport
from bot.services.plans import Planner
from bot.services.problem_assembly import Outside, Problems, assemble_problems
from bot.services.problem_shelf import ProblemShelf
from bot.services.progress import ProgressService
from bot.services.readings import Books, ReadingService
from bot.services.reflections import ReflectionService
from bot.services.registry import Services
from bot.services.replans import ReplanService
from bot.services.rituals import RitualService
from bot.services.roadmaps import RoadmapService
from bot.services.shelf import Shelf
from bot.services.standings import StandingService
from bot.services.streak_amnesties import AmnestyService
from bot.services.streaks import StreakService
from bot.services.targets import TargetService
from bot.services.tasks import TaskService
from bot.services.timelogs import TimelogService
from bot.services.warnings import WarningService
from bot.store.erased_file import ErasedFile
from bot.store.transaction import Store


def assemble(
    store: Store,
    clock: Clock,
    catalog: Catalog,
    outside: Outside,
    hosting: Hosting,
    on_change: OnChange,
    erased: ErasedFile | None = None,
) -> tuple[Services, MockClock]:
    """Every use case on one store, and what the bell rings; `on_change` hears when something falls due.

    `erased` is the list of the erased beside the database.
    """
    checker = Checker()
    own, own_questions = OwnRoadmaps(store, checker), OwnQuestions(store, clock, checker)
    shelf, books = Shelf(catalog, own), Books()
    planner = Planner(shelf)
    tasks = TaskService(store, clock, shelf, planner)
    problem_shelf = ProblemShelf()
    records = ClaimRecords(store, clock, shelf, planner, problem_shelf)
    problems = assemble_problems(store, clock, shelf, planner, records, problem_shelf, outside, on_change)
    warnings = WarningService(store, clock, tasks)
    nudges = NudgeService(store, clock, tasks, on_change, warnings=warnings)
    messages = BuddyMessages(store, on_change)
    buddies = BuddyService(store, clock, messages)
    mocks = assemble_mocks(store, clock, own_questions, records, on_change)
    languages = LanguageService(store, clock)
    ready = _with_group(_with(mocks, problems), store, clock, shelf, on_change)
    erasure = ErasureService(store, clock, _ends(buddies, mocks), erased, on_change)
    services = _with_trust(ready, store, clock, erasure, hosting)(
        clock=clock,
        claims=ClaimService(store, clock, planner, records),
        blocks=BlockService(store, clock, [buddies, mocks.sessions]),
        buddies=buddies,
        buddy_messages=messages,
        branches=BranchService(store, clock, shelf, planner, books),
        enrolments=EnrolmentService(store, clock, shelf, planner, nudges, _leaving(buddies, mocks)),
        warnings=warnings,
        guilds=GuildService(store, clock, on_change, languages),
        languages=languages,
        nudges=nudges,
        own_questions=own_questions,
        personal_export=PersonalExport(store, clock, shelf),
        replans=ReplanService(store, clock, shelf, planner, nudges),
        progress=ProgressService(store, clock, shelf, planner, tasks),
        readings=ReadingService(store, clock, shelf, books),
        reflections=ReflectionService(store, clock, shelf, planner),
        roadmaps=RoadmapService(store, clock, shelf, own, planner, checker),
        streaks=StreakService(store, clock, shelf, planner, nudges, problem_shelf),
        targets=TargetService(store, clock, planner, records),
        tasks=tasks,
    )
    return services, mocks.clock


def _with_group(
    ready: "partial[Services]", store: Store, clock: Clock, shelf: Shelf, on_change: OnChange
) -> "partial[Services]":
    """The same with what needs no plan."""
    return partial(
        ready,
        amnesties=AmnestyService(store, clock),
        deliveries=DeliveryReview(store, clock, on_change),
        digests=DigestService(store, shelf),
        guilds=GuildService(store, clock, on_change),
        member_review=MemberReview(store, clock, shelf),
        moments=MomentService(store, clock),
        rituals=RitualService(store, clock, on_change),
        standings=StandingService(store, clock),
        timelogs=TimelogService(store, clock),
    )


def _with_trust(
    ready: "partial[Services]", store: Store, clock: Clock, erasure: ErasureService, hosting: Hosting
) -> "partial[Services]":
    """The same with what ends the keeping of data."""
    kept = timedelta(days=hosting.retention_days)
    departures = DepartureService(store, clock, erasure, kept)
    return partial(ready, hosting=hosting, erasure=erasure, departures=departures)


def _leaving(buddies: BuddyService, mocks: Mocks) -> Sequence[Leaving]:
    """What ends with a member's roadmap."""
    return buddies, mocks.pool, mocks.sessions, mocks.now


def _ends(buddies: BuddyService, mocks: Mocks) -> Sequence[Farewell]:
    """What ends with somebody of whom nothing stays."""
    return buddies.say_farewell, mocks.pool.release, mocks.sessions.release, mocks.now.release


def _with(mocks: Mocks, problems: Problems) -> "partial[Services]":
    """Services that have these already, and still need all others."""
    return partial(
        Services,
        mock_availability=mocks.availability,
        mock_calls=mocks.calls,
        mock_history=mocks.history,
        mock_interviews=mocks.interviews,
        mock_kits=mocks.kits,
        mock_notices=mocks.notices,
        mock_now=mocks.now,
        mock_outside=mocks.outside,
        mock_pool=mocks.pool,
        mock_rooms=mocks.rooms,
        mock_rounds=mocks.rounds,
        mock_rubrics=mocks.rubrics,
        mock_sessions=mocks.sessions,
        ml_prompts=problems.ml_prompts,
        problem_due=problems.due,
        problem_links=problems.links,
        problem_post_settings=problems.post_settings,
        problem_posts=problems.posts,
        problem_progress=problems.progress,
        problem_prompts=problems.prompts,
        problem_shelf=problems.shelf,
        problem_solves=problems.solves,
    )
