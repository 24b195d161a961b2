"""Who does what in a pair, about what and when, and why these people. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import blake2b
from itertools import combinations
from operator import and_, or_

from bot.domain import weeks
from bot.domain.pairing import scores
from bot.domain.pairing.model import Pair, Pool, PoolMember, Reason, ReasonKind, Role
from bot.domain.pairing.slots import covered, proposed
from bot.domain.questions import QuestionKind

_FIRST_LIKES = (Role.INTERVIEWER, Role.EITHER, Role.CANDIDATE)
_COUPLE = 2


@dataclass(frozen=True, slots=True)
class People:
    """Two or three members who meet in a round."""

    pool: Pool
    members: tuple[PoolMember, ...]

    def pair(self) -> Pair:
        """What they are told."""
        kind, wishes = self._kind()
        hours = [scores.hours(member, self.pool.length) for member in self.members]
        common = reduce(and_, (each.possible for each in hours))
        liked = [each.easy for each in hours]
        reasons = [wishes, Reason(ReasonKind.COMMON_HOURS, first=covered(common, self.pool.length))]
        if not common & reduce(and_, liked):
            reasons.append(Reason(ReasonKind.UNUSUAL_HOURS))
        weeks_ago, repeat = self._history()
        return Pair(
            tuple(member.id for member in self._seated()),
            kind,
            proposed(common, liked, self.pool.length),
            self._score(),
            (*reasons, _met(weeks_ago, repeat=repeat), self._levels(), *self._others()),
            repeat,
        )

    def _score(self) -> int:
        points = [scores.score(one, other, self.pool) for one, other in combinations(self.members, 2)]
        return points[0] if len(points) == 1 else sum(points) // 2

    def _chance(self, what: str, options: int) -> int:
        """A number below `options` that changes with the round and stays when a round is matched again."""
        ids = sorted(member.id for member in self.members)
        text = "\0".join((self.pool.round, what, *ids))
        return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % options

    def _kind(self) -> tuple[QuestionKind, Reason]:
        """What they talk about: what all want, else what one of them wants."""
        wishes = [member.kinds for member in self.members if member.kinds]
        shared = reduce(and_, wishes) if wishes else frozenset(scores.KINDS)
        offered = sorted(shared or reduce(or_, wishes), key=scores.KINDS.index)
        kind = offered[self._chance("kind", len(offered))]
        if not wishes:
            return kind, Reason(ReasonKind.ALL_OPEN, kind)
        if not shared:
            return kind, Reason(ReasonKind.WISHES_DIFFER, kind)
        everybody = len(wishes) == len(self.members)
        why = ReasonKind.BOTH_WANT if everybody else ReasonKind.ONE_WANTS
        return kind, Reason(why, kind, len(self.members) if everybody else 0)

    def _history(self) -> tuple[int | None, bool]:
        """Weeks since any of them met last, and whether that is within the window."""
        met = [week for two in combinations(self.members, 2) if (week := scores.last_met(*two))]
        if not met:
            return None, False
        newest = max(met)
        repeat = scores.rounds_ago(newest, self.pool) <= self.pool.window
        return max(0, weeks.between(newest, self.pool.round)), repeat

    def _levels(self) -> Reason:
        levels = sorted(member.level for member in self.members)
        if levels[0] == levels[-1]:
            return Reason(ReasonKind.SAME_LEVEL, first=levels[0])
        return Reason(ReasonKind.LEVELS, first=levels[0], second=levels[-1])

    def _others(self) -> Iterator[Reason]:
        if {Role.INTERVIEWER, Role.CANDIDATE} <= {member.role for member in self.members}:
            yield Reason(ReasonKind.ROLES_FIT)
        ids = {member.id for member in self.members}
        if any(member.keep in ids for member in self.members):
            yield Reason(ReasonKind.KEPT)
        if len(self.members) > _COUPLE:
            yield Reason(ReasonKind.TRIO)

    def _seated(self) -> Sequence[PoolMember]:
        """First interviewer, first candidate, and whoever observed least as the observer."""
        by_id = sorted(self.members, key=lambda member: member.id)
        turn = self._chance("turn", len(by_id))
        turned = by_id[turn:] + by_id[:turn]
        observers = sorted(turned, key=lambda member: member.observed)[: len(turned) - _COUPLE]
        couple = [member for member in turned if member not in observers]
        return [*sorted(couple, key=_reluctance), *observers]


def _reluctance(member: PoolMember) -> tuple[int, int]:
    """Who rather begins as the candidate, or has interviewed first more often, comes second."""
    return _FIRST_LIKES.index(member.role), member.firsts


def _met(weeks_ago: int | None, *, repeat: bool) -> Reason:
    if weeks_ago is None:
        return Reason(ReasonKind.NEVER_MET)
    return Reason(ReasonKind.FORCED_REPEAT if repeat else ReasonKind.MET_WEEKS_AGO, first=weeks_ago)
