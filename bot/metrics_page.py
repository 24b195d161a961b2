"""The page `/metrics`: what was counted, and gauges that are read when somebody asks."""

import asyncio
import platform
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import discord
from prometheus_client import CONTENT_TYPE_LATEST, Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import generate_latest

from bot.delivery.metrics import BOUNDS, Labels, Metrics
from bot.domain.clock import Clock
from bot.gateway import Gateway
from bot.http.server import Answer
from bot.log import get_logger
from bot.metrics import PREFIX, Meters
from bot.version import VERSION

log = get_logger(__name__)

GAUGE_SECONDS = 1.0
"""How long one gauge may take before its line is left out."""

PAIRINGS = "pairings"
OUTCOMES = ("sent", "dropped", "dead", "put_back")

Values = Mapping[tuple[str, ...], float]
Read = Callable[[], Awaitable[Values]]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value that is read when it is asked for, by the values of its labels.

    With `counts` it only grows, as Prometheus wants to know.
    """

    name: str
    told: str
    labels: tuple[str, ...]
    read: Read
    counts: bool = False


class MetricsPage:
    """Everything that Prometheus is told. What cannot be read is left out; the page comes in any case."""

    def __init__(self, meters: Meters) -> None:
        self._meters = meters
        self._gauges = [build_info()]
        self._figures: Metrics | None = None

    def add(self, *gauges: Gauge) -> None:
        """Read these too."""
        self._gauges.extend(gauges)

    def add_figures(self, figures: Metrics) -> None:
        """Tell these counts too."""
        self._figures = figures

    async def answer(self) -> Answer:
        """The page."""
        gauges = [found for found in await asyncio.gather(*map(_family, self._gauges)) if found]
        counted = [*self._meters.families(), *(_delivered(self._figures) if self._figures else ())]
        return Answer(generate_latest(_Families([*counted, *gauges])), kind=CONTENT_TYPE_LATEST)


class _Families:
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


async def _family(gauge: Gauge) -> Metric | None:
    try:
        async with asyncio.timeout(GAUGE_SECONDS):
            values = await gauge.read()
    except Exception as error:  # noqa: BLE001 - whatever one gauge meets, the others are told
        log.debug("metrics.unread", gauge=gauge.name, error=type(error).__name__)
        return None
    family_of = CounterMetricFamily if gauge.counts else GaugeMetricFamily
    family = family_of(f"{PREFIX}_{gauge.name}", gauge.told, labels=gauge.labels)
    for labels, value in values.items():
        family.add_metric(labels, value)
    return family if values else None


def build_info() -> Gauge:
    """Which versions run."""

    async def read() -> Values:
        return {(VERSION, platform.python_version(), discord.__version__): 1}

    return Gauge("build_info", "The versions that run.", ("version", "python", "discord_py"), read)


def of_gateway(gateway: Gateway, client: discord.Client) -> tuple[Gauge, ...]:
    """What the connections to Discord are like. Shards are labelled by their small numbers."""

    async def latency() -> Values:
        return {(str(shard),): seconds for shard, seconds in gateway.latencies().items()}

    async def up() -> Values:
        down = gateway.down or ()
        return {(str(shard),): float(shard not in down) for shard in gateway.shards or ()}

    async def reconnects() -> Values:
        return {(kind,): gateway.reconnects[kind] for kind in ("identify", "resume")}

    async def guilds() -> Values:
        return {(): len(client.guilds)}

    return (
        Gauge("gateway_latency_seconds", "From a heartbeat to its acknowledgement.", ("shard",), latency),
        Gauge("gateway_up", "1 while the shard has a session.", ("shard",), up),
        Gauge(
            "gateway_reconnects",
            "Sessions that had to begin anew or go on.",
            ("kind",),
            reconnects,
            counts=True,
        ),
        Gauge("guilds", "Servers that this process serves.", (), guilds),
    )


def single(name: str, told: str, read: Callable[[], Awaitable[float | None]]) -> Gauge:
    """A gauge without labels; None leaves it out."""

    async def values() -> Values:
        value = await read()
        return {} if value is None else {(): value}

    return Gauge(name, told, (), values)


def queue_depth(depths: Mapping[str, Callable[[], Awaitable[float]]]) -> Gauge:
    """How much waits, by queue."""

    async def read() -> Values:
        return {(queue,): await depth() for queue, depth in depths.items()}

    return Gauge("queue_depth", "What could be done at this moment and is not yet.", ("queue",), read)


def backup_age(made_at: Callable[[datetime], datetime | None], clock: Clock) -> Gauge:
    """How old the newest backup is; `made_at` looks at the disk, in a thread."""

    async def read() -> float | None:
        now = clock.now()
        newest = await asyncio.to_thread(made_at, now)
        return None if newest is None else (now - newest).total_seconds()

    return single("backup_age_seconds", "Since the newest backup was made.", read)


def _delivered(figures: Metrics) -> Iterable[Metric]:
    sent = {outcome: figures.parts(f"deliveries_{outcome}") for outcome in OUTCOMES}
    deliveries = CounterMetricFamily(
        f"{PREFIX}_deliveries", "Messages of the bot's own accord.", labels=("kind", "channel", "outcome")
    )
    nudges = CounterMetricFamily(
        f"{PREFIX}_nudges", "Personal reminders of the day.", labels=("channel", "outcome")
    )
    for outcome, parts in sent.items():
        for labels, count in parts.items():
            kind, channel = _of(labels, "kind"), _of(labels, "channel")
            deliveries.add_metric((kind, channel, outcome), count)
            if kind == "nudge":
                nudges.add_metric((channel, outcome), count)
    pairings = CounterMetricFamily(
        f"{PREFIX}_{PAIRINGS}", "What rounds of mock interviews came to.", labels=("outcome",)
    )
    for labels, count in figures.parts(PAIRINGS).items():
        pairings.add_metric((_of(labels, "outcome"),), count)
    return deliveries, nudges, pairings, _lag(figures)


def _of(labels: Labels, name: str) -> str:
    return dict(labels)[name]


def _lag(figures: Metrics) -> Metric:
    lengths = figures.lengths("nudge_lag_seconds")
    buckets = [(str(float(bound)), lengths.within[bound]) for bound in BOUNDS]
    lag = HistogramMetricFamily(f"{PREFIX}_nudge_lag_seconds", "From when a nudge was due until it was sent.")
    lag.add_metric((), [*buckets, ("+Inf", lengths.count)], lengths.total)
    return lag
