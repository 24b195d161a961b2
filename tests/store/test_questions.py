"""Guilds' own questions in both databases: what is asked from, what stays readable, what is deleted."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.questions import QuestionKind
from bot.store import questions
from bot.store.questions import Head, Text
from bot.store.transaction import Store
from tests.delivery.world import GUILD, utc

NOON = utc("2026-06-01 12:00")
OTHER = GUILD + 1


def head(key: str = "ours", title: str = "Ours") -> Head:
    return Head(0, key, title, QuestionKind.CODING, 3)


async def add(
    store: Store, words: str, key: str = "ours", guild_id: int = GUILD, title: str = "Ours"
) -> None:
    async with store.write() as tx:
        await questions.retire(tx, guild_id, key, NOON)
        await questions.add(tx, guild_id, head(key, title), Text(f"source {words}", words), NOON)


async def in_force(store: Store, guild_id: int = GUILD) -> list[str]:
    async with store.read() as tx:
        heads = await questions.in_force(tx, guild_id)
        texts = await questions.texts(tx, guild_id)
    return [f"{each.key} {texts[each.id].checked}" for each in heads]


async def old(store: Store, key: str, guild_id: int = GUILD, most: int = 9) -> list[str]:
    async with store.read() as tx:
        return [text.checked for _, text in await questions.retired_with(tx, guild_id, key, most)]


async def test_only_the_newest_version_of_a_set_is_in_force(store: Store) -> None:
    await add(store, "v1")
    await add(store, "v2")

    assert await in_force(store) == ["ours v2"]
    async with store.read() as tx:
        (found,) = await questions.in_force(tx, GUILD)
        assert await questions.source(tx, found) == "source v2"
    assert (found.title, found.kind, found.questions) == ("Ours", QuestionKind.CODING, 3)


async def test_two_versions_of_a_set_are_never_in_force_together(store: Store) -> None:
    await add(store, "v1")
    with pytest.raises(IntegrityError):
        async with store.write() as tx:
            await questions.add(tx, GUILD, head(), Text("v2", "v2"), NOON)
    assert await in_force(store) == ["ours v1"]


async def test_guilds_see_their_own_sets_by_title(store: Store) -> None:
    await add(store, "v1", "b", title="Beta")
    await add(store, "v1", "a", title="Alpha")
    await add(store, "w1", guild_id=OTHER)

    assert await in_force(store) == ["a v1", "b v1"]
    assert await in_force(store, OTHER) == ["ours w1"]


async def test_a_text_comes_back_as_it_was_brought(store: Store) -> None:
    words = "ümläut \U0001f5fa\n\ttab " + "x" * 400_000
    await add(store, words)
    assert await in_force(store) == [f"ours {words}"]


async def test_a_question_is_found_in_old_versions_the_newest_first(store: Store) -> None:
    for words in ('{"key": "one"} v1', '{"key": "one"} v2', '{"key": "two"} v3', '{"key": "one"} now'):
        await add(store, words)
    await add(store, '{"key": "one"} theirs', guild_id=OTHER)

    assert await old(store, "one") == ['{"key": "one"} v2', '{"key": "one"} v1']
    assert await old(store, "one", most=1) == ['{"key": "one"} v2']
    assert await old(store, "one", OTHER) == []
    assert await old(store, "on%") == await old(store, "on_") == []


async def test_only_the_newest_old_versions_are_kept_and_those_in_force_whatever_they_are(
    store: Store,
) -> None:
    await add(store, "first", "stays")
    for version in ("v1", "v2", "v3", "v4"):
        await add(store, f'{{"key": "q"}} {version}')
        await add(store, f'{{"key": "q"}} {version}', guild_id=OTHER)

    async with store.write() as tx:
        await questions.prune(tx, GUILD, 2)

    assert await old(store, "q") == ['{"key": "q"} v3', '{"key": "q"} v2']
    assert sorted(await in_force(store)) == ['ours {"key": "q"} v4', "stays first"]
    assert len(await old(store, "q", OTHER)) == 3


async def test_a_set_that_was_in_force_until_now_is_kept_before_versions_that_came_after_it(
    store: Store,
) -> None:
    await add(store, '{"key": "q"} first', "stays")
    await add(store, '{"key": "q"} v1')
    await add(store, '{"key": "q"} v2')

    async with store.write() as tx:
        await questions.retire(tx, GUILD, "stays", NOON + timedelta(days=1))
        await questions.prune(tx, GUILD, 1)

    assert await old(store, "q") == ['{"key": "q"} first']


async def test_what_was_checked_again_is_kept(store: Store) -> None:
    await add(store, "v1")
    async with store.write() as tx:
        (found,) = await questions.in_force(tx, GUILD)
        await questions.recheck(tx, found, "better")
    assert await in_force(store) == ["ours better"]
