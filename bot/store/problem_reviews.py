"""When solved problems come back to a member."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.domain.problems import ProblemKind
from bot.domain.reviews import ReviewState
from bot.store.dialects import inserting
from bot.store.tables import ProblemReviewRow
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class StoredReview:
    """One problem's review; `due_at` can be later than its state says, when it was put off."""

    kind: ProblemKind
    key: str
    due_at: datetime
    state: ReviewState


async def put(tx: Tx, member_key: int, review: StoredReview, now: datetime) -> None:
    """Keep what is remembered of a problem, in place of what was."""
    what = {
        "kind": review.kind.value,
        "due_at": review.due_at,
        "state": json.dumps(review.state.to_json()),
        "updated_at": now,
    }
    statement = inserting(tx, ProblemReviewRow).values(member_key=member_key, problem_key=review.key, **what)
    keys = ["member_key", "problem_key"]
    await tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=what))


async def remove(tx: Tx, member_key: int, key: str) -> None:
    """Forget a problem."""
    mine = ProblemReviewRow.member_key == member_key, ProblemReviewRow.problem_key == key
    await tx.execute(delete(ProblemReviewRow).where(*mine))


async def put_off(tx: Tx, member_key: int, key: str, until: datetime, now: datetime) -> bool:
    """Let a problem that is due come back later; False for one that is not due."""
    statement = update(ProblemReviewRow).where(
        ProblemReviewRow.member_key == member_key,
        ProblemReviewRow.problem_key == key,
        ProblemReviewRow.due_at <= now,
    )
    return (await tx.execute(statement.values(due_at=until, updated_at=now))).rowcount == 1


async def of(tx: Tx, member_key: int) -> tuple[StoredReview, ...]:
    """Everything that comes back to a member, soonest first."""
    statement = (
        select(
            ProblemReviewRow.kind,
            ProblemReviewRow.problem_key,
            ProblemReviewRow.due_at,
            ProblemReviewRow.state,
        )
        .where(ProblemReviewRow.member_key == member_key)
        .order_by(ProblemReviewRow.due_at, ProblemReviewRow.problem_key)
    )
    rows = (await tx.execute(statement)).all()
    return tuple(
        StoredReview(ProblemKind(kind), key, due_at, ReviewState.from_json(json.loads(state)))
        for kind, key, due_at, state in rows
    )


async def count_due(tx: Tx, member_key: int, now: datetime) -> int:
    """How many problems have come back to a member."""
    mine = ProblemReviewRow.member_key == member_key, ProblemReviewRow.due_at <= now
    return (await tx.execute(select(func.count()).where(*mine))).scalar_one()


async def due_times(tx: Tx, member_key: int) -> dict[str, datetime]:
    """When each solved problem comes back, by its key."""
    statement = select(ProblemReviewRow.problem_key, ProblemReviewRow.due_at).where(
        ProblemReviewRow.member_key == member_key
    )
    return {row.problem_key: row.due_at for row in (await tx.execute(statement)).all()}
