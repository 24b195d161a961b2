"""What a member's log of problems says about the numbers of a roadmap. Pure.

Done tasks and the log may tell of the same problems, and neither says which: of the two the larger counts, in
each part of a target.
"""

from collections.abc import Collection, Sequence
from datetime import date

from bot.domain.counting import Count
from bot.domain.problem_aims import aim_of, aim_progress
from bot.domain.problem_log import Solve
from bot.domain.problem_names import Named
from bot.domain.roadmap_claims import Difficulty, Target


def logged_count(
    target: Target, solves: Sequence[Solve], today: date, members: Collection[str]
) -> Count | None:
    """Distinct problems in the log that a target asks for, oldest first; None when it asks for none.

    `members` are the keys of the list that it counts, empty for one that is not in the catalogue.
    """
    aim = aim_of(target)
    if aim is None or (target.problem_set and not members):
        return None
    progress = aim_progress(aim, solves, today, members)
    if not target.split:
        return Count(progress.done, {}, logged=True)
    parts = {level.value: float(progress.by_difficulty[level]) for level, _ in aim.parts}
    return Count(sum(parts.values()), parts, logged=True)


def asks_for(target: Target, named: Named, difficulty: Difficulty | None, members: Collection[str]) -> bool:
    """Whether a number counts this problem; `difficulty` is the member's word outside the catalogue."""
    aim = aim_of(target)
    if aim is None or aim.kind is not named.kind:
        return False
    if aim.of_list:
        return named.key in members
    return not aim.parts or any(level is difficulty for level, _ in aim.parts)


def joined(counted: Count | None, logged: Count | None) -> Count | None:
    """The count of both sources; it is marked as logged when the log tells of more."""
    if counted is None or logged is None:
        return counted or logged
    parts = {kind: max(amount, logged.parts.get(kind, 0)) for kind, amount in counted.parts.items()}
    number = sum(parts.values()) if parts else max(counted.number, logged.number)
    return Count(number, parts, logged=number > counted.number)
