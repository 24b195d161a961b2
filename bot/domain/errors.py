"""What can go wrong in Cohort's own terms: facts without wording (`bot.ui.errors` finds the words)."""

from dataclasses import dataclass
from datetime import date


class CohortError(Exception):
    """Any expected refusal. A person sees one sentence that names the next step, never this class."""


@dataclass(eq=False)
class UnknownRoadmap(CohortError):
    """No roadmap with this id is offered here."""

    roadmap_id: str
    offered: tuple[str, ...] = ()


@dataclass(eq=False)
class UnknownTimezone(CohortError):
    """The text is no IANA time-zone name; `suggestions` are close ones."""

    text: str
    suggestions: tuple[str, ...] = ()


@dataclass(eq=False)
class InvalidDate(CohortError):
    """The text is no date that exists, or not one of the allowed forms."""

    text: str


@dataclass(eq=False)
class DateOutOfRange(CohortError):
    """The date exists but cannot be used here; both bounds are included."""

    day: date
    earliest: date
    latest: date


@dataclass(eq=False)
class InvalidTime(CohortError):
    """The text is no time of day (`7:30`, `07:30`, `19h`, `7pm`)."""

    text: str


@dataclass(eq=False)
class InvalidDuration(CohortError):
    """The text is no length of time (`90`, `45m`, `1h30`, `1.5h`); `per_unit` is 60 for hours."""

    text: str
    per_unit: int = 1


@dataclass(eq=False)
class InvalidWeekdays(CohortError):
    """The text names no days of the week (`mon-fri`, `mo, we, sa`, `weekends`, `every day`)."""

    text: str


@dataclass(eq=False)
class OutOfRange(CohortError):
    """A number outside its bounds; all three in `unit`."""

    what: str
    value: float
    minimum: float
    maximum: float
    unit: str


@dataclass(eq=False)
class TextTooLong(CohortError):
    """A text with more characters than its field holds."""

    what: str
    length: int
    maximum: int


@dataclass(eq=False)
class TextEmpty(CohortError):
    """Nothing is left of the text once invisible characters are gone."""

    what: str


@dataclass(eq=False)
class NotEnrolled(CohortError):
    """The member is on no roadmap in this guild."""


@dataclass(eq=False)
class AlreadyEnrolled(CohortError):
    """The member is already on a roadmap in this guild."""

    roadmap_id: str


@dataclass(eq=False)
class NotPaused(CohortError):
    """There is nothing to resume."""


@dataclass(eq=False)
class AlreadyPaused(CohortError):
    """The plan is paused; `until` is the first study day after it, if one was given."""

    until: date | None


@dataclass(eq=False)
class AlreadyFinished(CohortError):
    """The roadmap is finished: there is nothing to pause."""

    title: str


@dataclass(eq=False)
class TaskGone(CohortError):
    """The task does not exist for this member (foreign, erased or re-planned away)."""


@dataclass(eq=False)
class TaskNotOpen(CohortError):
    """The task cannot be moved or skipped because it is already done or skipped."""

    title: str
    state: str


@dataclass(eq=False)
class QuotaReached(CohortError):
    """The member already stores as many rows of this kind as Cohort keeps."""

    what: str
    maximum: int
    next_step: str = "Finish or skip one first."


class NoNudgeChannel(CohortError):
    """The guild has no channel for nudges."""


@dataclass(eq=False)
class NoSuchTask(CohortError):
    """None of the member's open tasks has this text in its title."""

    text: str


@dataclass(eq=False)
class NudgeNotSet(CohortError):
    """The member has no nudge to mute or switch off."""


@dataclass(eq=False)
class NotOrganiser(CohortError):
    """Only a member with Manage Server, or the organiser role, may do this."""


@dataclass(eq=False)
class GuildOnly(CohortError):
    """This needs a server; it was used in a direct message."""


@dataclass(eq=False)
class NotYours(CohortError):
    """Somebody pressed a button that belongs to another member."""

    owner_id: int


@dataclass(eq=False)
class NoLongerAvailable(CohortError):
    """The pressed thing is stale, forged or foreign: all three read the same on purpose."""


@dataclass(eq=False)
class ChannelUnusable(CohortError):
    """The bot lacks permissions (named as Discord shows them) in a channel it was told to use."""

    channel_id: int
    missing: tuple[str, ...]


class Unavailable(CohortError):
    """Something Cohort itself needs does not answer; nothing was changed."""


@dataclass(eq=False)
class Restarting(CohortError):
    """The process is shutting down and takes nothing new."""
