"""What has to wait, and until when: everything, opening direct messages, or one channel."""

from collections.abc import Hashable
from datetime import datetime, timedelta

from bot.delivery.refusals import Refusals
from bot.domain.clock import Clock
from bot.domain.outcomes import Halt
from bot.log import get_logger

log = get_logger(__name__)


class Halts:
    """One process's memory of the walls it met. What is due meanwhile stays queued."""

    def __init__(self, clock: Clock, refusals: Refusals) -> None:
        self._clock = clock
        self._refusals = refusals
        self._ends: dict[Hashable, datetime] = {}

    def put(self, what: Hashable, until: datetime) -> None:
        """Let a Halt, or one way to people, wait until then; the log says so once."""
        if isinstance(what, Halt) and self.until(what) is None:
            log.error("delivery.paused", reason="turned away by Discord", what=what.value, until=until)
        now = self._clock.now()
        self._ends = {each: end for each, end in self._ends.items() if end > now}
        self._ends[what] = max(until, self._ends.get(what, until))

    def until(self, what: Hashable) -> datetime | None:
        """Until when it has to wait, if it has to."""
        now = self._clock.now()
        end = self._ends.get(what, now)
        if what is Halt.ALL:
            end = max(end, now + timedelta(seconds=self._refusals.wait()))
        return end if end > now else None
