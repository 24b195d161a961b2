"""The Discord client: loads the cogs, syncs commands when they changed, and has one error path."""

import asyncio
import hashlib
import importlib
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.errors import CohortError
from bot.domain.rates import Allowance
from bot.log import get_logger
from bot.services.rates import Rates
from bot.services.registry import Services
from bot.sessions import SessionGate
from bot.ui.base import speak
from bot.ui.errors import report, suggest_nothing
from bot.ui.finished import EVENT, Outcome, finished, note
from bot.ui.language import _
from bot.ui.offered import require_declared
from bot.ui.parts import ALL_PARTS
from bot.ui.rates import admit
from bot.ui.sentences import RESTARTING
from bot.ui.stale import answer_stale, pressed_in
from bot.ui.translator import CommandTranslator, is_needed
from bot.ui.unfinished import Unfinished, tell_cut_off

log = get_logger(__name__)

INTENTS = discord.Intents(guilds=True)
"""Value 1: slash commands, buttons, threads and direct messages need no more, and nothing privileged."""

COGS = (
    "cogs.about",
    "cogs.buddies",
    "cogs.data",
    "cogs.enrolments",
    "cogs.guilds",
    "cogs.languages",
    "cogs.leetcode",
    "cogs.manage",
    "cogs.manage_rounds",
    "cogs.mocks",
    "cogs.nudges",
    "cogs.plans",
    "cogs.progress",
    "cogs.rituals",
    "cogs.roadmaps",
    "cogs.streaks",
    "cogs.tasks",
    "cogs.timelogs",
)

COMMANDS = "commands."
"""What was sent to Discord last is remembered under keys that begin so."""

INTERACTION_TASKS = ("CommandTree-invoker", "discord-ui-")
"""How discord.py names the tasks in which our handlers of interactions run."""

EVENT_TASKS = "discord.py: "
"""How it names those in which listeners run."""


ROLL_BACK_SECONDS, TELLING_SECONDS = 0.5, 0.5
GOODBYE_SECONDS = 1.0
EVENT_SECONDS = 0.5


class Memory(Protocol):
    """A place for a few words that must outlive the process."""

    async def recall(self, key: str) -> str | None: ...
    async def remember(self, key: str, value: str) -> None: ...


class CohortTree(app_commands.CommandTree["StudyBot"]):
    """The command tree: every failing command goes to the one error path."""

    async def interaction_check(self, interaction: discord.Interaction["StudyBot"], /) -> bool:
        """Speak the person's language; turn away whoever asks too often, and all while we shut down."""
        await speak(interaction)
        is_command = interaction.type is discord.InteractionType.application_command
        if self.client.draining:
            note(interaction, Outcome.REFUSED)
            if is_command:
                await interaction.response.send_message(_(RESTARTING), ephemeral=True)
            return False
        try:
            admit(interaction, Allowance.PRESS if is_command else Allowance.TYPING)
            if is_command:
                require_declared(interaction)
        except (CohortError, app_commands.CommandSignatureMismatch) as refused:
            await report(interaction, refused)
            return False
        return True

    async def _call(self, interaction: discord.Interaction["StudyBot"]) -> None:
        """discord.py logs what fails in suggesting, and leaves whoever types without an answer."""
        try:
            await super()._call(interaction)
        finally:
            await suggest_nothing(interaction)
            finished(interaction)

    async def on_error(
        self, interaction: discord.Interaction["StudyBot"], error: app_commands.AppCommandError, /
    ) -> None:
        """The one error path."""
        await report(interaction, error)


class StudyBot(commands.AutoShardedBot):
    """Cohort on Discord. It may log in before `provide` was called, but waits for it before it connects."""

    services: Services
    """The use cases; there before the first event can arrive."""

    def __init__(
        self,
        *,
        shard_ids: list[int] | None = None,
        shard_count: int | None = None,
        limited: bool = True,
    ) -> None:
        shards: dict[str, Any] = {"shard_ids": shard_ids, "shard_count": shard_count} if shard_ids else {}
        super().__init__(
            commands.when_mentioned,  # never used: without the message intent no prefix command can arrive
            tree_cls=CohortTree,
            help_command=None,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=60.0,
            **shards,
        )
        self.draining = False
        self.rates = Rates(limited=limited)
        self.command_ids: dict[str, int] = {}
        self.sessions: SessionGate | None = None
        """Holds session starts back when there were too many; None: nobody counts them here."""
        self._provided = asyncio.Event()
        self._unfinished = Unfinished()
        self.add_listener(self._unfinished.arrived, "on_interaction")
        self.add_listener(self._unfinished.finished, f"on_{EVENT}")

    def provide(
        self, services: Services, memory: Memory, on_set_up: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Hand over the use cases and a memory; `on_set_up` runs once, logged in and synced."""
        self.services = services
        self._memory = memory
        self._on_set_up = on_set_up
        self._provided.set()

    async def setup_hook(self) -> None:
        """Everything that must be there before the first event."""
        await self._provided.wait()
        for cog in COGS:
            # As an extension it would be unloaded at the end, and imported anew by the next client.
            await importlib.import_module(cog).setup(self)
        self.add_dynamic_items(*ALL_PARTS)
        if is_needed():
            await self.tree.set_translator(CommandTranslator())
        await self._sync_commands()
        if self._on_set_up is not None:
            await self._on_set_up()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect, as soon as the budget of session starts allows it."""
        if self.sessions is not None:
            await self.sessions.before_connecting(self)
        await super().connect(reconnect=reconnect)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Each start of a session is within the budget, and is written down before it happens."""
        if self.sessions is not None:
            await self.sessions.before_identify(shard_id or 0)
        await super().before_identify_hook(shard_id, initial=initial)
        if self.sessions is not None:
            await self.sessions.identified(shard_id or 0)

    async def _sync_commands(self) -> None:
        """Send the commands to Discord only when they differ from what was sent last (200 creates a day)."""
        payload = await self._payload()
        fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        key = f"{COMMANDS}{self.application_id}"
        before = json.loads(await self._memory.recall(key) or "{}")
        if before.get("fingerprint") == fingerprint:
            self.command_ids = before["ids"]
            log.info("commands.unchanged", count=len(payload))
            return
        synced = await self.tree.sync()
        self.command_ids = {command.name: command.id for command in synced}
        await self._memory.remember(key, json.dumps({"fingerprint": fingerprint, "ids": self.command_ids}))
        log.info("commands.synced", count=len(synced))

    async def _payload(self) -> list[dict[str, Any]]:
        """The commands as Discord gets them, in every language it knows and we have."""
        translator, told = self.tree.translator, self.tree.get_commands()
        if translator is None:
            return [command.to_dict(self.tree) for command in told]
        return [await command.get_translated_payload(self.tree, translator) for command in told]

    async def on_ready(self) -> None:
        """Repeats after every new session: only a line for the log."""
        log.info("client.ready", guilds=len(self.guilds), shards=self.shard_count)

    async def on_interaction(self, interaction: discord.Interaction["StudyBot"]) -> None:
        """No click may end in silence: what no part of ours will answer is answered here."""
        await speak(interaction, pressed_in(interaction))
        await answer_stale(interaction, ALL_PARTS)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """An event handler failed: log it with its traceback."""
        log.error("event.failed", handler=event_method, exc_info=sys.exception())

    async def close(self) -> None:
        """Close the connection, if there ever was one: discord.py cannot close what never began to log in."""
        if not isinstance(self.loop, asyncio.AbstractEventLoop):
            return
        # A connection that is just being made, or is gone, may take half a minute to notice.
        closing = asyncio.create_task(super().close())
        done, _ = await asyncio.wait({closing}, timeout=GOODBYE_SECONDS)
        if not done:
            log.warning("client.left_without_goodbye")
        await self._hear_out()

    async def _hear_out(self) -> None:
        """What began to handle an event ends before the database is closed under it."""
        handlers = {task for task in asyncio.all_tasks() if task.get_name().startswith(EVENT_TASKS)}
        handlers.discard(asyncio.current_task())
        _, late = await asyncio.wait(handlers, timeout=EVENT_SECONDS) if handlers else ((), set())
        for task in late:
            task.cancel()
        if late:
            log.warning("client.event_cut_off", handlers=sorted(task.get_name() for task in late))
            await asyncio.wait(late, timeout=ROLL_BACK_SECONDS)

    async def drain(self, seconds: float) -> None:
        """Take no new interactions, and give running ones up to `seconds` to finish.

        What is cut off then is rolled back, and the people who wait for it are told within a second.
        """
        self.draining = True
        running = [task for task in asyncio.all_tasks() if task.get_name().startswith(INTERACTION_TASKS)]
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=self._unfinished.patience(seconds))
        owed = self._unfinished.owed() if late else []
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=ROLL_BACK_SECONDS)
            await tell_cut_off(owed, TELLING_SECONDS)
