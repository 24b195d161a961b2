"""Who hears that something falls due, or what came of it."""

from collections.abc import Callable, Mapping
from datetime import datetime

OnChange = Callable[[datetime], None]
"""Hears when something falls due next, for the bell to ring in time."""


def unheard(_: datetime) -> None:
    """Nobody wants to know."""


OnPaired = Callable[[Mapping[str, int]], None]
"""Hears how many pairs, trios and people left over a round came to."""


def uncounted(_: Mapping[str, int]) -> None:
    """Nobody counts."""
