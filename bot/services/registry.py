"""All use cases in one frozen value, built by the composition root and held by the client."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.clock import Clock

if TYPE_CHECKING:
    # Whoever names the use cases need not load them: the client logs in while the database's library loads.
    from bot.services.branches import BranchService
    from bot.services.claims import ClaimService
    from bot.services.delivery_review import DeliveryReview
    from bot.services.enrolments import EnrolmentService
    from bot.services.guilds import GuildService
    from bot.services.nudges import NudgeService
    from bot.services.progress import ProgressService
    from bot.services.readings import ReadingService
    from bot.services.replans import ReplanService
    from bot.services.roadmaps import RoadmapService
    from bot.services.streaks import StreakService
    from bot.services.targets import TargetService
    from bot.services.tasks import TaskService
    from bot.services.timelogs import TimelogService


@dataclass(frozen=True, slots=True)
class Services:
    """One attribute per feature noun."""

    clock: Clock
    claims: "ClaimService"
    branches: "BranchService"
    deliveries: "DeliveryReview"
    enrolments: "EnrolmentService"
    guilds: "GuildService"
    nudges: "NudgeService"
    progress: "ProgressService"
    readings: "ReadingService"
    replans: "ReplanService"
    roadmaps: "RoadmapService"
    streaks: "StreakService"
    targets: "TargetService"
    tasks: "TaskService"
    timelogs: "TimelogService"
