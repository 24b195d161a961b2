"""Changing what was agreed: what can be changed, and what that does to the plan. Pure values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.pace import Pace


class ReplanKind(StrEnum):
    """Why the terms of a plan change."""

    CATCH_UP = "catch_up"
    """More hours a week, and the promised finish holds."""
    SHIFT = "shift"
    """The same hours, and a later finish."""
    DROP_OPTIONAL = "drop_optional"
    """Without what the roadmap calls optional."""
    TAKE_OPTIONAL = "take_optional"
    """With it again."""
    PACE = "pace"
    """The member's own wish."""


MAX_WEEK = 1000
"""Characters of a week in a member's own words."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member asks of their pace; None leaves a part as it is.

    `by` (a day) and `week` (a template of the roadmap, or days) are as typed.
    """

    minutes_per_week: int | None = None
    study_days: frozenset[int] | None = None
    by: str | None = None
    week: str | None = None


NO_WISH = Wish()


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed with a member. `by_day` is the day the pace was made from, if it was."""

    pace: Pace
    optional: bool = True
    by_day: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where terms lead: the day of the last task, the open tasks and their minutes."""

    terms: Terms
    finish: date | None
    tasks: int
    minutes: int
    per_day: tuple[tuple[date, int], ...] = ()
    """The next days from today on with their open minutes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way on: from what is to what would be."""

    kind: ReplanKind
    before: Outlook
    after: Outlook

    @property
    def changes(self) -> bool:
        """Whether taking it would do anything."""
        before, after = self.before, self.after
        same_pace = before.terms.pace == after.terms.pace and before.terms.by_day == after.terms.by_day
        return not same_pace or (before.finish, before.minutes) != (after.finish, after.minutes)
