"""What a member's day says about their buddy, for hardly more than the day costs without."""

from datetime import datetime

from bot.domain.buddies import BuddyLine
from bot.domain.buddy_ties import active, line_of
from bot.domain.members import Membership
from bot.domain.streaks import StreakFacts
from bot.store import buddies, checkins
from bot.store.transaction import Tx


async def facts_and_line(tx: Tx, found: Membership, now: datetime) -> tuple[StreakFacts, BuddyLine | None]:
    """The facts of the member's own streak, and the line: one statement more for whoever is in touch."""
    mine = found.member.key
    if not found.in_touch:
        return await checkins.streak_facts(tx, mine), None
    ties = await buddies.ties(tx, mine, now)
    if (tie := active(ties)) is None:
        return await checkins.streak_facts(tx, mine), line_of(ties, None, now)
    both = {key: facts async for key, facts in checkins.streak_facts_of(tx, [mine, tie.other.key])}
    return both[mine], line_of(ties, both[tie.other.key], now)
