"""The composition root: engine → catalog → services → dispatcher → bell → client, closed in reverse."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.catalog import Catalog, CatalogError
from bot.client import StudyBot
from bot.config import ConfigError, Settings
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.guild_watch import GuildWatch
from bot.delivery.messenger import DiscordMessenger
from bot.delivery.metrics import Metrics
from bot.delivery.mock_threads import MockSpeaker, ThreadWatch
from bot.delivery.pacing import Pacer
from bot.delivery.people import People
from bot.delivery.refusals import watch
from bot.delivery.removals import Removing
from bot.delivery.reporter import Reporter
from bot.delivery.rooms import DiscordRooms, Rooms
from bot.delivery.speakers import ByRef, InLanguage, Speakers, Speaking
from bot.domain.clock import Clock
from bot.domain.delivery import DeliveryKind
from bot.domain.hosting import Hosting
from bot.domain.rituals import Ritual
from bot.ending import PREDECESSOR_SECONDS
from bot.keys import keys_of
from bot.schedule.bell import LONGEST_TICK, TICK, Bell, Job
from bot.schedule.clock_watch import ClockWatch
from bot.services.assembly import assemble
from bot.services.backups import BackupService
from bot.services.deliveries import DeliveryService
from bot.services.listeners import unheard
from bot.services.mock_calls import CALL
from bot.services.problem_assembly import Outside
from bot.services.registry import Services
from bot.services.session_starts import SessionStartService
from bot.services.uptime import UptimeService
from bot.sessions import SessionGate
from bot.store import app_state, restore
from bot.store.backup import Progress, Safety, backups_folder, remove_unfinished
from bot.store.backup_copy import Watch
from bot.store.database_url import parse, sqlite_path
from bot.store.erased_file import ErasedFile
from bot.store.lock import sole_process
from bot.store.revisions import at_newest, open_migrated
from bot.store.transaction import Store
from bot.ui.buddy_messages import buddy_message
from bot.ui.digests import digest_message
from bot.ui.mock_notices import mock_message
from bot.ui.mock_now import call_message
from bot.ui.mock_rounds import round_message
from bot.ui.nudge_messages import nudge_message
from bot.ui.problem_posts import post_message
from bot.ui.rituals import ritual_message
from bot.ui.warnings import warning_message

if TYPE_CHECKING:
    from bot.leetcode.client import LeetCodeClient

ROADMAPS = "roadmaps.json"
"""In COHORT_DATA_DIR: the checked roadmaps, for a quicker start. May be removed at any time."""

PRUNE, FIGURES, STANDINGS = "prune", "figures", "standings"
WARM, LEETCODE, LANGUAGES, BACKUP, RETENTION = "warm", "leetcode", "languages", "backup", "retention"
PRUNE_EVERY = timedelta(hours=6)
FIGURES_EVERY = timedelta(minutes=10)
STANDINGS_EVERY = timedelta(minutes=15)
LANGUAGES_EVERY = timedelta(minutes=1)
LEETCODE_EVERY = timedelta(minutes=5)
BACKUP_EVERY = timedelta(hours=1)

INTERACTION_SECONDS = 3.0
DELIVERY_TIME = timedelta(seconds=3)
ROUNDS_TIME = timedelta(seconds=0.5)
"""Together with closing they keep a stop within 8 seconds; Docker kills after 10."""


class App:
    """Everything that runs."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        store: Store,
        catalog: Catalog,
        client: StudyBot,
        *,
        ring: bool,
    ) -> None:
        self.clock = clock
        self.store = store
        self.backups = backups_folder(settings.data_dir)
        self.leetcode = _leetcode(settings, clock)
        self._watch = ClockWatch()
        # A test's clock can leap: only a bell that rings every second notices soon.
        every = timedelta(seconds=1) if settings.clock_file else LONGEST_TICK
        jobs = Job(TICK, self.tick, every), Job(PRUNE, self._prune, PRUNE_EVERY)
        more = Job(FIGURES, self._figures, FIGURES_EVERY), Job(STANDINGS, self._standings, STANDINGS_EVERY)
        warm, gone = Job(WARM, self._warm, PRUNE_EVERY), Job(RETENTION, self._retain, PRUNE_EVERY)
        languages = Job(LANGUAGES, self._languages, LANGUAGES_EVERY)
        looks = [Job(LEETCODE, self._look, LEETCODE_EVERY)] if self.leetcode else []
        self._backups = _backups(settings, store, clock)
        if self._backups is not None:
            rings = every if settings.clock_file else BACKUP_EVERY
            looks.append(Job(BACKUP, self._backups.tick, rings))
        self.bell = Bell([*jobs, *more, warm, gone, languages, *looks], clock)
        heard = self.bell.wake_at if ring else unheard
        looked = partial(self.bell.wake_at, name=LEETCODE) if ring else unheard
        outside = Outside(self.leetcode, looked)
        beside = ErasedFile(settings.data_dir)
        self.services, self._mocks = assemble(
            store, clock, catalog, outside, _hosting(settings), heard, beside
        )
        unreached = {DeliveryKind.REMINDER: self.services.mock_notices}
        self._outbox = DeliveryService(store, secrets.token_hex(8), unreached)
        self.client = client
        client.sessions = SessionGate(SessionStartService(store, clock), clock)
        self._on_set_up = self._start_ringing if ring else None
        refusals, people, metrics, pacer = watch(client), People(), Metrics(), Pacer()
        self.figures = metrics
        self.services.mock_rounds.when_paired(partial(_count_pairs, metrics))
        self._uptime = UptimeService(store, clock)
        self._listen(client, people, ThreadWatch(self.services.mock_rooms))
        self._dispatcher = Dispatcher(
            self._outbox,
            InLanguage(_speakers(self.services, DiscordRooms(client, pacer)), self.services.languages),
            DiscordMessenger(client),
            clock,
            pacer,
            refusals=refusals,
            people=people,
            metrics=metrics,
        )
        self._reporter = Reporter(self._outbox, refusals, metrics, clock, self._dispatcher.paused)

    def _listen(self, client: StudyBot, people: People, threads: ThreadWatch) -> None:
        client.add_listener(people.arrived, "on_interaction")
        client.add_listener(self._uptime.reached, "on_shard_connect")
        client.add_listener(self._uptime.reached, "on_shard_ready")
        client.add_listener(self._uptime.reached, "on_shard_resumed")
        client.add_listener(self._uptime.lost, "on_shard_disconnect")
        client.add_listener(threads.deleted, "on_raw_thread_delete")
        guilds = GuildWatch(client, self.services.departures)
        for hear in (guilds.on_guild_remove, guilds.on_guild_join, guilds.on_guild_available):
            client.add_listener(hear)
        client.add_listener(guilds.on_shard_ready)

    async def begin(self) -> None:
        """Let the client connect. Before that, whoever was erased is erased again: the database may be an
        older copy."""
        await self.services.erasure.again()
        self.client.provide(self.services, _Memory(self.store, self.clock), self._on_set_up)

    async def tick(self) -> datetime | None:
        """Claim what is due now and send it; returns when there will be something to do next."""
        now = self.clock.now()
        self._watch.see(now)
        await self._uptime.tick()
        await self._mocks.tick()
        await self._outbox.tick(now)
        await self._dispatcher.drain()
        found = [await self._outbox.next_due(self.clock.now()), await self._mocks.next_due()]
        return min((at for at in found if at is not None), default=None)

    async def tick_through(self) -> datetime | None:
        """The same until all that it began is done too: for whoever moves the clock by hand."""
        due = await self.tick()
        while await self.services.mock_rounds.settled():
            due = await self.tick()
        return due

    async def _prune(self) -> None:
        await self.services.deliveries.prune()
        await self.services.buddies.prune()
        await self.services.mock_now.prune()
        await self.services.mock_rounds.prune()

    async def _warm(self) -> None:
        """Files are read before somebody's press waits for them: a form cannot be put off."""
        await self.services.own_questions.warm()
        await self.services.problem_shelf.ready()

    async def _retain(self) -> None:
        await self.services.departures.purge()

    async def _figures(self) -> None:
        await self._reporter.report()

    async def _standings(self) -> datetime | None:
        return await self.services.standings.refresh()

    async def _languages(self) -> None:
        await self.services.languages.refresh()

    async def _look(self) -> datetime | None:
        return await self.services.problem_links.look()

    async def drain(self) -> None:
        """Stop in order: no new work, what is under way finishes, what was not sent goes back.

        The bell goes last: it cuts off a ring, and what that was sending would stay `sending`.
        """
        if self._backups is not None:
            self._backups.stop()
        async with asyncio.TaskGroup() as both:
            both.create_task(self.client.drain(INTERACTION_SECONDS))
            both.create_task(self._dispatcher.close(DELIVERY_TIME))
        await self.bell.close()
        await self.services.mock_rounds.close(ROUNDS_TIME)
        await self.services.roadmaps.close()
        if self.leetcode is not None:
            await self.leetcode.close()

    async def _start_ringing(self) -> None:
        self.bell.start()

    async def waiting(self) -> int:
        """How many messages could be sent at this moment."""
        return (await self._outbox.waiting(self.clock.now())).count

    async def is_migrated(self) -> bool:
        """Whether the database answers, and is at this code's schema."""
        async with self.store.read() as tx:
            return await at_newest(tx)


def _count_pairs(metrics: Metrics, found: Mapping[str, int]) -> None:
    for outcome, count in found.items():
        metrics.add("pairings", count, outcome=outcome)


def _hosting(settings: Settings) -> Hosting:
    return Hosting(settings.cohort_privacy_url, settings.cohort_support_url, settings.cohort_retention_days)


def _leetcode(settings: Settings, clock: Clock) -> "LeetCodeClient | None":
    if not settings.cohort_leetcode:
        return None
    from bot.leetcode.client import LeetCodeClient
    from bot.leetcode.transport import BASE

    return LeetCodeClient(clock, settings.cohort_leetcode_base or BASE)


def _backups(settings: Settings, store: Store, clock: Clock) -> BackupService | None:
    database = sqlite_path(parse(settings.store_url))
    if database is None or settings.cohort_backup == "off":
        return None
    return BackupService(store, clock, database, backups_folder(settings.data_dir))


def _speakers(services: Services, rooms: Rooms) -> Speakers:
    """Who knows what each kind of message says."""
    return Speakers(
        {
            DeliveryKind.NUDGE: Speaking(services.nudges, nudge_message),
            DeliveryKind.RITUAL: ByRef(
                {Ritual.DIGEST.value: Speaking(services.digests, digest_message)},
                otherwise=Speaking(services.rituals, ritual_message),
            ),
            DeliveryKind.PROMPT: Speaking(services.problem_posts, post_message),
            DeliveryKind.BUDDY: Speaking(services.buddy_messages, buddy_message),
            DeliveryKind.WARNING: Speaking(services.warnings, warning_message),
            DeliveryKind.ROUND: ByRef(
                {CALL: Speaking(services.mock_calls, call_message)},
                otherwise=Speaking(services.mock_rounds.notices, round_message),
            ),
            DeliveryKind.REMOVAL: Removing(rooms),
            DeliveryKind.REMINDER: MockSpeaker(
                services.mock_notices, services.mock_sessions, services.mock_rooms, rooms, mock_message
            ),
        }
    )


class _Memory:
    """Keeps the client's few words in the database."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def recall(self, key: str) -> str | None:
        """What was remembered last under this key."""
        async with self._store.read() as tx:
            return await app_state.find(tx, key)

    async def remember(self, key: str, value: str) -> None:
        """Remember it across restarts."""
        async with self._store.write() as tx:
            await app_state.save(tx, key, value, self._clock.now())


def new_client(settings: Settings) -> StudyBot:
    """A client that can log in; `open_app` gives it what it serves with."""
    return StudyBot(
        shard_ids=settings.shard_ids, shard_count=settings.shard_count, limited=settings.cohort_rates
    )


@asynccontextmanager
async def open_app(
    settings: Settings,
    clock: Clock,
    *,
    ring: bool = False,
    client: StudyBot | None = None,
    catalog: Catalog | None = None,
) -> AsyncGenerator[App]:
    """Build the whole programme. With `ring` the bell starts as soon as the client is logged in.

    A `client` given may already be logging in; it is closed here all the same. A `catalog` given need not be
    read again. Raises StoreError when the database cannot be used, ConfigError when a roadmap file is broken.
    """
    url = settings.store_url
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(sole_process(url, timedelta(seconds=PREDECESSOR_SECONDS)))
        await asyncio.to_thread(_clear_away, settings)
        safety = Safety(backups_folder(settings.data_dir), clock.now(), Watch(Progress()))
        store = await open_migrated(url, keys_of(settings), safety)
        stack.push_async_callback(store.close)
        catalog = catalog or await asyncio.to_thread(_catalog, settings)
        app = App(settings, clock, store, catalog, client or new_client(settings), ring=ring)
        stack.push_async_callback(app.client.close)
        stack.push_async_callback(app.drain)
        await app.begin()
        yield app


def _clear_away(settings: Settings) -> None:
    """Remove what a backup or a restore has left that was killed."""
    remove_unfinished(backups_folder(settings.data_dir))
    if (database := sqlite_path(parse(settings.store_url))) is not None:
        restore.remove_unfinished(database.resolve())


def _catalog(settings: Settings) -> Catalog:
    try:
        return Catalog.built_in(settings.data_dir / ROADMAPS)
    except CatalogError as error:
        raise ConfigError(f"a roadmap cannot be used. {error}") from error
