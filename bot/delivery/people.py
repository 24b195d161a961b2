"""People who wait for an answer go first: deliveries make way while one is being prepared."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import discord

from bot.delivery.pacing import Monotonic, Sleep

LONGEST_WAIT = 0.1
"""Seconds that one message makes way at most. Hardly an answer takes longer to prepare, and people who press
all the time must not stop deliveries."""

STEP = 0.02

ANSWER_TIME = 3.0
"""Seconds after which Discord takes no first answer any more."""


class People:
    """Knows the interactions whose first answer is still owed.

    More than this guarantees that answers go first: they pass no token bucket, and discord.py sends them
    outside the bot's global limit, because Discord does not count them.
    """

    def __init__(self, monotonic: Monotonic = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._owed: list[tuple[float, Callable[[], bool]]] = []

    async def arrived(self, interaction: discord.Interaction[Any]) -> None:
        """For the client's event `on_interaction`."""
        self._owed = [*self._still_owed(), (self._monotonic(), interaction.response.is_done)]

    async def first(self) -> None:
        """Return when nobody is owed a first answer, after LONGEST_WAIT at the latest."""
        latest = self._monotonic() + LONGEST_WAIT
        while self._owed and self._monotonic() < latest:
            self._owed = self._still_owed()
            if self._owed:
                await self._sleep(STEP)

    def _still_owed(self) -> list[tuple[float, Callable[[], bool]]]:
        oldest = self._monotonic() - ANSWER_TIME
        return [(since, is_done) for since, is_done in self._owed if since > oldest and not is_done()]
