"""The small words of a roadmap: kinds, marks, ranges, sources."""

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What sort of doing an item asks for."""

    TOPIC = "topic"
    TASK = "task"
    BUILD = "build"
    PROJECT = "project"
    DELIVERABLE = "deliverable"
    READING = "reading"
    MOCK = "mock"
    REVIEW = "review"


class Obligation(StrEnum):
    """How much a roadmap insists."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OUT_OF_SCOPE = "out_of_scope"


class OwnProject(StrEnum):
    """Which earlier work of the member's own an item continues."""

    PREVIOUS = "previous"
    MAIN = "main"
    ANY = "any"
    OLD = "old"


class Period(StrEnum):
    """What a rate, a habit or a review form repeats by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Weekday(StrEnum):
    """A day of the week; `number` counts from Monday, which is 0."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """0 for Monday to 6 for Sunday, as `date.weekday()` counts."""
        return list(Weekday).index(self)


class DayPart(StrEnum):
    """A part of the member's own day when a source names no clock time."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    BEFORE_BED = "before_bed"


class Counted(StrEnum):
    """What Cohort can count itself from a member's log; any other number is the member's word."""

    PROBLEMS = "problems"
    ML_PROBLEMS = "ml_problems"
    QUESTIONS = "questions"
    DESIGNS = "designs"
    MOCKS = "mocks"
    STORIES = "stories"
    PROJECTS = "projects"
    POSTS = "posts"
    APPLICATIONS = "applications"
    INTERVIEWS = "interviews"
    OFFERS = "offers"
    EMAILS = "emails"
    CONNECTIONS = "connections"
    MINUTES = "minutes"


class ResourceKind(StrEnum):
    """What a resource is."""

    BOOK = "book"
    COURSE = "course"
    VIDEO = "video"
    PAPER = "paper"
    DOCS = "docs"
    BLOG = "blog"
    SITE = "site"
    TOOL = "tool"
    COMMUNITY = "community"
    NOTES = "notes"


class ResourceStatus(StrEnum):
    """How a source recommends a resource."""

    RECOMMENDED = "recommended"
    MUST = "must"
    REFERENCE = "reference"
    ONE_AT_A_TIME = "one_at_a_time"
    NICE_TO_HAVE = "nice_to_have"


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; `high` None means "or more"."""

    low: float
    high: float | None

    @property
    def middle(self) -> float:
        """Half way, or the low end where there is no high one."""
        return self.low if self.high is None else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the source document says it, in its own line numbers."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Note:
    """The editor's remark, such as a contradiction in the source; never the source's own words."""

    text: str
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The document a roadmap was written from; `dated` is the date it gives itself, in its own words."""

    title: str
    author: str = ""
    dated: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A book, course, site or tool; `url` is None when the source names it without a link."""

    id: str
    title: str
    url: str | None = None
    kind: ResourceKind = ResourceKind.SITE
    author: str = ""
    cost: str = ""
    status: ResourceStatus = ResourceStatus.RECOMMENDED
    detail: str = ""
    source: tuple[Lines, ...] = ()
