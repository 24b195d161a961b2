"""The promise of /data from end to end: two people fill everything, one is erased, and nobody else loses
anything; then the whole server is removed."""

import json
from collections.abc import AsyncGenerator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from simcord import MemberActor
from sqlalchemy.engine import make_url

from bot.app import RETENTION
from bot.ui.personal_data_files import DOCUMENT
from tests.journeys.data_life import DataLife
from tests.journeys.data_traces import (
    Rows,
    dump,
    holding,
    keys_of,
    opened,
    pointing_at,
    rows_of,
    without_rows,
)
from tests.journeys.leetcode_site import open_site
from tests.journeys.own_roadmap import files
from tests.journeys.world import World
from tests.simtools import press, submit, text

ENDED = {"state", "ended_why", "event_id", "ended_at", "step", "next_at", "updated_at", "turn"}
"""Of an interview that was still to come."""

SHEETS = ("tasks", "time_log", "check_ins", "problem_solves", "interviews")

PAGES = (
    "today",
    "buddy show",
    "mock status",
    "mock history",
    "mock feedback",
    "streak board",
    "leetcode due",
)
"""What others read where the erased one used to be."""

OF_NOBODY = {"alembic_version", "app_state", "outage", "tombstone", "session_start"}
"""Tables that may hold rows when no server is left."""


@pytest.fixture
async def life(
    database_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[DataLife]:
    """LeetCode is switched on; four people are in the server."""
    async with open_site(database_url, data_dir, monkeypatch) as (world, fake):
        cyd, dora = (world.guild.add_member(world.env.create_user(name)) for name in ("cyd", "dora"))
        yield DataLife(world, fake, cyd, dora)


async def test_who_is_erased_is_gone_from_everything_and_others_keep_theirs(life: DataLife) -> None:
    await life.play()
    world, (ada, ben), guild_id = life.world, life.both, life.world.guild.id
    others = ben, life.cyd, life.dora
    async with world.store() as tx:
        assert await without_rows(tx, guild_id, ada.id) == []
        ids = await keys_of(tx, guild_id, ada.id)
        before = {who.id: await rows_of(tx, guild_id, who.id) for who in others}
        assert _missing(life.said[ada.id], await opened(tx)) == set()

    await _exports(life, ada, others)
    await _erases(world, ada)
    traces = str(ada.id), *life.said[ada.id]
    async with world.store() as tx:
        for who in others:
            _kept(before[who.id], await rows_of(tx, guild_id, who.id), ada.id)
        assert await pointing_at(tx, *ids) == []
        assert holding(await opened(tx), traces) == []
        assert holding(await dump(tx, world.settings.store_url), traces) == []
    _nothing_in_the_file(world, traces)

    assert "left" in world.inbox(ben)[-1]
    for command in PAGES:
        assert str(ada.id) not in text(await life.says(ben, command))
    await world.restart()
    _nothing_in_the_file(world, traces)
    await world.sleep_until(20, days=8)
    async with world.store() as tx:
        assert holding([*await opened(tx), *await dump(tx, world.settings.store_url)], traces) == []
    assert "not on a roadmap" in text(await life.says(ada, "today"))

    await _the_server_goes(life)


async def _exports(life: DataLife, ada: MemberActor, others: tuple[MemberActor, ...]) -> None:
    given = files(await life.says(ada, "data export"), life.world)
    words = given[DOCUMENT].decode()
    read = json.loads(words)
    assert _missing(life.said[ada.id], [words]) == set()
    assert [name for name, rows in read.items() if not rows] == []
    assert _texts_with_json(read) == []
    assert {f"{name}.csv" for name in SHEETS} < given.keys()
    ben, cyd, dora = others
    read_by_her = {word for word in life.said[ben.id] if "feedback" in word}
    assert _missing({*read_by_her, str(dora.id)}, [words]) == set()
    foreign = str(ben.id), str(cyd.id), *(life.said[ben.id] - read_by_her)
    assert holding([content.decode() for content in given.values()], foreign) == []


def _texts_with_json(read: dict[str, Any]) -> list[str]:
    rows = (row for name, rows in read.items() if name != "about" for row in rows)
    values = (value for row in rows for value in row.values() if isinstance(value, str))
    return [value for value in values if value.startswith(("{", "["))]


async def _erases(world: World, ada: MemberActor) -> None:
    question = await ada.slash(world.channel, "data delete")
    form = await press(ada, question, label="Erase…")
    await submit(ada, form, ["DELETE"])
    assert "is gone" in text(question)
    assert f"<#{world.channel.id}>" in text(question)
    await world.tick()


def _kept(before: Rows, after: Rows, gone: int) -> None:
    """Only what was shared has changed: the buddy, feedback about and by the erased one, what was to come;
    and a block of the erased one stays without naming them."""
    for (table, key), row in before.items():
        left = after.get((table, key))
        if left is None:
            assert table in {"buddy", "mock_rubric"} or (table, row.get("user_id")) == ("block", gone), row
        else:
            assert _changed(row, left) <= _may_change(table), (table, row, left)
    assert {table for table, _ in after.keys() - before.keys()} <= {"delivery", "schedule"}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {name for name, value in before.items() if after[name] != value}


def _may_change(table: str) -> set[str]:
    marked = {"blocked_user_id", "blocked_mark"}
    return {"mock_session": ENDED, "mock_rubric": {"by_key", "words"}, "block": marked}.get(table, set())


def _missing(words: set[str], lines: list[str]) -> set[str]:
    everything = "\n".join(lines)
    return {word for word in words if word not in everything}


def _nothing_in_the_file(world: World, traces: tuple[str, ...]) -> None:
    """Deleted rows are overwritten in a SQLite file, where numbers stand as eight bytes."""
    url = make_url(world.settings.store_url)
    if url.drivername.startswith("sqlite"):
        raw = b"".join(path.read_bytes() for path in Path(str(url.database)).parent.glob("cohort.db*"))
        assert world.ben.id.to_bytes(8, "big") in raw
        assert [trace for trace in traces if trace.encode() in raw] == []
        assert world.ada.id.to_bytes(8, "big") not in raw


async def _the_server_goes(life: DataLife) -> None:
    """Nothing is sent to a server that is left; after its time everything of it goes."""
    world = life.world
    client = world.app.client
    left = client.get_guild(world.guild.id)
    assert left is not None
    with world.env._bot_scope():
        client.dispatch("guild_remove", left)
    await world.env.settle()
    said = len(world.channel.history()), len(world.inbox(world.ben))
    await world.sleep_until(20, days=29)
    assert await _retained(world) != []
    assert (len(world.channel.history()), len(world.inbox(world.ben))) == said
    await world.env.advance_time(timedelta(days=2).total_seconds())
    assert await _retained(world) == []
    traces = str(world.guild.id), str(world.ben.id), str(life.cyd.id), *life.said[world.ben.id]
    async with world.store() as tx:
        assert holding([*await opened(tx), *await dump(tx, world.settings.store_url)], traces) == []


async def _retained(world: World) -> list[str]:
    """What stands in the tables of servers after the bell rang for those that were left."""
    with world.env._bot_scope():
        await world.app.bell._jobs[RETENTION].call()
    await world.env.settle()
    async with world.store() as tx:
        return [line for line in await opened(tx) if line.split(".")[0] not in OF_NOBODY]
