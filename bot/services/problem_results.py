"""What the use cases around solved problems answer with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.ml_problems import MlProblem
from bot.domain.moments import Moment
from bot.domain.problem_aims import AimProgress
from bot.domain.problem_log import PatternRecord, Solve
from bot.domain.problem_names import Named
from bot.domain.problem_progress import ListProgress, ProblemProgress
from bot.domain.problems import Pattern, Problem
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.domain.streaks import Streak
from bot.domain.targets import Standing


@dataclass(frozen=True, slots=True)
class Told:
    """What a member says about a solve; `pattern` is a key, empty for the catalogue's own.

    `difficulty` is kept only for a problem outside the catalogue.
    """

    minutes: int | None = None
    grade: Grade | None = None
    pattern: str = ""
    note: str = ""
    difficulty: Difficulty | None = None


@dataclass(frozen=True, slots=True)
class SolveShown:
    """A solve as it stands in the log, and what it did."""

    guild_id: int
    user_id: int
    id: int
    named: Named
    solve: Solve
    pattern_title: str
    times: int
    """How often the problem is in the log by now."""
    returns_on: date
    today: date
    streak: Streak
    targets: tuple[Standing, ...] = ()
    """The numbers of the roadmap that ask for such problems, those that matter now first."""
    reached: tuple[Moment, ...] = ()
    verified: bool = False
    changed: bool = False
    """It was in the log before, and what is said of it is new."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A solve that no longer counts. `returns_on` is None when the problem was never solved otherwise.

    `gone` says that it had been taken back before.
    """

    guild_id: int
    user_id: int
    named: Named
    returns_on: date | None
    today: date
    streak: Streak
    targets: tuple[Standing, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class SolveSheet:
    """What the form asks about: a solve to be written down, or one that `solve_id` names."""

    guild_id: int
    user_id: int
    named: Named
    told: Told
    patterns: tuple[Pattern, ...]
    solve_id: int | None = None
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class DueLine:
    """A problem that is due; `solve_id` is its newest solve."""

    solve_id: int
    named: Named
    day: date
    """Since when."""


@dataclass(frozen=True, slots=True)
class DueCard:
    """The problem to redo, how it went last time, and the day on which it comes back after each grade.

    `task` is what to build, for one of our own: there is no address to read it at.
    """

    line: DueLine
    last: Solve
    pattern_title: str
    times: int
    back: Mapping[Grade, date]
    task: MlProblem | None = None


@dataclass(frozen=True, slots=True)
class DuePage:
    """What spaced repetition brings back today, longest due first."""

    guild_id: int
    user_id: int
    today: date
    card: DueCard | None
    due: tuple[DueLine, ...]
    resting: int
    """Problems that are not due."""
    next_day: date | None
    """When the first of those comes back."""
    graded: SolveShown | None = None
    """What has just been redone."""
    put_off: Named | None = None


@dataclass(frozen=True, slots=True)
class PatternLine:
    """One pattern: what is solved of the catalogue's free problems, and what the log says of it."""

    pattern: Pattern
    solved: int
    total: int
    record: PatternRecord | None


@dataclass(frozen=True, slots=True)
class PatternNote:
    """A member's note on a solve."""

    solve_id: int
    named: Named
    solve: Solve


@dataclass(frozen=True, slots=True)
class PatternBook:
    """The log by pattern, weakest first, untried ones last; `notes` are of `opened`, newest first."""

    guild_id: int
    user_id: int
    today: date
    lines: tuple[PatternLine, ...]
    opened: PatternLine | None = None
    notes: tuple[PatternNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SetShelf:
    """How far a member is in every list."""

    guild_id: int
    user_id: int
    lists: tuple[ListProgress, ...]


@dataclass(frozen=True, slots=True)
class SetPage:
    """A part of one list in its order; `page` counts from 0. `headings` are by their place in `problems`."""

    guild_id: int
    user_id: int
    progress: ListProgress
    problems: tuple[Problem, ...]
    headings: Mapping[int, str]
    solved: frozenset[str]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class NextInSet:
    """The next open free problem of a list."""

    guild_id: int
    user_id: int
    progress: ListProgress
    problem: Problem
    pattern_title: str
    heading: str
    page: int
    """Of the list's pages the one it is on."""


@dataclass(frozen=True, slots=True)
class ProblemChart:
    """Everything solved, against what the roadmap asks for; `week` are the solves since Monday."""

    guild_id: int
    user_id: int
    today: date
    progress: ProblemProgress
    aims: tuple[AimProgress, ...]
    ml_solved: int
    ml_total: int
    due: int
    week: int
