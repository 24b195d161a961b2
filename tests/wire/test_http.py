"""The pages for whoever looks after the process, asked for over a real port while the bot lives."""

import asyncio
import json
import re
from pathlib import Path

import aiohttp
from simcord import ChannelHandle, MemberActor

from tests.wire.faults import Fault
from tests.wire.process import BotProcess, until
from tests.wire.scenario import add_tasks, join, monday_morning
from tests.wire.server import Wire

STOP_WITHIN = 8.0
CANARY = "canary-4711"
SNOWFLAKE = re.compile(r"(?<![\d.])\d{17,20}(?!\d)")
_PORT = re.compile(r'"port": (\d+), "event": "http.listening"|"http.listening".*?"port": (\d+)')


class Visitor:
    """Asks for pages of a bot whose port the system chose."""

    def __init__(self, bot: BotProcess, session: aiohttp.ClientSession) -> None:
        self._bot = bot
        self._session = session

    async def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        """The status and the text of a page."""
        assert await until(lambda: _PORT.search(self._bot.log) is not None, 20), self._bot.log
        found = _PORT.search(self._bot.log)
        assert found
        url = f"http://127.0.0.1:{found[1] or found[2]}{path}"
        async with self._session.request(method, url) as answer:
            assert answer.headers["Server"] == "cohort"
            return answer.status, await answer.text()

    async def becomes(self, status: int, reason: str = "") -> bool:
        """Whether `/readyz` comes to that status, and gives that reason."""
        async with asyncio.timeout(20):
            while True:
                found, text = await self.get("/readyz")
                if found == status and (not reason or reason in json.loads(text)["reasons"]):
                    return True
                await asyncio.sleep(0.05)


async def test_a_hosters_probes_follow_the_bot_from_before_its_login_to_the_end_of_its_drain(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, data_dir: Path
) -> None:
    await monday_morning(wire)
    login = wire.rest.faults.plan(Fault("GET", "/users/@me", delay=1.5))
    bot = BotProcess(wire, data_dir, environment={"COHORT_HTTP": "127.0.0.1:0"})
    await bot.launch()
    async with aiohttp.ClientSession() as session:
        visitor = Visitor(bot, session)
        try:
            assert await until(lambda: login.times == 0, 20)
            assert (await visitor.get("/livez"))[0] == 200
            assert await visitor.becomes(503, "gateway")
            assert await visitor.becomes(200)

            await join(alice, channel)
            await add_tasks(alice, channel, CANARY)
            await alice.slash(channel, "today")
            elsewhere = [await visitor.get(path) for path in ("/", "/metrics/", "/livez/../etc")]
            assert [status for status, _ in elsewhere] == [404] * 3
            assert [(await visitor.get("/livez", method))[0] for method in ("HEAD", "POST")] == [200, 405]
            await _the_metrics_tell_what_happened(visitor, alice, wire)

            wire.gateway.turn_deaf()
            wire.gateway.reset()
            assert await visitor.becomes(503, "gateway")
            assert (await visitor.get("/livez"))[0] == 200
            wire.gateway.turn_deaf(deaf=False)
            assert await visitor.becomes(200)

            wire.rest.faults.plan(Fault("POST", "/interactions/*", delay=1.5))
            press = asyncio.create_task(alice.slash(channel, "today"))
            assert await until(lambda: wire.rest.in_flight > 0, 10)
            ending = asyncio.create_task(bot.terminate())
            assert await visitor.becomes(503, "draining")
            assert (await visitor.get("/livez"))[0] == 200
            code, seconds = await ending
            await press
        finally:
            await bot.kill()

    assert (code, seconds < STOP_WITHIN) == (0, True), bot.log
    assert "Traceback" not in bot.log


async def _the_metrics_tell_what_happened(visitor: Visitor, alice: MemberActor, wire: Wire) -> None:
    status, text = await visitor.get("/metrics")
    assert status == 200
    assert 'cohort_interactions_total{command="today",kind="command",outcome="done"} 1.0' in text
    assert 'cohort_interactions_total{command="join",kind="autocomplete",outcome="done"} 1.0' in text
    acks = re.search(r"cohort_interaction_ack_seconds_count (\d+)", text)
    assert acks
    assert int(acks[1]) >= 4
    for line in (
        'cohort_gateway_up{shard="0"} 1.0',
        "cohort_guilds 1.0",
        'cohort_db_seconds_count{op="write"}',
        'cohort_queue_depth{queue="deliveries"} 0.0',
        "cohort_identify_remaining ",
        "cohort_build_info{",
        "cohort_nudge_lag_seconds_count 0",
    ):
        assert line in text, text
    assert SNOWFLAKE.findall(text) == []
    hidden = (CANARY, alice.user.name, str(alice.id), str(wire.guild.id), wire.token)
    assert [each for each in hidden if each in text] == []


async def test_a_port_in_use_ends_the_start_with_78_before_the_login(wire: Wire, tmp_path: Path) -> None:
    bot = BotProcess(wire, tmp_path, environment={"COHORT_HTTP": f"127.0.0.1:{wire.port}"})
    await bot.launch()

    assert await bot.wait(seconds=20) == 78
    assert f"COHORT_HTTP: port {wire.port} on 127.0.0.1 is in use" in bot.log
    assert wire.rest.calls == []
