"""What can go wrong in Cohort's own terms: facts without wording (`bot.ui.errors` finds the words)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.languages import N_


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


class StudyWeekFault(StrEnum):
    """What is wrong with a line of a study week."""

    DAYS = "days"
    """It does not begin with days and a colon."""
    LENGTH = "length"
    """A stretch has no length that can be read."""
    TWICE = "twice"
    """A line before it has one of its days."""
    TOO_LONG = "too_long"
    """A day holds more hours than a person is awake."""


@dataclass(eq=False)
class InvalidStudyWeek(CohortError):
    """A line of a study week (`mon-fri: morning 1h30`) that cannot be used."""

    line: str
    reason: StudyWeekFault


@dataclass(eq=False)
class OutOfRange(CohortError):
    """A number outside its bounds; all three in `unit`."""

    what: str
    value: float
    minimum: float
    maximum: float
    unit: str


@dataclass(eq=False)
class InvalidNumber(CohortError):
    """The text is no number in `unit` (empty for a bare number)."""

    text: str
    unit: str = ""


@dataclass(eq=False)
class InvalidLink(CohortError):
    """The text is no http or https address of at most 512 characters."""

    text: str


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
class NotActive(CohortError):
    """The plan is paused or finished (`state`): there is nothing to plan again."""

    state: str


@dataclass(eq=False)
class NothingToChange(CohortError):
    """What a re-plan would do is done already, or not needed any more."""


@dataclass(eq=False)
class NotEnoughTime(CohortError):
    """Even the largest pace is not done by `by`."""

    by: date


@dataclass(eq=False)
class OneOrTheOther(CohortError):
    """More than one of several ways to say the same was given."""

    one: str
    other: str
    third: str


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
    next_step: str = N_("Finish or skip one first.")


class NoNudgeChannel(CohortError):
    """The guild has no channel for nudges."""


@dataclass(eq=False)
class NoSuchTask(CohortError):
    """None of the member's open tasks has this text in its title."""

    text: str


@dataclass(eq=False)
class NoSuchHabit(CohortError):
    """No habit of today has this name; `today` are the titles of those that hold."""

    text: str
    today: tuple[str, ...] = ()


@dataclass(eq=False)
class NoSuchClaim(CohortError):
    """The member's roadmap has no such thing; `what` is `box`, `number` or `section`."""

    what: str
    text: str


@dataclass(eq=False)
class WithoutClaims(CohortError):
    """The roadmap has none of `what`; `instead` are the commands for what it has, without the slash."""

    title: str
    what: str
    instead: tuple[str, ...] = ()


@dataclass(eq=False)
class EvidenceAlone(CohortError):
    """A link without what it proves; `missing` is `box` or `value`."""

    missing: str


@dataclass(eq=False)
class NothingReported(CohortError):
    """There is no number of the member's to take back for this target."""

    title: str


@dataclass(eq=False)
class NudgeNotSet(CohortError):
    """The member has no nudge to mute or switch off."""


@dataclass(eq=False)
class NoSuchDelivery(CohortError):
    """The server's outbox holds no such message, or no longer."""


@dataclass(eq=False)
class DeliveryPassed(CohortError):
    """The message was worth sending only until then."""

    until: datetime


@dataclass(eq=False)
class DeliveryUnchanged(CohortError):
    """The message is queued, sending, sent, dropped or dead, and cannot be changed in that way."""

    state: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a file; `line` counts from 1, `path` is the key's place."""

    line: int
    path: str
    message: str


@dataclass(eq=False)
class WrongFileType(CohortError):
    """The file's name has none of these endings."""

    name: str
    endings: tuple[str, ...]


@dataclass(eq=False)
class FileTooLarge(CohortError):
    """More bytes than are read; `size` is None when nobody knows, because unpacking stopped at the limit."""

    size: int | None
    maximum: int
    packed: bool


@dataclass(eq=False)
class BadPacking(CohortError):
    """The file is called packed but is no whole gzip file, or several in one."""

    name: str


@dataclass(eq=False)
class UploadLost(CohortError):
    """Discord did not hand over the attached file."""


@dataclass(eq=False)
class BrokenFile(CohortError):
    """The file is not usable as what it is meant to be; `faults` are the first of all `count`, by line."""

    faults: tuple[Fault, ...]
    count: int


@dataclass(eq=False)
class CheckTooLong(CohortError):
    """Checking the file was stopped after these seconds."""

    seconds: float


@dataclass(eq=False)
class CheckFailed(CohortError):
    """The file could not be checked, for a reason that lies with Cohort's host."""


@dataclass(eq=False)
class ImportRunning(CohortError):
    """Another file of the same guild is being checked."""


@dataclass(eq=False)
class BuiltInRoadmap(CohortError):
    """A roadmap with this id comes with Cohort: no guild can replace or remove it."""

    roadmap_id: str


@dataclass(eq=False)
class NoNewVersion(CohortError):
    """The member already follows the newest version of their roadmap."""


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

    passes: ClassVar[bool] = False  # whether it may be over by itself: worth while to start again


@dataclass(eq=False)
class Restarting(CohortError):
    """The process is shutting down and takes nothing new."""
