"""The numbers behind a streak, as data: a change is a new version with a first day, and rewrites nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class StreakRules:
    """What holds from study day `since` on."""

    version: int
    since: date
    days_per_freeze: int = 7
    """Days with a check-in that earn one freeze."""
    most_freezes: int = 2
    """Held at once; while that many are held, none is earned."""
    backfill_reach: int = 2
    """So many study days back can be back-filled."""
    backfills_a_month: int = 3
    """Counted by the month of the day that is filled in."""
    rests_in_28: int = 4
    """Rest days of the member's own in any 28 days; more than that is a pause."""
    rest_ahead: int = 28
    """How many days ahead a rest day can be chosen; today is too late."""
    freeze_ahead: int = 7
    """How many days ahead a freeze can be set aside; today is early enough."""
    outage: timedelta = timedelta(hours=1)
    """The bot's own absence in a member's evening that is forgiven when longer than this."""
    travel_in_28: int = 4
    """Days that moves to other zones may excuse in any 28 days; more are missed like any other."""
    evening_minute: int = 18 * 60
    """When the evening begins, in minutes after local midnight; it lasts until the study day ends."""


RULES: Sequence[StreakRules] = (StreakRules(version=1, since=date.min),)
"""Ascending by `since`. Never change an entry: append one."""


def rules_on(day: date, rules: Sequence[StreakRules] = RULES) -> StreakRules:
    """What held on this study day."""
    return next(each for each in reversed(rules) if each.since <= day)
