"""What whoever hosts the bot tells its members."""

from dataclasses import dataclass

BACKUP_MONTHS = 6
"""Longer than this no backup is kept, and nobody who was erased is in one."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """The hoster's own terms; None for a web address they did not give."""

    privacy_url: str | None = None
    """Their privacy policy."""
    support_url: str | None = None
    """Where to ask them, and to complain."""
    retention_days: int = 30
    """How long a server's data is kept after the bot was removed from it."""
