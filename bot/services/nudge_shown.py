"""A member's nudge as they see it; apart from the use cases, so that showing it loads no database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.delivery import Delivery, Destination
from bot.domain.schedules import QuietHours


class NudgeStatus(StrEnum):
    """Whether a nudge will come. `dm_closed`: switched off because direct messages are closed."""

    ON = "on"
    MUTED = "muted"
    OFF = "off"
    DM_CLOSED = "dm_closed"


@dataclass(frozen=True, slots=True)
class NudgeShown:
    """A member's nudge as they see it: `minute` after local midnight, on their study days.

    `comes_at` is when the next one is sent: after quiet hours, None when those outlast it (or it is off).
    `dm_closed` with status `on` means that it goes to the server's channel instead. `last` is what became of
    the newest one. `away`: the nudge keeps silent until the member returns.

    `warn_minute` after midnight a streak at risk is warned of, None for never; `warn_swallowed`: quiet hours
    outlast that. `last_warning` is what became of the newest one.
    """

    minute: int
    weekdays: frozenset[int]
    destination: Destination
    status: NudgeStatus
    next_due_at: datetime | None
    comes_at: datetime | None
    muted_until: datetime | None
    quiet: QuietHours | None
    dm_closed: bool
    last: Delivery | None
    cutoff_minutes: int
    """When a study day ends, after midnight; an earlier nudge belongs to the day before."""
    warn_minute: int | None = None
    warn_swallowed: bool = False
    last_warning: Delivery | None = None
    away: bool = False
