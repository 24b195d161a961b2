"""When a member can take part in mock interviews, in words."""

from collections.abc import Sequence

from discord.utils import format_dt

from bot.domain import availability
from bot.domain.availability import Preset
from bot.domain.availability_text import table
from bot.domain.mock_pool import USUAL, CanShown
from bot.ui import theme
from bot.ui.mock_pool_words import TOO_SHORT, week_text
from bot.ui.text import hours_text, plural

PRESETS = {
    Preset.WEEKDAY_EVENINGS: "Weekday evenings",
    Preset.EVERY_EVENING: "Every evening",
    Preset.WEEKENDS: "Weekends",
    Preset.LUNCH: "Lunch breaks",
    Preset.STUDY_DAYS: "Like my study days",
}
READY = {
    **{preset.value: name for preset, name in PRESETS.items()},
    "copy": "As in the last week that differed",
    "usual": "As usual after all",
}
"""What a command takes in one word."""

SHOWN_SPANS = 6
"""Of a day; whoever has more reads them in the form."""


def hours_page(can: CanShown) -> str:
    """A week in words."""
    lines = [f"## {theme.WEEK} When you can", _which_week(can), "```", *_rows(can.windows), "```"]
    if can.windows:
        hours = hours_text(30 * availability.half_hours(can.windows))
        lines.append(f"**{hours}** · {_others(can.others)}")
    if can.windows and not can.long_enough:
        lines.append(TOO_SHORT)
    if not can.in_pool:
        lines.append("-# You are not in the pool yet: **Back** leads to where you join.")
    return "\n".join(lines)


def _others(others: int) -> str:
    """About hours alone: whether two fit is for the round to say, and nobody else's business."""
    if not others:
        return "nobody else in the pool is free then so far; a round can still bring somebody."
    return f"{plural(others, 'other')} in the pool {'is' if others == 1 else 'are'} free then too."


def _which_week(can: CanShown) -> str:
    if can.week == USUAL:
        own = f" In {week_text(can.round_week)} your hours are other ones." if can.own_week else ""
        return f"In a usual week, on your own clock ({can.zone.key}).{own}"
    begins = format_dt(availability.begins(can.week, can.zone), "F")
    return f"Only in {week_text(can.week)}, on your own clock ({can.zone.key}); it begins {begins}."


def _rows(windows: int) -> list[str]:
    return [f"{name}  {_spans(found)}" for name, found in table(windows)]


def _spans(found: Sequence[str]) -> str:
    more = f" +{len(found) - SHOWN_SPANS}" if len(found) > SHOWN_SPANS else ""
    return "  ".join(each.replace("-", "–") for each in found[:SHOWN_SPANS]) + more or "–"
