"""Numbers a member reports, held against the goals of a roadmap. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.claims import TargetPlace
from bot.domain.counting import Count, period_start
from bot.domain.roadmap_claims import Comparator, Goal, Target


class Voucher(StrEnum):
    """Who says so."""

    COHORT = "cohort"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number a member reported on one study day, in the goal's unit."""

    id: int
    value: float
    evidence: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A target in a member's plan: the number that counts, who vouches for it, and when it is due.

    `number` and `voucher` are None while there is none. `history` has the newest report first.
    """

    place: TargetPlace
    number: float | None
    voucher: Voucher | None
    counted: Count | None
    history: tuple[Measurement, ...]
    due: date | None
    met: bool

    @property
    def target(self) -> Target:
        """The target itself."""
        return self.place.target


def standing(
    place: TargetPlace, counted: Count | None, history: Sequence[Measurement], due: date | None, today: date
) -> Standing:
    """Which number counts for a target, and whether it reaches the goal.

    Of a count and a report the larger counts: Cohort sees only what happens in the plan, the member may have
    done more elsewhere, and done more since they reported. A rate's report speaks for its own period: an
    older one is history, whether Cohort counts the rate or not.
    """
    target = place.target
    newest = history[0] if history else None
    if newest and target.per and newest.day < period_start(target.per, today):
        newest = None
    number, voucher = _larger(counted, newest)
    met = number is not None and target.goal.met_by(number) and _shares_met(target, counted, voucher)
    return Standing(place, number, voucher, counted, tuple(history), due, met)


def _larger(counted: Count | None, newest: Measurement | None) -> tuple[float | None, Voucher | None]:
    if newest and (counted is None or newest.value > counted.number):
        return newest.value, Voucher.MEMBER
    return (counted.number, Voucher.COHORT) if counted else (None, None)


def _shares_met(target: Target, counted: Count | None, voucher: Voucher | None) -> bool:
    """A report is one number, so only a count can fall short in its parts."""
    if counted is None or voucher is Voucher.MEMBER:
        return True
    return all(share.goal.met_by(counted.parts[share.kind]) for share in target.split)


def gap(goal: Goal, number: float) -> float:
    """What is missing (positive) or too much (negative) in the goal's unit; 0 at the edge and within."""
    low, high = _bounds(goal)
    if low is not None and number < low:
        return low - number
    return high - number if high is not None and number > high else 0


def _bounds(goal: Goal) -> tuple[float | None, float | None]:
    match goal.comparator:
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return goal.value, None
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return None, goal.value
        case Comparator.EXACTLY:
            return goal.value, goal.value
        case Comparator.BETWEEN:
            return goal.value, (goal.upper or goal.value) if goal.bound else None
