"""The progress picture as a message, with the same facts in words for screen readers."""

from typing import Any

import discord
from discord import ui

from bot.domain.progress import ProgressChart
from bot.ui import theme
from bot.ui.base import layout
from bot.ui.charts_words import alt_text, summary
from bot.ui.pictures import attached, drawn, picture
from bot.ui.text import safe

NAME = "progress.png"


async def progress_message(chart: ProgressChart) -> tuple[discord.File, ui.LayoutView]:
    """The picture, drawn off the event loop, and the message that shows it."""
    png = await drawn(_draw, chart)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {theme.CHART} {safe(chart.title, 150)}"))
    box.add_item(picture(NAME, alt_text(chart)))
    box.add_item(ui.TextDisplay("\n".join(summary(chart))))
    return attached(png, NAME), layout(box)


def _draw(chart: ProgressChart) -> bytes:
    # Pillow: only who asks for a picture pays for it, and beside the event loop.
    from bot.ui.charts import progress_chart

    return progress_chart(chart)
