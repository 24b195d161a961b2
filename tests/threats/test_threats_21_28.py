"""Threats 21 to 25, 27 and 28: what runs, how often, who meets whom, and what comes from elsewhere."""

import ast
import asyncio
import re
import time

from apscheduler.jobstores.memory import MemoryJobStore
from simcord import InteractionResult

from bot.domain.rates import RATES, Allowance
from bot.http.server import listening
from bot.lookout import Lookout
from tests.architecture.code import PROGRAMME, sources
from tests.journeys.rituals import write
from tests.journeys.world import World
from tests.services.test_tasks import counted
from tests.simtools import press, text
from tests.threats.feed import open_feed, worded
from tests.watch import longest_turn
from tests.wire.test_http import SNOWFLAKE

BURST = RATES[Allowance.PRESS].burst


async def test_21_scheduler_job_store(world: World) -> None:
    scheduler = world.app.bell._scheduler
    world.app.bell.start()
    kept = scheduler._jobstores

    assert {type(store) for store in kept.values()} == {MemoryJobStore}


async def test_22_expensive_commands(limited: World) -> None:
    """However often somebody asks for a picture, two are drawn and the loop is free for everybody else."""
    await limited.join(limited.ben)
    feed = await open_feed(limited)
    data = {"id": "1", "name": "progress", "type": 1, "options": [], "resolved": {}}
    cases = [feed.command(limited.ben, limited.channel, data) for _ in range(50)]

    async def all_at_once() -> None:
        await asyncio.gather(*map(feed.send, cases))

    await limited.env.advance_time(60)
    with feed.capturing() as answers:
        held = await longest_turn(all_at_once(), time.thread_time)

    pictures = [each for each in answers.texts.values() if any("progress.png" in sent for sent in each)]
    assert len(pictures) == RATES[Allowance.PICTURE].burst
    assert held < 0.1


async def test_23_spam_by_commands(limited: World) -> None:
    await limited.join(limited.ben)
    await limited.env.advance_time(60)
    feed = await open_feed(limited)
    data = {"id": "1", "name": "about", "type": 1, "options": [], "resolved": {}}
    with feed.capturing() as answers:
        said = [
            worded(answers, await feed.send(feed.command(limited.ben, limited.channel, data)))
            for _ in range(BURST)
        ]
        with counted() as statements:
            late = [await feed.send(feed.command(limited.ben, limited.channel, data)) for _ in range(40)]
            pressed = await feed.send(feed.press(limited.ben, limited.channel, "c:gone:1", 2, []))
        other = await feed.send(feed.command(limited.ada, limited.channel, data))

    told = [worded(answers, each) for each in late]
    assert not any("Not so fast" in each for each in said)
    assert re.search(r"Not so fast.*<t:\d+:R>", told[0])
    assert answers.first[late[0]][0]["data"]["flags"] == 64
    assert set(told[1:]) == {""}
    assert answers.first[pressed] == [{"type": 6}]
    assert statements == []
    assert "Not so fast" not in worded(answers, other)

    await limited.env.advance_time(12)
    assert "Not so fast" not in text(await limited.ben.slash(limited.channel, "about"))


async def test_23_spam_by_presses_forms_and_typing(limited: World) -> None:
    joined = await limited.join(limited.ben)
    form = await press(limited.ben, joined, label="Hours a week…")
    assert form.modal is not None
    while "Not so fast" not in text(last := await _today(limited)):
        assert last.ephemeral

    feed = await open_feed(limited)
    written = [{"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "x", "value": "w" * 50}}]
    options = [{"type": 3, "name": "roadmap", "value": "deep", "focused": True}]
    data = {"id": "1", "name": "join", "type": 1, "options": options, "resolved": {}}
    with feed.capturing() as answers:
        sent = await feed.send(feed.submit(limited.ben, limited.channel, form.modal["custom_id"], written))
        typed = [
            await feed.send(feed.command(limited.ben, limited.channel, data, typing=True)) for _ in range(60)
        ]

    assert "Not so fast" in worded(answers, sent)
    assert "w" * 50 in worded(answers, sent)
    suggested = [answers.first[each][0]["data"]["choices"] for each in typed]
    assert all(suggested[: RATES[Allowance.TYPING].burst])
    assert not any(suggested[RATES[Allowance.TYPING].burst :])


async def _today(world: World) -> InteractionResult:
    return await world.ben.slash(world.channel, "today")


async def test_24_matching_abuse(world: World) -> None:
    """Whom somebody has blocked is never paired with them, and learns nothing of it."""
    for who in (world.ada, world.ben):
        await world.join(who)
    await world.ada.slash(world.channel, "mock block", member=world.ben)
    waiting = await world.ben.slash(world.channel, "mock now")
    alone = text(await world.ada.slash(world.channel, "mock now"))
    asked = text(await world.ben.slash(world.channel, "buddy ask", member=world.ada))

    assert f"<@{world.ben.id}>" not in alone
    assert "block" not in (text(waiting) + asked).lower()
    async with world.store() as tx:
        assert (await tx.exec_driver_sql("SELECT count(*) FROM mock_session")).scalar_one() == 0


async def test_25_sensitive_content(world: World) -> None:
    """What somebody writes at a bad hour is kept like anything else: not judged, and not passed on."""
    dark, plain = "I do not want to live any more", "Read two papers and rest a while"
    await world.join(world.ada)
    await world.join(world.ben)
    answers = [
        text(await write(who, world.channel, "goals", words, "", "")).replace(words, "")
        for who, words in ((world.ada, dark), (world.ben, plain))
    ]

    assert answers[0] == answers[1]
    async with world.store() as tx:
        owed = (await tx.exec_driver_sql("SELECT count(*) FROM delivery")).scalar_one()
    assert owed == 0


def is_built(given: ast.expr) -> bool:
    """Whether a text is put together at run time from more than constants."""
    if isinstance(given, ast.JoinedStr):
        held = [each.value for each in given.values if isinstance(each, ast.FormattedValue)]
        harmless = re.compile(r"\d+|[A-Z_]+|int\(.+\)")
        return not all(harmless.fullmatch(ast.unparse(each)) for each in held)
    return isinstance(given, ast.BinOp)


def test_27_sql_is_never_put_together_from_words() -> None:
    """Bound parameters alone: whatever runs text as SQL is given a constant."""
    runs = ("text", "exec_driver_sql", "executescript")
    built = [
        f"{source.shown}: {ast.unparse(node)}"
        for source in sources(*PROGRAMME)
        for node in source.nodes()
        if source.shown.startswith("bot/store/")
        and isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in runs
        and any(map(is_built, node.args[:1]))
    ]
    assert built == []


async def test_27_sql_in_words_is_words(world: World) -> None:
    bad = "'; DROP TABLE member; --"
    await world.join(world.ben)
    await world.ben.slash(world.channel, "task add", title=bad)
    await world.ben.slash(world.channel, "task done", task=bad)

    assert "DROP TABLE member" in text(await world.ben.slash(world.channel, "today"))


async def test_28_metrics_port(world: World) -> None:
    await world.join(world.ben)
    lookout = Lookout(world.settings, world.app.client)
    pages = lookout.open_pages(lambda: False)
    lookout.serve(world.app)
    await world.ben.slash(world.channel, "today")
    page = await pages.metrics.answer()

    told = page.body.decode()
    assert "cohort" in told
    assert [line for line in told.splitlines() if SNOWFLAKE.search(line)] == []
    assert world.settings.cohort_http is None
    async with listening(("127.0.0.1", 0), {"/metrics": pages.metrics.answer}) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        assert b" 405 " in (await reader.readline())
        writer.close()
