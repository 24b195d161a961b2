"""The server and its pages, asked over loopback."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.config import ConfigError
from bot.gateway import Gateway
from bot.http.health import KEPT_SECONDS, LIVING, Health
from bot.http.server import Answer, listening
from bot.store.engine import open_store
from bot.store.revisions import at_newest
from tests.http.test_watchdog import Client, Hands
from tests.keys import VAULT


async def hello() -> Answer:
    """A page."""
    return Answer(b"hello\n")


async def broken() -> Answer:
    """A page with a fault."""
    raise ValueError("canary in a fault")


@asynccontextmanager
async def visited() -> AsyncGenerator[tuple[aiohttp.ClientSession, int]]:
    """A server of both pages, and somebody who asks."""
    async with (
        listening(("127.0.0.1", 0), {"/hello": hello, "/broken": broken}) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield session, port


@pytest.mark.parametrize(
    ("method", "path", "status", "body"),
    [
        ("GET", "/hello", 200, "hello\n"),
        ("GET", "/hello?a=b", 200, "hello\n"),
        ("HEAD", "/hello", 200, ""),
        ("POST", "/hello", 405, "only GET and HEAD\n"),
        ("DELETE", "/hello", 405, "only GET and HEAD\n"),
        ("GET", "/", 404, "not found\n"),
        ("POST", "/etc/passwd", 404, "not found\n"),
        ("GET", "/hello/", 404, "not found\n"),
        ("GET", "/broken", 500, "failed\n"),
    ],
)
async def test_only_known_pages_are_read_and_nothing_is_said_about_what_serves_them(
    method: str, path: str, status: int, body: str
) -> None:
    async with visited() as (session, _), session.request(method, path) as answer:
        assert (answer.status, await answer.text()) == (status, body)
        assert answer.headers["Server"] == "cohort"
        assert "aiohttp" not in str(answer.headers).lower()


async def test_who_speaks_no_http_learns_nothing() -> None:
    async with visited() as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"\x16\x03\x01 what is this\r\n\r\n")
        said = (await reader.read()).decode().lower()
        writer.close()
        await writer.wait_closed()
    assert said.startswith(("http/1.0 400", "http/1.1 400"))
    assert "server: cohort" in said
    assert "aiohttp" not in said
    assert "python" not in said


async def test_a_port_that_is_taken_is_named_with_the_way_out() -> None:
    async with visited() as (_, port):
        with pytest.raises(ConfigError, match=rf"port {port} on 127\.0\.0\.1 is in use"):
            async with listening(("127.0.0.1", port), {}, patience=0):
                pass
    with pytest.raises(ConfigError, match=r"cannot listen on 192\.0\.2\.1"):
        async with listening(("192.0.2.1", 9090), {}):
            pass


async def test_a_port_that_a_predecessor_gives_up_within_two_seconds_is_taken_over() -> None:
    bound = asyncio.get_running_loop().create_future()

    async def predecessor() -> None:
        async with listening(("127.0.0.1", 0), {}) as port:
            bound.set_result(port)
            await asyncio.sleep(0.3)

    async with asyncio.TaskGroup() as group:
        group.create_task(predecessor())
        port = await bound
        async with (
            listening(("127.0.0.1", port), {"/hello": hello}) as taken,
            aiohttp.ClientSession(f"http://127.0.0.1:{taken}") as session,
            session.get("/hello") as answer,
        ):
            assert (taken, await answer.text()) == (port, "hello\n")


class Stage:
    """Health with everything in the test's hands."""

    def __init__(self) -> None:
        self.hands = Hands()
        self.client = Client(shard_count=None)
        self.gateway = Gateway(self.client, self.hands)
        self.age = 0.0
        self.draining = False
        self.asked = 0
        self.takes = 0.0
        self.is_head: bool | Exception = True
        self.health = Health(self.gateway, lambda: self.age, lambda: self.draining, self.hands)

    async def migrated(self) -> bool:
        """What the database says."""
        self.asked += 1
        self.hands.seconds += self.takes
        if isinstance(self.is_head, Exception):
            raise self.is_head
        return self.is_head

    async def reasons(self) -> list[str]:
        """Why it is not ready."""
        answer = await self.health.ready()
        said = json.loads(answer.body)
        assert (answer.status, said["ok"]) == ((503, False) if said["reasons"] else (200, True))
        return list(said["reasons"])


async def test_it_is_ready_only_while_everything_is() -> None:
    stage = Stage()
    assert await stage.reasons() == ["starting", "gateway"]
    stage.health.migrated = stage.migrated
    stage.client.shard_count = 2
    await stage.gateway.identified(1)
    assert await stage.reasons() == ["gateway"]
    await stage.gateway.identified(0)
    assert await stage.reasons() == []
    stage.draining = True
    assert await stage.reasons() == ["draining"]


@pytest.mark.parametrize(
    ("is_head", "reason"),
    [(False, "migrations"), (OSError("canary"), "database"), (TimeoutError(), "database")],
)
async def test_a_database_that_does_not_answer_or_is_at_another_schema_is_no_serving(
    is_head: bool | Exception, reason: str
) -> None:
    stage = Stage()
    stage.client.shard_count = 1
    await stage.gateway.identified(0)
    stage.health.migrated, stage.is_head = stage.migrated, is_head
    assert await stage.reasons() == [reason]
    assert "canary" not in (await stage.health.ready()).body.decode()


async def test_asking_often_does_not_load_the_database() -> None:
    stage = Stage()
    stage.health.migrated = stage.migrated
    await asyncio.gather(*(stage.health.ready() for _ in range(50)))
    assert stage.asked == 1
    stage.hands.seconds += 1
    await stage.health.ready()
    assert stage.asked == 2


async def test_everybody_who_waits_for_a_database_that_hangs_shares_one_answer() -> None:
    stage = Stage()
    stage.health.migrated, stage.is_head, stage.takes = stage.migrated, TimeoutError(), KEPT_SECONDS
    answers = await asyncio.gather(*(stage.health.ready() for _ in range(5)))
    assert stage.asked == 1
    assert ["database" in json.loads(answer.body)["reasons"] for answer in answers] == [True] * 5


@pytest.mark.parametrize(("age", "status"), [(0.0, 200), (LIVING - 0.1, 200), (LIVING, 503)])
async def test_it_lives_as_long_as_its_loop_turns_whatever_discord_and_the_database_do(
    age: float, status: int
) -> None:
    stage = Stage()
    stage.age = age
    assert (await stage.health.live()).status == status


async def test_a_schema_of_another_version_is_noticed(database_url: str, tmp_path: Path) -> None:
    store = await open_store(database_url, vault=VAULT)
    async with store.read() as tx:
        assert await at_newest(tx)
    async with store.write() as tx:
        await tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    async with store.read() as tx:
        assert not await at_newest(tx)
    await store.close()
