"""All use cases in one frozen value, built by the composition root and held by the client."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.clock import Clock
from bot.domain.hosting import Hosting

if TYPE_CHECKING:
    # Whoever names the use cases need not load them: the client logs in while the database's library loads.
    from bot.services.blocks import BlockService
    from bot.services.branches import BranchService
    from bot.services.buddies import BuddyService
    from bot.services.buddy_messages import BuddyMessages
    from bot.services.claims import ClaimService
    from bot.services.delivery_review import DeliveryReview
    from bot.services.departures import DepartureService
    from bot.services.digests import DigestService
    from bot.services.enrolments import EnrolmentService
    from bot.services.erasure import ErasureService
    from bot.services.guilds import GuildService
    from bot.services.languages import LanguageService
    from bot.services.member_review import MemberReview
    from bot.services.ml_prompts import MlPrompts
    from bot.services.mock_availability import MockAvailability
    from bot.services.mock_calls import MockCalls
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
    from bot.services.moments import MomentService
    from bot.services.nudges import NudgeService
    from bot.services.own_questions import OwnQuestions
    from bot.services.personal_export import PersonalExport
    from bot.services.problem_due import ProblemDue
    from bot.services.problem_links import ProblemLinks
    from bot.services.problem_post_settings import ProblemPostSettings
    from bot.services.problem_posts import ProblemPosts
    from bot.services.problem_progress import ProblemProgressService
    from bot.services.problem_prompts import ProblemPrompts
    from bot.services.problem_shelf import ProblemShelf
    from bot.services.problem_solves import ProblemSolves
    from bot.services.progress import ProgressService
    from bot.services.readings import ReadingService
    from bot.services.reflections import ReflectionService
    from bot.services.replans import ReplanService
    from bot.services.rituals import RitualService
    from bot.services.roadmaps import RoadmapService
    from bot.services.standings import StandingService
    from bot.services.streak_amnesties import AmnestyService
    from bot.services.streaks import StreakService
    from bot.services.targets import TargetService
    from bot.services.tasks import TaskService
    from bot.services.timelogs import TimelogService
    from bot.services.warnings import WarningService


@dataclass(frozen=True, slots=True)
class Services:
    """One attribute per feature noun."""

    clock: Clock
    amnesties: "AmnestyService"
    claims: "ClaimService"
    blocks: "BlockService"
    branches: "BranchService"
    buddies: "BuddyService"
    buddy_messages: "BuddyMessages"
    deliveries: "DeliveryReview"
    departures: "DepartureService"
    digests: "DigestService"
    enrolments: "EnrolmentService"
    erasure: "ErasureService"
    guilds: "GuildService"
    hosting: Hosting
    languages: "LanguageService"
    member_review: "MemberReview"
    ml_prompts: "MlPrompts"
    moments: "MomentService"
    nudges: "NudgeService"
    problem_due: "ProblemDue"
    problem_links: "ProblemLinks"
    problem_post_settings: "ProblemPostSettings"
    problem_posts: "ProblemPosts"
    problem_progress: "ProblemProgressService"
    problem_prompts: "ProblemPrompts"
    problem_shelf: "ProblemShelf"
    problem_solves: "ProblemSolves"
    mock_availability: "MockAvailability"
    mock_calls: "MockCalls"
    mock_history: "MockHistory"
    mock_now: "MockNow"
    mock_outside: "MockOutside"
    mock_pool: "MockPool"
    mock_interviews: "MockInterviews"
    mock_kits: "MockKits"
    mock_rounds: "MockRounds"
    mock_rubrics: "MockRubrics"
    mock_notices: "MockNotices"
    mock_rooms: "MockRooms"
    mock_sessions: "MockSessions"
    own_questions: "OwnQuestions"
    personal_export: "PersonalExport"
    progress: "ProgressService"
    readings: "ReadingService"
    reflections: "ReflectionService"
    replans: "ReplanService"
    rituals: "RitualService"
    roadmaps: "RoadmapService"
    standings: "StandingService"
    streaks: "StreakService"
    targets: "TargetService"
    tasks: "TaskService"
    timelogs: "TimelogService"
    warnings: "WarningService"
