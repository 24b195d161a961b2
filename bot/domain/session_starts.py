"""When a new session with Discord may be started: a crash loop must not cost the token. Pure.

Discord counts IDENTIFYs: past the limit of a day (1,000 for most bots) it resets the token.
https://discord.com/developers/docs/events/gateway#session-start-limit-object
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(hours=2)
"""Older starts are forgotten."""

USUAL_TOTAL = 1000
"""Starts a day that Discord grants most bots."""

RESERVE = 50
"""Starts never used up by ourselves: they are left for a person who repairs something."""

FREE = 10
"""Starts in the window before the first wait, where Discord grants the usual total."""

FREE_ROUNDS = 2
"""So often all shards may start without a wait, however many they are."""

FIRST_WAIT = timedelta(seconds=15)
DOUBLED_EVERY = 5
"""After so many more starts the wait between two is twice as long."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What Discord says is left: `remaining` of `total` starts until `resets_at`."""

    total: int
    remaining: int
    resets_at: datetime

    def after_one(self) -> "Allowance":
        """What is left after one more start."""
        return replace(self, remaining=max(0, self.remaining - 1))


class Reason(StrEnum):
    """Why a start has to wait."""

    SPENT = "spent"
    """Discord grants hardly any more of them today."""
    RESTARTS = "restarts"
    """There were many within the window."""


@dataclass(frozen=True, slots=True)
class Hold:
    """No session may be started before `until`."""

    until: datetime
    reason: Reason
    recent: int
    """Starts within the window."""


def hold(record: Iterable[datetime], shards: int, allowance: Allowance | None, now: datetime) -> Hold | None:
    """What keeps `shards` sessions from starting now; None when nothing does.

    `record` are the instants of earlier starts of all shards. Without `allowance` the usual total is assumed.
    """
    recent = [at for at in record if abs(now - at) < WINDOW]
    if allowance is not None and allowance.remaining < max(RESERVE, shards) and now < allowance.resets_at:
        return Hold(allowance.resets_at, Reason.SPENT, len(recent))
    wait = pause(len(recent), shards, allowance.total if allowance else USUAL_TOTAL)
    # After the clock was set back a record may lie ahead: nobody waits longer for that.
    until = min(max(recent, default=now), now) + wait
    return Hold(until, Reason.RESTARTS, len(recent)) if now < until else None


def pause(recent: int, shards: int, total: int = USUAL_TOTAL) -> timedelta:
    """How long to wait after the last start, when there were `recent` of them within the window."""
    over = recent - max(FREE, FREE_ROUNDS * shards) * total // USUAL_TOTAL
    if over < 0:
        return timedelta()
    doublings = min(over / DOUBLED_EVERY, 20)
    return min(FIRST_WAIT * 2**doublings, WINDOW)
