"""The bot's own absences, as far as they fell into a member's evening. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.day_clock import DaySpan, evening
from bot.domain.streak_rules import StreakRules


@dataclass(frozen=True, slots=True)
class Outage:
    """The bot was away from `began_at` until `ended_at`, both UTC."""

    began_at: datetime
    ended_at: datetime


def absences(outages: Sequence[Outage], day: date, span: DaySpan, rules: StreakRules) -> tuple[Outage, ...]:
    """The parts of the outages in the evening of `day`, in order; where two overlap it counts once.

    The evening ends with the study day. `outages` ascend by `began_at`.
    """
    parts: list[Outage] = []
    since = max(evening(day, span.clock, rules), span.began_at)
    for outage in outages:
        began, ended = max(outage.began_at, since), min(outage.ended_at, span.ended_at)
        if began < ended:
            parts.append(Outage(began, ended))
            since = ended
    return tuple(parts)


def forgiven(parts: Iterable[Outage], rules: StreakRules) -> bool:
    """Whether the bot was away for too long in an evening with these absences."""
    return sum((part.ended_at - part.began_at for part in parts), timedelta()) > rules.outage


def by_day(outages: Iterable[Outage]) -> dict[date, list[Outage]]:
    """The outages that may have touched the evening of a day, somewhere on earth."""
    touched: dict[date, list[Outage]] = {}
    for outage in outages:
        # An evening west of Greenwich may end on the UTC date after its own, none begins before its own.
        first, last = outage.began_at.toordinal() - 1, outage.ended_at.toordinal()
        for ordinal in range(first, last + 1):
            touched.setdefault(date.fromordinal(ordinal), []).append(outage)
    return touched
