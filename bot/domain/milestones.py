"""Milestones with their dates in a member's own plan. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.claim_record import ClaimRecord
from bot.domain.claims import Box, Tally, tally
from bot.domain.roadmap_claims import Milestone
from bot.domain.roadmap_terms import Obligation
from bot.domain.targets import Standing


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    DONE = "done"
    AHEAD = "ahead"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class StandingMilestone:
    """A milestone, what is reached of it, and the day it is due in the member's plan."""

    milestone: Milestone
    boxes: tuple[Box, ...]
    targets: tuple[Standing, ...]
    due: date
    tally: Tally
    state: MilestoneState


def milestones(record: ClaimRecord) -> tuple[StandingMilestone, ...]:
    """Every milestone in its order. Soft and optional numbers are shown but not asked for."""
    return tuple(_standing(record, milestone) for milestone in record.index.roadmap.milestones)


def _standing(record: ClaimRecord, milestone: Milestone) -> StandingMilestone:
    shown = record.boxes(milestone.claims)
    targets = record.standings(target.key for target in milestone.targets)
    reached = tally(shown) + numbers(targets)
    due = record.course.due(milestone.by)
    if reached.complete:
        state = MilestoneState.DONE
    else:
        state = MilestoneState.OVERDUE if due < record.today else MilestoneState.AHEAD
    return StandingMilestone(milestone, shown, targets, due, reached, state)


def numbers(targets: tuple[Standing, ...]) -> Tally:
    """How many of the numbers that must be reached are reached."""
    asked = [
        each for each in targets if not each.target.soft and each.target.obligation is Obligation.REQUIRED
    ]
    return Tally(sum(each.met for each in asked), len(asked))
