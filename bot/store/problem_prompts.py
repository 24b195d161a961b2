"""Problems shown to members, and what became of each."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update

from bot.domain.problem_prompts import Asked, PromptState
from bot.domain.problems import ProblemKind
from bot.store.tables import ProblemPromptRow
from bot.store.transaction import Tx

MOST_READ = 1_000
"""Older prompts say nothing any more: the catalogue is smaller."""


@dataclass(frozen=True, slots=True)
class StoredPrompt:
    """One problem shown; `why` holds its reasons as `problem_reasons` writes them, `id` is 0 before it is
    stored."""

    kind: ProblemKind
    key: str
    why: str
    day: date
    at: datetime
    asked: Asked = Asked()  # noqa: RUF009 - frozen
    state: PromptState = PromptState.SHOWN
    id: int = 0


async def add(tx: Tx, member_key: int, new: StoredPrompt) -> StoredPrompt:
    """Write down that a problem is shown, and forget what is too old to be read."""
    await _prune(tx, member_key, new.kind)
    statement = insert(ProblemPromptRow).values(
        member_key=member_key,
        kind=new.kind.value,
        problem_key=new.key,
        why=new.why,
        wish=new.asked.to_json(),
        state=new.state.value,
        day=new.day,
        at=new.at,
    )
    added = (await tx.execute(statement.returning(ProblemPromptRow.id))).scalar_one()
    return replace(new, id=added)


async def _prune(tx: Tx, member_key: int, kind: ProblemKind) -> None:
    row = ProblemPromptRow
    mine = row.member_key == member_key, row.kind == kind.value
    oldest_read = select(row.id).where(*mine).order_by(row.id.desc()).offset(MOST_READ - 1).limit(1)
    oldest = (await tx.execute(oldest_read)).scalar_one_or_none()
    if oldest is not None:
        # Room for the one that comes: MOST_READ stay with it.
        await tx.execute(delete(row).where(*mine, row.id <= oldest))


async def of(tx: Tx, member_key: int, kind: ProblemKind) -> tuple[StoredPrompt, ...]:
    """A member's newest prompts of one kind, oldest first."""
    row = ProblemPromptRow
    statement = (
        select(row.id, row.problem_key, row.why, row.wish, row.state, row.day, row.at)
        .where(row.member_key == member_key, row.kind == kind.value)
        .order_by(row.id.desc())
        .limit(MOST_READ)
    )
    found = [
        StoredPrompt(kind, key, why, day, at, Asked.from_json(wish), PromptState(state), prompt_id)
        for prompt_id, key, why, wish, state, day, at in (await tx.execute(statement)).all()
    ]
    return tuple(reversed(found))


async def reroll(tx: Tx, member_key: int, prompt_id: int) -> bool:
    """Another problem takes the place of this one; False when it did before, or this one is solved."""
    statement = update(ProblemPromptRow).where(
        ProblemPromptRow.id == prompt_id,
        ProblemPromptRow.member_key == member_key,
        ProblemPromptRow.state == PromptState.SHOWN.value,
    )
    return (await tx.execute(statement.values(state=PromptState.REROLLED.value))).rowcount == 1


async def mark_solved(tx: Tx, member_key: int, key: str) -> None:
    """The open prompts of this problem are answered."""
    statement = update(ProblemPromptRow).where(
        ProblemPromptRow.member_key == member_key,
        ProblemPromptRow.problem_key == key,
        ProblemPromptRow.state == PromptState.SHOWN.value,
    )
    await tx.execute(statement.values(state=PromptState.SOLVED.value))
