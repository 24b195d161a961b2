"""What LeetCode shows of a member beside what they logged: marks for the log, and solves it lacks. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.leetcode import Submission

TOLERANCE = timedelta(days=2)
"""Between solving a problem there and logging it here."""

OFFERED_FOR = timedelta(days=7)
"""Older solves that are not in the log are left alone."""

MOST_OFFERED = 20
"""As many as LeetCode tells."""


LOOK_EVERY = timedelta(hours=6)
"""Between two looks at the solves of one member, unless they log something meanwhile."""

LOOK_SELDOM = timedelta(days=1)
"""The same while nothing happens, here or there."""

QUIET_AFTER = timedelta(days=7)
"""So long after somebody's last solve they are looked at seldom."""


@dataclass(frozen=True, slots=True)
class LoggedSolve:
    """A solve as far as a sighting needs it."""

    id: int
    key: str
    at: datetime
    verified: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """The solves that get a mark, and what is shown there and not logged here, oldest first."""

    verified: tuple[int, ...]
    unlogged: tuple[Submission, ...]


def compare(
    seen: Iterable[Submission], logged: Sequence[LoggedSolve], now: datetime, settled: datetime | None
) -> Sighting:
    """`settled` is the moment up to which the member has answered: nothing before it is offered again."""
    by_key: dict[str, list[LoggedSolve]] = {}
    for solve in logged:
        by_key.setdefault(solve.key, []).append(solve)
    verified: set[int] = set()
    lacking: dict[str, Submission] = {}
    for each in sorted(seen, key=lambda submission: submission.at):
        solves = by_key.get(each.slug, [])
        verified |= {one.id for one in solves if not one.verified and abs(one.at - each.at) <= TOLERANCE}
        if _is_offered(each, solves, now, settled):
            lacking[each.slug] = each
    return Sighting(tuple(sorted(verified)), tuple(lacking.values())[-MOST_OFFERED:])


def is_quiet(now: datetime, newest: datetime) -> bool:
    """Whether somebody is looked at seldom whose newest solve, here or there, is of the moment `newest`."""
    return now - newest > QUIET_AFTER


def _is_offered(
    each: Submission, solves: Sequence[LoggedSolve], now: datetime, settled: datetime | None
) -> bool:
    if now - each.at > OFFERED_FOR or (settled is not None and each.at <= settled):
        return False
    return not any(solve.at >= each.at - TOLERANCE for solve in solves)


def still_lacking(unlogged: Iterable[Submission], logged: Iterable[LoggedSolve]) -> tuple[Submission, ...]:
    """What lacked at the last look and has not been logged since."""
    newest: dict[str, datetime] = {}
    for solve in logged:
        newest[solve.key] = max(solve.at, newest.get(solve.key, solve.at))
    return tuple(
        each for each in unlogged if each.slug not in newest or newest[each.slug] < each.at - TOLERANCE
    )


def to_json(unlogged: Iterable[Submission]) -> str:
    """As it is stored."""
    return json.dumps([[each.slug, each.title, each.at.isoformat()] for each in unlogged])


def from_json(stored: str) -> tuple[Submission, ...]:
    """What `to_json` wrote."""
    kept: list[list[Any]] = json.loads(stored)
    return tuple(Submission(slug, title, datetime.fromisoformat(at)) for slug, title, at in kept)
