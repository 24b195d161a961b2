"""When people can, as they write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import ALWAYS, WEEK, Band, Preset, band_windows, hours, preset_windows
from bot.domain.availability_text import MAX_TEXT, day_spans, parse_windows, table, windows_text
from bot.domain.errors import TextEmpty, TextTooLong
from bot.domain.mock_pool_errors import InvalidWindows, WindowFault
from bot.domain.pace import Pace

masks = st.one_of(
    st.integers(0, ALWAYS),
    st.lists(st.tuples(st.integers(0, WEEK - 1), st.integers(1, 20)), max_size=8).map(
        lambda spans: sum({1 << (first + step) % WEEK for first, length in spans for step in range(length)})
    ),
)


@given(masks)
def test_what_is_written_is_read_as_the_same(windows: int) -> None:
    text = windows_text(windows)
    assert len(text) <= MAX_TEXT
    assert parse_windows(text) == windows


@given(st.text(max_size=80) | st.text("monsat 0123456789:-,;pmh", max_size=40))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        windows = parse_windows(text)
    except (InvalidWindows, TextEmpty):
        return
    assert 0 <= windows <= ALWAYS


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mon-Thu 18:30-21, Sat 10-12", "Mon-Thu 18:30-21:00; Sat 10:00-12:00"),
        ("Mon, Wed 6-9pm; Fri 10-1pm, 20-22", "Mon, Wed 18:00-21:00; Fri 10:00-13:00, 20:00-22:00"),
        ("every day evening", "every day 18:00-22:00"),
        ("weekends all day", "Sat, Sun 00:00-24:00"),
        ("mon 9 to noon", "Mon 09:00-12:00"),
        ("Sat 10-12am", "Sat 10:00-24:00"),
        ("tue: from 18h-20h", "Tue 18:00-20:00"),
        ("Tue between 7pm and 9pm", "Tue 19:00-21:00"),
        ("sat and sun mornings\nmon to wed 20 until 22", "Mon-Wed 20:00-22:00; Sat, Sun 09:00-12:00"),
        ("sun 22-1", "Mon 00:00-01:00; Sun 22:00-24:00"),
        ("mon 0-24", "Mon 00:00-24:00"),
        ("mon 18:30–midnight", "Mon 18:30-24:00"),
        ("\uff2don \uff11\uff18-\uff12\uff10", "Mon 18:00-20:00"),
        ("Never", "never"),
    ],
)
def test_days_and_hours_are_read_as_people_write_them(text: str, read: str) -> None:
    assert windows_text(parse_windows(text)) == read


@pytest.mark.parametrize(
    ("text", "part", "fault"),
    [
        ("18-20, Mon 9-10", "18-20", WindowFault.NO_DAYS),
        ("Mon 18-20, someday 9-10", "someday 9-10", WindowFault.DAYS),
        ("Mon 18-20, Tue", "Tue", WindowFault.NO_HOURS),
        ("Mon 18:30", "Mon 18:30", WindowFault.HOURS),
        ("Mon 25-26", "Mon 25-26", WindowFault.HOURS),
        ("Mon 18-19-20", "Mon 18-19-20", WindowFault.HOURS),
        ("Mon 18:15-20", "Mon 18:15-20", WindowFault.HALF_HOURS),
        ("Mon 21-9", "Mon 21-9", WindowFault.BACKWARDS),
        ("Mon 9-9", "Mon 9-9", WindowFault.BACKWARDS),
        ("Mon 18-20, never", "never", WindowFault.DAYS),
    ],
)
def test_the_first_part_that_cannot_be_read_is_named(text: str, part: str, fault: WindowFault) -> None:
    with pytest.raises(InvalidWindows) as refused:
        parse_windows(text)
    assert (refused.value.part, refused.value.fault) == (part, fault)


@pytest.mark.parametrize("preset", [Preset.WEEKDAY_EVENINGS, Preset.EVERY_EVENING])
def test_an_evening_is_the_same_typed_ticked_and_ready_made(preset: Preset) -> None:
    days = range(5) if preset is Preset.WEEKDAY_EVENINGS else range(7)
    text = "weekdays evening" if preset is Preset.WEEKDAY_EVENINGS else "every day evening"
    ready = preset_windows(preset, Pace(600, frozenset({0})))
    assert parse_windows(text) == ready == band_windows(days, [Band.EVENING])


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(TextEmpty):
        parse_windows(" ; ,\n")
    with pytest.raises(TextTooLong):
        parse_windows("mon 9-10," * MAX_TEXT)


def test_a_week_is_a_table_of_days() -> None:
    windows = hours([0], 9, 10) | hours([0], 18, 20) | hours([6], 0, 24)
    rows = dict(table(windows))
    assert list(rows) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert rows["Mon"] == ("09:00-10:00", "18:00-20:00")
    assert rows["Tue"] == ()
    assert rows["Sun"] == day_spans((1 << 48) - 1) == ("00:00-24:00",)
