"""What a pair is worth, in points. The numbers are judgement; each is one line here. Pure.

Fit is what two people get out of meeting; it lies between 0 and FITMAX. Repeats cost several times as much,
leaving somebody out who was left out before costs more than any number of repeats that one bye could cause,
and a settled pair is worth more than all that. How many are paired comes before everything and is no number.
"""

from dataclasses import dataclass

from bot.domain import weeks
from bot.domain.pairing.model import Pool, PoolMember, Role
from bot.domain.pairing.slots import starts
from bot.domain.questions import QuestionKind

KINDS = tuple(QuestionKind)

SHARED_KINDS = (0, 170, 200, 220, 235, 245, 250)
"""By the number of kinds both want. The first is worth more than half of all, so that whoever wants anything
goes to those who want something, rather than to their like."""
LEVEL_GAP = (150, 120, 50, 10, 0)
COMPLEMENTARY, FLEXIBLE, SAME_ROLE = 60, 50, 10
START, MOST_STARTS = 12, 8
EASY_START, MOST_EASY_STARTS = 25, 4
RELIABILITY_STEPS = 10
"""Reliability counts in tens of a percent; the product of two steps is what it is worth."""
FITMAX = (
    SHARED_KINDS[-1]
    + LEVEL_GAP[0]
    + COMPLEMENTARY
    + START * MOST_STARTS
    + EASY_START * MOST_EASY_STARTS
    + RELIABILITY_STEPS**2
)

_MET, _FADES = 160, 0.75
_REPEAT = 8 * FITMAX
_REPEAT_ROUND = FITMAX // 2
_BYE, _MOST_BYES = 64 * FITMAX, 16
_BACK_TO_BACK = (_MOST_BYES + 1) * _BYE
KEEP = 4096 * FITMAX


@dataclass(frozen=True, slots=True)
class Hours:
    """Where sessions can begin: at all, and comfortably."""

    possible: int
    easy: int


def hours(member: PoolMember, length: int) -> Hours:
    """Where sessions of so many half-hours can begin for a member."""
    possible = starts(member.slots, length)
    if member.comfort is None:
        return Hours(possible, possible)
    return Hours(possible, possible & starts(member.comfort, length))


def kind_mask(member: PoolMember) -> int:
    """The kinds they take, as bits in the order of KINDS; all of them when they named none."""
    wanted = member.kinds or KINDS
    return sum(1 << at for at, kind in enumerate(KINDS) if kind in wanted)


def role_points(one: Role, other: Role) -> int:
    """What it is worth that two begin in these roles."""
    if Role.EITHER in (one, other):
        return FLEXIBLE
    return SAME_ROLE if one is other else COMPLEMENTARY


def steps(member: PoolMember) -> int:
    """Reliability in tens of a percent."""
    return round(member.reliability / RELIABILITY_STEPS)


def fit(one: PoolMember, other: PoolMember, length: int) -> int:
    """What two get out of meeting, history apart."""
    mine, theirs = hours(one, length), hours(other, length)
    return (
        SHARED_KINDS[(kind_mask(one) & kind_mask(other)).bit_count()]
        + LEVEL_GAP[abs(one.level - other.level)]
        + role_points(one.role, other.role)
        + START * min((mine.possible & theirs.possible).bit_count(), MOST_STARTS)
        + EASY_START * min((mine.easy & theirs.easy).bit_count(), MOST_EASY_STARTS)
        + steps(one) * steps(other)
    )


def rounds_ago(week: str, pool: Pool) -> int:
    """How many rounds before this one a week was; at least 1."""
    return max(1, -(-weeks.between(week, pool.round) // pool.every))


def history_points(ago: int, window: int) -> int:
    """What it costs, as a negative number, that two met so many rounds ago."""
    faded = round(_MET * _FADES ** (ago - 1))
    return -faded - (_REPEAT + (window - ago) * _REPEAT_ROUND if ago <= window else 0)


def bye_points(member: PoolMember, fewest: int, pool: Pool) -> int:
    """What it costs to leave somebody out, when the most fortunate of the pool had `fewest` byes."""
    last = weeks.between(member.last_bye, pool.round) if member.last_bye else 0
    again = _BACK_TO_BACK if 0 < last <= pool.every else 0
    return _BYE * min(member.byes - fewest, _MOST_BYES) + again


def last_met(one: PoolMember, other: PoolMember) -> str | None:
    """The newest week in which two met, as either of them knows it."""
    return max(filter(None, (one.met.get(other.id), other.met.get(one.id))), default=None)


def apart(one: PoolMember, other: PoolMember) -> bool:
    """Whether one of two said no to the other."""
    return one.id in other.blocked or other.id in one.blocked


def score(one: PoolMember, other: PoolMember, pool: Pool) -> int:
    """What a pair is worth, history included; settled or not, and whatever their byes."""
    week = last_met(one, other)
    history = history_points(rounds_ago(week, pool), pool.window) if week else 0
    return fit(one, other, pool.length) + history
