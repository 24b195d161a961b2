"""What people type, and what it means."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import (
    CohortError,
    DateOutOfRange,
    InvalidDate,
    InvalidDuration,
    InvalidTime,
    InvalidWeekdays,
    OutOfRange,
    TextEmpty,
    TextTooLong,
)
from bot.domain.inputs import (
    WEEKDAYS,
    check_day_range,
    check_hours_per_week,
    clean_text,
    parse_day,
    parse_hours_per_week,
    parse_minutes,
    parse_time,
    parse_weekdays,
)

TUESDAY = date(2026, 12, 1)
JOINER = "\u200d"
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7:30", 450),
        ("07:30", 450),
        ("07.30", 450),
        ("0730", 450),
        ("730", 450),
        ("7", 420),
        ("7h", 420),
        ("19h30", 1170),
        ("19h", 1140),
        ("7pm", 1140),
        ("7 PM", 1140),
        ("7:30 p.m.", 1170),
        ("12am", 0),
        ("12:15 pm", 735),
        (" noon ", 720),
        ("midnight", 0),
        ("23:59", 1439),
        ("０７：３０", 450),
    ],
)
def test_times(text: str, minutes: int) -> None:
    assert parse_time(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "24:00", "7:60", "13pm", "0am", "7:5", "7:30:00", "morning", "-1", "12345"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidTime):
        parse_time(text)


@given(st.integers(0, 1439))
def test_every_minute_of_the_day_can_be_typed(minutes: int) -> None:
    hour, minute = divmod(minutes, 60)
    half = f"{hour % 12 or 12}:{minute:02}{'pm' if hour >= 12 else 'am'}"
    typed = [f"{hour}:{minute:02}", f"{hour:02}.{minute:02}", f"{hour:02}{minute:02}", half]
    assert {parse_time(text) for text in typed} == {minutes}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-12-01"),
        ("Tomorrow", "2026-12-02"),
        ("yesterday", "2026-11-30"),
        ("+3", "2026-12-04"),
        ("+ 3 days", "2026-12-04"),
        ("-2", "2026-11-29"),
        ("+2w", "2026-12-15"),
        ("mon", "2026-12-07"),
        ("tue", "2026-12-08"),
        ("next Wednesday", "2026-12-02"),
        ("last mon", "2026-11-30"),
        ("last tuesday", "2026-11-24"),
        ("2026-12-24", "2026-12-24"),
        ("2026/1/5", "2026-01-05"),
        ("1.12.2026", "2026-12-01"),
        ("24.12.", "2026-12-24"),
        ("1 Dec", "2026-12-01"),
        ("Tue 1 Dec 2026", "2026-12-01"),
        ("tuesday, 1 Dec", "2026-12-01"),
        ("tue. Dec 1", "2026-12-01"),
        ("Tue 2026-12-01", "2026-12-01"),
        ("1st December 2027", "2027-12-01"),
        ("Dec 24", "2026-12-24"),
        ("Dec 24, 2025", "2025-12-24"),
        ("24dec", "2026-12-24"),
        ("2 Jan", "2027-01-02"),
        ("30 Nov", "2026-11-30"),
        ("1 Nov", "2026-11-01"),
        ("31 Oct", "2026-10-31"),
        ("30 Oct", "2027-10-30"),
        ("29 Feb", "2028-02-29"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert parse_day(text, TUESDAY) == date.fromisoformat(day)


NO_DAYS = (
    "|12/1|2026-02-30|31 Nov|29 Feb 2027|0 Dec|1 Foo|someday|m|last|next 3|1.13.|+99999|2026-13-01|0000-01-01"
    "|last today|today tomorrow|Mon 1 Dec 2026|tue soon|tue 12/1"
)


@pytest.mark.parametrize("text", [*NO_DAYS.split("|"), "x" * 6000])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse_day(text, TUESDAY)
    assert caught.value.text == text[:50]


def test_a_day_after_the_end_of_the_calendar_is_no_day() -> None:
    with pytest.raises(InvalidDate):
        parse_day("+1", date.max)


@given(days, st.integers(0, 6))
def test_a_weekday_is_the_next_one_and_last_the_one_before(today: date, weekday: int) -> None:
    coming, gone = parse_day(WEEKDAYS[weekday], today), parse_day(f"last {WEEKDAYS[weekday][:3]}", today)
    assert coming.weekday() == gone.weekday() == weekday
    assert timedelta(1) <= coming - today <= timedelta(7)
    assert timedelta(1) <= today - gone <= timedelta(7)


@given(days, st.integers(-31, 333))
def test_a_day_and_month_mean_the_year_around_today(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_day(f"{day:%d %b}", today) == day
    assert parse_day(day.isoformat(), today) == day


def test_a_day_outside_its_bounds_is_refused_with_both_of_them() -> None:
    first, last = TUESDAY, TUESDAY + timedelta(days=7)
    assert check_day_range(first, first, last) == first
    assert check_day_range(last, first, last) == last
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(DateOutOfRange) as caught:
            check_day_range(day, first, last)
        assert (caught.value.day, caught.value.earliest, caught.value.latest) == (day, first, last)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("45m", 45),
        ("45 min", 45),
        ("2h", 120),
        ("2 hours", 120),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 hour 30 minutes", 90),
        ("1.5h", 90),
        ("1,5 h", 90),
        ("1:30", 90),
        ("1440", 1440),
    ],
)
def test_durations(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "h", "-5", "1h30h", "an hour", "1e3", "nan", "1:75", "9" * 400])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(InvalidDuration):
        parse_minutes(text)


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("0.4m", 0), ("25h", 1500), ("1441", 1441)])
def test_durations_out_of_range(text: str, value: int) -> None:
    with pytest.raises(OutOfRange) as caught:
        parse_minutes(text)
    assert (caught.value.value, caught.value.minimum, caught.value.maximum) == (value, 1, 1440)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10", 600),
        ("7.5", 450),
        ("7,5", 450),
        ("7h30", 450),
        ("10h", 600),
        ("10 h/week", 600),
        ("10 hours per week", 600),
        ("10 hours a week", 600),
        ("1", 60),
        ("80", 4800),
        ("90m", 90),
    ],
)
def test_hours_per_week_become_minutes(text: str, minutes: int) -> None:
    assert parse_hours_per_week(text) == minutes


@pytest.mark.parametrize("hours", [0.0, 0.99, 80.01, -3.0, float("inf"), float("nan")])
def test_a_pace_outside_1_to_80_hours_is_refused(hours: float) -> None:
    with pytest.raises(OutOfRange) as caught:
        check_hours_per_week(hours)
    assert (caught.value.minimum, caught.value.maximum, caught.value.unit) == (1, 80, "hours a week")


@pytest.mark.parametrize(
    ("text", "error"), [("81", OutOfRange), ("30m", OutOfRange), ("many", InvalidDuration)]
)
def test_hours_per_week_that_cannot_be(text: str, error: type[CohortError]) -> None:
    with pytest.raises(error):
        parse_hours_per_week(text)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mon – Fri", {0, 1, 2, 3, 4}),
        ("monday to friday", {0, 1, 2, 3, 4}),
        ("fri-mon", {4, 5, 6, 0}),
        ("mo,we,sa", {0, 2, 5}),
        ("mo we sa", {0, 2, 5}),
        ("Tuesdays and Thursdays", {1, 3}),
        ("mon-wed, sat", {0, 1, 2, 5}),
        ("weekends", {5, 6}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("weekdays + sat", {0, 1, 2, 3, 4, 5}),
        ("every day", set(range(7))),
        ("daily", set(range(7))),
        ("sun", {6}),
        ("wed-wed", {2}),
    ],
)
def test_weekdays(text: str, weekdays: set[int]) -> None:
    assert parse_weekdays(text) == weekdays


@pytest.mark.parametrize("text", ["", " , ", "m", "mon, foo", "mon-", "-", "mon-tue-wed", "8", "day", "and"])
def test_what_names_no_weekdays(text: str) -> None:
    with pytest.raises(InvalidWeekdays):
        parse_weekdays(text)


@given(st.frozensets(st.sampled_from(WEEKDAYS), min_size=1), st.integers(2, 9))
def test_weekdays_may_be_cut_to_two_letters(names: frozenset[str], letters: int) -> None:
    typed = ", ".join(name[:letters] for name in names)
    assert parse_weekdays(typed) == {WEEKDAYS.index(name) for name in names}


@given(st.text(max_size=30) | st.text("0123456789:.-+hmw adpo,/ ", max_size=12))
def test_any_text_is_read_or_refused_in_our_own_terms(text: str) -> None:
    for parse in (
        parse_time,
        parse_minutes,
        parse_hours_per_week,
        parse_weekdays,
        lambda t: parse_day(t, TUESDAY),
    ):
        try:
            found: object = parse(text)
        except CohortError as error:
            found = error
        assert found is not None


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("  read \t the\n\nbook ", "read the book", id="white space collapses"),
        pytest.param("cafe\u0301", "café", id="composed"),
        pytest.param("a\u0000b\u001b[31m", "ab[31m", id="controls go"),
        pytest.param("ab\u202egnp.exe", "abgnp.exe", id="direction overrides go"),
        pytest.param("a\u200bb\ufeffc\u00ad", "abc", id="zero-width characters go"),
        pytest.param("a\ud800b", "ab", id="lone surrogates go"),
        pytest.param("z" + "\u0301\u0316" * 9, "ź\u0316\u0316\u0316", id="zalgo keeps three marks"),
        pytest.param("\u0301a", "a", id="a mark with nothing below it goes"),
        pytest.param(f"👩{JOINER}💻", f"👩{JOINER}💻", id="joined emoji stay joined"),
        pytest.param(f"👩🏽{JOINER}🚀", f"👩🏽{JOINER}🚀", id="also with a skin tone"),
        pytest.param(f"❤\ufe0f{JOINER}🔥", f"❤\ufe0f{JOINER}🔥", id="also with a variation mark"),
        pytest.param(f"a{JOINER}b{JOINER}", "ab", id="joiners elsewhere go"),
        pytest.param("नमस्ते दुनिया", "नमस्ते दुनिया", id="marks of living scripts stay"),
        pytest.param(
            "@everyone **x** <@1>", "@everyone **x** <@1>", id="markup is for the display to defuse"
        ),
    ],
)
def test_text_is_cleaned(text: str, cleaned: str) -> None:
    assert clean_text(text, "title", 100) == cleaned


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b\u200d", "\u3164", "\u2800 \u2800", "\u0301\u0301", "\ufe0f"]
)
def test_text_of_nothing_visible_is_empty(text: str) -> None:
    with pytest.raises(TextEmpty) as caught:
        clean_text(text, "title", 100)
    assert caught.value.what == "title"


def test_length_counts_after_cleaning() -> None:
    assert clean_text("  ab\u200b  cd ", "title", 5) == "ab cd"
    with pytest.raises(TextTooLong) as caught:
        clean_text("abcdef", "title", 5)
    assert (caught.value.what, caught.value.length, caught.value.maximum) == ("title", 6, 5)


tricky = st.text(
    st.characters() | st.sampled_from("ae\u0301\u0316\u0338\u200d\ufe0f👩💻🏽⇐\U0001d157\U0001d165 \n")
)


@given(tricky)
def test_clean_text_is_clean_and_stays_as_it_is(text: str) -> None:
    try:
        cleaned = clean_text(text, "note", 1000)
    except TextEmpty:
        cleaned = "empty"
    assert clean_text(cleaned, "note", 1000) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in cleaned)
    assert cleaned == " ".join(cleaned.split())
    assert cleaned.encode()
