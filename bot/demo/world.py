"""The simulated server: the one module that ties the real bot to the simulated Discord."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import discord
import simcord
import structlog

from bot.demo.cast import CAST, ROOMS
from bot.demo.clock import WorldClock
from bot.demo.ear import listening
from bot.domain.errors import NotEnrolled

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.services.registry import Services

log = structlog.stdlib.get_logger("bot.demo")

# The longest one step of time travel may work before it is reported as stuck, in seconds.
SETTLE_SECONDS = 60.0
SAME_FAULT = timedelta(seconds=2)


class BotApp(Protocol):
    """What the demo needs of `bot.app.App`: the client, its use cases, and the scheduler's bell."""

    @property
    def client(self) -> discord.Client: ...

    @property
    def services(self) -> "Services": ...

    async def tick_through(self) -> datetime | None: ...


AppFactory = Callable[[WorldClock], AbstractAsyncContextManager[BotApp]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a persona did, as the guided tour sees it. `name` is a command path or a custom id."""

    kind: str
    persona: int
    name: str
    label: str
    fine: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """An error inside the bot, to be read in the page."""

    number: int
    text: str
    at: datetime


@dataclass
class World:
    """A running simulation. Whoever changes something holds `lock`; reading needs none."""

    env: simcord.Env
    app: BotApp
    guild: simcord.GuildHandle
    people: dict[int, simcord.MemberActor]
    reopen: Callable[[], AbstractAsyncContextManager[BotApp]]
    hold: AsyncExitStack
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    deeds: list[Deed] = field(default_factory=list[Deed])
    faults: list[Fault] = field(default_factory=list[Fault])
    modals: dict[str, simcord.InteractionResult] = field(default_factory=dict[str, simcord.InteractionResult])
    labels: dict[int, str] = field(default_factory=dict[int, str])
    dismissed: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    read: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    zones: dict[int, ZoneInfo] = field(default_factory=dict[int, ZoneInfo])
    restarts: int = 0
    changes: int = 0

    @property
    def version(self) -> int:
        """Grows whenever anything a page could show has changed."""
        return self.changes + len(self.env.backend.transcript)

    def touch(self) -> None:
        """Note a change that Discord itself would not announce."""
        self.changes += 1

    def note(self, error: BaseException) -> None:
        """Keep an error of the bot for the page; the same one often arrives by two ways at once."""
        text, now = describe(error), self.env.now()
        if any(fault.text == text and now - fault.at < SAME_FAULT for fault in self.faults):
            return
        log.warning("demo.bot_error", error=text)
        self.faults.append(Fault(len(self.faults) + 1, text, now))
        self.touch()

    def trim(self) -> None:
        """Forget the records nobody reads, so that a long demo stays fast."""
        backend = self.env.backend
        self.changes += len(backend.transcript)
        backend.transcript.clear()
        backend.http_requests.clear()

    async def ring(self) -> datetime | None:
        """Do everything that is due now, as the scheduler's bell would; returns when there is more to do."""
        due = None
        try:
            with self.env.time_context():
                due = await self.app.tick_through()
            await self.env.settle()
        except Exception as error:  # noqa: BLE001 - the demo outlives whatever the bot does
            self.note(error)
        return due

    async def learn_zone(self, persona: int) -> None:
        """Ask the bot in which zone a persona lives; people choose it when they join, and may change it."""
        with contextlib.suppress(NotEnrolled):
            enrolled = await self.app.services.enrolments.current(self.guild.id, persona)
            self.zones[persona] = enrolled.zone

    async def restart(self) -> None:
        """Replace the bot by a fresh one on the same database; people, messages and time stay."""
        await self.env.settle()
        self.modals.clear()
        await self.hold.aclose()
        self.app = await self.hold.enter_async_context(self.reopen())
        await self.env.restart_bot(self.app.client)
        self.restarts += 1
        self.touch()


def root(error: BaseException) -> BaseException:
    """The error itself, out of the wrappers that discord.py puts around what a command raised."""
    inner = getattr(error, "original", None)
    return root(inner) if isinstance(inner, BaseException) else error


def describe(error: BaseException) -> str:
    """One readable line for an error and the advice attached to it."""
    error = root(error)
    first = str(error).splitlines()[0] if str(error) else "no message"
    notes = " ".join(getattr(error, "__notes__", ()))
    return f"{type(error).__name__}: {first} {notes}".strip()


@contextlib.asynccontextmanager
async def open_world(factory: AppFactory) -> AsyncGenerator[World, None]:
    """Start the bot on a simulated server, at the time of day it really is."""
    clock = WorldClock()
    async with AsyncExitStack() as hold:
        app = await hold.enter_async_context(factory(clock))
        env = simcord.Env(
            app.client, check_errors=False, settle_timeout=SETTLE_SECONDS, shard_count=_shards(app.client)
        )
        # Simulated time would begin on a fixed day of its own.
        env.backend.clock.advance((opening(clock.now()) - env.now()).total_seconds())
        clock.follow(env.now)
        guild, people = _furnish(env)
        world = World(env, app, guild, people, lambda: factory(clock), hold)
        with listening(world.note):
            await env.start()
            try:
                yield world
            finally:
                await env.shutdown()


def opening(now: datetime) -> datetime:
    """When the demo begins: now, or at this time of day on the next Tuesday.

    Monday to Saturday are study days unless a member says otherwise, and from Tuesday to Thursday (UTC) today
    and tomorrow are among them in every time zone: the tour can promise a nudge for tomorrow.
    """
    return now if now.weekday() in {1, 2, 3} else now + timedelta(days=(1 - now.weekday()) % 7)


def _shards(client: discord.Client) -> int | None:
    # discord.py types the count as a number, but it stays None until a gateway has been asked.
    unknown = getattr(client, "shard_count", None) is None
    return 1 if isinstance(client, discord.AutoShardedClient) and unknown else None


def _furnish(env: simcord.Env) -> tuple[simcord.GuildHandle, dict[int, simcord.MemberActor]]:
    env.backend.edit_bot_profile("Cohort")
    users = [env.create_user(persona.name.lower(), global_name=persona.name) for persona in CAST]
    owner = next(user for user, persona in zip(users, CAST, strict=True) if persona.organiser)
    guild = env.create_guild("ML Study Hall", owner=owner)
    guild.create_role("Study crew", color=0x6FC3B2, mentionable=True)
    categories = {name: guild.create_category(name) for name in dict.fromkeys(room[0] for room in ROOMS)}
    for category, name, topic in ROOMS:
        guild.create_text_channel(name, topic=topic, category=categories[category])
    for user in users:
        if user is not owner:
            guild.add_member(user)
        env.backend.get_dm_channel(user.id)  # opens it: the page lists the conversation from the start
    return guild, {user.id: simcord.MemberActor(env, guild, user) for user in users}


def real_app(folder: Path, key: str | None = None) -> AppFactory:
    """The bot as `cohort run` would start it, but on a throw-away database in `folder`; `key` is that of one
    which is there already."""
    from bot.store.vault import new_key

    # In memory only: it need not outlive the demo.
    key = key or new_key()

    def open_it(clock: WorldClock) -> AbstractAsyncContextManager[BotApp]:
        from bot.app import open_app
        from bot.config import Settings

        return open_app(_settings(Settings, folder, key), clock=clock)

    return open_it


def _settings(kind: "type[Settings]", folder: Path, key: str) -> "Settings":
    from bot.config import variable

    # Every one is given: whatever the visitor's environment or .env says, the demo touches nothing of it.
    usual = {name: field.default for name, field in kind.model_fields.items() if not field.default_factory}
    ours: dict[str, Any] = {
        "data_dir": folder,
        "database_url": f"sqlite:///{folder / 'cohort.db'}",
        "cohort_encryption_key": key,
        "cohort_rates": False,  # its clock stands still while the visitor presses
        "log_level": "WARNING",
    }
    given: dict[str, Any] = {variable(name): value for name, value in {**usual, **ours}.items()}
    given["_env_file"] = None
    return kind(**given)
