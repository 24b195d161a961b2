"""The drawing board a first attempt with Pillow comes to: all of it three times as large, then shrunk."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from bot.ui.charts_canvas import LEFT, RIGHT, ROUND, SMALL, Canvas, Point
from bot.ui.theme import PALETTE

TIMES = 3


class NaiveCanvas(Canvas):
    """Draws what `Canvas` draws."""

    def __init__(self, width: int, height: int, fill: str) -> None:
        super().__init__(width, height, fill)
        self._page = Image.new("RGB", (width * TIMES, height * TIMES), fill)
        self._pen = ImageDraw.Draw(self._page)

    def box(self, left: int, top: int, right: int, bottom: int, fill: str, radius: int = 0) -> None:
        """A filled rectangle."""
        area = (left * TIMES, top * TIMES, right * TIMES - 1, bottom * TIMES - 1)
        self._pen.rounded_rectangle(area, radius * TIMES, fill=fill)

    def panel(self, top: int, height: int) -> None:
        """The ground of a part."""
        self.box(LEFT, top, RIGHT, top + height, PALETTE.panel, ROUND)

    def frame(
        self, left: int, top: int, right: int, bottom: int, colour: str, radius: int, width: float
    ) -> None:
        """An empty rectangle."""
        area = (left * TIMES, top * TIMES, right * TIMES - 1, bottom * TIMES - 1)
        self._pen.rounded_rectangle(area, radius * TIMES, outline=colour, width=round(width * TIMES))

    def rule(self, start: tuple[int, int], end: tuple[int, int], colour: str, width: int = 1) -> None:
        """A straight line."""
        self._pen.line(_larger((start, end)), fill=colour, width=width * TIMES)

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._pen.circle((x * TIMES, y * TIMES), radius * TIMES, fill=fill)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line through all points."""
        self._pen.line(_larger(points), fill=colour, width=round(width * TIMES), joint="curve")

    def dashes(self, start: Point, end: Point, colour: str, width: float, dash: float = 9) -> None:
        """A dashed line."""
        steps = max(int((end[0] - start[0]) / dash), 1)
        at = [
            (start[0] + (end[0] - start[0]) * part / steps, start[1] + (end[1] - start[1]) * part / steps)
            for part in range(steps + 1)
        ]
        for one, two in zip(at[::2], at[1::2], strict=False):
            self._pen.line(_larger((one, two)), fill=colour, width=round(width * TIMES))

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._pen.polygon(_larger(points), fill=fill)

    def text(
        self, x: float, y: float, words: str, colour: str, size: int = SMALL, anchor: str = "ls"
    ) -> None:
        """Words at a baseline."""
        font = ImageFont.load_default(size * TIMES)
        self._pen.text((x * TIMES, y * TIMES), words, fill=colour, font=font, anchor=anchor)

    def png(self) -> bytes:
        """The finished picture."""
        file = io.BytesIO()
        self._page.resize((self._page.width // TIMES, self._page.height // TIMES)).save(file, "PNG")
        return file.getvalue()


def _larger(points: Sequence[Point]) -> list[Point]:
    return [(x * TIMES, y * TIMES) for x, y in points]
