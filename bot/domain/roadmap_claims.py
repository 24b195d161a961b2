"""What a member can claim in a roadmap: yes/no claims, numbers, projects, problems, mocks."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.roadmap_terms import Counted, Lines, Obligation, Period, Range
from bot.domain.roadmap_time import Deadline


class EvidenceKind(StrEnum):
    """What proves a claim."""

    URL = "url"
    REPO = "repo"
    APP = "app"
    API = "api"
    FILE = "file"
    VIDEO = "video"
    POST = "post"
    NUMBER = "number"
    TEXT = "text"


class Comparator(StrEnum):
    """How a number is held against its goal."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    EXACTLY = "exactly"
    BETWEEN = "between"


class MockKind(StrEnum):
    """What a mock interview is about."""

    CODING = "coding"
    ML_THEORY = "ml_theory"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"


class Difficulty(StrEnum):
    """How hard a coding problem is, as LeetCode grades it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What to show for it, and where the source wants it published ("Medium"), if it says so."""

    kind: EvidenceKind
    where: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A yes/no box. The same key in several lists is one box: ticked once, ticked everywhere.

    `covers` names items and sections that count as done for a member who had this from the start.
    """

    key: str
    title: str
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()
    covers: tuple[str, ...] = ()
    obligation: Obligation = Obligation.REQUIRED
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A number with its unit: at least 98 %, less than 100 ms, 2 to 3 projects.

    A range is an amount that is wanted: its low end is enough and more is fine. With `bound` it is a limit on
    both sides, such as a video of 2 to 3 minutes.
    """

    comparator: Comparator
    value: float
    upper: float | None = None
    unit: str = ""
    bound: bool = False

    def met_by(self, number: float) -> bool:
        """Whether a number reaches the goal."""
        match self.comparator:
            case Comparator.AT_LEAST:
                return number >= self.value
            case Comparator.AT_MOST:
                return number <= self.value
            case Comparator.MORE_THAN:
                return number > self.value
            case Comparator.LESS_THAN:
                return number < self.value
            case Comparator.EXACTLY:
                return number == self.value
            case Comparator.BETWEEN:
                return number >= self.value and (not self.bound or number <= (self.upper or self.value))


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a target that falls to one kind: 10 of them easy."""

    kind: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class Target:
    """A number to reach. `per` makes it a rate, `by` gives it a deadline, `soft` means "if possible".

    `basis` says what is measured (test set, p99). Without `counts` and `problem_set` only the member can
    vouch for it.
    """

    key: str
    title: str
    goal: Goal
    basis: str = ""
    soft: bool = False
    per: Period | None = None
    by: Deadline | None = None
    counts: Counted | None = None
    problem_set: str | None = None
    split: tuple[Share, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    during: tuple[str, ...] = ()
    obligation: Obligation = Obligation.REQUIRED
    detail: str = ""
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Claims under one heading; a self-test also says what a newcomer may skip."""

    key: str
    title: str
    claims: tuple[Claim, ...]
    targets: tuple[Target, ...] = ()
    self_test: bool = False
    detail: str = ""
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """Claims and targets due at the end of a month or week, apart from weekly checkpoints."""

    key: str
    title: str
    by: Deadline
    claims: tuple[Claim, ...] = ()
    targets: tuple[Target, ...] = ()
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a project that items of different sections take part in."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Project:
    """A piece of work that keeps its identity over many sections; items name it and its stage."""

    key: str
    title: str
    detail: str = ""
    stages: tuple[Stage, ...] = ()
    requirements: tuple[Claim, ...] = ()
    ideas: tuple[str, ...] = ()
    shows: str = ""
    obligation: Obligation = Obligation.REQUIRED
    non_negotiable: bool = False
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemSet:
    """A named list of problems or questions with partial progress, such as Blind 75."""

    key: str
    title: str
    count: int
    url: str | None = None
    detail: str = ""
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Problems:
    """How many coding problems an item asks for: by difficulty, or a whole named set.

    `tags` are LeetCode's topic slugs that fit.
    """

    easy: int = 0
    medium: int = 0
    hard: int = 0
    set: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mock:
    """The mock interview an item asks for; `rubric` is what the partner looks at."""

    kind: MockKind
    focus: str = ""
    difficulty: Difficulty | None = None
    minutes: Range | None = None
    record: bool = False
    critique: bool = False
    roles: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    rubric: tuple[str, ...] = ()
