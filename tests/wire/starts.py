"""How many sessions this Discord says may still be started today."""

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class StartLimit:
    """What `/gateway/bot` tells; far more than Discord's 1,000, because tests start bots all the time."""

    total: int = 1_000_000
    remaining: int | None = None
    """None: as many as were not used."""
    reset_after: float = 86400.0
    """Seconds."""

    def told(self, spent: int) -> dict[str, Any]:
        """The `session_start_limit` after so many IDENTIFYs."""
        left = self.total - spent if self.remaining is None else self.remaining
        reset = round(self.reset_after * 1000)
        return {"total": self.total, "remaining": left, "reset_after": reset, "max_concurrency": 1}
