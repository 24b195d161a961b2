"""Many rows into values, without keeping everybody else waiting for it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
Value = TypeVar("Value")

MANY = 100
"""Rows from which on their values are made in a thread: each takes some hundredths of a millisecond."""


async def decoded(make: Callable[[Sequence[Row]], Value], rows: Sequence[Row]) -> Value:
    """What `make` makes of these rows."""
    return await asyncio.to_thread(make, rows) if len(rows) > MANY else make(rows)
