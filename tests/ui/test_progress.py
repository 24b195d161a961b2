import asyncio
import threading

import pytest

from bot.ui import charts
from bot.ui.charts_words import alt_text
from bot.ui.progress import progress_message
from tests.ui.test_charts import CHARTS

TURNS = 3
"""At least, for each picture: drawn in one go on the loop itself it would be one for all."""


async def test_the_message_shows_the_picture_with_alt_text_and_the_same_in_words() -> None:
    chart = CHARTS["under way"]
    picture, view = await progress_message(chart)
    (gallery,) = [item for item in view.to_components()[0]["components"] if item["type"] == 12]
    (shown,) = gallery["items"]
    assert shown["media"]["url"] == f"attachment://{picture.filename}"
    assert shown["description"] == alt_text(chart)
    assert picture.fp.read().startswith(b"\x89PNG")


async def test_the_event_loop_goes_on_while_a_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    going_on, draw = threading.Event(), charts.progress_chart

    def draw_later(chart: charts.ProgressChart) -> bytes:
        assert going_on.wait(10), "the event loop stands still"
        return draw(chart)

    monkeypatch.setattr(charts, "progress_chart", draw_later)
    message = asyncio.create_task(progress_message(CHARTS["first day"]))
    await asyncio.sleep(0)
    going_on.set()
    picture, _ = await message
    assert picture.fp.read().startswith(b"\x89PNG")


async def turns_beside(pictures: int) -> int:
    """How often the loop gets its turn while pictures are drawn."""
    drawing = asyncio.gather(*(progress_message(CHARTS["78 weeks"]) for _ in range(pictures)))
    turns = 0
    while not drawing.done():
        await asyncio.sleep(0.0005)
        turns += 1
    await drawing
    return turns


async def test_the_event_loop_gets_its_turn_several_times_a_picture() -> None:
    await progress_message(CHARTS["78 weeks"])
    assert max([await turns_beside(4) for _ in range(5)]) >= 4 * TURNS
