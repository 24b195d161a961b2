"""A message of the bot's own accord, as it leaves."""

from dataclasses import dataclass

import discord
from discord import ui


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. One part's custom_id begins with the delivery's marker, so that it is found again.

    `files` are the pictures it shows; `thread` names a thread to open below it, where that is allowed.
    """

    view: ui.LayoutView
    files: tuple[discord.File, ...] = ()
    thread: str | None = None
