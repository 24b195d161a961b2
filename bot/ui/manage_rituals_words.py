"""What /manage rituals says: when and where they come, and what keeps them from it."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
from discord.utils import format_dt

from bot.domain.rituals import Ritual, Timing
from bot.ui import theme
from bot.ui.language import _
from bot.ui.permissions import missing_for_threads, missing_in
from bot.ui.ritual_words import MARKS, TITLES
from bot.ui.text import clock_text, human_join, short_weekday

if TYPE_CHECKING:
    from bot.services.rituals import RitualBoard, RitualShown

NIGHT_ENDS = 180
"""Minutes after midnight: until then it is still the day before, as in members' study days."""


def board_text(board: "RitualBoard") -> str:
    """When and where each of them comes."""
    about = _("What the group does together, in {zone} time.", zone=board.zone.key)
    lines = [f"## {theme.SETTINGS} " + _("Rituals"), about, *map(_line, board.rituals)]
    if any(shown.on and shown.timing.minute < NIGHT_ENDS for shown in board.rituals):
        lines.append(night_line())
    return "\n".join(lines)


def night_line() -> str:
    """To which day a time before NIGHT_ENDS belongs."""
    return f"-# {_('A time before 03:00 falls in the night after its day.')}"


def next_text(at: datetime) -> str:
    """When it comes the next time."""
    return _("next {when}", when=format_dt(at, "f"))


def _line(shown: "RitualShown") -> str:
    name = f"{MARKS[shown.ritual]} **{_(TITLES[shown.ritual])}**"
    if shown.next_due_at is None:
        return f"{name} · {_('off ({time})', time=_when(shown.timing))}"
    where = f"<#{shown.posts_in}>" if shown.posts_in else _("no channel")
    return f"{name} · {_when(shown.timing)} · {where} · {next_text(shown.next_due_at)}"


def _when(timing: Timing) -> str:
    time = clock_text(timing.minute)
    if timing.weekday is None:
        return _("last day of the month {time}", time=time)
    return _("{weekday} {time}", weekday=short_weekday(timing.weekday), time=time)


def problems(interaction: discord.Interaction[Any], board: "RitualBoard") -> Iterator[str]:
    """What keeps rituals that are on from coming, once for each channel."""
    running = [shown for shown in board.rituals if shown.on]
    for shown in running:
        if shown.posts_in is None:
            yield _(
                "{title} has no channel: choose one below, or a nudge channel in `/setup`.",
                title=_(TITLES[shown.ritual]),
            )
    for channel_id in dict.fromkeys(shown.posts_in for shown in running if shown.posts_in):
        if problem := channel_problem(interaction, channel_id):
            yield problem
    guild, wins = interaction.guild, board.of(Ritual.WINS)
    room = guild.get_channel(wins.posts_in) if guild and wins.on and wins.posts_in else None
    if room is not None and (missing := missing_for_threads(room)):
        yield _(
            "In {channel} I lack {permissions}: wins come there without their thread.",
            channel=f"<#{room.id}>",
            permissions=human_join(missing),
        )


def channel_problem(interaction: discord.Interaction[Any], channel_id: int) -> str | None:
    """Why nothing comes in this channel; None when it does."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        return _("{channel} is gone or hidden from me: choose another channel.", channel=f"<#{channel_id}>")
    if missing := missing_in(channel):
        return _(
            "In {channel} I lack {permissions}, so nothing comes there. Allow it there.",
            channel=f"<#{channel_id}>",
            permissions=human_join(missing),
        )
    return None
