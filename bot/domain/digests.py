"""What a group did in a week, told to the group: nobody is named who did not choose to be. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import monday_of
from bot.domain.moments import Moment

WEEK_DAYS = 7

MOST_NAMED = 20
"""Named one by one; of the rest there is a count."""

MOST_WINS = 5
MOST_MOMENTS = 8


@dataclass(frozen=True, slots=True)
class SharedWin:
    """What a member posted at the end of the week: goals reached, and words of their own, if any."""

    user_id: int
    reached: int
    win: str


@dataclass(frozen=True, slots=True)
class SharedMoment:
    """A moment that a member showed to the group."""

    user_id: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """What happened from `first` to `last`. `kept` are members on the board who kept all planned days, and
    `kept_unnamed` counts the others; `wins_unnamed` and `moments_unnamed` count what was posted where not the
    whole group reads, and moments that were not shared. `milestones` counts their boxes, ticked this week."""

    first: date
    last: date
    kept: tuple[int, ...] = ()
    kept_unnamed: int = 0
    wins: tuple[SharedWin, ...] = ()
    wins_unnamed: int = 0
    moments: tuple[SharedMoment, ...] = ()
    moments_unnamed: int = 0
    tasks: int = 0
    mocks: int = 0
    milestones: int = 0

    @property
    def monday(self) -> date:
        """Of the week that most of these days are in."""
        return monday_of(self.first + timedelta(days=WEEK_DAYS // 2))

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell."""
        unnamed = self.kept_unnamed + self.wins_unnamed + self.moments_unnamed
        counted = unnamed + self.tasks + self.mocks + self.milestones
        return not (counted or self.kept or self.wins or self.moments)


@dataclass(frozen=True, slots=True)
class DigestBrief:
    """The digest as it leaves; `late_by` is zero when it is on time, and one button begins with `marker`."""

    guild_id: int
    marker: str
    week: GroupWeek
    late_by: timedelta
