"""Who of a paired round needs another partner, and which pairs may be taken apart for that. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.mock_round_pool import RoundPool
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.pairing import Pair, Pairing, Pool, PoolMember
from bot.domain.pairing.slots import touched


@dataclass(frozen=True, slots=True)
class Rematch:
    """`pool` holds those who wait for a partner, and the pairs that have not yet agreed on anything, which
    stay together if they can; `loose` are the interviews of these, by their people."""

    pool: Pool
    loose: Mapping[frozenset[str], Session]


@dataclass(frozen=True, slots=True)
class SeatStanding:
    """How one person's part in an interview stands."""

    key: int
    vote: datetime | None
    gone: datetime | None
    absent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How an interview stands, to be compared with how it stood. Its thread is no matter."""

    state: SessionState
    revision: int
    seats: tuple[SeatStanding, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What becomes of a round: new pairs, and interviews that end for them."""

    pairs: tuple[Pair, ...]
    ended: tuple[Session, ...]


def rematch(gathered: RoundPool, sessions: Sequence[Session], booked: Collection[int] = ()) -> Rematch | None:
    """Who could be matched anew in a round with these interviews; None if nobody waits.

    Nobody is matched again who gave up, or did not answer, or is `booked` for this week in another way. What
    has a time, or somebody's yes to one, stays.
    """
    members = {each.id: each for each in gathered.pool.members if int(each.id) not in booked}
    mine = _by_member(sessions)
    waiting = [
        _beside(member, [each for each in mine[key] if _lives(each)], gathered.pool)
        for key, member in members.items()
        if _waits(key, mine[key], gathered.more.get(key, 1))
    ]
    if not waiting:
        return None
    loose = {_keys(each): each for each in sessions if _is_loose(each, members, mine)}
    kept = [
        replace(members[one], keep=other)
        for pair in loose
        for one, other in (sorted(pair), sorted(pair, reverse=True))
    ]
    pool = replace(gathered.pool, members=(*waiting, *kept), trios=False)
    return Rematch(pool, loose)


def changes(before: Rematch, found: Pairing) -> Changes:
    """What is to be done so that the round is as it was found to be best."""
    pairs = {frozenset(pair.members): pair for pair in found.pairs}
    new = tuple(pair for people, pair in pairs.items() if people not in before.loose)
    ended = tuple(session for people, session in before.loose.items() if people not in pairs)
    return Changes(new, ended)


def concerned(done: Changes) -> frozenset[int]:
    """Keys of the members for whom something changes."""
    paired = (int(key) for pair in done.pairs for key in pair.members)
    parted = (seat.member.key for session in done.ended for seat in session.seats)
    return frozenset(paired) | frozenset(parted)


def standing_of(keys: Collection[int], standings: Mapping[int, Standing]) -> Mapping[int, Standing]:
    """Those of a round's interviews in which any of these members is or was."""
    return {each: found for each, found in standings.items() if any(seat.key in keys for seat in found.seats)}


def lost_since(before: Mapping[int, Standing], after: Mapping[int, Standing]) -> bool:
    """Whether an interview has ended meanwhile, or somebody has left one."""
    return any(_losses(after[each]) != _losses(found) for each, found in before.items() if each in after)


def _losses(found: Standing) -> object:
    return found.state is SessionState.CANCELLED, [seat.gone for seat in found.seats]


def _by_member(sessions: Iterable[Session]) -> Mapping[str, list[Session]]:
    mine: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        for seat in session.seats:
            mine[str(seat.member.key)].append(session)
    return mine


def _lives(session: Session) -> bool:
    return session.state is not SessionState.CANCELLED


def _keys(session: Session) -> frozenset[str]:
    return frozenset(str(seat.member.key) for seat in session.present)


def _waits(key: str, mine: Sequence[Session], wanted: int) -> bool:
    """Whether somebody has no interview, or lost one of several, and did not give it up themselves."""
    if any(_refused(key, session) for session in mine):
        return False
    live = sum(map(_lives, mine))
    return live == 0 or live < min(len(mine), wanted)


def _refused(key: str, session: Session) -> bool:
    """Whether somebody gave it up, did not answer or did not come; or is helped in another way."""
    seat = next(seat for seat in session.seats if str(seat.member.key) == key)
    if seat.gone is not None or seat.absent:
        return True
    match session.ended_why:
        case EndedWhy.NO_TIME:
            return seat.vote is None
        case EndedWhy.NOT_STARTED:
            return seat.arrived_at is None
        case EndedWhy.ROUND | EndedWhy.NO_SHOW:
            return True
        case _:
            return False


def _is_loose(
    session: Session, members: Mapping[str, PoolMember], mine: Mapping[str, Sequence[Session]]
) -> bool:
    """Whether two may still be parted: nobody said yes to anything, and neither has another interview."""
    if session.state is not SessionState.FINDING or len(session.present) != 2 or session.revision:
        return False
    if any(seat.vote for seat in session.present):
        return False
    keys = _keys(session)
    return keys <= members.keys() and all(sum(map(_lives, mine[key])) == 1 for key in keys)


def _beside(member: PoolMember, live: Sequence[Session], pool: Pool) -> PoolMember:
    """A member beside the interviews they have: other people, other times."""
    slots = member.slots
    for session in live:
        for at in (session.starts_at,) if session.starts_at else session.slots:
            slots &= ~touched(pool.round, at, session.minutes)
    partners = frozenset[str]().union(*map(_keys, live)) - {member.id}
    return replace(member, slots=slots, blocked=member.blocked | partners)
