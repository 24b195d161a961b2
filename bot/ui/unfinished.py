"""What a stop cuts off: whoever waits for an answer is told, rather than left with "thinking"."""

import asyncio
import time
from collections.abc import Callable, Collection
from typing import Any

import discord

from bot.domain.languages import ENGLISH
from bot.log import get_logger
from bot.ui.finished import LANGUAGE
from bot.ui.language import N_, _, speaking

log = get_logger(__name__)

CUT_OFF = N_(
    "I had to restart before this was finished. Look in a minute whether it was done, or do it again."
)

ANSWERED_WITHIN = 2.0
"""Seconds after its arrival, so that the answer arrives before it is too late."""

TOO_LATE = 3.0
"""Seconds after its arrival; then Discord takes no first answer, and has told whoever waits for one."""

MOST = 1000
"""Kept at once: an interaction that nothing of ours handles is never said to be finished."""

PUT_OFF = (
    discord.InteractionResponseType.deferred_channel_message,
    discord.InteractionResponseType.deferred_message_update,
)


class Unfinished:
    """The interactions whose handlers still run; two of its methods are listeners for the client's events."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._open: dict[int, tuple[float, discord.Interaction[Any]]] = {}

    async def arrived(self, interaction: discord.Interaction[Any]) -> None:
        """Its handler has begun."""
        self._open[interaction.id] = self._monotonic(), interaction
        if len(self._open) > MOST:
            del self._open[next(iter(self._open))]

    async def finished(self, interaction: discord.Interaction[Any]) -> None:
        """Its handler has ended."""
        self._open.pop(interaction.id, None)

    def patience(self, seconds: float) -> float:
        """How many of these seconds handlers may go on, so that nobody's first answer comes too late."""
        now = self._monotonic()
        ages = [now - at for at, each in self._open.values() if not each.response.is_done()]
        oldest = max((age for age in ages if age < TOO_LATE), default=None)
        left = seconds if oldest is None else ANSWERED_WITHIN - oldest
        return max(0.0, min(seconds, left))

    def owed(self) -> list[discord.Interaction[Any]]:
        """Those whose people still wait for something that can be told."""
        now = self._monotonic()
        return [
            each
            for at, each in self._open.values()
            if _waits(each) and (each.response.is_done() or now - at < TOO_LATE)
        ]


async def tell_cut_off(owed: Collection[discord.Interaction[Any]], seconds: float) -> None:
    """Answer them all, within so many seconds."""
    if not owed:
        return
    log.warning("interactions.cut_off", count=len(owed))
    answers = [asyncio.create_task(_tell(each)) for each in owed]
    _done, late = await asyncio.wait(answers, timeout=seconds)
    for answer in late:
        answer.cancel()


def _waits(interaction: discord.Interaction[Any]) -> bool:
    if interaction.type is discord.InteractionType.autocomplete:
        return False
    return not interaction.response.is_done() or interaction.response.type in PUT_OFF


async def _tell(interaction: discord.Interaction[Any]) -> None:
    with speaking(interaction.extras.get(LANGUAGE, ENGLISH)):
        text = _(CUT_OFF)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.DiscordException as error:
        log.warning("interactions.untold", interaction=interaction.id, error=type(error).__name__)
