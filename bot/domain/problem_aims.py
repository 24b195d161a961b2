"""How many problems a roadmap asks for, and how far a member is: by difficulty, by day, by deadline. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bot.domain.calendar import monday_of
from bot.domain.counting import period_start
from bot.domain.problem_log import Solve, first_solves
from bot.domain.problems import ProblemKind
from bot.domain.roadmap_claims import Difficulty, Target
from bot.domain.roadmap_terms import Counted, Period

DAYS_A_WEEK = 7
PACE_WEEKS = 4
"""Weeks before today that say how fast a member goes."""

_KINDS = {Counted.PROBLEMS: ProblemKind.LEETCODE, Counted.ML_PROBLEMS: ProblemKind.ML_CODING}


@dataclass(frozen=True, slots=True)
class Aim:
    """So many distinct problems; with `per` in every period, else from the start of the log until `due`.

    `parts` are numbers by difficulty and then all that counts; `of_list` counts one list alone. `since` is
    the day the member began with it: the pace is measured from there.
    """

    key: str
    title: str
    total: int
    parts: tuple[tuple[Difficulty, int], ...] = ()
    kind: ProblemKind = ProblemKind.LEETCODE
    per: Period | None = None
    of_list: str | None = None
    since: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class AimPace:
    """Problems a week: what it takes from today on, None without a date; and what the last weeks brought.

    `expected` is the number by today of somebody who goes evenly from the first day to the last.
    """

    needed: float | None
    recent: float
    expected: int | None


@dataclass(frozen=True, slots=True)
class AimProgress:
    """How far a member is. `missing` is what each part lacks; without parts `left` alone says it."""

    aim: Aim
    done: int
    by_difficulty: Mapping[Difficulty, int]
    missing: Mapping[Difficulty, int]
    left: int
    pace: AimPace

    @property
    def met(self) -> bool:
        """Whether nothing is left."""
        return self.left == 0

    @property
    def behind(self) -> int:
        """Problems short of an even pace; 0 when on time, or when there is no date."""
        return max(0, min(self.left, (self.pace.expected or 0) - self.done))


def aim_of(target: Target, since: date | None = None, due: date | None = None) -> Aim | None:
    """What a roadmap's target asks of the problem log; None for one that is not about problems.

    A range asks for its low end, as everywhere.
    """
    kind = ProblemKind.LEETCODE if target.problem_set else _KINDS.get(target.counts or Counted.MINUTES)
    if kind is None:
        return None
    amounts = {share.kind: ceil(share.goal.value) for share in target.split}
    parts = tuple((level, amounts[level.value]) for level in Difficulty if level.value in amounts)
    total = sum(amount for _, amount in parts) if parts else ceil(target.goal.value)
    return Aim(target.key, target.title, total, parts, kind, target.per, target.problem_set, since, due)


def day_unmeasured(start: date) -> date:
    """Where a solve stands of which only that it was before `start` is known.

    No pace, week or month of a plan that begins then reaches it.
    """
    return min(monday_of(start), start.replace(day=1)) - timedelta(weeks=PACE_WEEKS)


def aim_progress(
    aim: Aim, solves: Sequence[Solve], today: date, members: Collection[str] = ()
) -> AimProgress:
    """How far the log reaches; `members` are the keys of the list that `aim` counts, if it counts one.

    A problem counts once: in a period when it was solved in it, redos included, else by its first solve.
    """
    counted = [solve for solve in solves if solve.kind is aim.kind and _belongs(aim, solve, members)]
    if aim.per:
        begin = period_start(aim.per, today)
        counted = [solve for solve in counted if begin <= solve.day <= today]
    first = first_solves(counted)
    by_difficulty = {level: sum(each.difficulty is level for each in first.values()) for level in Difficulty}
    missing = {level: max(0, wanted - by_difficulty[level]) for level, wanted in aim.parts}
    done = sum(min(wanted, by_difficulty[level]) for level, wanted in aim.parts) if aim.parts else len(first)
    left = sum(missing.values()) if aim.parts else max(0, aim.total - done)
    return AimProgress(aim, done, by_difficulty, missing, left, _pace(aim, left, first.values(), today))


def _belongs(aim: Aim, solve: Solve, members: Collection[str]) -> bool:
    if aim.of_list:
        return solve.key in members
    return not aim.parts or any(level is solve.difficulty for level, _ in aim.parts)


def _pace(aim: Aim, left: int, first: Iterable[Solve], today: date) -> AimPace:
    begin = today - timedelta(weeks=PACE_WEEKS) + timedelta(days=1)
    if aim.since:
        begin = min(max(begin, aim.since), today)
    # A few days say little: a week that has only begun is no pace of many a week.
    days = max(DAYS_A_WEEK, (today - begin).days + 1)
    recent = sum(begin <= solve.day <= today for solve in first) * DAYS_A_WEEK / days
    if aim.per or aim.due is None:
        return AimPace(None, recent, None)
    remaining = max(1, (aim.due - today).days + 1)
    return AimPace(left * DAYS_A_WEEK / remaining, recent, _expected(aim, today))


def _expected(aim: Aim, today: date) -> int | None:
    if aim.since is None or aim.due is None:
        return None
    whole = max(1, (aim.due - aim.since).days + 1)
    gone = min(whole, max(0, (today - aim.since).days))
    return aim.total * gone // whole


def missing_by_difficulty(progress: Iterable[AimProgress]) -> dict[Difficulty, int]:
    """What the unmet aims lack of each difficulty: the most that one of them asks for."""
    lacking: dict[Difficulty, int] = {}
    for each in progress:
        for level, amount in each.missing.items():
            if amount:
                lacking[level] = max(amount, lacking.get(level, 0))
    return lacking
