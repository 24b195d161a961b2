"""The metrics page: bounded labels, figures as they are, and it comes whatever one of them meets."""

import asyncio
import time
from typing import Any

import discord
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.delivery.metrics import Metrics
from bot.gateway import Gateway
from bot.metrics import OTHER, Meters
from bot.metrics_page import Gauge, MetricsPage, Values, of_gateway, queue_depth, single
from bot.ui.finished import PART, Outcome, note
from tests.http.test_watchdog import Client


class Press:
    """An interaction, as far as it is counted."""

    def __init__(self, number: int, kind: discord.InteractionType, command: Any = None) -> None:
        self.id = number
        self.type = kind
        self.command = command
        self.extras: dict[str, Any] = {}


class Command:
    """A command of the tree."""

    qualified_name = "task done"


async def told(page: MetricsPage) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample of the page, by name and labels."""
    text = (await page.answer()).body.decode()
    families = text_string_to_metric_families(text)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for f in families for s in f.samples}


def labels(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(values.items()))


async def test_interactions_are_counted_by_what_we_named_and_by_what_came_of_them() -> None:
    now = [0.0]
    meters = Meters(lambda: now[0])
    done: Any = Press(1, discord.InteractionType.application_command, Command())
    refused: Any = Press(2, discord.InteractionType.component)
    refused.extras[PART] = "DoneButton"
    note(refused, Outcome.REFUSED)
    stranger: Any = Press(3, discord.InteractionType.modal_submit)
    for each in (done, refused, stranger):
        await meters.arrived(each)
        now[0] += 0.2
        meters.acknowledged(each.id)
        now[0] += 0.5
        await meters.finished(each)
    found = await told(MetricsPage(meters))
    for command, kind, outcome in (
        ("task done", "command", "done"),
        ("DoneButton", "component", "refused"),
        (OTHER, "form", "done"),
    ):
        counted = labels(command=command, kind=kind, outcome=outcome)
        assert found["cohort_interactions_total", counted] == 1
    assert found["cohort_interaction_ack_seconds_bucket", labels(le="0.25")] == 3
    assert found["cohort_interaction_ack_seconds_bucket", labels(le="0.1")] == 0
    assert found["cohort_interaction_handler_seconds_bucket", labels(kind="command", le="1.0")] == 1
    assert found["cohort_interaction_handler_seconds_bucket", labels(kind="command", le="0.5")] == 0
    assert not [name for name, _ in found if name.endswith("_created")]


async def test_deliveries_nudges_lateness_and_pairings_are_those_of_the_log_line() -> None:
    figures, page = Metrics(), MetricsPage(Meters())
    page.add_figures(figures)
    figures.add("deliveries_sent", kind="nudge", channel="dm")
    figures.add("deliveries_sent", 2, kind="nudge", channel="channel")
    figures.add("deliveries_dead", kind="ritual", channel="channel")
    figures.observe("nudge_lag_seconds", 3.0)
    figures.observe("nudge_lag_seconds", 4000.0)
    figures.add("pairings", 5, outcome="pair")
    found = await told(page)
    assert found["cohort_nudges_total", labels(channel="dm", outcome="sent")] == 1
    assert found["cohort_nudges_total", labels(channel="channel", outcome="sent")] == 2
    dead = labels(kind="ritual", channel="channel", outcome="dead")
    assert found["cohort_deliveries_total", dead] == 1
    assert found["cohort_nudge_lag_seconds_bucket", labels(le="5.0")] == 1
    assert found["cohort_nudge_lag_seconds_bucket", labels(le="+Inf")] == 2
    assert found["cohort_nudge_lag_seconds_sum", ()] == 4003
    assert found["cohort_pairings_total", labels(outcome="pair")] == 5
    assert figures.snapshot()["deliveries_sent"] == 3


@pytest.mark.parametrize("value", ["123456789012345678", "Ada", "a b"])
def test_a_label_that_is_no_plain_word_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no name of a figure"):
        Metrics().add("deliveries_sent", kind=value)


async def test_a_gauge_that_fails_or_hangs_leaves_out_its_line_and_no_other() -> None:
    async def fails() -> Values:
        raise OSError("canary")

    async def hangs() -> Values:
        await asyncio.Event().wait()
        return {}

    async def nothing() -> float | None:
        return None

    async def four() -> float:
        return 4

    page = MetricsPage(Meters())
    page.add(
        Gauge("failing", "Fails.", (), fails),
        Gauge("hanging", "Hangs.", (), hangs),
        single("unknown", "Nobody knows.", nothing),
        queue_depth({"deliveries": four}),
    )
    began = time.monotonic()
    found = await told(page)
    assert time.monotonic() - began < 3
    assert found["cohort_queue_depth", labels(queue="deliveries")] == 4
    names = {name for name, _ in found}
    assert "cohort_build_info" in names
    assert names & {"cohort_failing", "cohort_hanging", "cohort_unknown"} == set()


async def test_reconnects_are_a_count_and_what_goes_up_and_down_is_a_gauge() -> None:
    gateway = Gateway(Client(shard_count=1))
    for arrives in (gateway.identified, gateway.resumed, gateway.resumed):
        await arrives(0)
    page = MetricsPage(Meters())
    page.add(*of_gateway(gateway, discord.Client(intents=discord.Intents.none())))
    lines = (await page.answer()).body.decode().splitlines()
    assert {"# TYPE cohort_gateway_reconnects_total counter", "# TYPE cohort_gateway_up gauge"} <= set(lines)
    told_of = [line for line in lines if line.startswith("cohort_gateway_reconnects")]
    assert told_of == [
        'cohort_gateway_reconnects_total{kind="identify"} 0.0',
        'cohort_gateway_reconnects_total{kind="resume"} 2.0',
    ]


async def test_two_processes_in_one_do_not_share_counts() -> None:
    first, second = Meters(), Meters()
    first.transaction("read", 0.01)
    assert (await told(MetricsPage(first)))["cohort_db_seconds_count", labels(op="read")] == 1
    assert (await told(MetricsPage(second)))["cohort_db_seconds_count", labels(op="read")] == 0


async def test_what_never_ends_is_not_kept_for_ever() -> None:
    meters = Meters()
    for number in range(3000):
        press: Any = Press(number, discord.InteractionType.component)
        await meters.arrived(press)
    assert len(meters._arrivals) == len(meters._acks) == 1000
