"""Notices a clock that was set back: ticks follow each other, so time must not run the other way."""

from datetime import datetime, timedelta

from bot.log import get_logger

log = get_logger(__name__)

JITTER = timedelta(seconds=1)
"""Clocks are put right by fractions of a second all the time."""


class ClockWatch:
    """Says in the log when the machine's clock was set back: what is due then comes later than it seems."""

    def __init__(self) -> None:
        self._latest: datetime | None = None

    def see(self, now: datetime) -> None:
        """To be called again and again."""
        if self._latest is not None and self._latest - now >= JITTER:
            log.warning("clock.set_back", seconds=round((self._latest - now).total_seconds()))
        self._latest = now
