"""Importing holds nobody up, and never reads foreign YAML in the bot's own process."""

import asyncio
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from bot.catalog import Catalog, builtin
from bot.catalog.upload import Checked, Checker, packed
from bot.domain.errors import BrokenFile, CohortError, ImportRunning, QuotaReached
from bot.services import roadmaps
from bot.services.own_roadmaps import OwnRoadmaps
from bot.services.plans import Planner
from bot.services.roadmaps import Outcome, RoadmapService
from bot.services.shelf import Shelf
from bot.store import enrolments, members
from bot.store.transaction import Store
from tests.catalog.roadmaps import GOOD
from tests.delivery.world import BERLIN, GUILD, HandClock, utc
from tests.hostile import HOSTILE
from tests.watch import longest_turn

HELD_UP = 0.1
"""Seconds; from here on people would notice."""

LONGEST = max(builtin.files(builtin.folder()), key=lambda path: path.stat().st_size)


def service(store: Store, checker: Checker | None = None) -> RoadmapService:
    """As the bot has it, with no roadmaps built in."""
    checker = checker or Checker()
    own = OwnRoadmaps(store, checker)
    shelf = Shelf(Catalog([]), own)
    return RoadmapService(store, HandClock(utc("2026-06-01 06:00")), shelf, own, Planner(shelf), checker)


@pytest.mark.soak
async def test_hostile_files_hold_nobody_up(sqlite_store: Store) -> None:
    tried = service(sqlite_store)

    async def all_of_them() -> None:
        for raw, _ in HOSTILE.values():
            with suppress(BrokenFile):
                await tried.import_(GUILD, "x.yaml", raw)

    assert await longest_turn(all_of_them(), time.thread_time) < HELD_UP


async def test_the_longest_roadmap_holds_nobody_up(sqlite_store: Store) -> None:
    tried, raw = service(sqlite_store), packed(LONGEST.read_bytes())

    assert await longest_turn(tried.import_(GUILD, "x.yaml.gz", raw), time.thread_time) < HELD_UP
    (listed,) = await tried.listing(GUILD)
    assert listed.roadmap_id == LONGEST.stem


async def test_a_second_process_reads_what_was_checked_without_holding_anybody_up(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await service(sqlite_store).import_(GUILD, "x.yaml.gz", packed(LONGEST.read_bytes()))
    monkeypatch.setattr(Checker, "check", None)

    assert await longest_turn(service(sqlite_store).notes(GUILD, LONGEST.stem), time.thread_time) < HELD_UP


async def test_foreign_yaml_is_never_read_in_this_process(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package has a function of the same name.
    monkeypatch.setattr(import_module("bot.catalog.load"), "read_document", None)

    imported = await service(sqlite_store).import_(GUILD, "x.yaml", GOOD.encode())

    assert (imported.roadmap.id, imported.outcome) == ("sample", Outcome.ADDED)


async def test_a_guild_checks_one_file_at_a_time_and_others_need_not_wait_for_it(sqlite_store: Store) -> None:
    tried = service(sqlite_store)

    results = await asyncio.gather(
        *(tried.import_(guild, "x.yaml", GOOD.encode()) for guild in (GUILD, GUILD, GUILD + 1)),
        return_exceptions=True,
    )

    assert [isinstance(result, ImportRunning) for result in results] == [False, True, False]
    assert (await tried.import_(GUILD, "x.yaml", GOOD.encode())).outcome is Outcome.UNCHANGED


async def test_a_guild_may_import_again_after_a_refusal(sqlite_store: Store) -> None:
    tried = service(sqlite_store)
    with pytest.raises(BrokenFile):
        await tried.import_(GUILD, "x.yaml", b"id: x")
    assert (await tried.import_(GUILD, "x.yaml", GOOD.encode())).outcome is Outcome.ADDED


async def test_so_many_followed_versions_are_kept_and_no_more(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roadmaps, "MAX_VERSIONS", 2)
    tried = service(sqlite_store)

    async def bring(minutes: int) -> str:
        raw = GOOD.replace("60m", f"{minutes}m").encode()
        return (await tried.import_(GUILD, "x.yaml", raw)).roadmap.version

    for user_id in (1, 2):
        await follow(sqlite_store, user_id, await bring(60 + user_id))

    with pytest.raises(QuotaReached) as caught:
        await bring(90)

    assert "versions" in caught.value.what
    (listed,) = await tried.listing(GUILD)
    assert (listed.members, listed.on_older) == (2, 1)


class CountingChecker(Checker):
    """Counts what it is asked."""

    asked = 0

    async def check(self, raw: bytes) -> Checked:
        """As always."""
        self.asked += 1
        return await super().check(raw)


async def test_what_does_not_pass_any_more_is_tried_once_and_again_when_it_is_replaced(
    sqlite_store: Store,
) -> None:
    await service(sqlite_store).import_(GUILD, "x.yaml", GOOD.encode())
    async with sqlite_store.write() as tx:
        await tx.exec_driver_sql("UPDATE guild_roadmap SET checked = '{}', source = 'id: sample'")
    checker = CountingChecker()
    tried = service(sqlite_store, checker)

    for _ in range(3):
        with pytest.raises(BrokenFile):
            await tried.notes(GUILD, "sample")
        assert await tried.listing(GUILD)

    assert checker.asked == 1
    await tried.import_(GUILD, "x.yaml", GOOD.encode())
    assert (await tried.notes(GUILD, "sample")).title == "Sample"


async def follow(store: Store, user_id: int, version: str) -> None:
    async with store.write() as tx:
        member = await members.add(tx, GUILD, user_id, BERLIN, utc("2026-06-01 06:00"))
        await enrolments.add(
            tx, member.key, "sample", version, utc("2026-06-01 06:00").date(), utc("2026-06-01 06:00")
        )


@pytest.mark.parametrize("roadmap_id", ["../secrets", "/etc/passwd", "x\0y", ""])
async def test_an_id_is_never_a_path(sqlite_store: Store, roadmap_id: str) -> None:
    with pytest.raises(CohortError):
        await service(sqlite_store).export(GUILD, roadmap_id)


@pytest.mark.parametrize("path", builtin.files(builtin.folder()), ids=lambda path: path.stem)
def test_a_built_in_file_is_called_by_its_id(path: Path) -> None:
    assert f"\nid: {path.stem}\n".encode() in b"\n" + path.read_bytes()
