"""Words in two scripts, drawn with two fonts."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
import regex
from hatchling.builders.wheel import WheelBuilder
from PIL import Image, ImageColor, ImageDraw

from bot.ui import charts_letters as letters
from bot.ui.charts import progress_chart
from bot.ui.charts_canvas import SMALL, Canvas, drawable
from bot.ui.language import speaking
from bot.ui.theme import PALETTE
from tests.architecture.code import ROOT
from tests.ui.drawn_words import ink, shaping
from tests.ui.test_charts import CHARTS, bare

pytestmark = shaping

MIXED = "ML রোডম্যাপ: 16 সপ্তাহ"
WORDS = ["স্ট্রিক", "পরিকল্পনার চেয়ে 21 ঘণ্টা পিছিয়ে", "ক্ষুদ্র র্‍যাম", MIXED, "হাতে-কলমে কাজ", "Deep Dive"]


@pytest.fixture
def page() -> Canvas:
    return Canvas(10, 10, PALETTE.page)


@pytest.fixture
def unshaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot write Bengali."""
    monkeypatch.setattr(letters, "shapes", lambda: False)


def test_the_font_has_every_bengali_letter() -> None:
    missing = glyph("\U000fffff")
    assert [char for char in letters.BENGALI if glyph(char) == missing] == []


def test_what_is_installed_has_the_font_and_its_licence() -> None:
    files = {each.distribution_path for each in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {"bot/ui/fonts/NotoSansBengali-Regular.ttf", "bot/ui/fonts/OFL.txt"} <= files
    licence = (letters.FILE.parent / "OFL.txt").read_text()
    assert licence.startswith("Copyright 2017 Google Inc.")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def glyph(char: str) -> bytes:
    image = Image.new("L", (90, 60))
    ImageDraw.Draw(image).text((30, 10), char, fill=255, font=letters.bengali(30))
    return image.tobytes()


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("", []),
        ("Deep Dive", [("Deep Dive", False)]),
        ("আজ এখনো খোলা", [("আজ এখনো খোলা", True)]),
        (MIXED, [("ML ", False), ("রোডম্যাপ", True), (": 16 ", False), ("সপ্তাহ", True)]),
        ("শেষ। done", [("শেষ।", True), (" done", False)]),
        ("র্\u200dযা", [("র্\u200dযা", True)]),
    ],
)
def test_each_run_has_one_script(words: str, runs: list[tuple[str, bool]]) -> None:
    assert list(letters.runs(words)) == runs


def test_letters_that_melt_into_one_are_drawn_as_one(page: Canvas) -> None:
    assert page.width_of("ক্ষ") < page.width_of("ক") + page.width_of("ষ")
    # The sign is written after its letter and read before it.
    assert ink("কি", 0, 0, SMALL) != ink("ক", 0, 0, SMALL)


def test_both_scripts_stand_on_one_line() -> None:
    latin, bengali, both = (ink(words, 0, 0, 100)[3] for words in ("H", "ক", "Hক"))
    assert latin == pytest.approx(bengali, abs=1)
    assert both == max(latin, bengali)


@pytest.mark.parametrize("words", WORDS)
def test_words_end_where_their_anchor_says(words: str, page: Canvas) -> None:
    wide = page.width_of(words)
    left, middle, right = (ink(words, 400, 0, SMALL, anchor) for anchor in ("ls", "ms", "rs"))
    assert middle[0] == pytest.approx(left[0] - wide / 2, abs=2)
    assert right[0] == pytest.approx(left[0] - wide, abs=2)
    assert [each[2] - each[0] for each in (middle, right)] == pytest.approx([left[2] - left[0]] * 2, abs=2)


@pytest.mark.parametrize("words", [*WORDS, "\u09c7\u09bc\u0300" * 9])
def test_no_letter_is_cut_in_two(words: str, page: Canvas) -> None:
    whole = {""}
    for letter in regex.findall(r"\X", words):
        whole.add(max(whole, key=len) + letter)
    for room in range(20, round(page.width_of(words))):
        cut = page.fitting(words, room)
        assert cut.removesuffix("…") in {each.rstrip() for each in whole}
        assert not cut.removesuffix("…").endswith(("্", *letters.JOINERS))
        assert page.width_of(cut) <= room


@pytest.mark.parametrize(
    ("room", "widths"),
    [(500, (30, 100, 200)), (240, (30, 100, 110)), (200, (30, 85, 85)), (60, (20, 20, 20))],
)
def test_the_longest_of_a_row_are_cut_first(room: float, widths: tuple[float, ...], page: Canvas) -> None:
    words = [fill(page, 30), fill(page, 100), fill(page, 200)]
    shared = page.together(room, *((each, SMALL) for each in words))
    assert [page.width_of(each) for each in shared] == pytest.approx(widths, abs=16)
    assert sum(map(page.width_of, shared)) <= room


def fill(page: Canvas, width: float) -> str:
    """Words about as wide as that."""
    words = "l"
    while page.width_of(words) < width - 3:
        words += "l"
    return words


def test_words_become_smaller_only_where_they_have_to(page: Canvas) -> None:
    assert page.size_for("streak", 400, 60) == 60
    smaller = page.size_for("streak", 100, 60)
    assert SMALL < smaller < 60
    assert page.width_of("streak", smaller) <= 104
    assert page.size_for("streak" * 9, 100, 60) == SMALL
    assert page.same_size(400, 38, "streak", "days") == 38
    assert page.same_size(100, 38, "streak", "days") == SMALL


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (MIXED, MIXED),
        ("মেশিন লার্নিং – ১৬ সপ্তাহ।", "মেশিন লার্নিং - ১৬ সপ্তাহ।"),
        ("র্\u200dযা\u200c and \u200d ML", "র্\u200dযা\u200c and ML"),
        ("機械学習 বাংলা", "বাংলা"),
    ],
)
def test_a_title_keeps_its_bengali_letters(title: str, shown: str) -> None:
    assert unicodedata.normalize("NFC", drawable(title)) == unicodedata.normalize("NFC", shown)


@pytest.mark.usefixtures("unshaped")
def test_where_letters_cannot_be_shaped_pictures_are_english() -> None:
    with speaking("bn"):
        assert progress_chart(CHARTS["under way"]) == english("under way")
    assert drawable(MIXED) == "ML : 16"


def english(name: str) -> bytes:
    with speaking("en"):
        return progress_chart(CHARTS[name])


def test_two_languages_are_drawn_at_once() -> None:
    def draw(code: str) -> bytes:
        with speaking(code):
            return progress_chart(CHARTS["under way"])

    alone = {code: draw(code) for code in ("en", "bn")}
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda code: (code, draw(code)), ["en", "bn"] * 12))
    assert alone["en"] != alone["bn"]
    assert all(data == alone[code] for code, data in drawn)


def test_a_bengali_title_is_drawn() -> None:
    assert progress_chart(bare(title="মেশিন লার্নিং")) != progress_chart(bare(title=""))


def test_letters_have_the_colour_they_are_given() -> None:
    canvas = Canvas(200, 60, PALETTE.page)
    canvas.text(10, 40, "ক ML", PALETTE.done, 38)
    colours = {colour for _, colour in canvas._image.getcolors(1 << 16) or []}
    assert ImageColor.getrgb(PALETTE.done) in colours
