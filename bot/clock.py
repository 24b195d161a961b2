"""The clocks a composition root may choose from."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.log import get_logger

log = get_logger(__name__)

JITTER = timedelta(seconds=1)
"""Clocks are put right by fractions of a second all the time."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class OffsetClock:
    """The machine's time plus the seconds in a file, read again at every question (tests only)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The shifted moment; a file that is missing or being rewritten counts as no shift."""
        try:
            seconds = float(self._path.read_text(encoding="utf-8").strip() or 0)
        except (OSError, ValueError):
            seconds = 0.0
        return datetime.now(UTC) + timedelta(seconds=seconds)


class ClockWatch:
    """Says in the log when the machine's clock was set back: what is due then comes later than it seems."""

    def __init__(self) -> None:
        self._latest: datetime | None = None

    def see(self, now: datetime) -> None:
        """To be called again and again."""
        if self._latest is not None and self._latest - now >= JITTER:
            log.warning("clock.set_back", seconds=round((self._latest - now).total_seconds()))
        self._latest = now
