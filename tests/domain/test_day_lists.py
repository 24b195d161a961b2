"""Several days in one line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day_lists import LONGEST_SPAN, parse_days
from bot.domain.errors import InvalidDate

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("tomorrow", ["11-22"]),
        ("mon, wed", ["11-23", "11-25"]),
        ("wed and mon; wed", ["11-23", "11-25"]),
        ("fri to sun", ["11-27", "11-28", "11-29"]),
        ("fri-sun", ["11-27", "11-28", "11-29"]),
        ("Fri until Sun", ["11-27", "11-28", "11-29"]),
        ("fri–mon", ["11-27", "11-28", "11-29", "11-30"]),
        ("24-26 Dec", ["12-24", "12-25", "12-26"]),
        ("24 Dec - 26 Dec", ["12-24", "12-25", "12-26"]),
        ("24 Dec-26 Dec", ["12-24", "12-25", "12-26"]),
        ("2026-12-24 - 2026-12-25", ["12-24", "12-25"]),
        ("2026-12-24..2026-12-25", ["12-24", "12-25"]),
        ("+1 to +2, 2026-12-24", ["11-22", "11-23", "12-24"]),
    ],
)
def test_days_and_ranges_are_understood(text: str, days: list[str]) -> None:
    assert parse_days(text, SATURDAY) == tuple(date.fromisoformat(f"2026-{day}") for day in days)


def test_a_range_may_go_over_new_year() -> None:
    found = parse_days("30 Dec - 2 Jan", SATURDAY)
    assert (found[0], found[-1], len(found)) == (date(2026, 12, 30), date(2027, 1, 2), 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "soon",
        "fri to soon",
        "24-28 foo",
        "31-28 Feb",
        "2026-12-26 - 2026-12-24",
        "2026-01-01 - 2026-12-31",
        "mon, " * 100,
        "fri to",
    ],
)
def test_what_is_no_list_of_days_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse_days(text, SATURDAY)


ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(st.text(alphabet="mon frisat24-dc,;&\n–.+019 ", max_size=60), ANY_DAY)
def test_any_text_is_days_in_order_or_refused(text: str, today: date) -> None:
    try:
        found = parse_days(text, today)
    except InvalidDate:
        found = (today,)
    assert found
    assert list(found) == sorted(set(found))


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(0, LONGEST_SPAN - 1))
def test_a_written_range_holds_its_ends_and_all_between(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    found = parse_days(f"{first} to {last}", SATURDAY)
    assert (found[0], found[-1], len(found)) == (first, last, length + 1)
