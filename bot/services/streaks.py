"""A member's streak."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import day_end
from bot.domain.clock import Clock
from bot.domain.errors import NotEnrolled
from bot.domain.streaks import Streak, streak_on
from bot.store import checkins, members
from bot.store.transaction import Store


@dataclass(frozen=True, slots=True)
class StreakShown:
    """The streak, the study day it was counted on, and the instant that day ends."""

    streak: Streak
    day: date
    day_ends_at: datetime
    recent: tuple[tuple[date, bool], ...]
    """The last 14 days, oldest first, and whether each has a check-in."""


class StreakService:
    """Counts streaks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def show(self, guild_id: int, user_id: int) -> StreakShown:
        """The member's streak now; a member who left their roadmap still has one."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            if member is None:
                raise NotEnrolled
            facts = await checkins.streak_facts(tx, member.key)
        day = member.day(self._clock.now())
        days = (date.fromordinal(day.toordinal() - back) for back in range(13, -1, -1))
        return StreakShown(
            streak=streak_on(facts, day),
            day=day,
            day_ends_at=day_end(day, member.zone, member.cutoff_minutes),
            recent=tuple((each, each in facts.checked_in) for each in days),
        )
