"""Pictures in messages: drawn beside the event loop, one after the other."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVarTuple

import discord
from discord import ui

Drawn = TypeVarTuple("Drawn")

_PEN = ThreadPoolExecutor(1, thread_name_prefix="pen")
"""Several at once would only slow the event loop down."""


async def drawn(draw: Callable[[*Drawn], bytes], *what: *Drawn) -> bytes:
    """What `draw` makes of these values, off the event loop and in the reader's language."""
    here = copy_context()
    return await asyncio.get_running_loop().run_in_executor(_PEN, lambda: here.run(draw, *what))


def picture(name: str, description: str) -> ui.MediaGallery[Any]:
    """The place of the attached file `name` in a message; the description is for screen readers."""
    gallery: ui.MediaGallery[Any] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{name}", description=description)
    return gallery


def attached(png: bytes, name: str) -> discord.File:
    """A picture to send along."""
    return discord.File(io.BytesIO(png), name)
