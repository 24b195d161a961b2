"""Uploaded files: refused by name and size unread, unpacked within bounds, checked in a process that ends."""

import asyncio
import gzip
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot
from bot.catalog import BUILT_IN_LIMITS, IMPORT_LIMITS, UNPACKED_LIMITS, builtin, load
from bot.catalog.codec import to_plain
from bot.catalog.upload import Checker, check_name_and_size, kept, packed, unpacked
from bot.domain.errors import (
    BadPacking,
    BrokenFile,
    CheckFailed,
    CheckTooLong,
    CohortError,
    FileTooLarge,
    WrongFileType,
)
from tests.catalog.roadmaps import GOOD
from tests.hostile import HOSTILE
from tests.rarely import mostly_in_soak

SHIPPED = builtin.files(builtin.folder())


def script(text: str) -> Sequence[str]:
    """A worker of our own making."""
    return (sys.executable, "-I", "-c", text)


SAYS_READY = "import sys, time; sys.stdout.write('\\n'); sys.stdout.flush(); "


Children = Callable[[], set[int]]


@pytest.fixture
def children() -> Children:
    """The processes that were started since the test began, e.g. no database server."""

    def running() -> set[int]:
        return {child.pid for child in psutil.Process().children(recursive=True)}

    before = running()
    return lambda: running() - before


# ------------------------------------------------------------------ before and while unpacking


@pytest.mark.parametrize("name", ["a.yaml", "A.YML", "b.yaml.gz", "b.yml.gz"])
def test_yaml_and_packed_yaml_may_come_in(name: str) -> None:
    check_name_and_size(name, IMPORT_LIMITS.size)
    assert unpacked(packed(b"id: x") if name.endswith("gz") else b"id: x", name) == b"id: x"


@pytest.mark.parametrize("name", ["a.zip", "a.yaml.zip", "yaml", "a.gz", "a.json", "a.yaml.exe", ""])
def test_other_files_are_refused_by_their_names(name: str) -> None:
    with pytest.raises(WrongFileType):
        check_name_and_size(name, 1)


def test_one_byte_too_many_is_refused() -> None:
    with pytest.raises(FileTooLarge) as caught:
        check_name_and_size("a.yaml", 65_537)
    assert (caught.value.size, caught.value.maximum) == (65_537, 65_536)


def test_a_size_that_was_a_lie_is_noticed() -> None:
    with pytest.raises(FileTooLarge):
        unpacked(b"#" * 65_537, "a.yaml")


def test_a_bomb_is_unpacked_no_further_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    assert len(bomb) < IMPORT_LIMITS.size
    with pytest.raises(FileTooLarge) as caught:
        unpacked(bomb, "bomb.yaml.gz")
    assert (caught.value.size, caught.value.maximum) == (None, UNPACKED_LIMITS.size)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"id: plain",
        gzip.compress(b"id: x")[:-5],
        gzip.compress(b"a") + gzip.compress(b"b"),
        zlib.compress(b"id: x"),
    ],
    ids=["empty", "plain", "cut off", "two files", "zlib"],
)
def test_what_is_packed_badly_is_refused(raw: bytes) -> None:
    with pytest.raises(BadPacking):
        unpacked(raw, "x.yaml.gz")


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_every_built_in_roadmap_fits_when_it_is_packed(path: Path) -> None:
    raw = path.read_bytes()
    again = unpacked(packed(raw), f"{path.name}.gz")
    assert again == raw
    assert load(again, path.name, UNPACKED_LIMITS).roadmap.id == path.stem


# ------------------------------------------------------------------ in the process


async def test_a_good_file_comes_back_as_if_it_had_been_read_here() -> None:
    checked = await Checker().check(GOOD.encode())
    assert checked.roadmap == load(GOOD.encode(), "x.yaml").roadmap
    assert kept(checked.text) == checked.roadmap
    assert checked.doubts == ()


async def test_the_longest_roadmap_is_checked_in_time() -> None:
    largest = max(SHIPPED, key=lambda path: path.stat().st_size)
    raw = largest.read_bytes()
    checked = await Checker().check(raw)
    assert to_plain(checked.roadmap) == to_plain(load(raw, largest.name, BUILT_IN_LIMITS).roadmap)


async def test_warnings_are_handed_over_too() -> None:
    doubtful = GOOD.replace("[book]", "[]")
    (doubt,) = (await Checker().check(doubtful.encode())).doubts
    assert (doubt.path, doubt.line) == ("resources[0]", 6)


@pytest.mark.parametrize(("raw", "says"), mostly_in_soak(HOSTILE.values(), 6), ids=HOSTILE.keys())
async def test_a_hostile_file_is_refused_with_its_first_problem(raw: bytes, says: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        await Checker().check(raw)
    assert says in caught.value.faults[0].message
    assert caught.value.count >= len(caught.value.faults)


async def test_thousands_of_problems_are_counted_and_the_first_thousand_told() -> None:
    raw = "".join(f"key-{number}: x\n" for number in range(9_000)).encode()
    with pytest.raises(BrokenFile) as caught:
        await Checker().check(raw)
    assert len(caught.value.faults) == 1_000
    assert caught.value.count > 9_000


async def test_the_process_knows_nothing_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "canary")
    spy = (
        "import json, os; print(); "
        "print(json.dumps({'told': [[1, '', str('DISCORD_TOKEN' in os.environ)]], 'count': 1}))"
    )
    with pytest.raises(BrokenFile) as caught:
        await Checker(script(spy)).check(b"")
    assert caught.value.faults[0].message == "False"


async def test_it_works_wherever_the_bot_was_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise SystemExit('imported from the folder we happen to be in')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert (await Checker().check(GOOD.encode())).roadmap.id == "sample"


def test_an_installed_package_checks_files_too(tmp_path: Path) -> None:
    shutil.copytree(
        Path(bot.__file__).parent,
        tmp_path / "installed" / "bot",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    asks = (
        "import asyncio, sys; sys.path.insert(0, sys.argv[1]); from bot.catalog import upload; "
        "print(upload.__file__, asyncio.run(upload.Checker().check(sys.stdin.buffer.read())).roadmap.id)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", asks, str(tmp_path / "installed")],
        cwd=tmp_path,
        input=GOOD.encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.decode().split() == [str(tmp_path / "installed/bot/catalog/upload.py"), "sample"]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=2_000))
def test_packing_and_unpacking_give_the_same_bytes(raw: bytes) -> None:
    assert unpacked(packed(raw), "x.yaml.gz") == raw


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_that_call_themselves_packed_are_unpacked_or_refused(raw: bytes) -> None:
    found = b""
    with suppress(BadPacking):
        found = unpacked(raw, "x.yaml.gz")
    assert len(found) <= UNPACKED_LIMITS.size


# ------------------------------------------------------------------ when it does not end by itself


@pytest.mark.parametrize(
    "checker",
    [
        Checker(script(SAYS_READY + "time.sleep(60)"), seconds=0.1),
        Checker(script(SAYS_READY + "sys.stdout.write('x' * 10**6); time.sleep(60)"), seconds=0.1),
        Checker(script("import time; time.sleep(60)"), in_all=0.2),
        Checker(script("import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"), in_all=0.5),
    ],
    ids=["slow to check", "talks a lot", "slow to start", "deaf"],
)
async def test_a_process_that_takes_too_long_is_ended(checker: Checker, children: Children) -> None:
    begun = time.monotonic()
    with pytest.raises(CheckTooLong):
        await checker.check(GOOD.encode() * 100)
    assert time.monotonic() - begun < 30
    assert children() == set()


@pytest.mark.parametrize(
    "command",
    [
        script("raise SystemExit(3)"),
        script(SAYS_READY + "import os; os._exit(9)"),
        ("no such programme at all",),
    ],
    ids=["fails at once", "crashes", "cannot be started"],
)
async def test_a_process_that_fails_is_told_apart_from_a_broken_file(
    command: Sequence[str], children: Children
) -> None:
    with pytest.raises(CheckFailed):
        await Checker(command).check(GOOD.encode())
    assert children() == set()


async def test_giving_up_waiting_ends_the_process(children: Children) -> None:
    task = asyncio.create_task(Checker(script(SAYS_READY + "time.sleep(60)")).check(b""))
    while not children():  # noqa: ASYNC110 - a process says nothing when it begins
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert children() == set()


async def test_only_a_few_run_at_once(children: Children) -> None:
    checker = Checker(script(SAYS_READY + "time.sleep(0.2); sys.exit(1)"), at_once=2)
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, len(children()))
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    results = await asyncio.gather(*(checker.check(b"") for _ in range(5)), return_exceptions=True)
    watching.cancel()
    assert all(isinstance(result, CohortError) for result in results)
    assert 1 <= most <= 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
async def test_the_process_has_limits_of_its_own() -> None:
    asks = (
        "import sys; sys.path[:] = sys.argv[1:]; from bot.catalog import worker; worker._bind(); "
        "import json, resource as r; kinds = (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE); "
        "print(); print(json.dumps({'told': [[r.getrlimit(k)[0], '', ''] for k in kinds], 'count': 3}))"
    )
    command = (*script(asks), *filter(None, sys.path))
    with pytest.raises(BrokenFile) as caught:
        await Checker(command).check(b"")
    memory, seconds, written = (fault.line for fault in caught.value.faults)
    assert 0 < memory <= 1024**3
    assert 0 < seconds <= 10
    assert written == 0
