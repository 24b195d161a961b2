"""The warning on an evening on which a streak is at risk: whether it is due, and what it says. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.delivery import Reason
from bot.domain.inputs import parse_time
from bot.domain.nudges import absence
from bot.domain.tasks import Today

LEAST_STREAK = 3
"""Shorter streaks are not worth a second message a day."""

USUAL_MINUTE = 20 * 60
"""Eight in the evening, until the member chooses otherwise."""

_OFF = frozenset({"off", "no", "none", "never"})


@dataclass(frozen=True, slots=True)
class AtRisk:
    """What a warning says: the streak on `today` and the instant until which one task keeps it.

    In a channel it only calls the member by name: what is at stake stays theirs. `light` is one quiet line.
    `can_fill_in`: a day that was forgotten can still be made to count afterwards. One button's custom_id has
    to begin with `marker`.
    """

    marker: str
    today: Today
    ends_at: datetime
    late_by: timedelta
    light: bool
    in_channel: bool
    fallback: Reason | None
    can_fill_in: bool = False


def warning_reason(today: Today) -> Reason | None:
    """Why the member is not warned."""
    if reason := absence(today.state):
        return reason
    streak = today.streak
    if streak.today_done:
        return Reason.ALL_DONE
    if not (today.planned and streak.today_planned):
        return Reason.REST_DAY
    if today.set_aside:
        return Reason.SET_ASIDE
    return Reason.NO_STREAK if streak.current < LEAST_STREAK else None


def parse_warning(text: str) -> int | None:
    """When to warn, in minutes after midnight; None for "off". Raises InvalidTime."""
    return None if text.strip().casefold() in _OFF else parse_time(text)
