"""The progress picture as a message, with the same facts in words for screen readers."""

import asyncio
import io
from typing import Any

import discord
from discord import ui

from bot.domain.progress import ProgressChart
from bot.ui import theme
from bot.ui.base import layout
from bot.ui.text import safe

NAME = "progress.png"

_pens = asyncio.Semaphore(2)
"""How many pictures are drawn at once; more would only slow each other down."""


async def progress_message(chart: ProgressChart) -> tuple[discord.File, ui.LayoutView]:
    """The picture, drawn off the event loop, and the message that shows it."""
    from bot.ui.charts import (
        alt_text,
        progress_chart,
        summary,
    )  # Pillow: only who asks for a picture pays for it

    async with _pens:
        png = await asyncio.to_thread(progress_chart, chart)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {theme.CHART} {safe(chart.title, 150)}"))
    gallery: ui.MediaGallery[Any] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{NAME}", description=alt_text(chart))
    box.add_item(gallery)
    box.add_item(ui.TextDisplay("\n".join(summary(chart))))
    return discord.File(io.BytesIO(png), NAME), layout(box)
