"""What the log hears: every kind of failure, but none more than once an hour."""

from collections import Counter
from datetime import datetime, timedelta

from bot.domain.leetcode import Reason
from bot.log import get_logger

log = get_logger(__name__)

HOUR = timedelta(hours=1)


class Complaints:
    """Says at most one line an hour for each reason, with how many were held back before it."""

    def __init__(self) -> None:
        self._said: dict[Reason, datetime] = {}
        self._held: Counter[Reason] = Counter()

    def say(self, reason: Reason, now: datetime, retry_at: datetime, fault: Exception | None = None) -> None:
        """A warning; a `fault` of ours comes with its traceback."""
        last = self._said.get(reason)
        # A clock that was set back must not silence it.
        if last is not None and abs(now - last) < HOUR:
            self._held[reason] += 1
            return
        self._said[reason] = now
        log.warning(
            "leetcode.unavailable",
            reason=reason.value,
            retry_at=retry_at.isoformat(),
            held_back=self._held.pop(reason, 0),
            exc_info=fault,
        )
