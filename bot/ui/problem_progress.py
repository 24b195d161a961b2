"""The picture of solved problems as a message, with the same facts in words."""

from typing import Any

import discord
from discord import ui

from bot.services.problem_results import ProblemChart
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.charts_problems_words import alt_text, caption
from bot.ui.language import _, ngettext
from bot.ui.pictures import attached, drawn, picture
from bot.ui.problem_due import DueButton
from bot.ui.text import safe

PROBLEMS = "problems"
"""What drawing it is counted as, by command and below a post."""

NAME = "problems.png"
SENTENCE = 600
"""Characters of one sentence, escapes included."""


async def problems_message(chart: ProblemChart) -> tuple[discord.File, ui.LayoutView]:
    """The picture, drawn off the event loop, and the message that shows it."""
    png = await drawn(_draw, chart)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {theme.CHART} {_('Solved problems')}"))
    box.add_item(picture(NAME, alt_text(chart)))
    box.add_item(ui.TextDisplay(safe(caption(chart), SENTENCE)))
    if not chart.due:
        return attached(png, NAME), layout(box)
    # limit: 80
    label = ngettext("Repeat {count:,} problem", "Repeat {count:,} problems", chart.due)
    button = DueButton(chart.guild_id, chart.user_id, label)
    return attached(png, NAME), layout(box, row(button))


def _draw(chart: ProblemChart) -> bytes:
    # Pillow: only who asks for a picture pays for it, and beside the event loop.
    from bot.ui.charts_problems import problems_chart

    return problems_chart(chart)
