"""Leaves LeetCode alone after failures: the longer it does not answer, the longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.leetcode import Reason, Unavailable

SOON = timedelta(seconds=10)
"""After a failure that may have been an accident."""


@dataclass(frozen=True, slots=True)
class Policy:
    """After `patience` failures in a row rest for `first`, then twice as long each time up to `longest`."""

    patience: int
    first: timedelta
    longest: timedelta

    def rest(self, trips: int) -> timedelta:
        """How long the rest is at this trip, counted from 1; 0 is before the first."""
        if trips < 1:
            return timedelta()
        # Sixteen doublings are longer than any `longest`, and small enough for a timedelta.
        return min(self.first * 2 ** min(trips - 1, 16), self.longest)


_ACCIDENT = Policy(3, timedelta(minutes=1), timedelta(minutes=30))
_SENT_AWAY = Policy(1, timedelta(minutes=30), timedelta(hours=8))

POLICIES: Mapping[Reason, Policy] = {
    Reason.TIMEOUT: _ACCIDENT,
    Reason.NETWORK: _ACCIDENT,
    Reason.BROKEN: _ACCIDENT,
    Reason.UNREADABLE: _ACCIDENT,
    Reason.FAULT: _ACCIDENT,
    Reason.RATE_LIMITED: Policy(1, timedelta(minutes=1), timedelta(hours=1)),
    # Whoever insists is taken for a robot more surely.
    Reason.CHALLENGE: _SENT_AWAY,
    Reason.REFUSED: _SENT_AWAY,
    Reason.CHANGED: Policy(3, timedelta(hours=1), timedelta(hours=24)),
    Reason.NOT_YET: Policy(1, timedelta(minutes=5), timedelta(minutes=20)),
}


class Breaker:
    """Closed: everything goes. Open: nothing goes until the rest is over. Then one failure opens it again,
    one success closes it; requests go one at a time, so the first after a rest is the only probe."""

    def __init__(self, policies: Mapping[Reason, Policy] = POLICIES) -> None:
        self._policies = policies
        self._failures = 0
        self._trips = 0
        self._since: datetime | None = None
        self._rest: Unavailable | None = None

    def rest(self, now: datetime) -> Unavailable | None:
        """Why nothing goes now, and until when; None when it may be tried."""
        # A clock that was set back must not lengthen the rest.
        if self._rest is None or self._since is None or not self._since <= now < self._rest.retry_at:
            return None
        return self._rest

    def succeeded(self) -> None:
        """There was an answer: all is forgotten."""
        self._failures = self._trips = 0
        self._rest = None

    def failed(self, reason: Reason, now: datetime, wait: timedelta | None = None) -> Unavailable:
        """There was none; `wait` is how long we were asked to stay away. Says what to tell who asked."""
        policy = self._policies[reason]
        self._failures += 1
        if wait is None and not self._trips and self._failures < policy.patience:
            return Unavailable(reason, now + SOON)
        self._trips += 1
        self._since = now
        # Who asks for a second again and again needs more than it says.
        rest = policy.rest(self._trips) if wait is None else max(wait, policy.rest(self._trips - 1))
        self._rest = Unavailable(reason, now + rest)
        return self._rest
