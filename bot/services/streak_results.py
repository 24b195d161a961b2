"""What the use cases around a streak answer with."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.moments import Moment
from bot.domain.streak_entries import Entry
from bot.domain.streak_why import Explained
from bot.domain.streaks import Streak, StreakDay


@dataclass(frozen=True, slots=True)
class StreakShown:
    """A member's streak on their study day `day`."""

    guild_id: int
    user_id: int
    streak: Streak
    day: date
    day_ends_at: datetime
    cutoff_minutes: int
    days: tuple[StreakDay, ...]
    """The last months, oldest first, today included."""
    rests: tuple[date, ...]
    """The member's own rest days, today and later."""
    set_aside: tuple[date, ...]
    """Days with a freeze set aside, today and later."""
    spare_freezes: int
    """Freezes held that are not set aside."""
    fillable: tuple[date, ...]
    """Days that can be back-filled now."""
    waiting: bool = False
    """Whether the member is on no roadmap now: then there is nothing to do for the streak."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that counted on a day; `title` None is a task whose roadmap is gone, or no task."""

    kind: str
    title: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class StreakReasons:
    """Why a day came to what it came to, with everything entered for it."""

    guild_id: int
    user_id: int
    explained: Explained
    today: date
    first: date
    """The earliest day one can ask about."""
    counted: tuple[Counted, ...]
    entries: tuple[Entry, ...]
    left_on: date | None = None
    """Since when the member is on no roadmap, if they are on none now."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A day that counts after all."""

    day: date
    left: int
    """How many days of its month can still be filled in."""
    shown: StreakShown
    reached: tuple[Moment, ...] = ()
    """What the longer streak reached."""


@dataclass(frozen=True, slots=True)
class AmnestyQuestion:
    """What taking an amnesty back would do."""

    guild_id: int
    entry: Entry
    ended: int | None
    """How many streaks of today would be shorter; None where a guild has too many members to count them."""


@dataclass(frozen=True, slots=True)
class Amnesties:
    """The last amnesties of a guild, newest first, and what has just been done."""

    guild_id: int
    today: date
    """In the server's zone."""
    entries: tuple[Entry, ...]
