"""A person in one guild, and where they stand on a roadmap."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.day_clock import DayClock
from bot.domain.pace import Pace
from bot.domain.slips import Promise
from bot.domain.tasks import EnrolmentState


@dataclass(frozen=True, slots=True)
class Member:
    """One person in one guild; `key` is our row id, the other ids are Discord's."""

    key: int
    guild_id: int
    user_id: int
    zone: ZoneInfo
    cutoff_minutes: int
    dm_channel_id: int | None
    day_floor: date | None = None
    """The day reached when the zone or the cut-off hour last changed."""

    @property
    def clock(self) -> DayClock:
        """How the member's study days are told apart now."""
        return DayClock(self.zone, self.cutoff_minutes)

    def day(self, now: datetime) -> date:
        """The member's study day at `now`; it never goes back, wherever the member travels."""
        return self.clock.day(now, self.day_floor)

    def day_ends(self, day: date) -> datetime:
        """The UTC instant at which this study day is over."""
        return self.clock.end(day)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A member on one roadmap version, at the pace in force."""

    id: int
    roadmap_id: str
    roadmap_version: str
    state: EnrolmentState
    start_day: date
    pace: Pace
    pace_since: date
    """The first day of the pace in force."""
    paused_until: date | None
    """First study day after the pause; None when not paused or without a return date."""
    by_day: date | None = None
    """The day the member wants to be done by, if the pace was made from it."""
    promise: Promise | None = None
    """What was promised when the pace was agreed."""
    optional: bool = True
    """Whether the plan holds optional items."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A member together with the enrolment that is not left."""

    member: Member
    enrolment: Enrolment
    in_touch: bool = field(default=False, kw_only=True)
    """Whether the member has a buddy or a request: only then somebody asks for more."""
