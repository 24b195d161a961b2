"""The log of solved problems. What was taken back stays as a trace and is not read."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.store.tables import ProblemPostRow, ProblemSolveRow
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class StoredSolve:
    """One solve; `id` is 0 before it is stored. An empty `pattern` means the catalogue's."""

    kind: ProblemKind
    key: str
    day: date
    at: datetime
    difficulty: Difficulty | None = None
    minutes: int | None = None
    grade: Grade | None = None
    pattern: str = ""
    note: str = ""
    post_id: int | None = None
    timelog_id: int | None = None
    verified_at: datetime | None = None
    id: int = 0


_COLUMNS = (
    ProblemSolveRow.id,
    ProblemSolveRow.kind,
    ProblemSolveRow.problem_key,
    ProblemSolveRow.difficulty,
    ProblemSolveRow.day,
    ProblemSolveRow.at,
    ProblemSolveRow.minutes,
    ProblemSolveRow.grade,
    ProblemSolveRow.pattern,
    ProblemSolveRow.note,
    ProblemSolveRow.post_id,
    ProblemSolveRow.timelog_id,
    ProblemSolveRow.verified_at,
)


async def add(tx: Tx, member_key: int, new: StoredSolve) -> StoredSolve:
    """Write a solve down."""
    values = {"member_key": member_key, "kind": new.kind.value, "problem_key": new.key, "at": new.at}
    statement = insert(ProblemSolveRow).values(**values, day=new.day, post_id=new.post_id, **_told(new))
    added = (await tx.execute(statement.returning(ProblemSolveRow.id))).scalar_one()
    return replace(new, id=added)


async def amend(tx: Tx, member_key: int, solve: StoredSolve) -> None:
    """Keep what a member says about a solve now, and the prompt that it answers."""
    statement = update(ProblemSolveRow).where(*_mine(member_key, solve.id))
    await tx.execute(statement.values(post_id=solve.post_id, **_told(solve)))


async def revoke(tx: Tx, member_key: int, solve_id: int, now: datetime) -> bool:
    """Take a solve back; False when it was before, or is none of theirs."""
    statement = update(ProblemSolveRow).where(*_mine(member_key, solve_id))
    return (await tx.execute(statement.values(revoked_at=now, timelog_id=None))).rowcount == 1


async def of(tx: Tx, member_key: int) -> tuple[StoredSolve, ...]:
    """A member's whole log, oldest first."""
    return tuple(map(_solve, (await tx.execute(_log(member_key))).all()))


async def of_problem(tx: Tx, member_key: int, key: str) -> tuple[StoredSolve, ...]:
    """The solves of one problem, oldest first."""
    statement = _log(member_key).where(ProblemSolveRow.problem_key == key)
    return tuple(map(_solve, (await tx.execute(statement)).all()))


async def find(tx: Tx, member_key: int, solve_id: int) -> StoredSolve | None:
    """One of a member's solves, unless it was taken back."""
    statement = select(*_COLUMNS).where(*_mine(member_key, solve_id))
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _solve(row)


async def names(tx: Tx, member_key: int, ids: Collection[int]) -> dict[int, tuple[ProblemKind, str]]:
    """The kinds and keys of a member's solves by their ids."""
    statement = select(ProblemSolveRow.id, ProblemSolveRow.kind, ProblemSolveRow.problem_key).where(
        ProblemSolveRow.member_key == member_key, ProblemSolveRow.id.in_(ids)
    )
    rows = (await tx.execute(statement)).all()
    return {solve_id: (ProblemKind(kind), key) for solve_id, kind, key in rows}


async def count(tx: Tx, member_key: int) -> int:
    """How many solves are in a member's log."""
    mine = ProblemSolveRow.member_key == member_key, ProblemSolveRow.revoked_at.is_(None)
    return (await tx.execute(select(func.count()).where(*mine))).scalar_one()


async def has_post(tx: Tx, guild_id: int, post_id: int) -> bool:
    """Whether this is a prompt to the guild's group."""
    statement = select(ProblemPostRow.id).where(
        ProblemPostRow.id == post_id, ProblemPostRow.guild_id == guild_id
    )
    return (await tx.execute(statement)).first() is not None


def _mine(member_key: int, solve_id: int) -> tuple[Any, ...]:
    return (
        ProblemSolveRow.id == solve_id,
        ProblemSolveRow.member_key == member_key,
        ProblemSolveRow.revoked_at.is_(None),
    )


def _log(member_key: int) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .where(ProblemSolveRow.member_key == member_key, ProblemSolveRow.revoked_at.is_(None))
        .order_by(ProblemSolveRow.id)
    )


def _told(solve: StoredSolve) -> dict[str, Any]:
    """What a member says about a solve, as columns."""
    return {
        "difficulty": solve.difficulty and solve.difficulty.value,
        "minutes": solve.minutes,
        "grade": solve.grade and solve.grade.value,
        "pattern": solve.pattern,
        "note": solve.note or None,
        "timelog_id": solve.timelog_id,
    }


def _solve(row: Row[*tuple[Any, ...]]) -> StoredSolve:
    return StoredSolve(
        kind=ProblemKind(row.kind),
        key=row.problem_key,
        day=row.day,
        at=row.at,
        difficulty=Difficulty(row.difficulty) if row.difficulty else None,
        minutes=row.minutes,
        grade=Grade(row.grade) if row.grade else None,
        pattern=row.pattern,
        note=row.note or "",
        post_id=row.post_id,
        timelog_id=row.timelog_id,
        verified_at=row.verified_at,
        id=row.id,
    )
