"""Every table of Cohort."""

from bot.store.tables.base import OF_GUILD, Base, UtcDateTime
from bot.store.tables.claims import ClaimRow, GuildRoadmapRow, HabitTickRow, MeasurementRow
from bot.store.tables.delivery import DeliveryRow, ScheduleRow
from bot.store.tables.group import BlockRow, BuddyRow, ReflectionRow, StandingRow
from bot.store.tables.members import AppStateRow, GuildRow, MemberRow, TombstoneRow
from bot.store.tables.mocks import (
    MockAskedRow,
    MockAvailabilityRow,
    MockMemberRow,
    MockOutsideRow,
    MockRoundRow,
    MockRubricRow,
    MockSeatRow,
    MockSessionRow,
    MockSettingRow,
    MockWaitRow,
)
from bot.store.tables.plans import ChoiceRow, EnrolmentRow, PaceRow, PauseRow, ReplanRow, TaskRow, TimelogRow
from bot.store.tables.problems import (
    ProblemLinkRow,
    ProblemPostRow,
    ProblemPromptRow,
    ProblemReviewRow,
    ProblemSettingRow,
    ProblemSolveRow,
)
from bot.store.tables.questions import GuildQuestionSetRow
from bot.store.tables.streaks import CheckinRow, MomentRow, OutageRow, StreakEntryRow, ZoneMoveRow

__all__ = [
    "OF_GUILD",
    "AppStateRow",
    "Base",
    "BlockRow",
    "BuddyRow",
    "CheckinRow",
    "ChoiceRow",
    "ClaimRow",
    "DeliveryRow",
    "EnrolmentRow",
    "GuildQuestionSetRow",
    "GuildRoadmapRow",
    "GuildRow",
    "HabitTickRow",
    "MeasurementRow",
    "MemberRow",
    "MockAskedRow",
    "MockAvailabilityRow",
    "MockMemberRow",
    "MockOutsideRow",
    "MockRoundRow",
    "MockRubricRow",
    "MockSeatRow",
    "MockSessionRow",
    "MockSettingRow",
    "MockWaitRow",
    "MomentRow",
    "OutageRow",
    "PaceRow",
    "PauseRow",
    "ProblemLinkRow",
    "ProblemPostRow",
    "ProblemPromptRow",
    "ProblemReviewRow",
    "ProblemSettingRow",
    "ProblemSolveRow",
    "ReflectionRow",
    "ReplanRow",
    "ScheduleRow",
    "StandingRow",
    "StreakEntryRow",
    "TaskRow",
    "TimelogRow",
    "TombstoneRow",
    "UtcDateTime",
    "ZoneMoveRow",
]
