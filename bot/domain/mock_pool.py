"""The pool of mock interviews: who takes part, what they want, and when they can. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import availability, weeks
from bot.domain.availability import Windows
from bot.domain.calendar import local_instant
from bot.domain.members import Member
from bot.domain.mock_history import WeakArea
from bot.domain.mock_pool_errors import UnknownKind
from bot.domain.mock_reliability import Reliability
from bot.domain.mock_rounds import Round
from bot.domain.mock_sessions import Session
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind

USUAL = ""
"""In place of a week: what holds in every week without hours of its own."""

GAUNTLET = (QuestionKind.CODING, QuestionKind.SYSTEM_DESIGN, QuestionKind.ML_THEORY)
"""One interview of each in a single week."""

WEEKS_AHEAD = 8
"""How far ahead hours may be given for one week alone."""

_ANY = frozenset({"any", "all", "any kind", "everything"})
_ALSO = {
    "ml system design": QuestionKind.SYSTEM_DESIGN,
    "design": QuestionKind.SYSTEM_DESIGN,
    "theory": QuestionKind.ML_THEORY,
    "behavioural": QuestionKind.BEHAVIORAL,
    "résumé": QuestionKind.RESUME,
    "cv": QuestionKind.RESUME,
    "resume deep dive": QuestionKind.RESUME,
    "résumé deep dive": QuestionKind.RESUME,
}
_QUOTED = 50


@dataclass(frozen=True, slots=True)
class Wants:
    """What a member wants to practise. `kinds` empty: any of them."""

    kinds: frozenset[QuestionKind] = frozenset()
    level: int = 2
    per_week: int = 1
    role: Role = Role.EITHER


@dataclass(frozen=True, slots=True)
class WantsChange:
    """What is to change of it; None stays as it is."""

    kinds: frozenset[QuestionKind] | None = None
    level: int | None = None
    per_week: int | None = None
    role: Role | None = None

    def applied(self, wants: Wants) -> Wants:
        """The same with the changes."""
        return Wants(
            wants.kinds if self.kinds is None else self.kinds,
            self.level or wants.level,
            self.per_week or wants.per_week,
            self.role or wants.role,
        )


AS_BEFORE = WantsChange()


def takes_part(week: str, skip_week: str | None, paused_until: date | None) -> bool:
    """Whether somebody with this pause wants a partner in this week."""
    if skip_week == week:
        return False
    return paused_until is None or paused_until <= (weeks.ends(week) - timedelta(days=1)).date()


@dataclass(frozen=True, slots=True)
class PoolEntry:
    """Somebody in the pool. Weeks are ISO weeks in UTC, as in 2026-W48.

    `paused_until` is the first day on which they take part again, on their own calendar. `usual` is when they
    can in a usual week, `special` when they can in single weeks.
    """

    member: Member
    kinds: frozenset[QuestionKind]
    level: int
    per_week: int
    role: Role
    paused_until: date | None = None
    skip_week: str | None = None
    gauntlet_week: str | None = None
    byes: int = 0
    last_bye: str | None = None
    firsts: int = 0
    observed: int = 0
    usual: Windows = availability.NEVER
    special: Mapping[str, Windows] = field(default_factory=dict[str, Windows])

    @property
    def wants(self) -> Wants:
        """What they want to practise."""
        return Wants(self.kinds, self.level, self.per_week, self.role)

    def windows(self, week: str) -> Windows:
        """When they can in a week, on their own clock; in a week without hours of its own, as usual."""
        return self.special.get(week, self.usual)

    def takes_part(self, week: str) -> bool:
        """Whether they want a partner in this week; who is back from a pause on its last day does."""
        return takes_part(week, self.skip_week, self.paused_until)

    def slots(self, week: str) -> int:
        """The half-hours of a week in UTC in which they take part and can."""
        if not self.takes_part(week):
            return 0
        return availability.slots(self.windows(week), self.member.zone, week) & ~self._away(week)

    def _away(self, week: str) -> int:
        """The half-hours of a week in UTC that begin before they are back from a pause."""
        if self.paused_until is None:
            return 0
        back = local_instant(self.paused_until, time.min, self.member.zone)
        begun = -((weeks.starts(week) - back) // availability.HALF_HOUR)
        return (1 << min(max(begun, 0), availability.WEEK)) - 1


@dataclass(frozen=True, slots=True)
class PoolShown:
    """Where a member stands. `entry` is None for whoever is not in the pool.

    `week` is the week of the next round, or of the one that could be next. `resting` says that their plan is
    paused, `plan_back` until which day. `first` says that they have just joined for the first time. `weak`
    is what their feedback says they should work on. `long_enough` says that an interview fits into a stretch
    of the hours of that week. `blocked_left` counts whom they have blocked and who were erased since.
    """

    guild_id: int
    user_id: int
    today: date
    entry: PoolEntry | None
    round: Round | None
    week: str
    interviews: tuple[Session, ...]
    blocked: tuple[int, ...]
    blocked_left: int = 0
    resting: bool = False
    plan_back: date | None = None
    first: bool = False
    weak: tuple[WeakArea, ...] = ()
    long_enough: bool = True
    record: Reliability = field(default_factory=Reliability)
    """How their last interviews went, which limits how many are booked."""


@dataclass(frozen=True, slots=True)
class CanShown:
    """When a member can: in a usual week (`week` is `USUAL`), or in one week alone.

    `round_week` is the week of the next round, `own_week` says whether that has hours of its own. `others` is
    how many others in the pool could meet them in the week shown; for a usual one that is the next round's.
    `earlier` says that a week before has hours of its own to copy. `presets` are ready-made weeks.
    `long_enough` says that an interview fits into a stretch of them.
    """

    guild_id: int
    user_id: int
    zone: ZoneInfo
    week: str
    round_week: str
    windows: Windows
    own_week: bool
    others: int
    earlier: bool
    in_pool: bool
    presets: Mapping[availability.Preset, Windows]
    long_enough: bool = True


def parse_kinds(text: str) -> frozenset[QuestionKind]:
    """Kinds of interviews between commas, by name; `any` is every kind, which is none in particular.

    Raises UnknownKind.
    """
    names = [" ".join(name.replace("_", " ").casefold().split()) for name in re.split(r"[,;+]", text)]
    wanted = [name for name in names if name]
    if not wanted or set(wanted) & _ANY:
        return frozenset()
    return frozenset(_kind(name) for name in wanted)


def _kind(name: str) -> QuestionKind:
    known = {kind.value.replace("_", " "): kind for kind in QuestionKind} | _ALSO
    if name not in known:
        raise UnknownKind(name[:_QUOTED])
    return known[name]
