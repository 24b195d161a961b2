"""Guilds' own roadmaps in both databases: versions, what replaces what, what may be deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.store import enrolments, members, roadmaps
from bot.store.roadmaps import Head, Text
from bot.store.tables import EnrolmentRow
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, GUILD, utc

NOON = utc("2026-06-01 12:00")
OTHER = GUILD + 1


def brought(words: str) -> Text:
    """A text of these words."""
    return Text(f"Title {words}", f"source {words}", f"checked {words}")


async def add(store: Store, version: str, roadmap_id: str = "ours", guild_id: int = GUILD) -> None:
    async with store.write() as tx:
        await roadmaps.retire(tx, guild_id, roadmap_id, NOON)
        await roadmaps.add(tx, guild_id, roadmap_id, version, brought(version), NOON)


async def follow(store: Store, version: str, *, guild_id: int = GUILD, user_id: int = ADA) -> None:
    async with store.write() as tx:
        member = await members.add(tx, guild_id, user_id, BERLIN, NOON)
        await enrolments.add(tx, member.key, "ours", version, NOON.date(), NOON)


async def prune(store: Store) -> None:
    async with store.write() as tx:
        await roadmaps.prune(tx, GUILD, "ours")


async def versions(store: Store, guild_id: int = GUILD) -> list[tuple[str, bool]]:
    async with store.read() as tx:
        return [(head.version, head.retired) for head in await roadmaps.versions(tx, guild_id, "ours")]


async def only(store: Store) -> Head:
    async with store.read() as tx:
        (head,) = await roadmaps.every(tx, GUILD)
    return head


async def test_only_the_newest_version_can_be_joined(store: Store) -> None:
    await add(store, "v1")
    await add(store, "v2")
    async with store.read() as tx:
        (head,) = await roadmaps.offered(tx, GUILD)
    assert (head.version, head.title) == ("v2", "Title v2")
    assert await versions(store) == [("v1", True), ("v2", False)]


async def test_a_text_comes_back_as_it_was_brought(store: Store) -> None:
    words = brought("ümläut \U0001f5fa\n\ttab " + "x" * 500_000)
    async with store.write() as tx:
        await roadmaps.add(tx, GUILD, "ours", "v1", words, NOON)
    head = await only(store)
    async with store.read() as tx:
        assert await roadmaps.text(tx, head.id) == words


async def test_guilds_see_their_own(store: Store) -> None:
    await add(store, "v1")
    await add(store, "w1", guild_id=OTHER)
    assert await versions(store) == [("v1", False)]
    assert await versions(store, OTHER) == [("w1", False)]


async def test_a_version_is_stored_once(store: Store) -> None:
    await add(store, "v1")
    with pytest.raises(IntegrityError):
        await add(store, "v1")
    assert await versions(store) == [("v1", False)]


async def test_replacing_a_text_gives_it_another_key_even_at_the_same_moment(store: Store) -> None:
    await add(store, "v1")
    before = await only(store)
    async with store.write() as tx:
        await roadmaps.retire(tx, GUILD, "ours", NOON)
        await roadmaps.replace(tx, before, brought("again"), NOON)
    after = await only(store)
    assert after.key != before.key
    assert after.created_at - before.created_at == timedelta(microseconds=1)
    assert (after.id, after.title, after.retired) == (before.id, "Title again", False)


async def test_what_was_checked_again_is_kept_unless_the_text_is_another_one(store: Store) -> None:
    await add(store, "v1")
    before = await only(store)
    async with store.write() as tx:
        await roadmaps.recheck(tx, before.key, "checked better")
        await roadmaps.recheck(tx, (before.id, NOON - timedelta(hours=1)), "checked wrongly")
        assert (await roadmaps.text(tx, before.id)).checked == "checked better"


async def test_retired_versions_nobody_follows_are_deleted(store: Store) -> None:
    for version in ("v1", "v2", "v3"):
        await add(store, version)
    await follow(store, "v1")
    # Somebody elsewhere follows a version of the same name.
    await follow(store, "v2", guild_id=OTHER)

    await prune(store)

    assert await versions(store) == [("v1", True), ("v3", False)]


async def test_a_version_goes_when_its_last_member_has_left(store: Store) -> None:
    await add(store, "v1")
    await follow(store, "v1")
    await add(store, "v2")
    async with store.write() as tx:
        await tx.execute(update(EnrolmentRow).values(state="left"))

    await prune(store)

    assert await versions(store) == [("v2", False)]


async def test_followers_are_counted_by_version_and_guild(store: Store) -> None:
    await follow(store, "v1", user_id=1)
    await follow(store, "v1", user_id=2)
    await follow(store, "v2", user_id=3)
    await follow(store, "v1", guild_id=OTHER, user_id=1)
    async with store.read() as tx:
        assert await roadmaps.followers(tx, GUILD) == {("ours", "v1"): 2, ("ours", "v2"): 1}
