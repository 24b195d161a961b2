"""Who is matched in a round, and who with somebody else once more. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.domain import availability
from bot.domain.mock_pool import GAUNTLET, PoolEntry
from bot.domain.mock_reliability import MOST_PER_WEEK, Reliability, allowed_per_week
from bot.domain.mock_rounds import RoundReport, RoundSettings
from bot.domain.pairing import Bye, ByeWhy, Pair, Pairing, Pool, PoolMember, starts
from bot.domain.pairing.slots import touched
from bot.domain.questions import QuestionKind

_DAY = 48
_WHOLE_DAY = (1 << _DAY) - 1
_NO_RECORD = Reliability()


@dataclass(frozen=True, slots=True)
class RoundPool:
    """What a round is matched from; `more` says who wants more than one interview, and how many."""

    pool: Pool
    more: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RoundMatch:
    """What a round came to.

    The first `first` pairs are everybody's first: `total` is what these are worth, `bound` the most they
    could be. The others are for those who want more, or whom only they could take in.
    """

    pairs: tuple[Pair, ...]
    first: int
    byes: tuple[Bye, ...]
    seed: int
    total: int
    bound: int
    forced: int


@dataclass(frozen=True, slots=True)
class People:
    """What is known about the people of a round.

    Who met whom last in which week, by member keys; who must not meet whom, by Discord's ids; how reliable
    each is. `ahead` are the slots still to come. `taken` are interviews that people have already:
    member key, start and minutes.
    """

    met: Mapping[tuple[int, int], str]
    apart: Collection[tuple[int, int]]
    reliability: Mapping[int, Reliability]
    ahead: int
    taken: Collection[tuple[int, datetime, int]] = ()


def gather(settings: RoundSettings, week: str, entries: Iterable[PoolEntry], people: People) -> RoundPool:
    """Everybody who takes part in this week, with what they wish and when they can."""
    here = tuple(entry for entry in entries if entry.takes_part(week))
    met, blocked = _by_member(here, people)
    taken = _taken(week, people)
    members = tuple(
        PoolMember(
            id=str(entry.member.key),
            kinds=frozenset(GAUNTLET) if entry.gauntlet_week == week else entry.kinds,
            level=entry.level,
            slots=entry.slots(week) & people.ahead & ~taken[entry.member.key],
            met=met.get(entry.member.key, {}),
            blocked=blocked.get(entry.member.key, frozenset()),
            byes=entry.byes,
            last_bye=entry.last_bye,
            reliability=people.reliability.get(entry.member.key, _NO_RECORD).percent,
            comfort=availability.comfortable(entry.member.zone, week),
            role=entry.role,
            firsts=entry.firsts,
            observed=entry.observed,
        )
        for entry in here
    )
    wanted = {str(entry.member.key): _wanted(entry, week, people) for entry in here}
    more = {key: count for key, count in wanted.items() if count > 1}
    pool = Pool(week, members, settings.length, settings.window, settings.every_weeks, settings.trios)
    return RoundPool(pool, more)


def _taken(week: str, people: People) -> Mapping[int, int]:
    masks: dict[int, int] = defaultdict(int)
    for key, at, minutes in people.taken:
        masks[key] |= touched(week, at, minutes)
    return masks


def _by_member(
    here: Sequence[PoolEntry], people: People
) -> tuple[dict[int, dict[str, str]], dict[int, frozenset[str]]]:
    keys = {entry.member.user_id: entry.member.key for entry in here}
    met: dict[int, dict[str, str]] = {}
    for (one, other), week in people.met.items():
        met.setdefault(one, {})[str(other)] = week
    blocked: dict[int, set[str]] = {}
    for one, other in people.apart:
        if one in keys and other in keys:
            blocked.setdefault(keys[one], set()).add(str(keys[other]))
    return met, {key: frozenset(others) for key, others in blocked.items()}


def _wanted(entry: PoolEntry, week: str, people: People) -> int:
    wanted = len(GAUNTLET) if entry.gauntlet_week == week else entry.per_week
    return allowed_per_week(people.reliability.get(entry.member.key, _NO_RECORD), wanted)


def following(gathered: RoundPool, pairs: Sequence[Pair]) -> Pool:
    """The pool of those who have fewer interviews than they want, after these pairs.

    Nobody meets the same person twice in a week. Whoever has none yet comes first, then who lacks most. The
    days differ from those proposed before where somebody's hours allow it.
    """
    counts = Counter(key for pair in pairs for key in pair.members)
    pool = gathered.pool
    wanting = [each for each in pool.members if counts[each.id] < gathered.more.get(each.id, 1)]
    mine: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for key in pair.members:
            mine[key].append(pair)
    members = tuple(
        _again(each, mine[each.id], gathered.more.get(each.id, 1), pool.length) for each in wanting
    )
    return replace(pool, members=members, trios=False)


def _again(member: PoolMember, pairs: Sequence[Pair], wanted: int, length: int) -> PoolMember:
    if not pairs:
        return replace(member, byes=member.byes + MOST_PER_WEEK)
    partners = {key for pair in pairs for key in pair.members} - {member.id}
    return replace(
        member,
        kinds=_other_kinds(member.kinds, {pair.kind for pair in pairs}),
        slots=_other_slots(member.slots, [slot for pair in pairs for slot in pair.slots], length),
        blocked=member.blocked | partners,
        byes=wanted - len(pairs),
        last_bye=None,
        firsts=member.firsts + sum(pair.members[0] == member.id for pair in pairs),
        observed=member.observed + sum(pair.members[2:] == (member.id,) for pair in pairs),
    )


def _other_kinds(wanted: frozenset[QuestionKind], had: set[QuestionKind]) -> frozenset[QuestionKind]:
    return (wanted - had) or wanted


def _other_slots(slots: int, taken: Sequence[int], length: int) -> int:
    """Without what was proposed before; without all of those days where enough is left."""
    days = {slot // _DAY for begin in taken for slot in range(begin, begin + length)}
    rest = slots
    for day in days:
        rest &= ~(_WHOLE_DAY << (_DAY * day))
    if starts(rest, length):
        return rest
    for begin in taken:
        slots &= ~(((1 << length) - 1) << begin)
    return slots


def together(turns: Sequence[Pairing], seed: int) -> RoundMatch:
    """All turns of a round as one."""
    pairs = tuple(pair for turn in turns for pair in turn.pairs)
    taken = {key for pair in pairs for key in pair.members}
    first = turns[0]
    return RoundMatch(
        pairs=pairs,
        first=len(first.pairs),
        byes=tuple(bye for bye in first.byes if bye.id not in taken),
        seed=seed,
        total=first.total,
        bound=first.bound,
        forced=sum(len(turn.forced) for turn in turns),
    )


def reported(match: RoundMatch, members: int) -> RoundReport:
    """What came of it, to be kept."""
    first = match.pairs[: match.first]
    trios = sum(len(pair.members) == 3 for pair in first)
    return RoundReport(
        members=members,
        pairs=len(first) - trios,
        trios=trios,
        more=len(match.pairs) - len(first),
        byes=dict(Counter(bye.why for bye in match.byes)),
        bye_keys={int(bye.id): bye.why for bye in match.byes},
        forced=match.forced,
        digest=digest(match.pairs),
    )


def digest(pairs: Iterable[Pair]) -> str:
    """A short text that is the same for the same pairs with the same proposals."""
    text = "\n".join(sorted(f"{' '.join(pair.members)}: {pair.slots}" for pair in pairs))
    return sha256(text.encode()).hexdigest()[:16]


def owed(byes: Mapping[int, ByeWhy]) -> frozenset[int]:
    """Who is to come first next time: whoever gave no time was not left out by anybody."""
    return frozenset(key for key, why in byes.items() if why is not ByeWhy.NO_SLOTS)
