"""Milestones with their dates in a member's own plan. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.claim_record import ClaimRecord
from bot.domain.claims import Box, Tally, tally
from bot.domain.roadmap_claims import Milestone
from bot.domain.roadmap_terms import Obligation
from bot.domain.roadmap_time import DayRange, Deadline, absolute
from bot.domain.targets import Standing


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    DONE = "done"
    AHEAD = "ahead"
    OVERDUE = "overdue"
    LEFT_OUT = "left out"
    """Nothing of the member's plan leads to it."""


@dataclass(frozen=True, slots=True)
class StandingMilestone:
    """A milestone, what is reached of it, and the day it is due in the member's plan; None when nothing there
    leads to it."""

    milestone: Milestone
    boxes: tuple[Box, ...]
    targets: tuple[Standing, ...]
    due: date | None
    tally: Tally
    state: MilestoneState


def milestones(record: ClaimRecord) -> tuple[StandingMilestone, ...]:
    """Every milestone in its order. Soft and optional numbers are shown but not asked for."""
    stones = record.index.roadmap.milestones
    left_out = _left_out(record)
    return tuple(_standing(record, each, left_out=each.key in left_out) for each in stones)


def _standing(record: ClaimRecord, milestone: Milestone, *, left_out: bool) -> StandingMilestone:
    shown = record.boxes(milestone.claims)
    targets = record.standings(target.key for target in milestone.targets)
    reached = tally(shown) + numbers(targets)
    due = record.course.due(milestone.by)
    if left_out:
        state = MilestoneState.DONE if reached.complete else MilestoneState.LEFT_OUT
        undated = tuple(replace(each, due=None) for each in targets)
        return StandingMilestone(milestone, shown, undated, None, reached, state)
    if reached.complete:
        state = MilestoneState.DONE
    else:
        state = MilestoneState.OVERDUE if due < record.today else MilestoneState.AHEAD
    return StandingMilestone(milestone, shown, targets, due, reached, state)


def _left_out(record: ClaimRecord) -> frozenset[str]:
    """The milestones to which the roadmap's work leads, but none of what is meant for this member."""
    spans = {key: absolute(section.span for section in record.index.path(key)) for key in record.index.places}
    found: set[str] = set()
    for milestone, period in _periods(record.index.roadmap.milestones):
        behind = {key for key, span in spans.items() if span and _overlap(span, period)}
        if behind and behind.isdisjoint(record.items):
            found.add(milestone.key)
    return frozenset(found)


def _periods(stones: tuple[Milestone, ...]) -> Iterator[tuple[Milestone, DayRange]]:
    """Milestones with the days that lead to them: since the one before, and at least their own unit."""
    ends = {stone.key: _end(stone.by) for stone in stones}
    for stone in stones:
        if (unit := stone.by.unit) is not None:
            before = max((end for end in ends.values() if end < ends[stone.key]), default=-1)
            first = min(before + 1, (stone.by.first - 1) * unit.days)
            yield stone, DayRange(first, ends[stone.key])


def _end(by: Deadline) -> int:
    return by.last * by.unit.days - 1 if by.unit else -1


def _overlap(one: DayRange, other: DayRange) -> bool:
    lasts = [each.last for each in (one, other) if each.last is not None]
    return max(one.first, other.first) <= min(lasts, default=one.first)


def numbers(targets: tuple[Standing, ...]) -> Tally:
    """How many of the numbers that must be reached are reached."""
    asked = [
        each for each in targets if not each.target.soft and each.target.obligation is Obligation.REQUIRED
    ]
    return Tally(sum(each.met for each in asked), len(asked))
