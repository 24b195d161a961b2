"""The demo's time: the machine's until the simulated Discord exists, then the simulation's own."""

from collections.abc import Callable
from datetime import UTC, datetime


def _real_now() -> datetime:
    return datetime.now(UTC)


class WorldClock:
    """The clock handed to the bot. It must exist before the environment, because the bot does."""

    def __init__(self) -> None:
        self._ask: Callable[[], datetime] = _real_now

    def follow(self, ask: Callable[[], datetime]) -> None:
        """From now on, answer with what `ask` says (an aware UTC datetime)."""
        self._ask = ask

    def now(self) -> datetime:
        """The present moment of the demo."""
        return self._ask()
