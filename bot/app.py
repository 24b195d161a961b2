"""The composition root: engine → catalog → services → dispatcher → bell → client, closed in reverse."""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.catalog import Catalog, CatalogError
from bot.client import StudyBot
from bot.config import ConfigError, Settings
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.messenger import DiscordMessenger
from bot.delivery.metrics import Metrics
from bot.delivery.mock_threads import MockSpeaker, ThreadWatch
from bot.delivery.pacing import Pacer
from bot.delivery.people import People
from bot.delivery.refusals import watch
from bot.delivery.reporter import Reporter
from bot.delivery.rooms import DiscordRooms, Rooms
from bot.delivery.speakers import ByRef, InLanguage, Speakers, Speaking
from bot.domain.clock import Clock
from bot.domain.delivery import DeliveryKind
from bot.domain.rituals import Ritual
from bot.schedule.bell import LONGEST_TICK, TICK, Bell, Job
from bot.schedule.clock_watch import ClockWatch
from bot.services.assembly import assemble
from bot.services.deliveries import DeliveryService
from bot.services.listeners import unheard
from bot.services.mock_calls import CALL
from bot.services.problem_assembly import Outside
from bot.services.registry import Services
from bot.services.uptime import UptimeService
from bot.store import app_state
from bot.store.lock import sole_process
from bot.store.revisions import open_migrated
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
WARM, LEETCODE, LANGUAGES = "warm", "leetcode", "languages"
PRUNE_EVERY = timedelta(hours=6)
FIGURES_EVERY = timedelta(minutes=10)
STANDINGS_EVERY = timedelta(minutes=15)
LANGUAGES_EVERY = timedelta(minutes=1)
LEETCODE_EVERY = timedelta(minutes=5)

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
        self._clock = clock
        self.leetcode = _leetcode(settings, clock)
        self._watch = ClockWatch()
        # A test's clock can leap: only a bell that rings every second notices soon.
        every = timedelta(seconds=1) if settings.clock_file else LONGEST_TICK
        jobs = Job(TICK, self.tick, every), Job(PRUNE, self._prune, PRUNE_EVERY)
        more = Job(FIGURES, self._figures, FIGURES_EVERY), Job(STANDINGS, self._standings, STANDINGS_EVERY)
        warm = Job(WARM, self._warm, PRUNE_EVERY)
        languages = Job(LANGUAGES, self._languages, LANGUAGES_EVERY)
        looks = [Job(LEETCODE, self._look, LEETCODE_EVERY)] if self.leetcode else []
        self.bell = Bell([*jobs, *more, warm, languages, *looks], clock)
        heard = self.bell.wake_at if ring else unheard
        looked = partial(self.bell.wake_at, name=LEETCODE) if ring else unheard
        self.services, self._mocks = assemble(store, clock, catalog, Outside(self.leetcode, looked), heard)
        unreached = {DeliveryKind.REMINDER: self.services.mock_notices}
        self._outbox = DeliveryService(store, secrets.token_hex(8), unreached)
        self.client = client
        client.provide(self.services, _Memory(store, clock), self._start_ringing if ring else None)
        refusals, people, metrics, pacer = watch(client), People(), Metrics(), Pacer()
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

    async def tick(self) -> datetime | None:
        """Claim what is due now and send it; returns when there will be something to do next."""
        now = self._clock.now()
        self._watch.see(now)
        await self._uptime.tick()
        await self._mocks.tick()
        await self._outbox.tick(now)
        await self._dispatcher.drain()
        found = [await self._outbox.next_due(self._clock.now()), await self._mocks.next_due()]
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
        await self.client.drain(INTERACTION_SECONDS)
        await self._dispatcher.close(DELIVERY_TIME)
        await self.bell.close()
        await self.services.mock_rounds.close(ROUNDS_TIME)
        await self.services.roadmaps.close()
        if self.leetcode is not None:
            await self.leetcode.close()

    async def _start_ringing(self) -> None:
        self.bell.start()


def _leetcode(settings: Settings, clock: Clock) -> "LeetCodeClient | None":
    if not settings.cohort_leetcode:
        return None
    from bot.leetcode.client import LeetCodeClient
    from bot.leetcode.transport import BASE

    return LeetCodeClient(clock, settings.cohort_leetcode_base or BASE)


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
    return StudyBot(shard_ids=settings.shard_ids, shard_count=settings.shard_count)


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
        await stack.enter_async_context(sole_process(url))
        store = await open_migrated(url)
        stack.push_async_callback(store.close)
        catalog = catalog or await asyncio.to_thread(_catalog, settings)
        app = App(settings, clock, store, catalog, client or new_client(settings), ring=ring)
        stack.push_async_callback(app.client.close)
        stack.push_async_callback(app.drain)
        yield app


def _catalog(settings: Settings) -> Catalog:
    try:
        return Catalog.built_in(settings.data_dir / ROADMAPS)
    except CatalogError as error:
        raise ConfigError(f"a roadmap cannot be used. {error}") from error
