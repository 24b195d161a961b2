"""The picture of a streak: what it shows, and that a person on a phone can read it."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from PIL import Image, ImageColor, ImageFont

from bot.domain.streaks import (
    DayMark,
    DayRange,
    Streak,
    StreakDay,
    StreakFacts,
    StudyWeek,
    history,
    streak_on,
)
from bot.ui import charts_streak
from bot.ui.charts import STANDING
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, WIDTH, Canvas
from bot.ui.charts_streak import CELLS_TOP, TOP, grid_of, streak_chart
from bot.ui.charts_streak_words import SHOWN, WEEKS_SHOWN, Shown, days_shown, streak_alt_text, weeks_shown
from bot.ui.charts_words import MAX_ALT_TEXT
from bot.ui.theme import PALETTE
from tests.ui.drawn_words import Words

TODAY = date(2026, 11, 20)
"""A Friday."""
DAY = timedelta(days=1)
MONDAY = date(2026, 5, 25)
"""25 weeks before the Monday of today's week."""
GRID = grid_of(WEEKS_SHOWN)
PICTURE_BYTES = 40_000
PHONE, LEAST = 360, 11
TOLD = "Streak: 54 days, longest 60 days; 1 freeze held, next in 2 days; today is open."
STREAK = Streak(54, 60, today_done=False, today_planned=True, freezes=1, next_freeze_in=2)


def every_mark(today: date = TODAY) -> tuple[StreakDay, ...]:
    """All marks by turns, and today open."""
    marks = [mark for mark in DayMark if mark is not DayMark.OPEN]
    past = [
        StreakDay(today - back * DAY, marks[back % len(marks)], streak=9, freezes=1)
        for back in range(181, 0, -1)
    ]
    return (*past, StreakDay(today, DayMark.OPEN, 9, 1))


def newcomer(age: int) -> tuple[tuple[StreakDay, ...], Streak]:
    """Who began so many days ago and did something every day."""
    since = TODAY - age * DAY
    facts = StreakFacts(
        {since + n * DAY for n in range(age + 1)},
        [StudyWeek(since, frozenset(range(7)))],
        [DayRange(since, None)],
    )
    return history(facts, TODAY - 181 * DAY, TODAY), streak_on(facts, TODAY)


CASES = {
    "every mark": (every_mark(), STREAK),
    "first day": newcomer(0),
    "three weeks": newcomer(21),
    "ten years": (every_mark(), Streak(3650, 3650, True, True, 2, None)),
    "nothing": ((), Streak(0, 0, False, False)),
}


def picture(days: Sequence[StreakDay], streak: Streak = STREAK, today: date = TODAY) -> Image.Image:
    return Image.open(io.BytesIO(streak_chart(days, streak, today))).convert("RGB")


def cell(image: Image.Image, day: date, first: date = MONDAY) -> bytes:
    """The pixels of one day's cell."""
    x, y = GRID.corner((day - first).days, TOP + CELLS_TOP)
    return image.crop((x, y, x + GRID.wide, y + GRID.high)).tobytes()


def grey(pixels: bytes) -> bytes:
    return Image.frombytes("RGB", (GRID.wide, GRID.high), pixels).convert("L").tobytes()


def apart(one: bytes, other: bytes) -> int:
    """How many of a cell's pixels differ clearly in brightness."""
    return sum(abs(a - b) > 40 for a, b in zip(grey(one), grey(other), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_the_picture_is_a_small_png_as_wide_as_any(name: str) -> None:
    days, streak = CASES[name]
    png = streak_chart(days, streak, TODAY)
    assert png.startswith(b"\x89PNG")
    assert len(png) < PICTURE_BYTES
    assert Image.open(io.BytesIO(png)).width == WIDTH


@pytest.mark.parametrize("mark", [mark for mark in DayMark if mark is not DayMark.OPEN])
def test_each_mark_looks_the_same_wherever_it_stands(mark: DayMark) -> None:
    image = picture(every_mark())
    cells = {cell(image, day.day) for day in every_mark() if day.mark is mark and day.day >= MONDAY}
    assert len(cells) == 1


def test_colour_is_never_the_only_sign() -> None:
    """Any two kinds of day differ in brightness at many places, not just in hue."""
    image, days = picture(every_mark()), [day for day in every_mark() if MONDAY <= day.day < TODAY - 7 * DAY]
    looks = {SHOWN[day.mark]: cell(image, day.day) for day in days}
    assert set(looks) == set(Shown) - {Shown.OPEN}
    for one, other in combinations(looks, 2):
        assert apart(looks[one], looks[other]) > 15, (one, other)


def test_every_mark_is_shown_and_the_legend_names_it() -> None:
    assert set(SHOWN) == set(DayMark)
    assert set(SHOWN.values()) == set(Shown)


def test_today_has_a_frame_and_the_days_after_it_are_empty() -> None:
    image = picture(every_mark())
    x, y = GRID.corner((TODAY - MONDAY).days, TOP + CELLS_TOP)
    assert image.getpixel((x + GRID.wide // 2, y - 2)) == ImageColor.getrgb(PALETTE.today)
    ahead = GRID.corner((TODAY - MONDAY).days + 1, TOP + CELLS_TOP)
    middle = image.getpixel((ahead[0] + GRID.wide // 2, ahead[1] + GRID.high // 2))
    assert middle == ImageColor.getrgb(PALETTE.future)


def test_the_same_streak_gives_the_same_picture() -> None:
    assert streak_chart(every_mark(), STREAK, TODAY) == streak_chart(every_mark(), STREAK, TODAY)


@pytest.mark.parametrize(
    ("days", "first", "count"),
    [
        pytest.param(every_mark(), MONDAY, 180, id="the last weeks, from a Monday on"),
        pytest.param(newcomer(0)[0], TODAY, 1, id="a newcomer from the first day on"),
        pytest.param(newcomer(21)[0], TODAY - 21 * DAY, 22, id="and after three weeks"),
    ],
)
def test_the_days_that_are_shown(days: Sequence[StreakDay], first: date, count: int) -> None:
    shown = days_shown(days, TODAY)
    assert (shown[0].day, shown[-1].day, len(shown)) == (first, TODAY, count)


@pytest.mark.parametrize("weekday", range(7))
def test_no_more_weeks_are_shown_than_there_is_room_for(weekday: int) -> None:
    today = TODAY + weekday * DAY
    shown = days_shown(every_mark(today), today)
    assert (shown[-1].day - (shown[0].day - shown[0].day.weekday() * DAY)).days < WEEKS_SHOWN * 7


def words_of(
    monkeypatch: pytest.MonkeyPatch, days: Sequence[StreakDay], streak: Streak = STREAK, today: date = TODAY
) -> list[Words]:
    """The words of a picture."""
    found: list[Words] = []

    class Reader(Canvas):
        def text(
            self, x: float, y: float, words: str, colour: str, size: int = 25, anchor: str = "ls"
        ) -> None:
            left, top, right, bottom = ImageFont.load_default(size).getbbox(words, anchor=anchor)
            found.append(Words(words, (x + left, y + top, x + right, y + bottom), size))

    monkeypatch.setattr(charts_streak, "Canvas", Reader)
    streak_chart(days, streak, today)
    return found


def assert_legible(words: Sequence[Words]) -> None:
    assert min(each.size for each in words) * PHONE / WIDTH >= LEAST
    assert [(one.text, two.text) for one, two in combinations(words, 2) if one.touches(two)] == []
    for each in words:
        assert INNER_LEFT - 6 <= each.box[0] < each.box[2] <= INNER_RIGHT + 6, each


@pytest.mark.parametrize("name", CASES)
def test_all_words_fit_and_can_be_read_on_a_phone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_legible(words_of(monkeypatch, *CASES[name]))


@pytest.mark.parametrize("week", range(0, 53, 4))
@pytest.mark.parametrize("age", [1, 181])
def test_the_months_fit_in_every_season(week: int, age: int, monkeypatch: pytest.MonkeyPatch) -> None:
    today = TODAY + week * 7 * DAY
    words = words_of(monkeypatch, every_mark(today)[-age:], today=today)
    assert_legible(words)
    assert len(words) >= 4 + 4 + 7 + (1 if age == 1 else 5)


def test_the_legend_explains_all_but_today(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {each.text for each in words_of(monkeypatch, every_mark())}
    assert {each.value for each in Shown if each is not Shown.OPEN} <= said
    assert {"Streak 54 days", "longest 60 days", "1 freeze held, next in 2 days", "today is open"} <= said


def test_the_legend_and_the_lines_below_the_title_are_no_smaller_than_in_the_picture_of_progress(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes = {each.text: each.size for each in words_of(monkeypatch, every_mark())}
    named = [each.value for each in Shown if each is not Shown.OPEN]
    shown = [sizes[text] for text in ("1 freeze held, next in 2 days", "today is open", *named)]
    assert min(shown) >= STANDING


@pytest.mark.parametrize(
    ("age", "weeks"), [(0, 8), (21, 8), (52, 8), (54, 9), (100, 15), (179, 26), (181, 26)]
)
def test_as_many_weeks_are_shown_as_there_are(age: int, weeks: int) -> None:
    shown = days_shown(newcomer(age)[0], TODAY)
    assert weeks_shown(shown, TODAY) == weeks
    assert weeks_shown((), TODAY) == 8


def test_fewer_weeks_have_larger_cells_and_none_reaches_the_edge() -> None:
    grids = [grid_of(weeks) for weeks in range(8, WEEKS_SHOWN + 1)]
    assert all(one.wide >= other.wide and one.high >= other.high for one, other in pairwise(grids))
    assert grids[0].wide > 2 * grids[-1].wide
    for weeks, grid in enumerate(grids, 8):
        assert grid.corner(weeks * 7 - 1, 0)[0] + grid.wide <= INNER_RIGHT


def test_a_free_day_can_be_seen() -> None:
    image = picture(every_mark())
    free = next(day.day for day in every_mark() if day.mark is DayMark.FREE and day.day >= MONDAY)
    pixels = Image.frombytes("RGB", (GRID.wide, GRID.high), cell(image, free)).convert("L").tobytes()
    assert sum(pixel - min(pixels) > 80 for pixel in pixels) > 80


def marked(marks: Iterable[DayMark]) -> list[StreakDay]:
    each = list(marks)
    return [StreakDay(TODAY - (len(each) - 1 - n) * DAY, mark, 0, 0) for n, mark in enumerate(each)]


@pytest.mark.parametrize(
    ("days", "streak", "words"),
    [
        (
            marked([DayMark.DONE, DayMark.FROZEN, DayMark.TRAVEL, DayMark.OUTAGE, DayMark.OPEN]),
            STREAK,
            f"{TOLD} The last 5 days: 1 done, 1 frozen, 2 forgiven and 1 open.",
        ),
        (
            marked([DayMark.DONE] * 8),
            Streak(1, 1, True, True, 2, None),
            "Streak: 1 day, longest 1 day; 2 freezes held; today counts. The last 8 days: 8 done.",
        ),
        (
            [],
            Streak(0, 0, False, False),
            "Streak: 0 days, longest 0 days; no freeze held, next in 7 days; today is free.",
        ),
    ],
)
def test_the_picture_in_words(days: list[StreakDay], streak: Streak, words: str) -> None:
    assert streak_alt_text(days, streak, TODAY) == words


def test_the_longest_description_is_not_too_long() -> None:
    assert len(streak_alt_text(every_mark(), Streak(36500, 36500, True, True, 1, 6), TODAY)) < MAX_ALT_TEXT
