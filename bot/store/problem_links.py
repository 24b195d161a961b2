"""Members' names on LeetCode, and the marks that come of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, exists, func, select, update

from bot.domain.leetcode import Submission
from bot.domain.problem_sightings import LoggedSolve, from_json, to_json
from bot.domain.problems import ProblemKind
from bot.domain.tasks import EnrolmentState
from bot.store.dialects import inserting
from bot.store.tables import EnrolmentRow, ProblemLinkRow, ProblemSolveRow
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class StoredLink:
    """One member's name. Until `proved_at` there is a code to be shown in its profile."""

    member_key: int
    guild_id: int
    username: str
    code: str | None
    code_at: datetime | None
    proved_at: datetime | None
    settled_at: datetime | None
    """Solves up to here are not offered any more."""
    unlogged: tuple[Submission, ...]


async def find(tx: Tx, member_key: int) -> StoredLink | None:
    """A member's name, proved or not."""
    row = (await tx.execute(_links().where(ProblemLinkRow.member_key == member_key))).one_or_none()
    return None if row is None else _link(row)


async def ask(tx: Tx, guild_id: int, member_key: int, username: str, code: str, now: datetime) -> None:
    """Keep the code that is to prove this name, in place of whatever was kept for the member."""
    what = {
        "guild_id": guild_id,
        "username": username,
        "folded": username.lower(),
        "code": code,
        "code_at": now,
        "proved_at": None,
        "next_at": None,
        "seen_at": None,
        "unlogged": "[]",
    }
    statement = inserting(tx, ProblemLinkRow).values(member_key=member_key, **what)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_key"], set_=what))


async def is_proved_by_other(tx: Tx, guild_id: int, username: str, member_key: int) -> bool:
    """Whether somebody else of the guild has proved this name."""
    statement = select(ProblemLinkRow.member_key).where(
        ProblemLinkRow.guild_id == guild_id,
        ProblemLinkRow.folded == username.lower(),
        ProblemLinkRow.proved_at.is_not(None),
        ProblemLinkRow.member_key != member_key,
    )
    return (await tx.execute(statement)).first() is not None


async def prove(tx: Tx, member_key: int, username: str, now: datetime) -> None:
    """The name is the member's, as LeetCode writes it; its solves are looked at from now on."""
    await tx.execute(
        update(ProblemLinkRow)
        .where(ProblemLinkRow.member_key == member_key)
        .values(
            username=username, folded=username.lower(), code=None, code_at=None, proved_at=now, next_at=now
        )
    )


async def remove(tx: Tx, member_key: int) -> bool:
    """Forget a member's name; False when there was none."""
    statement = delete(ProblemLinkRow).where(ProblemLinkRow.member_key == member_key)
    return (await tx.execute(statement)).rowcount == 1


async def take_due(tx: Tx, now: datetime, again_at: datetime) -> StoredLink | None:
    """The proved name that waits longest, to be looked at by nobody else before `again_at`.

    Nobody looks at whoever has left; they keep their place for when they come back.
    """
    due = (
        _links()
        .where(*_looked_at(), ProblemLinkRow.next_at <= now)
        .order_by(ProblemLinkRow.next_at, ProblemLinkRow.member_key)
        .limit(1)
    )
    row = (await tx.execute(due)).one_or_none()
    if row is None:
        return None
    await look_at(tx, row.member_key, again_at)
    return _link(row)


async def look_at(tx: Tx, member_key: int, when: datetime) -> None:
    """When a member's solves are looked at next."""
    mine = ProblemLinkRow.member_key == member_key, ProblemLinkRow.proved_at.is_not(None)
    await tx.execute(update(ProblemLinkRow).where(*mine).values(next_at=when))


async def look_by(tx: Tx, member_key: int, when: datetime) -> None:
    """A member's solves are looked at then, if that is earlier than they would be."""
    mine = ProblemLinkRow.member_key == member_key, ProblemLinkRow.proved_at.is_not(None)
    await tx.execute(update(ProblemLinkRow).where(*mine, ProblemLinkRow.next_at > when).values(next_at=when))


async def next_look(tx: Tx) -> datetime | None:
    """When the next of all proved names is looked at."""
    statement = select(func.min(ProblemLinkRow.next_at)).where(*_looked_at())
    return (await tx.execute(statement)).scalar_one()


async def keep_unlogged(tx: Tx, member_key: int, unlogged: Iterable[Submission]) -> None:
    """What LeetCode shows and the log lacks."""
    mine = ProblemLinkRow.member_key == member_key
    await tx.execute(update(ProblemLinkRow).where(mine).values(unlogged=to_json(unlogged)))


async def settle(tx: Tx, member_key: int, now: datetime) -> None:
    """Nothing that was solved up to now is offered any more."""
    mine = ProblemLinkRow.member_key == member_key
    await tx.execute(update(ProblemLinkRow).where(mine).values(unlogged="[]", seen_at=now))


async def logged(tx: Tx, member_key: int) -> tuple[LoggedSolve, ...]:
    """A member's log of LeetCode problems, as far as LeetCode can confirm it."""
    row = ProblemSolveRow
    statement = (
        select(row.id, row.problem_key, row.at, row.verified_at)
        .where(
            row.member_key == member_key,
            row.kind == ProblemKind.LEETCODE.value,
            row.revoked_at.is_(None),
        )
        .order_by(row.id)
    )
    return tuple(
        LoggedSolve(solve_id, key, at, verified is not None)
        for solve_id, key, at, verified in (await tx.execute(statement)).all()
    )


async def mark_verified(tx: Tx, member_key: int, solves: Collection[int], now: datetime) -> None:
    """Give these solves their mark; one that has it keeps its own."""
    if not solves:
        return
    row = ProblemSolveRow
    marked = update(row).where(row.member_key == member_key, row.id.in_(solves), row.verified_at.is_(None))
    await tx.execute(marked.values(verified_at=now))


def _looked_at() -> tuple[ColumnElement[bool], ...]:
    """Proved, and its member is on a roadmap."""
    current = exists().where(
        EnrolmentRow.member_key == ProblemLinkRow.member_key, EnrolmentRow.state != EnrolmentState.LEFT.value
    )
    return ProblemLinkRow.proved_at.is_not(None), current


def _links() -> Select[*tuple[Any, ...]]:
    row = ProblemLinkRow
    return select(
        row.member_key,
        row.guild_id,
        row.username,
        row.code,
        row.code_at,
        row.proved_at,
        row.seen_at,
        row.unlogged,
    )


def _link(row: Row[*tuple[Any, ...]]) -> StoredLink:
    return StoredLink(
        member_key=row.member_key,
        guild_id=row.guild_id,
        username=row.username,
        code=row.code,
        code_at=row.code_at,
        proved_at=row.proved_at,
        settled_at=row.seen_at,
        unlogged=from_json(row.unlogged),
    )
