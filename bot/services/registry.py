"""All use cases in one frozen value, built by the composition root and held by the client."""

from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.services.enrolments import EnrolmentService
from bot.services.guilds import GuildService
from bot.services.nudges import NudgeService
from bot.services.progress import ProgressService
from bot.services.streaks import StreakService
from bot.services.tasks import TaskService
from bot.services.timelogs import TimelogService


@dataclass(frozen=True, slots=True)
class Services:
    """One attribute per feature noun."""

    clock: Clock
    enrolments: EnrolmentService
    guilds: GuildService
    nudges: NudgeService
    progress: ProgressService
    streaks: StreakService
    tasks: TaskService
    timelogs: TimelogService
