"""What a person on a phone can read of the picture."""

import io
from collections.abc import Iterator
from itertools import combinations

import pytest
from PIL import Image, ImageColor, ImageFont

from bot.domain.hours_by_kind import Basis, HoursByKind, KindHours
from bot.domain.progress import ProgressChart
from bot.domain.work_kinds import WorkKind
from bot.ui.charts import progress_chart
from bot.ui.charts_canvas import INNER_LEFT, WIDTH, Canvas
from bot.ui.charts_colours import with_few_colours
from bot.ui.charts_kinds import BAR_LEFT, BAR_RIGHT, draw_kinds, kinds_height
from bot.ui.theme import PALETTE
from tests.ui.drawn_words import Words
from tests.ui.test_charts import CHARTS

PHONE = 360
LEAST = 11
"""CSS pixels."""


class Reader(Canvas):
    """A page that remembers its words."""

    pages: list["Reader"] = []  # noqa: RUF012 - emptied for each test

    def __init__(self, width: int, height: int, fill: str) -> None:
        super().__init__(width, height, fill)
        self.height = height
        self.words: list[Words] = []
        self.pages.append(self)

    def text(self, x: float, y: float, words: str, colour: str, size: int = 25, anchor: str = "ls") -> None:
        super().text(x, y, words, colour, size, anchor)
        font = ImageFont.load_default(size)
        left, top, right, bottom = font.getbbox(words, anchor=anchor)
        if words:
            self.words.append(Words(words, (x + left, y + top, x + right, y + bottom), size))


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Reader]]:
    monkeypatch.setattr("bot.ui.charts.Canvas", Reader)
    Reader.pages.clear()
    yield Reader.pages
    Reader.pages.clear()


def read(chart: ProgressChart, pages: list[Reader]) -> Reader:
    progress_chart(chart)
    return pages[-1]


@pytest.mark.parametrize("name", CHARTS)
def test_all_words_are_large_enough_on_a_phone(name: str, pages: list[Reader]) -> None:
    words = read(CHARTS[name], pages).words
    assert len(words) > 20
    assert min(each.size for each in words) * PHONE / WIDTH >= LEAST


@pytest.mark.parametrize("name", CHARTS)
def test_no_words_stand_on_others_or_outside(name: str, pages: list[Reader]) -> None:
    page = read(CHARTS[name], pages)
    assert [(one.text, two.text) for one, two in combinations(page.words, 2) if one.touches(two)] == []
    for each in page.words:
        left, top, right, bottom = each.box
        assert left >= INNER_LEFT - 6, each
        assert right <= WIDTH - INNER_LEFT + 6, each
        assert 0 < top < bottom < page.height, each


def drawn(hours: HoursByKind) -> Image.Image:
    canvas = Canvas(WIDTH, kinds_height(hours), PALETTE.page)
    draw_kinds(canvas, hours, 0)
    return Image.open(io.BytesIO(canvas.png())).convert("RGB")


def columns(image: Image.Image, colour: str) -> list[int]:
    """The columns of the bars in which a colour occurs."""
    wanted = ImageColor.getrgb(colour)
    bars = image.crop((0, 60, image.width, image.height))
    return [
        x
        for x in range(BAR_LEFT, BAR_RIGHT)
        if any(bars.getpixel((x, y)) == wanted for y in range(bars.height))
    ]


@pytest.mark.parametrize(
    ("done", "due", "bar", "mark"),
    [(30, 60, 0.5, 1.0), (60, 30, 1.0, 0.5), (60, 60, 1.0, 1.0), (15, 60, 0.25, 1.0)],
)
def test_a_bar_shows_what_is_done_and_its_mark_the_budget(
    done: int, due: int, bar: float, mark: float
) -> None:
    image = drawn(HoursByKind((KindHours(WorkKind.STUDY, done, due, 90),), Basis.BUDGET))
    length = BAR_RIGHT - BAR_LEFT
    # The bar's own end may lie below the mark.
    assert max(columns(image, PALETTE.done)) == pytest.approx(BAR_LEFT + length * bar, abs=6)
    assert max(columns(image, PALETTE.today)) == pytest.approx(BAR_LEFT + length * mark, abs=3)


def test_all_bars_have_the_same_scale() -> None:
    rows = (KindHours(WorkKind.STUDY, 20, 0, 20), KindHours(WorkKind.HANDS_ON, 80, 0, 80))
    image = drawn(HoursByKind(rows, Basis.PLAN))
    half = image.crop((0, 0, image.width, kinds_height(HoursByKind(rows[:1])) - 4))
    assert max(columns(half, PALETTE.done)) - BAR_LEFT == pytest.approx((BAR_RIGHT - BAR_LEFT) / 4, abs=3)
    assert columns(image, PALETTE.today) == []


def test_the_colours_of_the_palette_survive_the_saving_of_bytes() -> None:
    names = [value for value in vars_of(PALETTE) if isinstance(value, str)] + list(PALETTE.levels)
    image = Image.new("RGB", (len(names), 1))
    for x, colour in enumerate(names):
        image.putpixel((x, 0), ImageColor.getrgb(colour)[:3])
    kept = with_few_colours(image).convert("RGB")
    assert kept.tobytes() == image.tobytes()


def vars_of(value: object) -> list[object]:
    return [getattr(value, name) for name in type(value).__slots__]  # pyright: ignore[reportAttributeAccessIssue]
