"""What a member solved, and what it says about the patterns they know. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.problems import Catalogue, Problem, ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty

RECENT = 8
"""Solves of a pattern that tell how it goes; older ones tell how it went."""

_TROUBLE = {Grade.AGAIN: 1.0, Grade.HARD: 0.5, Grade.GOOD: 0.0, Grade.EASY: 0.0}
_TROUBLED = frozenset({Grade.AGAIN, Grade.HARD})


@dataclass(frozen=True, slots=True)
class Solve:
    """One time a member solved a problem on a study day; a redo is another solve of the same key.

    `pattern` is the key of one of the catalogue's patterns, or empty; `note` the member's own words. A log as
    it is stored may leave out what the catalogue knows: choices and aims take it `completed`. With `before`
    it was solved before the member's plan began, and nobody knows on which day: `day` only keeps its place.
    """

    key: str
    day: date
    kind: ProblemKind = ProblemKind.LEETCODE
    difficulty: Difficulty | None = None
    pattern: str = ""
    grade: Grade | None = None
    minutes: int | None = None
    note: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class PatternRecord:
    """One pattern in a member's log: distinct problems, solves in all, and how the recent ones went.

    `trouble` is the sum over the recent graded solves of 1 for again and a half for hard. `notes` has the
    newest first, and `last` is None while all was before the plan.
    """

    pattern: str
    problems: int
    solves: int
    graded: int
    troubled: int
    trouble: float
    last: date | None
    notes: tuple[Solve, ...] = field(default=(), repr=False)

    @property
    def weakness(self) -> float:
        """From 0 (goes well) to 1; a single grade moves it little."""
        return (self.trouble + 1) / (self.graded + 2)

    @property
    def is_weak(self) -> bool:
        """Whether more than one recent solve was trouble, and at least half of them."""
        return self.troubled > 1 and 2 * self.troubled >= self.graded


def completed(catalogue: Catalogue, solves: Iterable[Solve]) -> tuple[Solve, ...]:
    """With what the catalogue knows: its difficulty, and its pattern where the member named none."""
    return tuple(_completed(catalogue.get(solve.key), solve) for solve in solves)


def _completed(known: Problem | None, solve: Solve) -> Solve:
    if known is None or solve.kind is not ProblemKind.LEETCODE:
        return solve
    return replace(solve, difficulty=known.difficulty, pattern=solve.pattern or known.pattern)


def first_solves(solves: Iterable[Solve]) -> dict[str, Solve]:
    """The earliest solve of each problem; `solves` may come in any order."""
    first: dict[str, Solve] = {}
    for solve in solves:
        known = first.get(solve.key)
        if known is None or solve.day < known.day:
            first[solve.key] = solve
    return first


def pattern_log(solves: Iterable[Solve]) -> tuple[PatternRecord, ...]:
    """Every pattern in the log, weakest first; what has no pattern is left out.

    `solves` come oldest first.
    """
    grouped: dict[str, list[Solve]] = {}
    for solve in solves:
        if solve.pattern:
            grouped.setdefault(solve.pattern, []).append(solve)
    records = (_record(pattern, held) for pattern, held in grouped.items())
    return tuple(sorted(records, key=lambda record: (-record.weakness, record.pattern)))


def _record(pattern: str, solves: Sequence[Solve]) -> PatternRecord:
    recent = [solve.grade for solve in solves[-RECENT:] if solve.grade]
    return PatternRecord(
        pattern=pattern,
        problems=len({solve.key for solve in solves}),
        solves=len(solves),
        graded=len(recent),
        troubled=sum(grade in _TROUBLED for grade in recent),
        trouble=sum(_TROUBLE[grade] for grade in recent),
        last=max((solve.day for solve in solves if not solve.before), default=None),
        notes=tuple(solve for solve in reversed(solves) if solve.note),
    )
