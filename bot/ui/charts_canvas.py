"""A small drawing board over Pillow: everything is drawn larger and then shrunk, for smooth edges.

Shrinking averages whole blocks of pixels: at a whole factor that is exact, and ten times faster than LANCZOS,
whose halos also double the size of the file. Every canvas loads its own fonts, so that pictures can be
drawn in several threads at once.
"""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

SCALE = 3
Point = tuple[float, float]

# The built-in font (a part of Aileron) has these and ASCII; the test asks the font.
_BEYOND_ASCII = "‘’“”·°±«»‹›©⁄"
_DRAWN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(_BEYOND_ASCII)
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
    """What the built-in font can show of a text: accents go, and characters it lacks are left out."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    shown = "".join(char if char in _DRAWN else _gap(char) for char in plain)
    return " ".join(shown.split()).strip(" -:·,")


def _gap(char: str) -> str:
    return "" if unicodedata.combining(char) else " "


class Canvas:
    """A page; all coordinates and sizes are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, fill: str) -> None:
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), fill)
        self._draw = ImageDraw.Draw(self._image)
        self._fonts: dict[int, ImageFont.FreeTypeFont | ImageFont.ImageFont] = {}

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0) -> None:
        """A filled rectangle with round corners."""
        area = (left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1)
        self._draw.rounded_rectangle(area, radius * SCALE, fill=fill)

    def frame(
        self, left: float, top: float, right: float, bottom: float, colour: str, radius: float, width: float
    ) -> None:
        """An empty rectangle with round corners; the line lies inside."""
        area = (left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1)
        self._draw.rounded_rectangle(area, radius * SCALE, outline=colour, width=round(width * SCALE))

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._draw.circle((x * SCALE, y * SCALE), radius * SCALE, fill=fill)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line through all points."""
        self._draw.line(_scaled(points), fill=colour, width=round(width * SCALE), joint="curve")

    def dashes(self, start: Point, end: Point, colour: str, width: float, dash: float = 7) -> None:
        """A straight dashed line; dashes and gaps are `dash` long."""
        length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
        count = max(int(length / dash / 2), 1)
        for number in range(count):
            ends = [_between(start, end, (number + part) / count) for part in (0, 0.5)]
            self.line(ends, colour, width)

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._draw.polygon(_scaled(points), fill=fill)

    def text(self, x: float, y: float, words: str, size: int, colour: str, anchor: str = "ls") -> None:
        """Words at a baseline (anchors `ls`, `ms`, `rs`: left, middle, right)."""
        self._draw.text((x * SCALE, y * SCALE), words, fill=colour, font=self._font(size), anchor=anchor)

    def width_of(self, words: str, size: int) -> float:
        """How wide the words will be."""
        return self._font(size).getlength(words) / SCALE

    def fitting(self, words: str, size: int, width: float) -> str:
        """The words, or as many of their characters as fit with "…"."""
        if self.width_of(words, size) <= width:
            return words
        lengths = range(len(words) + 1)
        end = bisect_right(lengths, width, key=lambda length: self.width_of(f"{words[:length]}…", size))
        return f"{words[: max(end - 1, 0)].rstrip()}…"

    def png(self) -> bytes:
        """The finished picture."""
        file = io.BytesIO()
        self._image.reduce(SCALE).save(file, "PNG", compress_level=3)
        return file.getvalue()

    def _font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        if size not in self._fonts:
            self._fonts[size] = ImageFont.load_default(size * SCALE)
        return self._fonts[size]


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
