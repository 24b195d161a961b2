"""Waiting for a bot in another process, so that simcord's actors work over the wire as they do in-process.

`alice.slash(...)`, `click`, `select`, `submit_modal` and `autocomplete` return once the bot has answered and
gone quiet. A deferral counts as unfinished until it is completed.
"""

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from simcord.backend.models import Interaction
from simcord.backend.models.interaction import ResponseKind

DEADLINE = 3.0
"""Seconds that Discord gives a bot for its first answer."""
_CURRENT: ContextVar[Interaction | None] = ContextVar("current_interaction", default=None)


class NotAnsweredError(AssertionError):
    """The bot did not answer an interaction in the time that a person would wait."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long actors wait, in seconds."""

    finish: float = 10.0
    """For a deferred answer to be completed."""
    quiet: float = 0.05
    """Without any request of the bot, after the answer; 0 returns at once (for load)."""
    settle: float = 1.0
    """At most, for that quiet."""


class Answers:
    """Who still waits for the bot, woken by its requests."""

    def __init__(self, patience: Patience, busy: Callable[[], bool], told: Callable[[], str]) -> None:
        self.patience = patience
        self._busy = busy
        self._told = told
        self._open: dict[str, asyncio.Event] = {}
        self._touched: dict[str, int] = {}
        self._last_request = time.monotonic()

    def asked(self, interaction: Interaction) -> None:
        """An interaction is about to reach the bot; the calling task will wait for this one."""
        _CURRENT.set(interaction)
        self._open[interaction.token] = asyncio.Event()

    def requested(self, path: str) -> None:
        """The bot made a request; whoever waits for that interaction looks again."""
        self._last_request = time.monotonic()
        parts = path.split("/")
        token = parts[3] if len(parts) > 3 else ""
        if (event := self._open.get(token)) is not None:
            self._touched[token] = self._touched.get(token, 0) + 1
            event.set()

    async def settled(self) -> None:
        """Returns when the calling task's interaction is answered and the bot is quiet.

        Raises NotAnsweredError after Discord's three seconds, or when a deferral stays open.
        """
        interaction = _CURRENT.get()
        if interaction is not None:
            _CURRENT.set(None)
            try:
                await self._answered(interaction)
            finally:
                self._open.pop(interaction.token, None)
                self._touched.pop(interaction.token, None)
        await self._quiet()

    async def _answered(self, interaction: Interaction) -> None:
        if not await self._until(interaction, lambda: interaction.responded, DEADLINE):
            raise NotAnsweredError(self._complaint(interaction, f"was not answered in {DEADLINE:g} s"))
        if interaction.response_kind == ResponseKind.DEFERRED_UPDATE:
            await self._until(interaction, lambda: self._touched[interaction.token] > 1, self.patience.settle)
        finished = await self._until(interaction, lambda: not interaction.loading, self.patience.finish)
        if not finished:
            said = f"was deferred and not completed in {self.patience.finish:g} s"
            raise NotAnsweredError(self._complaint(interaction, said))

    async def _until(self, interaction: Interaction, done: Callable[[], bool], seconds: float) -> bool:
        event = self._open[interaction.token]
        try:
            async with asyncio.timeout(seconds):
                while not done():
                    event.clear()
                    await event.wait()
        except TimeoutError:
            return done()
        return True

    async def _quiet(self) -> None:
        ends = time.monotonic() + self.patience.settle
        while self.patience.quiet and time.monotonic() < ends:
            if not self._busy() and time.monotonic() - self._last_request >= self.patience.quiet:
                return
            await asyncio.sleep(self.patience.quiet / 5)

    def _complaint(self, interaction: Interaction, said: str) -> str:
        kinds = {2: "command", 3: "component", 4: "autocomplete", 5: "modal"}
        what = f"/{interaction.command_name}" if interaction.command_name else kinds[int(interaction.type)]
        return f"{what} of user {interaction.user_id} {said}\n{self._told()}"
