"""Moments worth a picture: long streaks, a first finished project, the end of a roadmap. Pure.

Each is reached once in a member's life: taking the tick back does not un-reach it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.streaks import StreakFacts, history

LONG_STREAKS = (7, 30, 100, 365)
"""Days of a streak that are a moment."""

PROJECT = "project"
"""The kind of the first project that was finished: every item planned for it is wholly done."""

_STREAK, _ROADMAP = "streak:", "roadmap:"


@dataclass(frozen=True, slots=True)
class Reached:
    """A moment as it is reached; `title` is the project's, else the roadmap's."""

    kind: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that was reached on study day `day`.

    `shown_at` is when its card reached the member, `shared_at` when they posted it to the group.
    """

    id: int
    kind: str
    title: str | None
    day: date
    shown_at: datetime | None = None
    shared_at: datetime | None = None

    @property
    def days(self) -> int | None:
        """The length of the streak, for a moment that is one."""
        return int(self.kind.removeprefix(_STREAK)) if self.kind.startswith(_STREAK) else None

    @property
    def is_roadmap(self) -> bool:
        """Whether it is the end of a roadmap."""
        return self.kind.startswith(_ROADMAP)


def roadmap_kind(roadmap_id: str) -> str:
    """The kind of the moment at which this roadmap is finished."""
    return f"{_ROADMAP}{roadmap_id}"


def streak_kind(days: int) -> str:
    """The kind of the moment at which a streak is this long."""
    return f"{_STREAK}{days}"


def streak_lengths(streak: int) -> tuple[int, ...]:
    """The lengths that a streak of so many days has reached, ascending."""
    return tuple(days for days in LONG_STREAKS if days <= streak)


def days_reached(facts: StreakFacts, lengths: Collection[int], today: date) -> Mapping[int, date]:
    """When the streak of `today` reached each of these lengths; `today` for one it has not."""
    reached = dict.fromkeys(lengths, today)
    for each in reversed(history(facts, facts.began or today, today)):
        if each.streak in reached:
            reached[each.streak] = each.day
        if not each.streak:
            break
    return reached
