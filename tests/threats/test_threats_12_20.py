"""Threats 12 to 17 and 20: templates, files, sheets, addresses and rights."""

import io
import os
import socket
import stat
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.claims import token
from bot.domain.personal_data_sheets import csv_cell, csv_sheet
from bot.store.engine import open_store
from tests.architecture.code import PROGRAMME, calls, sources
from tests.hostile import HOSTILE
from tests.journeys.world import World
from tests.simtools import text
from tests.threats.forging import HOSTILE as WORDS
from tests.watch import longest_turn

TEMPLATES = ("{0.__class__}", "{member._state.http.token}", "%(password)s", "${PATH}", "{!r:>9}")


async def test_12_template_injection(world: World) -> None:
    await world.join(world.ben)
    for each in TEMPLATES:
        await world.ben.slash(world.channel, "task add", title=f"Read {each}")

    shown = text(await world.ben.slash(world.channel, "today")).replace("\\", "")

    assert [each for each in TEMPLATES if each not in shown] == []
    assert "class" in shown


def test_12_template_injection_nobody_formats_what_people_write() -> None:
    """`str.format` reaches into attributes: in what serves people, f-strings alone are used."""
    layers = ("bot/ui/", "bot/services/", "bot/delivery/", "bot/store/", "cogs/")
    serving = [each for each in sources(*PROGRAMME) if each.shown.startswith(layers)]
    called = [(source.shown, name) for source in serving for _, name in calls(source.tree)]
    risky = [each for each in called if each[1].endswith((".format", ".format_map"))]

    assert risky == []


def plain(shown: str) -> str:
    """Without the marks that keep a text from being formatted."""
    return shown.replace("\\", "")


@pytest.mark.parametrize("command", ["manage roadmaps import", "manage questions import"])
async def test_13_yaml_bomb_aliases_and_tags(world: World, command: str) -> None:
    held = 0.0
    said: dict[str, str] = {}

    async def upload(name: str) -> None:
        said[name] = text(await world.ada.slash(world.channel, command, file=("x.yaml", HOSTILE[name][0])))

    for name in ("alias bomb", "500 nested brackets", "tags", "duplicate keys", "a million nothings"):
        held = max(held, await longest_turn(upload(name), time.thread_time))
        await world.env.advance_time(60)

    assert [name for name in said if "it has" not in said[name]] == []
    assert [name for name in said if HOSTILE[name][1] not in plain(said[name])] == []
    assert held < 0.25


@pytest.mark.parametrize("command", ["manage roadmaps import", "manage questions import"])
async def test_14_big_or_wrong_attachment(
    world: World, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(world.env.backend.cdn, "get", fetched.append)
    for name, raw in (
        ("a.yaml", b"#" * 65_537),
        ("a.exe", b"MZ"),
        ("a.yaml.png", b"\x89PNG"),
        ("a", b"id: a"),
    ):
        refused = await world.ada.slash(world.channel, command, file=(name, raw))
        assert refused.ephemeral

    assert fetched == []


def zipped() -> bytes:
    """Fifty thousand bytes that would unpack to fifty million."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.yaml", b"\0" * 50_000_000)
    return made.getvalue()


async def test_15_zip_bomb(world: World) -> None:
    bomb = zipped()
    said = {
        name: text(await world.ada.slash(world.channel, "manage roadmaps import", file=(name, bomb[:60_000])))
        for name in ("x.yaml", "x.yaml.gz", "x.zip")
    }

    assert "it has" in said["x.yaml"]
    assert "cannot unpack" in said["x.yaml.gz"]
    assert "is no file I can read" in said["x.zip"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n+", '"=', "\0=", "＝"])
def test_16_csv_injection(start: str) -> None:
    cell = str(csv_cell(f"{start}cmd|'/c calc'!A0"))
    sheet = csv_sheet(["title"], [[f"{start}1+1"], ["harmless"]]).decode("utf-8-sig")

    assert "'" in cell[: len(start) + 1]
    assert "harmless" in sheet


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that anything tries to reach."""
    tried: list[Any] = []

    def refuse(_self: Any, address: Any) -> None:
        tried.append(address)
        raise OSError("nothing is reached from here")

    def unknown(host: Any, *_: Any, **__: Any) -> Any:
        tried.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    return tried


async def test_17_ssrf_by_url(world: World, connected: list[Any]) -> None:
    link = "http://169.254.169.254/latest/meta-data"
    await world.join(world.ben, roadmap="production-intensive")
    await world.ben.slash(world.channel, "task add", title=link)
    claims = await world.app.services.claims.suggest_claims(world.guild.id, world.ben.id, "")
    box = token(claims[0].claim.key)
    await world.app.services.claims.attach(world.guild.id, world.ben.id, box, link)
    await world.ben.slash(world.channel, "leetcode solved", problem=link)
    await world.ben.slash(world.channel, "roadmap checkpoints")

    assert connected == []


async def test_20_sqlite_file_rights(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "data" / "cohort.db"
        store = await open_store(f"sqlite:///{path}")
        async with store.write() as tx:
            await tx.exec_driver_sql("CREATE TABLE t (x)")
        rights = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        await store.close()
    finally:
        os.umask(before)

    assert set(rights.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("command", ["task add", "roadmap show", "leetcode solved", "streak backfill"])
async def test_12_no_hostile_word_breaks_a_command(world: World, command: str) -> None:
    options = {
        "task add": "title",
        "roadmap show": "search",
        "leetcode solved": "problem",
        "streak backfill": "date",
    }
    await world.join(world.ben)
    for word in WORDS:
        given = {
            options[command]: word[:38] or "x",
            **({"note": "n"} if command == "streak backfill" else {}),
        }
        said = text(await world.ben.slash(world.channel, command, **given))
        assert "broke on my side" not in said, word[:40]
        await world.env.advance_time(timedelta(seconds=1).total_seconds())
