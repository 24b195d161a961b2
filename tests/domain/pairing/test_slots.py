"""Half-hours of the week: where sessions fit, and which starts are proposed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pairing import SLOTS, from_hex, instant, starts, to_hex
from bot.domain.pairing.slots import bits, covered, proposed
from tests.domain.pairing.pools import ALWAYS, slots

DAY = 48
masks = st.integers(0, ALWAYS)


@pytest.mark.parametrize(
    ("free", "length", "begins"),
    [
        (slots(10, length=4), 2, [10, 11, 12]),
        (slots(10, length=4), 4, [10]),
        (slots(10, length=4), 5, []),
        (slots(335, 0, length=1), 2, []),
        (slots(334), 2, [334]),
        (slots(5, 7, length=1), 1, [5, 7]),
    ],
)
def test_a_session_begins_where_all_of_it_is_free_before_the_week_ends(
    free: int, length: int, begins: list[int]
) -> None:
    assert list(bits(starts(free, length))) == begins


def test_common_time_counts_each_half_hour_once() -> None:
    assert covered(starts(slots(10, length=4) | slots(100), 2), 2) == 6


@pytest.mark.parametrize(
    ("begins", "liked", "expected"),
    [
        ([1, 2, 50, 51, 100], [], (1, 50, 100)),
        ([1, 2, 50, 51, 100, 150], [150], (150, 1, 50)),
        ([1, 2, 9, 50], [2], (2, 9, 50)),
        ([1, 2, 3, 4, 5], [], (1, 3, 5)),
        ([1, 2, 3], [3], (3, 1)),
        ([47, 48], [], (47, 48)),
        ([7], [], (7,)),
    ],
    ids=[
        "each on another day",
        "the liked one first",
        "hours apart on the same day",
        "one after the other if need be",
        "never overlapping on a day",
        "either side of midnight are two days",
        "a single one",
    ],
)
def test_three_starts_are_a_choice(begins: list[int], liked: list[int], expected: tuple[int, ...]) -> None:
    easy = slots(*liked, length=1)
    assert proposed(slots(*begins, length=1), [easy, easy], 2) == expected


def test_on_different_days_the_hours_differ_too_as_long_as_they_are_liked_as_much() -> None:
    evenings = sum(slots(*range(day * 48 + 36, day * 48 + 44), length=1) for day in range(3))

    assert proposed(evenings, [ALWAYS, ALWAYS], 2) == (36, 48 + 40, 2 * 48 + 36)
    assert proposed(evenings, [slots(36, 84, 132, length=1)] * 2, 2) == (36, 84, 132)


def test_what_both_like_comes_before_what_one_likes() -> None:
    common = slots(0, 60, 120, 180, length=1)
    assert proposed(common, [slots(60, 180, length=1), slots(180, length=1)], 2) == (180, 60, 0)


@given(masks, masks, st.integers(1, 8))
def test_whenever_there_is_a_start_one_is_proposed(common: int, liked: int, length: int) -> None:
    found = proposed(common, [liked, ALWAYS], length)
    assert bool(found) == bool(common)
    assert all(common >> slot & 1 for slot in found)


def test_slots_are_instants_of_the_week() -> None:
    assert instant("2026-W48", 0) == datetime(2026, 11, 23, tzinfo=UTC)
    assert instant("2026-W53", SLOTS - 1) == datetime(2027, 1, 3, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mask", "text"),
    [(1, "0" * 83 + "1"), (1 << 4, "0" * 82 + "10"), (1 << 335, "8" + "0" * 83), (ALWAYS, "f" * 84)],
    ids=["Monday 00:00 is the lowest bit of the last digit", "Monday 02:00", "Sunday 23:30", "always"],
)
def test_the_order_of_bits_in_hex(mask: int, text: str) -> None:
    assert (to_hex(mask), from_hex(text)) == (text, mask)


@given(masks)
def test_hex_comes_back_as_it_was(mask: int) -> None:
    assert from_hex(to_hex(mask)) == mask


@pytest.mark.parametrize("text", ["", "0" * 83, "0" * 85, "g" * 84, "0x" + "0" * 82, "٣" * 84])
def test_anything_else_is_no_mask(text: str) -> None:
    with pytest.raises(ValueError, match="84 hex digits"):
        from_hex(text)
