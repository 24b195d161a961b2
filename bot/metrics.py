"""What happens in the process, counted for Prometheus. No label holds an id, or a name that people chose."""

import re
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.http import Route
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, ProcessCollector

from bot.ui.finished import EVENT, PART, outcome_of

PREFIX = "cohort"

OTHER = "other"
"""In place of whatever is none of a known set."""

UNREACHED = "none"
"""In place of a status, where no answer came."""

ACK_SECONDS = (0.1, 0.25, 0.5, 1, 2, 2.5, 3)
"""Discord waits 3 seconds."""
HANDLER_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
DB_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)

MOST_OPEN = 1000

KINDS = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.autocomplete: "autocomplete",
    discord.InteractionType.component: "component",
    discord.InteractionType.modal_submit: "form",
}

_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
_STATUSES = {status.value for status in HTTPStatus}


class Meters:
    """The counts and lengths of one process, in a registry of its own."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._registry = CollectorRegistry(auto_describe=False)
        self._arrivals: dict[int, float] = {}
        self._acks: dict[int, float] = {}
        registered: dict[str, Any] = {"registry": self._registry, "namespace": PREFIX}
        self._interactions = Counter(
            "interactions", "Interactions handled.", ["command", "kind", "outcome"], **registered
        )
        self._ack = Histogram(
            "interaction_ack_seconds", "From arrival to the first answer.", buckets=ACK_SECONDS, **registered
        )
        self._handler = Histogram(
            "interaction_handler_seconds",
            "From arrival to the end of the handler.",
            ["kind"],
            buckets=HANDLER_SECONDS,
            **registered,
        )
        self._rest_errors = Counter(
            "rest_errors", "Requests that Discord refused, or that never arrived.", ["status"], **registered
        )
        self._db = Histogram(
            "db_seconds", "A transaction with its wait.", ["op"], buckets=DB_SECONDS, **registered
        )
        self._timers = {op: self._db.labels(op) for op in ("read", "write")}
        ProcessCollector(namespace=PREFIX, registry=self._registry)

    def watch(self, client: discord.Client) -> None:
        """Hear of everything that this client does. Takes full effect only when called before the login."""
        adder: Any = client
        adder.add_listener(self.arrived, "on_interaction")
        adder.add_listener(self.finished, f"on_{EVENT}")
        trace = client.http.http_trace
        if trace is not None:
            trace.on_request_end.append(self._answered)
            trace.on_request_exception.append(self._unanswered)

    async def arrived(self, interaction: discord.Interaction[Any]) -> None:
        """An interaction has come in."""
        now = self._monotonic()
        for pending in (self._arrivals, self._acks):
            pending[interaction.id] = now
            if len(pending) > MOST_OPEN:
                del pending[next(iter(pending))]

    async def finished(self, interaction: discord.Interaction[Any]) -> None:
        """Its handler has ended."""
        kind = KINDS.get(interaction.type, OTHER)
        self._interactions.labels(_command(interaction), kind, outcome_of(interaction).value).inc()
        if (began := self._arrivals.pop(interaction.id, None)) is not None:
            self._handler.labels(kind).observe(self._monotonic() - began)

    def transaction(self, op: str, seconds: float) -> None:
        """A transaction of the store has ended; `op` is `read` or `write`."""
        self._timers[op].observe(seconds)

    def acknowledged(self, interaction_id: int) -> None:
        """Discord has taken the first answer to an interaction."""
        if (began := self._acks.pop(interaction_id, None)) is not None:
            self._ack.observe(self._monotonic() - began)

    def families(self) -> Iterable[Metric]:
        """Everything counted so far."""
        for family in self._registry.collect():
            # When a count began says nothing that the process's own start does not.
            family.samples = [each for each in family.samples if not each.name.endswith("_created")]
            yield family

    async def _answered(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        if not str(request.url).startswith(Route.BASE):
            return
        status = request.response.status
        if status >= 400:
            self._rest_errors.labels(str(status) if status in _STATUSES else OTHER).inc()
        elif found := _CALLBACK.search(request.url.path):
            self.acknowledged(int(found[1]))

    async def _unanswered(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if str(request.url).startswith(Route.BASE):
            self._rest_errors.labels(UNREACHED).inc()


def _command(interaction: discord.Interaction[Any]) -> str:
    """A command as we named it, or the class of ours that handled the press or the form."""
    if interaction.command is not None:
        return interaction.command.qualified_name
    return interaction.extras.get(PART, OTHER)
