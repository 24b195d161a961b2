"""The list of the erased: one entry for each, the newest, and none for ever."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.tombstones import (
    KEPT,
    Scope,
    Tombstone,
    lasting,
    name_of_guild,
    name_of_member,
    name_of_person,
    united,
)
from tests.delivery.world import utc

NOW = utc("2026-06-01 10:00")

STONES = st.lists(
    st.builds(
        Tombstone,
        mark=st.sampled_from("abc"),
        scope=st.just(Scope.MEMBER),
        erased_at=st.integers(0, 500).map(lambda days: NOW - timedelta(days=days)),
    ),
    max_size=12,
)
IDS = st.integers(1, 2**63 - 1)


@settings(deadline=None)
@given(STONES, STONES)
def test_each_mark_stands_once_with_its_newest_date_in_whatever_order(
    one: list[Tombstone], other: list[Tombstone]
) -> None:
    found = united([*one, *other])
    assert set(found) == set(united([*other, *one])) == set(united(found))
    assert len({stone.mark for stone in found}) == len(found)
    for stone in [*one, *other]:
        assert [each for each in found if each.mark == stone.mark and each.erased_at >= stone.erased_at]


@settings(deadline=None)
@given(STONES)
def test_what_is_too_old_to_matter_goes_and_nothing_else(stones: list[Tombstone]) -> None:
    assert lasting(stones, NOW) == tuple(each for each in stones if NOW - each.erased_at <= KEPT)


@settings(deadline=None)
@given(IDS, IDS, IDS)
def test_no_two_of_a_guild_a_person_and_a_member_share_a_name(guild: int, user: int, other: int) -> None:
    names = name_of_member(guild, user), name_of_person(user), name_of_guild(user), name_of_guild(guild)
    assert len({names[0], names[1], names[2]}) == 3
    assert (name_of_member(guild, user) == name_of_member(guild, other)) == (user == other)
