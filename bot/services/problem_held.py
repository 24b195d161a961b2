"""A solve that is told twice is one: finding the first telling, and what the second adds to it."""

from datetime import datetime

from bot.domain.members import Member
from bot.domain.problem_names import Named
from bot.services.problem_results import Told
from bot.store import problem_solves
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Tx


async def held_already(
    tx: Tx, member: Member, named: Named, post_id: int | None, now: datetime
) -> StoredSolve | None:
    """The newest solve of a problem that is of today's study day, or answers the same prompt to the group."""
    today = member.day(now)
    solves = await problem_solves.of_problem(tx, member.key, named.key)
    same = (each for each in reversed(solves) if each.day == today or (post_id and each.post_id == post_id))
    return next(same, None)


def added_to(held: StoredSolve, told: Told) -> Told:
    """What was said of a solve with what is said now; what is left out now stays as it was."""
    return Told(
        minutes=told.minutes or held.minutes,
        grade=told.grade or held.grade,
        pattern=told.pattern or held.pattern,
        note=told.note or held.note,
        difficulty=told.difficulty or held.difficulty,
    )
