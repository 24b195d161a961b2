"""The words of a picture."""

from dataclasses import dataclass
from functools import lru_cache

import pytest

from bot.ui.charts_canvas import SMALL, Canvas
from bot.ui.charts_letters import shapes

shaping = pytest.mark.skipif(not shapes(), reason="FriBiDi is not installed here")
"""Where pictures can be drawn in Bengali."""

Box = tuple[float, float, float, float]
_MIDDLE, _HEIGHT, _BASE = 1200, 700, 400
_DRAW = Canvas.text
"""As it is, whatever a test puts in its place."""


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand: their box, and their size."""

    text: str
    box: Box
    size: int

    def touches(self, other: "Words") -> bool:
        left, top, right, bottom = self.box
        return left < other.box[2] and other.box[0] < right and top < other.box[3] and other.box[1] < bottom


def ink(words: str, x: float, y: float, size: int = SMALL, anchor: str = "ls") -> Box:
    """The pixels that words cover which are drawn there, seen on a page of their own."""
    left, top, right, bottom = _ink(words, size, anchor)
    return round(x) + left, round(y) + top, round(x) + right, round(y) + bottom


@lru_cache(maxsize=2048)
def _ink(words: str, size: int, anchor: str) -> tuple[int, int, int, int]:
    page = Canvas(2 * _MIDDLE, _HEIGHT, "#000000")
    _DRAW(page, _MIDDLE, _BASE, words, "#ffffff", size, anchor)
    left, top, right, bottom = page._image.getbbox() or (_MIDDLE, _BASE, _MIDDLE, _BASE)
    return left - _MIDDLE, top - _BASE, right - _MIDDLE, bottom - _BASE
