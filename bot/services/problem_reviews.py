"""When a problem comes back, counted anew from all its solves that stand."""

from datetime import date, datetime

from bot.domain.members import Member
from bot.domain.problem_names import Named
from bot.services.problem_log import begins, remembered
from bot.services.reviews import Spacing
from bot.store import problem_reviews, problem_solves
from bot.store.problem_reviews import StoredReview
from bot.store.transaction import Tx


async def review_anew(tx: Tx, spacing: Spacing, member: Member, named: Named, now: datetime) -> None:
    """Keep what is remembered of a problem after its solves; a problem without any is forgotten."""
    state = remembered(spacing, await problem_solves.of_problem(tx, member.key, named.key))
    if state is None:
        await problem_reviews.remove(tx, member.key, named.key)
        return
    review = StoredReview(named.kind, named.key, begins(member, state.due), state)
    await problem_reviews.put(tx, member.key, review, now)


async def returning(tx: Tx, member: Member, named: Named) -> date | None:
    """The study day on which a problem comes back, as it is stored; None for one that is not in the log."""
    due = (await problem_reviews.due_times(tx, member.key)).get(named.key)
    return None if due is None else member.clock.day(due)
