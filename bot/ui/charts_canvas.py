"""A small drawing board over Pillow, in pixels of the finished picture.

Words are drawn as they are: the font smooths its own edges. Shapes are drawn larger on a mask of their own,
which is then averaged down: at a whole factor that is exact, and masks of one byte a pixel are cheap. At the
end every pixel takes the nearest of 256 colours: a third of the bytes to pack, and to send.
Every canvas loads its own fonts, so that pictures can be drawn in several threads at once.
Whoever makes one speaks `legible` language, so that no words come that cannot be drawn.
"""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, dist, floor

from PIL import Image, ImageDraw

from bot.ui import charts_letters as letters
from bot.ui.charts_colours import with_few_colours
from bot.ui.theme import PALETTE

WIDTH = 800
LEFT, RIGHT, ROUND = 24, WIDTH - 24, 16
"""Where panels begin and end, and how round their corners are."""
INNER_LEFT, INNER_RIGHT = LEFT + 22, RIGHT - 22
SMALL, MIDDLE = 25, 29
"""The smallest words: 11 CSS pixels and more where the picture is shown 360 wide."""
SPACE = 20
"""Between words that share a row, at least."""
SCALE = 4
COMPRESSION = 3
Point = tuple[float, float]
_Stroke = Callable[[ImageDraw.ImageDraw, list[Point]], None]

# The built-in font (a part of Aileron) has these and ASCII; the test asks the font.
_BEYOND_ASCII = "‘’“”·°±«»‹›©⁄"
_DRAWN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(_BEYOND_ASCII)
_BEFORE = {"ls": 0.0, "ms": 0.5, "rs": 1.0}
"""Which part of the words stands left of their place."""
_PLAIN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "×": "x",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "Ł": "L",
        "Ø": "O",
        "æ": "ae",
        "œ": "oe",
    }
)


def drawable(text: str) -> str:
    """What the fonts can show of a text: accents go, and characters that both lack are left out."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    shown = "".join(_shown(before, char) for before, char in pairwise(f" {plain}"))
    return " ".join(shown.split()).strip(" -:·,")


def _shown(before: str, char: str) -> str:
    if char in _DRAWN or (letters.shapes() and _is_bengali(before, char)):
        return char
    return "" if unicodedata.combining(char) else " "


def _is_bengali(before: str, char: str) -> bool:
    return char in letters.BENGALI or (char in letters.JOINERS and before in letters.BENGALI)


class Canvas:
    """A page; all coordinates and sizes are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, fill: str) -> None:
        self._image = Image.new("RGB", (width, height), fill)
        self._draw = ImageDraw.Draw(self._image)
        self._fonts: dict[tuple[int, bool], letters.Font] = {}
        self._widths: dict[tuple[str, int], float] = {}

    def box(self, left: int, top: int, right: int, bottom: int, fill: str, radius: int = 0) -> None:
        """A filled rectangle with round corners; `right` and `bottom` are the first pixels outside."""
        self._image.paste(fill, (left, top), _box_mask(right - left, bottom - top, radius, None))

    def panel(self, top: int, height: int) -> None:
        """The ground of a part of the picture, over the whole width. Only its corners need a mask."""
        bottom, size = top + height, 2 * ROUND
        for left in (LEFT, RIGHT - size):
            self.box(left, top, left + size, top + size, PALETTE.panel, ROUND)
            self.box(left, bottom - size, left + size, bottom, PALETTE.panel, ROUND)
        self._draw.rectangle((LEFT + ROUND, top, RIGHT - ROUND - 1, bottom - 1), PALETTE.panel)
        self._draw.rectangle((LEFT, top + ROUND, RIGHT - 1, bottom - ROUND - 1), PALETTE.panel)

    def frame(
        self, left: int, top: int, right: int, bottom: int, colour: str, radius: int, width: float
    ) -> None:
        """An empty rectangle with round corners; the line lies inside."""
        self._image.paste(colour, (left, top), _box_mask(right - left, bottom - top, radius, width))

    def rule(self, start: tuple[int, int], end: tuple[int, int], colour: str, width: int = 1) -> None:
        """A horizontal or vertical line, sharp."""
        self._draw.line((start, end), fill=colour, width=width)

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        self._shape(corners, 1, fill, lambda draw, at: draw.ellipse([*at[0], *at[1]], 255))

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line through all points, with round joints."""

        def stroke(draw: ImageDraw.ImageDraw, at: list[Point]) -> None:
            draw.line(at, 255, round(width * SCALE))
            for joint in at:
                draw.circle(joint, width * SCALE / 2, 255)

        self._shape(points, width, colour, stroke)

    def dashes(self, start: Point, end: Point, colour: str, width: float, dash: float = 9) -> None:
        """A straight dashed line; dashes and gaps are about `dash` long."""
        count = max(int(dist(start, end) / dash / 2), 1)

        def stroke(draw: ImageDraw.ImageDraw, at: list[Point]) -> None:
            for number in range(count):
                ends = [_between(at[0], at[1], (number + part) / count) for part in (0, 0.5)]
                draw.line(ends, 255, round(width * SCALE))

        self._shape([start, end], width, colour, stroke)

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._shape(points, 1, fill, lambda draw, at: draw.polygon(at, 255))

    def text(
        self, x: float, y: float, words: str, colour: str, size: int = SMALL, anchor: str = "ls"
    ) -> None:
        """Words at a baseline (anchors `ls`, `ms`, `rs`: left, middle, right)."""
        at, down, runs = float(round(x)), round(y), self._runs(words, size)
        if len(runs) > 1:
            at, anchor = at - self.width_of(words, size) * _BEFORE[anchor], "ls"
        for run, font in runs:
            self._draw.text((at, down), run, fill=colour, font=font, anchor=anchor)
            at += font.getlength(run)

    def width_of(self, words: str, size: int = SMALL) -> float:
        """How wide the words will be."""
        if (words, size) not in self._widths:
            self._widths[words, size] = sum(font.getlength(run) for run, font in self._runs(words, size))
        return self._widths[words, size]

    def fitting(self, words: str, width: float, size: int = SMALL) -> str:
        """The words, or as many of their letters as fit with "…"."""
        if self.width_of(words, size) <= width:
            return words
        ends = [end for end in range(len(words) + 1) if letters.may_end(words, end)]
        fit = bisect_right(ends, width, key=lambda end: self.width_of(f"{words[:end]}…", size))
        return f"{words[: ends[max(fit - 1, 0)]].rstrip()}…"

    def together(self, room: float, *words: tuple[str, int]) -> list[str]:
        """Words and their sizes that share a row: when they do not all fit, the longest are cut."""
        fitted = [text for text, _ in words]
        by_width = sorted(range(len(words)), key=lambda index: self.width_of(*words[index]))
        for done, index in enumerate(by_width):
            part = min(self.width_of(*words[index]), room / (len(words) - done))
            fitted[index] = self.fitting(words[index][0], part, words[index][1])
            room -= part
        return fitted

    def same_size(self, room: float, size: int, *words: str) -> int:
        """The size, or the smallest where the words that share a row do not all fit in it."""
        return size if sum(self.width_of(each, size) for each in words) <= room else SMALL

    def size_for(self, words: str, room: float, size: int, least: int = SMALL) -> int:
        """The size, or a smaller one in which the words fit, but not below `least`."""
        width = self.width_of(words, size)
        return size if width <= room else max(int(size * room / width), least)

    def png(self) -> bytes:
        """The finished picture."""
        file = io.BytesIO()
        with_few_colours(self._image).save(file, "PNG", compress_level=COMPRESSION)
        return file.getvalue()

    def _shape(self, points: Sequence[Point], margin: float, colour: str, draw: _Stroke) -> None:
        """Let `draw` fill a mask around the points, which it gets in the mask's own pixels."""
        left = floor(min(x for x, _ in points) - margin)
        top = floor(min(y for _, y in points) - margin)
        right = ceil(max(x for x, _ in points) + margin)
        bottom = ceil(max(y for _, y in points) + margin)
        mask = Image.new("L", ((right - left) * SCALE, (bottom - top) * SCALE))
        draw(ImageDraw.Draw(mask), [((x - left) * SCALE, (y - top) * SCALE) for x, y in points])
        self._image.paste(colour, (left, top), mask.reduce(SCALE))

    def _runs(self, words: str, size: int) -> list[tuple[str, letters.Font]]:
        return [(run, self._font(size, bengali=bengali)) for run, bengali in letters.runs(words)]

    def _font(self, size: int, *, bengali: bool) -> letters.Font:
        if (size, bengali) not in self._fonts:
            self._fonts[size, bengali] = letters.bengali(size) if bengali else letters.latin(size)
        return self._fonts[size, bengali]


@lru_cache(maxsize=64)
def _box_mask(width: int, height: int, radius: int, line: float | None) -> Image.Image:
    """A rectangle with round corners: filled, or only its `line`. The same few are wanted again and again."""
    mask = Image.new("L", (width * SCALE, height * SCALE))
    area = (0, 0, width * SCALE - 1, height * SCALE - 1)
    draw = ImageDraw.Draw(mask)
    if line is None:
        draw.rounded_rectangle(area, radius * SCALE, 255)
    else:
        draw.rounded_rectangle(area, radius * SCALE, None, 255, round(line * SCALE))
    return mask.reduce(SCALE)


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
