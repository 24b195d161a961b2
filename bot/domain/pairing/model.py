"""What goes into the pairing of a round, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.questions import LEVELS, QuestionKind

SLOTS = 336
"""Half-hours of a week in UTC; slot 0, the lowest bit of a mask, is Monday 00:00."""

MOST_MEMBERS = 20_000
WHOLE = 100
"""Percent."""


class Role(StrEnum):
    """What a member would rather do first."""

    EITHER = "either"
    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class PoolMember:
    """Somebody who wants a partner. Weeks are ISO weeks, as in 2026-W40.

    `kinds` empty: any kind. `slots` and `comfort` are masks of half-hours: those in which they can, and those
    they like (None: all the same to them). `met` says by partner in which week the two met last. `byes`
    counts the rounds without a partner, `last_bye` is the last such round. `reliability` in percent. `firsts`
    and `observed` count how often they interviewed first and how often they were the third of a trio. `keep`
    is the partner they have settled with in this round.
    """

    id: str
    kinds: frozenset[QuestionKind] = frozenset()
    level: int = 3
    slots: int = 0
    met: Mapping[str, str] = field(default_factory=dict[str, str])
    blocked: frozenset[str] = frozenset()
    byes: int = 0
    last_bye: str | None = None
    reliability: int = WHOLE
    comfort: int | None = None
    role: Role = Role.EITHER
    firsts: int = 0
    observed: int = 0
    keep: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for what no member can be."""
        if self.level not in LEVELS or not 0 <= self.reliability <= WHOLE:
            raise ValueError(f"{self.id}: level {self.level}, reliability {self.reliability}")
        if any(mask < 0 or mask >> SLOTS for mask in (self.slots, self.comfort or 0)):
            raise ValueError(f"{self.id}: more than {SLOTS} slots")


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody to be paired in a round, which is the ISO week of the interviews.

    A session takes `length` half-hours. Two who met in the last `window` rounds meet again only if that saves
    more than it costs; a round is held `every` so many weeks. With `trios` nobody is left over who could be
    the third of a pair.
    """

    round: str
    members: tuple[PoolMember, ...]
    length: int = 2
    window: int = 8
    every: int = 1
    trios: bool = True

    def __post_init__(self) -> None:
        """Raises ValueError for what no pool can be."""
        if len(self.members) > MOST_MEMBERS or len({each.id for each in self.members}) < len(self.members):
            raise ValueError(f"a member twice, or more than {MOST_MEMBERS} of them")
        if not 1 <= self.length <= SLOTS or self.window < 0 or self.every < 1:
            raise ValueError(f"length {self.length}, window {self.window}, every {self.every}")


class ReasonKind(StrEnum):
    """One thing worth saying about why people were put together."""

    BOTH_WANT = "both_want"
    """`first`: how many people."""
    ONE_WANTS = "one_wants"
    """The others are open to any kind."""
    ALL_OPEN = "all_open"
    WISHES_DIFFER = "wishes_differ"
    COMMON_HOURS = "common_hours"
    """`first`: half-hours."""
    UNUSUAL_HOURS = "unusual_hours"
    """No common hour is one that all of them like."""
    NEVER_MET = "never_met"
    MET_WEEKS_AGO = "met_weeks_ago"
    """`first`: weeks."""
    FORCED_REPEAT = "forced_repeat"
    """`first`: weeks since they met, which is sooner than it should be."""
    SAME_LEVEL = "same_level"
    LEVELS = "levels"
    """`first` and `second`: the lowest and the highest."""
    ROLES_FIT = "roles_fit"
    KEPT = "kept"
    TRIO = "trio"


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact about a pair; what the fields mean is said at its kind."""

    kind: ReasonKind
    topic: QuestionKind | None = None
    first: int = 0
    second: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who interview each other, or three: the first interviewer, the first candidate, an observer.

    `slots` are up to three starts, the most comfortable first. `repeat`: two of them met within the window.
    A trio scores half of what its three pairs would.
    """

    members: tuple[str, ...]
    kind: QuestionKind
    slots: tuple[int, ...]
    score: int
    reasons: tuple[Reason, ...]
    repeat: bool


class ByeWhy(StrEnum):
    """Why somebody has no partner."""

    ODD = "odd"
    """They are an odd number, and nobody else is left over."""
    NO_SLOTS = "no_slots"
    """They gave no time that is long enough for a session."""
    NO_COMMON_HOUR = "no_common_hour"
    ALL_BLOCKED = "all_blocked"
    """With everybody who has time when they have, one of the two said no to the other."""
    ALL_TAKEN = "all_taken"
    """Everybody they could meet has a partner, whichever way one turns it."""


@dataclass(frozen=True, slots=True)
class Bye:
    """A member without a partner."""

    id: str
    why: ByeWhy


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs and byes of a round. `total` is the sum of the scores.

    `bound` certifies it: no pairing with as many members in it, as many settled pairs kept and byes as fairly
    given scores more. `forced` are the people of pairs who met within the window.
    """

    pairs: tuple[Pair, ...]
    byes: tuple[Bye, ...]
    seed: int
    total: int
    bound: int
    forced: tuple[tuple[str, ...], ...] = ()
