"""What a member may still ask for: days to fill in, rest days, freezes to set aside. Pure.

Each question is why one day is not allowed (None when it is).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from bot.domain.streak_rules import RULES, StreakRules, rules_on
from bot.domain.streaks import StreakFacts, streak_on

DAY = timedelta(days=1)
REST_WINDOW = 28
"""Days in which rest days are counted together."""
LOOK_AHEAD = 60
"""Days in which the next study days are looked for."""


class NoBackfill(StrEnum):
    """Why a day cannot be filled in."""

    NOT_BEGUN = "not_begun"
    NOT_OVER = "not_over"
    COUNTED = "counted"
    """It has a check-in already."""
    NOT_PLANNED = "not_planned"
    """No study day, or before the membership."""
    PAUSED = "paused"
    REST = "rest"
    LEFT_OUT = "left_out"
    """A move to another zone went past it: the member never had this day."""
    TOO_LONG_AGO = "too_long_ago"
    MONTH_FULL = "month_full"


class NoRest(StrEnum):
    """Why a day cannot become a rest day."""

    TOO_LATE = "too_late"
    """Today, or before it."""
    TOO_FAR = "too_far"
    NOT_PLANNED = "not_planned"
    PAUSED = "paused"
    ALREADY = "already"
    WINDOW_FULL = "window_full"
    """With it, 28 days would hold too many."""


class NoFreeze(StrEnum):
    """Why no freeze can be set aside for a day."""

    OVER = "over"
    TOO_FAR = "too_far"
    NOT_PLANNED = "not_planned"
    PAUSED = "paused"
    REST = "rest"
    FORGIVEN = "forgiven"
    """By an organiser."""
    COUNTED = "counted"
    ALREADY = "already"
    NONE_LEFT = "none_left"
    """None is held, or all that are held are set aside for other days."""


def backfill_refusal(
    facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules] = RULES
) -> NoBackfill | None:
    """Why `day` cannot be filled in on `today`. A day that a freeze or an amnesty kept can be."""
    if day >= today:
        return NoBackfill.NOT_OVER if day == today else NoBackfill.NOT_BEGUN
    if facts.counts(day):
        return NoBackfill.COUNTED
    if not facts.planned(day):
        return NoBackfill.NOT_PLANNED
    if facts.paused(day):
        return NoBackfill.PAUSED
    if day in facts.rests:
        return NoBackfill.REST
    if not facts.lived(day):
        return NoBackfill.LEFT_OUT
    if day not in _reach(facts, today, rules):
        return NoBackfill.TOO_LONG_AGO
    return None if backfills_left(facts, day, today, rules) else NoBackfill.MONTH_FULL


def backfill_days(facts: StreakFacts, today: date, rules: Sequence[StreakRules] = RULES) -> tuple[date, ...]:
    """The days that can be filled in on `today`, in order."""
    reach = _reach(facts, today, rules)
    return tuple(day for day in reach if backfill_refusal(facts, day, today, rules) is None)


def backfills_left(facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules] = RULES) -> int:
    """How many days of the month of `day` can still be filled in."""
    month = day.replace(day=1)
    filled = sum(each.replace(day=1) == month for each in facts.backfilled)
    return max(rules_on(today, rules).backfills_a_month - filled, 0)


def backfill_until(
    facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules] = RULES
) -> datetime | None:
    """Until when `day` can, or could, be filled in: the end of the second study day after it.

    As far as is known on `today`; None when the coming weeks hold too few study days, as in an open pause.
    """
    later = (day + offset * DAY for offset in range(1, (today - day).days + LOOK_AHEAD))
    last = next(islice(filter(facts.asks, later), rules_on(today, rules).backfill_reach - 1, None), None)
    return None if last is None else facts.span(last).ended_at


def rest_refusal(
    facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules] = RULES
) -> NoRest | None:
    """Why `day` cannot become a rest day by a wish of `today`.

    To choose several, ask for one after another, each with those before it among `facts.rests`.
    """
    held = rules_on(today, rules)
    if day <= today:
        return NoRest.TOO_LATE
    if (day - today).days > held.rest_ahead:
        return NoRest.TOO_FAR
    if not facts.planned(day):
        return NoRest.NOT_PLANNED
    if facts.paused(day):
        return NoRest.PAUSED
    if day in facts.rests:
        return NoRest.ALREADY
    return NoRest.WINDOW_FULL if _crowded(facts, day, held.rests_in_28) else None


def freeze_refusal(
    facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules] = RULES
) -> NoFreeze | None:
    """Why no freeze can be set aside on `today` for `day`."""
    if day < today:
        return NoFreeze.OVER
    if (day - today).days > rules_on(today, rules).freeze_ahead:
        return NoFreeze.TOO_FAR
    if not facts.planned(day):
        return NoFreeze.NOT_PLANNED
    if facts.paused(day):
        return NoFreeze.PAUSED
    if day in facts.rests:
        return NoFreeze.REST
    if day in facts.amnesties:
        return NoFreeze.FORGIVEN
    if facts.counts(day):
        return NoFreeze.COUNTED
    if day in facts.set_aside:
        return NoFreeze.ALREADY
    return None if freezes_left(facts, today, rules) else NoFreeze.NONE_LEFT


def freezes_left(facts: StreakFacts, today: date, rules: Sequence[StreakRules] = RULES) -> int:
    """The freezes held that are not set aside for today or a coming day."""
    waiting = sum(day >= today and not facts.counts(day) for day in facts.set_aside)
    return max(streak_on(facts, today, rules).freezes - waiting, 0)


def _reach(facts: StreakFacts, today: date, rules: Sequence[StreakRules]) -> tuple[date, ...]:
    """The last study days that are over and not too long ago, in order."""
    back = (today - offset * DAY for offset in range(1, (today - (facts.joined or today)).days + 1))
    return tuple(islice(filter(facts.asks, back), rules_on(today, rules).backfill_reach))[::-1]


def _crowded(facts: StreakFacts, day: date, most: int) -> bool:
    """Whether some 28 days with `day` among them would hold more than `most` rest days."""
    rests = sorted({*facts.rests, day})
    full = zip(rests, rests[most:], strict=False)
    return any(first <= day <= last and (last - first).days < REST_WINDOW for first, last in full)
