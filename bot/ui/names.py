"""What values of the domain are called: `named(TaskState.DONE)` is "done".

The English name is the value itself; the catalogues hold it once for each kind of value.
"""

from enum import StrEnum

from bot.domain.availability import Band
from bot.domain.claim_record import Nearness
from bot.domain.delivery import DeliveryKind
from bot.domain.milestones import MilestoneState
from bot.domain.mock_rounds import RoundState
from bot.domain.roadmap_claims import Difficulty, EvidenceKind
from bot.domain.roadmap_terms import DayPart, ItemKind, ResourceKind
from bot.domain.tasks import EnrolmentState, TaskState
from bot.domain.work_kinds import WorkKind
from bot.ui.charts_streak_words import Shown
from bot.ui.language import pgettext

SHOWN: tuple[type[StrEnum], ...] = (
    Band,
    DayPart,
    DeliveryKind,
    Difficulty,
    EnrolmentState,
    EvidenceKind,
    ItemKind,
    MilestoneState,
    Nearness,
    ResourceKind,
    RoundState,
    Shown,
    TaskState,
    WorkKind,
)
"""All that is ever shown so; from here the catalogues know which names there are."""


def named(value: StrEnum) -> str:
    """The name of a value in the reader's language; its kind must be in SHOWN."""
    return pgettext(type(value).__name__, plain_name(value))


def plain_name(value: StrEnum) -> str:
    """The English name, which is the msgid."""
    return value.value.replace("_", " ")
