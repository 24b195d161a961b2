"""Files that organisers bring in: fetched, handed over, and answered in full when they cannot be used."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.domain.errors import BrokenFile, Fault, UploadLost
from bot.domain.rates import Allowance
from bot.domain.words import Words
from bot.ui import theme
from bot.ui.base import box, layout
from bot.ui.language import _
from bot.ui.rates import spend
from bot.ui.sentences import sentence
from bot.ui.text import clip, safe

PROBLEMS = "problems.txt"
SHOWN = 10
"""Problems of a file that are listed in the message itself."""

FETCH_SECONDS = 20.0


async def take_in(
    interaction: discord.Interaction[Any],
    file: discord.Attachment,
    bring: Callable[[bytes], Awaitable[ui.LayoutView]],
) -> None:
    """Answer with what bringing the file in came to, or with all that is wrong with it."""
    spend(interaction, Allowance.IMPORT)
    await interaction.response.defer(ephemeral=True)
    raw = await _fetched(file)
    try:
        view = await bring(raw)
    except BrokenFile as broken:
        view, files = broken_layout(broken)
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.edit_original_response(view=view)


async def _fetched(file: discord.Attachment) -> bytes:
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        raise UploadLost from None


def broken_layout(broken: BrokenFile) -> tuple[ui.LayoutView, list[discord.File]]:
    """The sentence, the first problems, and a file with all of them when there are more."""
    shown = fault_lines(broken.faults, broken.count)
    message = box("\n".join([f"{theme.WARNING} {sentence(broken)}", *shown]))
    if broken.count <= min(len(broken.faults), SHOWN):
        return layout(message), []
    message.add_item(ui.File(f"attachment://{PROBLEMS}"))
    whole = io.BytesIO(report(broken.faults, broken.count).encode())
    return layout(message), [discord.File(whole, PROBLEMS)]


def attached(key: str, plain: bytes, packed: bytes | None) -> list[discord.File]:
    """A file to give out, with the packed one if there is one."""
    name = f"{key}.yaml"
    files = [discord.File(io.BytesIO(plain), name)]
    return files if packed is None else [*files, discord.File(io.BytesIO(packed), f"{name}.gz")]


def doubt_lines(doubts: Sequence[Fault]) -> list[str]:
    """What an author may still act on."""
    return [f"{theme.WARNING} {_('Worth a look:')}", *fault_lines(doubts, len(doubts))] if doubts else []


def fault_lines(faults: Sequence[Fault], count: int) -> list[str]:
    """`line N · path: message` for the first ones; the rest is counted."""
    lines = [f"{_line(each)} · {_fault(each)}" for each in faults[:SHOWN]]
    more = count - len(lines)
    return [*lines, f"-# {_more(more)}"] if more > 0 else lines


def _line(fault: Fault) -> str:
    return _("line {number}", number=fault.line)


def _said(message: str) -> str:
    """Words in the reader's language, and so the words in them; what is no text of ours as it is."""
    if not isinstance(message, Words):
        return message
    values = message.values.items()
    return _(message.text, **{name: _said(each) if isinstance(each, str) else each for name, each in values})


def _more(count: int) -> str:
    return _("and {count:,} more", count=count)


def _fault(fault: Fault) -> str:
    place = f"{safe(fault.path, 100)}: " if fault.path else ""
    return place + safe(_said(fault.message), 200)


def report(faults: Sequence[Fault], count: int) -> str:
    """Everything found, for a plain file."""
    lines = [f"{_line(each)} · {each.path}: {_said(each.message)}" for each in faults]
    more = count - len(faults)
    return "\n".join([*(clip(line, 800) for line in lines), *([_more(more)] if more > 0 else [])]) + "\n"
