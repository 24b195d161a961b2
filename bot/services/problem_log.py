"""Reading the log of solved problems: rows become what rules and pictures are made from."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.members import Member
from bot.domain.problem_log import Solve
from bot.domain.problem_log_errors import UnknownPattern
from bot.domain.problem_search import plain
from bot.domain.problems import Catalogue, Pattern, ProblemKind
from bot.domain.reviews import Grade, ReviewState
from bot.services.reviews import Spacing
from bot.store import problem_solves
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Tx

_LONG_BEFORE = timedelta(weeks=2)
"""Whoever tells of a solve tells it on its day: only `day_unmeasured` is further from it."""


async def solves_of(tx: Tx, catalogue: Catalogue, member_key: int) -> tuple[Solve, ...]:
    """A member's log, oldest first, with what the catalogue knows of each problem."""
    return tuple(as_solve(catalogue, each) for each in await problem_solves.of(tx, member_key))


def as_solve(catalogue: Catalogue, stored: StoredSolve) -> Solve:
    """A row as the rules know it: difficulty and pattern are the catalogue's, unless the member says another
    pattern."""
    ours = catalogue.get(stored.key) if stored.kind is ProblemKind.LEETCODE else None
    return Solve(
        key=stored.key,
        day=stored.day,
        kind=stored.kind,
        difficulty=ours.difficulty if ours else stored.difficulty,
        pattern=stored.pattern or (ours.pattern if ours else ""),
        grade=stored.grade,
        minutes=stored.minutes,
        note=stored.note,
        before=stored.at.date() - stored.day > _LONG_BEFORE,
    )


def remembered(spacing: Spacing, solves: Sequence[StoredSolve]) -> ReviewState | None:
    """What is remembered of one problem after these solves, oldest first; None after none.

    A solve without a grade went well. A second one on the same day says something only by its grade.
    """
    state: ReviewState | None = None
    days: set[date] = set()
    for each in solves:
        if each.grade or each.day not in days:
            state = spacing.reviewed(state, each.grade or Grade.GOOD, each.at)
        days.add(each.day)
    return state


def begins(member: Member, due: datetime) -> datetime:
    """When the study day begins that `due` is in: what is due on a day is due all day long."""
    return member.day_ends(member.clock.day(due) - timedelta(days=1))


def pattern_called(catalogue: Catalogue, text: str) -> Pattern:
    """The pattern with this key or title. Raises UnknownPattern."""
    wanted = plain(text)
    for pattern in catalogue.patterns.values():
        if wanted in {plain(pattern.key), plain(pattern.title)}:
            return pattern
    raise UnknownPattern(text, tuple(pattern.title for pattern in catalogue.patterns.values()))
