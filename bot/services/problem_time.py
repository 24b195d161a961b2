"""The minutes of a solve in the time log."""

from dataclasses import replace
from datetime import datetime

from bot.domain.inputs import MINUTES_PER_DAY
from bot.domain.timelogs import TimeKind
from bot.store import timelogs
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Tx


async def with_time(tx: Tx, member_key: int, solve: StoredSolve, now: datetime) -> StoredSolve:
    """The solve with its minutes logged: as many as its day has room for, so that no solve is refused."""
    if solve.minutes is None:
        return solve
    left = MINUTES_PER_DAY - await timelogs.total(tx, member_key, solve.day, solve.day)
    minutes = min(solve.minutes, left)
    if minutes < 1:
        return solve
    logged = await timelogs.add(tx, member_key, solve.day, minutes, TimeKind.PRACTICE.value, None, now)
    return replace(solve, timelog_id=logged)


async def forget_time(tx: Tx, member_key: int, solve: StoredSolve) -> None:
    """Take its minutes back."""
    if solve.timelog_id is not None:
        await timelogs.remove(tx, member_key, solve.timelog_id)
