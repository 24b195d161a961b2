"""An interview at once: who waits for a partner, who of them fits, and who is owed another one. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import OutOfRange
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind

WAITS = range(5, 181)
"""How many minutes somebody may wait."""

DEFAULT_WAIT = 30

BEGINS_IN = timedelta(minutes=5)
"""Both finish what they are doing, and find their thread."""

APART_FOR = timedelta(days=1)
"""So long after they met the same two are not brought together at once again."""

RESCUE_WITHIN = timedelta(hours=24)
"""So long around the start that was lost another partner is offered, and goes before others who wait."""

CALL_EVERY = timedelta(hours=1)
"""The group is not told more often that somebody waits."""

ORPHANING = frozenset({EndedWhy.DECLINED, EndedWhy.CANCELLED, EndedWhy.LEFT, EndedWhy.NO_SHOW})
"""Endings after which whoever stays would still like to practise."""

_MINUTE = timedelta(minutes=1)
_FIRST = {Role.INTERVIEWER: 0, Role.EITHER: 1, Role.CANDIDATE: 2}


@dataclass(frozen=True, slots=True)
class Wait:
    """A member who would take a partner at once. `kinds` empty: any of them.

    `rescues` is the interview whose partner did not come. `firsts` is how often they interviewed first.
    """

    member: Member
    kinds: frozenset[QuestionKind]
    since: datetime
    until: datetime
    rescues: int | None = None
    level: int = 2
    role: Role = Role.EITHER
    firsts: int = 0


@dataclass(frozen=True, slots=True)
class NowShown:
    """What came of looking for a partner: an interview, or until when the member waits, or neither.

    `met` says that somebody waits too whom they have met too lately to meet again at once.
    """

    guild_id: int
    user_id: int
    wait: Wait | None = None
    session: Session | None = None
    met: bool = False


@dataclass(frozen=True, slots=True)
class NowCall:
    """All that the line for the group needs: until when somebody waits, and how late it comes.

    `kinds` is what those who wait would practise; empty: any of them.
    """

    guild_id: int
    marker: str
    until: datetime
    late_by: timedelta
    kinds: frozenset[QuestionKind] = frozenset()


def check_wait(minutes: int) -> timedelta:
    """How long to wait; raises OutOfRange."""
    if minutes not in WAITS:
        raise OutOfRange(N_("waiting"), minutes, WAITS[0], WAITS[-1], N_("minutes"))
    return timedelta(minutes=minutes)


def shared_kinds(one: Wait, other: Wait) -> tuple[QuestionKind, ...]:
    """What both would practise, in the order of the kinds."""
    every = frozenset(QuestionKind)
    both = (one.kinds or every) & (other.kinds or every)
    return tuple(kind for kind in QuestionKind if kind in both)


def kinds_of(waiting: Collection[Wait]) -> frozenset[QuestionKind]:
    """What some of those who wait would practise; empty as soon as one of them takes any kind."""
    if all(each.kinds for each in waiting):
        return frozenset[QuestionKind]().union(*(each.kinds for each in waiting))
    return frozenset()


def choose(mine: Wait, waiting: Iterable[Wait], barred: Collection[int]) -> Wait | None:
    """The partner: who lost one goes first, then whoever waits longest; none of the `barred` member keys."""
    fitting = (
        each
        for each in waiting
        if each.member.key not in barred and each.member.key != mine.member.key and shared_kinds(mine, each)
    )
    return min(fitting, key=lambda each: (each.rescues is None, each.since, each.member.key), default=None)


def kind_for(
    one: Wait, other: Wait, lost: Collection[QuestionKind], held: Mapping[QuestionKind, int]
) -> QuestionKind:
    """What they practise: what one of them was prepared for, else what they have `held` least often."""
    both = shared_kinds(one, other)
    prepared = [kind for kind in both if kind in lost]
    return min(prepared or both, key=lambda kind: held.get(kind, 0))


def in_order(one: Wait, other: Wait) -> tuple[Wait, Wait]:
    """Who interviews first, and who answers first: as they prefer it, then in turn."""
    first, second = sorted((one, other), key=lambda each: (_FIRST[each.role], each.firsts, each.since))
    return first, second


def begins_at(now: datetime) -> datetime:
    """When it begins: in some minutes, on a whole one."""
    at = now + BEGINS_IN
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + _MINUTE


def orphaned(session: Session, user_id: int) -> bool:
    """Whether this person would have held it and somebody else was not there."""
    seat = session.seat_of(user_id)
    lost = session.state is SessionState.CANCELLED and session.ended_why in ORPHANING
    return lost and seat is not None and not seat.absent


def offers_rescue(session: Session, now: datetime) -> bool:
    """Whether another partner is offered: soon before or after the start that was agreed on."""
    if session.starts_at is None or session.state is not SessionState.CANCELLED:
        return False
    return session.ended_why in ORPHANING and abs(session.starts_at - now) <= RESCUE_WITHIN


def owed_rescue(sessions: Sequence[Session], user_id: int, now: datetime) -> Session | None:
    """Of a member's interviews the one they still have to be made up for: none came after it."""
    for session in sessions:
        ended_at = session.ended_at
        if ended_at is None or not orphaned(session, user_id) or ended_at <= now - RESCUE_WITHIN:
            continue
        if not any(other.id > session.id and other.created_at >= ended_at for other in sessions):
            return session
    return None
