"""Who hears that something falls due."""

from collections.abc import Callable
from datetime import datetime

OnChange = Callable[[datetime], None]
"""Hears when something falls due next, for the bell to ring in time."""


def unheard(_: datetime) -> None:
    """Nobody wants to know."""
