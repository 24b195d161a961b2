"""The progress picture as a message, with the same facts in words for screen readers."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import discord
from discord import ui

from bot.domain.progress import ProgressChart
from bot.ui import theme
from bot.ui.base import layout
from bot.ui.charts_words import alt_text, summary
from bot.ui.text import safe

NAME = "progress.png"

PEN = ThreadPoolExecutor(1, thread_name_prefix="pen")
"""Draws one picture after the other; several at once would only slow the event loop down."""


async def progress_message(chart: ProgressChart) -> tuple[discord.File, ui.LayoutView]:
    """The picture, drawn off the event loop, and the message that shows it."""
    png = await asyncio.get_running_loop().run_in_executor(PEN, _draw, chart)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {theme.CHART} {safe(chart.title, 150)}"))
    gallery: ui.MediaGallery[Any] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{NAME}", description=alt_text(chart))
    box.add_item(gallery)
    box.add_item(ui.TextDisplay("\n".join(summary(chart))))
    return discord.File(io.BytesIO(png), NAME), layout(box)


def _draw(chart: ProgressChart) -> bytes:
    # Pillow: only who asks for a picture pays for it, and beside the event loop.
    from bot.ui.charts import progress_chart

    return progress_chart(chart)
