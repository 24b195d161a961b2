"""What is between a member and others, and what follows from it on a day. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.buddies import (
    ASK_LIFE,
    ASK_PAUSE,
    BuddyDay,
    BuddyLine,
    Condition,
    NoNudge,
    Partner,
    Request,
    Share,
    Words,
)
from bot.domain.members import Member
from bot.domain.streaks import Streak, StreakFacts, streak_on
from bot.domain.tasks import EnrolmentState


class TieState(StrEnum):
    """Where a tie stands. A request that was declined stays `asked`: who asked is not told."""

    ASKED = "asked"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Tie:
    """A request or a partnership between a member and `other`, seen from the member.

    `by_me`: the member asked. `answered_at` on a request means that it was declined. `state_of_other` is None
    while the other one is on no roadmap. `words` are the other one's that the member has not answered yet by
    checking in.
    """

    id: int
    state: TieState
    by_me: bool
    other: Member
    state_of_other: EnrolmentState | None
    mine: Share
    theirs: Share
    my_nudge: date | None
    """The member's study day on which they last nudged the other one."""
    created_at: datetime
    answered_at: datetime | None
    words: Words | None = None

    @property
    def until(self) -> datetime:
        """When a request is over without an answer."""
        return self.created_at + ASK_LIFE

    def is_open(self, now: datetime) -> bool:
        """Whether the one who asked still hopes: a declined request looks open to them until it is over."""
        return self.state is TieState.ASKED and now < self.until

    def waits(self, now: datetime) -> bool:
        """Whether the member has this to answer."""
        return self.is_open(now) and not self.by_me and self.answered_at is None


def active(ties: Iterable[Tie]) -> Tie | None:
    """The tie to the member's buddy; there is at most one."""
    return next((tie for tie in ties if tie.state is TieState.ACTIVE), None)


def waiting(ties: Iterable[Tie], now: datetime) -> tuple[Tie, ...]:
    """What the member has to answer, oldest first."""
    return tuple(tie for tie in ties if tie.waits(now))


def hoping(ties: Iterable[Tie], now: datetime) -> Tie | None:
    """The member's own open request; there is at most one."""
    return next((tie for tie in ties if tie.by_me and tie.is_open(now)), None)


def asked_by(ties: Iterable[Tie], user_id: int, now: datetime) -> Tie | None:
    """The request that this person has open to the member, declined or not: they still mean it."""
    mine = (tie for tie in ties if not tie.by_me and tie.other.user_id == user_id)
    return next((tie for tie in mine if tie.is_open(now)), None)


def request(tie: Tie) -> Request:
    """A tie as a request to show."""
    return Request(tie.other.user_id, tie.until)


def ask_again_at(asked_at: datetime) -> datetime:
    """When the same person may be asked again; the same whether it was declined or nobody answered."""
    return asked_at + ASK_LIFE + ASK_PAUSE


def condition(tie: Tie, facts: StreakFacts, now: datetime) -> Condition:
    """Whether the other one is on their way; `facts` are theirs."""
    if tie.state_of_other is EnrolmentState.FINISHED:
        return Condition.FINISHED
    return Condition.PAUSED if facts.paused(tie.other.day(now)) else Condition.GOING


def day_of(tie: Tie, facts: StreakFacts, now: datetime) -> BuddyDay:
    """The other one's study day, whether or not they share it."""
    day = tie.other.day(now)
    streak = streak_on(facts, day)
    return BuddyDay(
        user_id=tie.other.user_id,
        checked_in=facts.counts(day),
        day_off=is_day_off(facts, streak, day),
        streak=streak.current if tie.theirs is Share.STREAK else None,
    )


def is_day_off(facts: StreakFacts, streak: Streak, day: date) -> bool:
    """Whether nobody need be reminded of today: free, forgiven, or a freeze is held and set aside for it."""
    return not streak.today_planned or (day in facts.set_aside and streak.freezes > 0)


def shared_day(tie: Tie, facts: StreakFacts, now: datetime) -> BuddyDay | None:
    """The other one's study day if they share it and are not away."""
    if tie.theirs is Share.NOTHING or condition(tie, facts, now) is not Condition.GOING:
        return None
    return day_of(tie, facts, now)


def line_of(ties: Iterable[Tie], facts: StreakFacts | None, now: datetime) -> BuddyLine | None:
    """What the member's day says; `facts` are the buddy's, if there is one."""
    ties = tuple(ties)
    tie = active(ties)
    day = shared_day(tie, facts, now) if tie and facts else None
    asking = () if tie else tuple(request(each) for each in waiting(ties, now))
    words = tie.words if tie else None
    return BuddyLine(day, words, asking) if day or words or asking else None


def partner_of(tie: Tie, facts: StreakFacts, today: date, now: datetime) -> Partner:
    """The buddy as the member sees them on the member's study day `today`."""
    state = condition(tie, facts, now)
    return Partner(
        user_id=tie.other.user_id,
        mine=tie.mine,
        theirs=tie.theirs,
        condition=state,
        back=back_on(facts, tie.other.day(now)) if state is Condition.PAUSED else None,
        day=shared_day(tie, facts, now),
        words=tie.words,
        nudged=tie.my_nudge is not None and tie.my_nudge >= today,
    )


def back_on(facts: StreakFacts, day: date) -> date | None:
    """The first study day after the break that `day` is in; None for an open-ended one."""
    last = next((pause.last for pause in facts.pauses if day in pause), None)
    return last + timedelta(days=1) if last else None


def no_nudge(tie: Tie, facts: StreakFacts, now: datetime) -> NoNudge | None:
    """Why the other one is left alone, whether or not the member may know it."""
    match condition(tie, facts, now):
        case Condition.PAUSED:
            return NoNudge.PAUSED
        case Condition.FINISHED:
            return NoNudge.FINISHED
        case Condition.GOING:
            day = day_of(tie, facts, now)
    if day.checked_in:
        return NoNudge.CHECKED_IN
    return NoNudge.DAY_OFF if day.day_off else None


def may_know(tie: Tie, reason: NoNudge) -> bool:
    """Whether the reason is told: a break always, the other one's day only if they share it."""
    return reason in (NoNudge.PAUSED, NoNudge.FINISHED) or tie.theirs is not Share.NOTHING
