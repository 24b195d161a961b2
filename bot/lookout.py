"""Looks after a running process from the side: its pulse, its connections, and the pages about them."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.client import StudyBot
from bot.config import Settings
from bot.gateway import Gateway, Silent
from bot.log import get_logger
from bot.watchdog import SILENT_AFTER, STUCK_AFTER, LoopWatch, Pulse, silence

if TYPE_CHECKING:
    from bot.app import App

log = get_logger(__name__)


class Lookout:
    """There before the login, and until everything else is closed."""

    def __init__(self, settings: Settings, client: StudyBot) -> None:
        self._client = client
        self._limit = settings.watchdog_seconds
        self._gateway = Gateway(client)
        self._pages: _Pages | None = None
        self.pulse = Pulse()
        client.add_listener(self._gateway.identified, "on_shard_connect")
        client.add_listener(self._gateway.resumed, "on_shard_resumed")
        client.add_listener(self._gateway.lost, "on_shard_disconnect")

    def silence(self) -> Coroutine[Any, Any, Silent]:
        """Returns when Discord has been silent for too long."""
        return silence(self._gateway, self._held, self._limit or SILENT_AFTER)

    def loop_watch(self) -> LoopWatch:
        """What ends the process when its event loop is stuck."""
        return LoopWatch(self.pulse, self._limit or STUCK_AFTER)

    def open_pages(self, stopping: Callable[[], bool]) -> "_Pages":
        """The pages as they are before anything is loaded."""
        self._pages = _Pages(self._client, self._gateway, self.pulse, stopping)
        return self._pages

    def serve(self, app: "App") -> None:
        """Everything is loaded: the pages can tell of it."""
        if self._pages is not None:
            self._pages.serve(app)

    def _held(self) -> bool:
        sessions = self._client.sessions
        return sessions is not None and sessions.held_until is not None


class _Pages:
    """What `COHORT_HTTP` serves; loaded only where it is asked for."""

    def __init__(
        self, client: StudyBot, gateway: Gateway, pulse: Pulse, stopping: Callable[[], bool]
    ) -> None:
        from bot.http.health import Health
        from bot.metrics import Meters
        from bot.metrics_page import MetricsPage, of_gateway

        self.health = Health(gateway, lambda: pulse.age, lambda: stopping() or client.draining)
        self.meters = Meters()
        self.metrics = MetricsPage(self.meters)
        self.metrics.add(*of_gateway(gateway, client))
        self.meters.watch(client)

    def serve(self, app: "App") -> None:
        from bot.metrics_app import of_app

        app.store.timed = self.meters.transaction
        self.metrics.add(*of_app(app))
        self.metrics.add_figures(app.figures)
        self.health.migrated = app.is_migrated


@asynccontextmanager
async def looking_out(
    settings: Settings, client: StudyBot, stopping: Callable[[], bool]
) -> AsyncGenerator[Lookout]:
    """Look out until the end of the block. Raises ConfigError when the pages cannot be served."""
    lookout = Lookout(settings, client)
    async with AsyncExitStack() as stack:
        lookout.pulse.start()
        stack.callback(lookout.pulse.stop)
        watch = lookout.loop_watch()
        watch.start()
        stack.callback(watch.stop)
        if settings.cohort_http is not None:
            await stack.enter_async_context(_served(settings, lookout.open_pages(stopping)))
        yield lookout


@asynccontextmanager
async def _served(settings: Settings, pages: _Pages) -> AsyncGenerator[None]:
    from bot.http.server import listening

    where = settings.cohort_http
    assert where is not None, "the caller has looked"  # noqa: S101
    served = {"/livez": pages.health.live, "/readyz": pages.health.ready, "/metrics": pages.metrics.answer}
    async with listening(where, served) as port:
        log.info("http.listening", host=where[0], port=port)
        if settings.serves_strangers:
            log.warning(
                "http.open",
                host=where[0],
                next_step="other machines can read health and metrics: keep strangers out, or use 127.0.0.1",
            )
        yield
