"""A message of the bot's own accord, as it leaves."""

from dataclasses import dataclass

import discord
from discord import ui


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. One part's custom_id begins with the delivery's marker, so that it is found again.

    `files` are the pictures it shows; `thread` names a thread to open below it, where that is allowed.
    `mentions` are the people whom its text names and who are to be notified. `channel_id` is where it goes
    if not where it was owed: the thread that was opened for it.
    """

    view: ui.LayoutView
    files: tuple[discord.File, ...] = ()
    thread: str | None = None
    mentions: tuple[int, ...] = ()
    channel_id: int | None = None
