"""Erasing one of two people takes all of theirs and nothing of the other's, on both kinds of database."""

import json

import pytest

from bot.domain.erasure import LeftOnDiscord, Trace
from bot.store import blocks, departures, erasure
from bot.store.personal_tables import RULES
from bot.store.transaction import Store
from tests.store.two_people import ADA, BEN, GUILD, NOW, Person, Rows, everything, names, settle

CHANGED = {"block", "mock_rubric", "mock_round", "streak_entry"}
"""Rows of both, or of the group, from which the erased one is taken out."""

ELSEWHERE = (Person(81, 6_000), Person(82, 6_000))


@pytest.fixture
async def full(store: Store) -> Store:
    """Everything there can be of Ada and Ben, and of two people in another guild."""
    async with store.write() as tx:
        await settle(tx)
        await settle(tx, *ELSEWHERE)
    return store


async def now(store: Store) -> Rows:
    async with store.read() as tx:
        return await everything(tx)


async def erase(store: Store, who: Person) -> dict[str, int]:
    async with store.write() as tx:
        return dict(await erasure.erase(tx, who.guild_id, who.user_id))


async def test_nothing_of_the_erased_stays_and_everything_of_the_other_does(full: Store) -> None:
    before = await now(full)
    empty = [name for name, rule in RULES.items() if rule.personal and not before[name]]
    assert empty == []

    gone = await erase(full, ADA)

    after = await now(full)
    for name, rule in RULES.items():
        assert [row for row in after[name] if names(row, rule, ADA)] == [], name
        untouched = [row for row in before[name] if not names(row, rule, ADA)]
        assert [row for row in untouched if row not in after[name]] == [], name
        if name not in CHANGED:
            assert len(after[name]) == len([row for row in before[name] if row in after[name]]), name
    assert gone["member"] == gone["tasks"] == gone["buddies"] - 1 == 1
    assert "block" not in gone

    assert await erase(full, ADA) == {}
    assert await now(full) == after


async def test_what_is_shared_stays_without_the_erased(full: Store) -> None:
    await erase(full, ADA)

    after = await now(full)
    [written] = [row for row in after["mock_rubric"] if row["about_key"] == BEN.number]
    assert (written["by_key"], written["words"], written["scores"]) == (None, None, '{"plan": 3}')
    assert [row for row in after["mock_rubric"] if row["by_key"] == BEN.number] == []
    [seat] = [row for row in after["mock_seat"] if row["member_key"] == BEN.number]
    [session] = [row for row in after["mock_session"] if row["guild_id"] == GUILD]
    assert seat["session_id"] == session["id"]
    [found] = [row for row in after["mock_round"] if row["guild_id"] == GUILD]
    assert found["pool"] is None
    assert json.loads(found["report"]) == {"members": 2, "bye_keys": {str(BEN.number): "odd"}}
    forgiven = [row for row in after["streak_entry"] if row["by_user_id"] is None]
    assert [(row["member_key"], row["note"]) for row in forgiven] == [(BEN.number, None), (None, None)]


async def test_the_last_one_takes_the_interview_along(full: Store) -> None:
    for who in (ADA, BEN):
        await erase(full, who)
    after = await now(full)
    left = {name: rows for name in RULES if (rows := [r for r in after[name] if _of_guild(r)])}
    assert set(left) == {
        *("guild", "guild_question_set", "guild_roadmap", "mock_round", "mock_setting"),
        *("problem_post", "problem_setting", "streak_entry"),
    }
    assert {row["member_key"] for row in left["streak_entry"]} == {None}


def _of_guild(row: object) -> bool:
    return isinstance(row, dict) and row.get("guild_id") == GUILD  # pyright: ignore[reportUnknownMemberType]


async def test_somebody_who_only_stands_in_blocks_is_found_and_goes(full: Store) -> None:
    async with full.write() as tx:
        stranger = Person(99)
        await blocks.add(tx, GUILD, BEN.user_id, stranger.user_id, NOW)
    async with full.read() as tx:
        assert await erasure.traces(tx, stranger.user_id) == (Trace(GUILD, stranger.user_id, NOW),)
    await erase(full, stranger)
    async with full.read() as tx:
        assert await erasure.traces(tx, stranger.user_id) == ()


async def test_traces_name_everybody_once_with_their_oldest_one(full: Store) -> None:
    async with full.read() as tx:
        found = await erasure.traces(tx)
    people = sorted([ADA, BEN, *ELSEWHERE], key=lambda who: (who.guild_id, who.user_id))
    assert found == tuple(Trace(who.guild_id, who.user_id, NOW) for who in people)


async def test_what_stays_on_discord_is_told(full: Store) -> None:
    async with full.read() as tx:
        assert await erasure.left_on_discord(tx, GUILD, ADA.user_id) == LeftOnDiscord((33,), (33,))
        assert await erasure.left_on_discord(tx, GUILD, 12345) == LeftOnDiscord()


async def test_a_guild_goes_in_steps_its_own_row_last_and_no_other_with_it(full: Store) -> None:
    before, steps, most = await now(full), 0, 3
    while True:
        async with full.write() as tx:
            gone = await erasure.erase_some_of_guild(tx, GUILD, most)
        if not gone:
            break
        assert gone <= most
        steps += 1
        async with full.read() as tx:
            stored = await departures.known(tx)
        assert (GUILD in stored) or gone < most
    after = await now(full)
    for name, rule in RULES.items():
        theirs = [row for row in before[name] if row in after[name]]
        assert after[name] == theirs, name
        assert [row for row in after[name] if _of_guild(row)] == []
        assert all(names(row, rule, ELSEWHERE[0]) or not names(row, rule, ADA) for row in after[name])
    assert steps > 5
    ours = len(before["app_state"]) + len(before["outage"])
    assert (sum(map(len, after.values())) - ours) * 2 == sum(map(len, before.values())) - ours


@pytest.mark.parametrize(
    ("pool", "kept"),
    [
        (None, None),
        ('{"id":"7"}', None),
        ('{"met":{"7":"2026-W02"}}', None),
        ('{"blocked":["7"]}', None),
        ('{"id":"71","level":7}', '{"id":"71","level":7}'),
    ],
)
def test_a_pool_that_names_the_erased_goes_as_a_whole(pool: str | None, kept: str | None) -> None:
    assert erasure.without(7, pool, None) == (kept, None)
