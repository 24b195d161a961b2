"""Rows of choices, and of what members had before the start, on both databases."""

from bot.domain.claims import Tick
from bot.domain.roadmap_choices import PATH, ROLE, UNDECIDED, Choices
from bot.store import choices, claims
from bot.store.transaction import Store
from tests.store.enrolled import BEN, EARLY, LATE, LINK, MONDAY, TUESDAY, enrolment


async def test_a_new_pick_replaces_the_one_before_and_none_takes_it_back(store: Store) -> None:
    mine, other = await enrolment(store), await enrolment(store, BEN)
    async with store.write() as tx:
        await choices.put(tx, other, PATH, ["engineer"])
        await choices.put(tx, mine, PATH, ["beginner"])
        await choices.put(tx, mine, ROLE, ["cv", "nlp"])
        await choices.put(tx, mine, "tier-1", ["a", "b"])
        await choices.put(tx, mine, "tier-1", ["b", "c"])
        roles = frozenset({"cv", "nlp"})
        picked = await choices.of(tx, mine)
        assert picked == Choices(path="beginner", roles=roles, options={"tier-1": ("b", "c")})

        for branch in (PATH, ROLE, "tier-1"):
            await choices.put(tx, mine, branch, [])
        assert await choices.of(tx, mine) == Choices(options={}) == UNDECIDED
        assert (await choices.of(tx, other)).path == "engineer"


async def test_what_one_had_is_ticked_and_taken_back_without_losing_a_proof(store: Store) -> None:
    mine, other = await enrolment(store), await enrolment(store, BEN)
    async with store.write() as tx:
        await claims.set_had(tx, other, ["a"], MONDAY, EARLY)
        await claims.set_evidence(tx, mine, "proved", LINK, MONDAY, EARLY)
        await claims.set_had(tx, mine, ["proved", "a"], TUESDAY, LATE)
        await claims.set_had(tx, mine, [], TUESDAY, LATE)
        assert await claims.had(tx, mine) == {"proved", "a"}
        assert (await claims.of(tx, mine))["proved"] == Tick(MONDAY, LINK, had=True)

        await claims.unset_had(tx, mine, ["proved", "a", "never"])
        assert await claims.of(tx, mine) == {"proved": Tick(MONDAY, LINK)}
        assert await claims.had(tx, other) == {"a"}
