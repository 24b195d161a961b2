"""The clocks a composition root may choose from."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


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


def clock_of(offset_file: Path | None) -> SystemClock | OffsetClock:
    """The clock that the settings ask for."""
    return OffsetClock(offset_file) if offset_file else SystemClock()
