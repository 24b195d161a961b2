"""When a member can take part in mock interviews, in words."""

from collections.abc import Sequence

from discord.utils import format_dt

from bot.domain import availability
from bot.domain.availability import Preset
from bot.domain.availability_text import table
from bot.domain.mock_pool import USUAL, CanShown
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.mock_pool_words import too_short_text, week_text
from bot.ui.text import hours_text

VERBS = {
    # limit: 80
    "exact": N_("Exact hours…"),
    # limit: 80
    "copy": N_("Copy last week's"),
    # limit: 80
    "show": N_("Usual week"),
    # limit: 80
    "only": N_("Only the next round…"),
    # limit: 80
    "usual": N_("As usual after all"),
    # limit: 80
    "clear": N_("Clear"),
    # limit: 80
    "back": N_("Back"),
}
PRESETS = {
    # limit: 80
    Preset.WEEKDAY_EVENINGS: N_("Weekday evenings"),
    # limit: 80
    Preset.EVERY_EVENING: N_("Every evening"),
    # limit: 80
    Preset.WEEKENDS: N_("Weekends"),
    # limit: 80
    Preset.LUNCH: N_("Lunch breaks"),
    # limit: 80
    Preset.STUDY_DAYS: N_("Like my study days"),
}
READY = {
    **{preset.value: name for preset, name in PRESETS.items()},
    "copy": N_("As in the last week that differed"),
    "usual": N_("As usual after all"),
}
"""What a command takes in one word."""

SHOWN_SPANS = 6
"""Of a day; whoever has more reads them in the form."""


def hours_page(can: CanShown) -> str:
    """A week in words."""
    lines = [f"## {theme.WEEK} {_('When you can')}", _which_week(can), "```", *_rows(can.windows), "```"]
    if can.windows:
        hours = hours_text(30 * availability.half_hours(can.windows))
        lines.append(f"**{hours}** · {_others(can.others)}")
    if can.windows and not can.long_enough:
        lines.append(too_short_text())
    if not can.in_pool:
        lines.append(f"-# {_('You are not in the pool yet: **Back** leads to where you join.')}")
    return "\n".join(lines)


def _others(others: int) -> str:
    """About hours alone: whether two fit is for the round to say, and nobody else's business."""
    if not others:
        return _("nobody else in the pool is free then so far; a round can still bring somebody.")
    return ngettext(
        "{count:,} other in the pool is free then too.",
        "{count:,} others in the pool are free then too.",
        others,
    )


def _which_week(can: CanShown) -> str:
    if can.week == USUAL:
        usual = _("In a usual week, on your own clock ({zone}).", zone=can.zone.key)
        if not can.own_week:
            return usual
        own = _("In {week} your hours are other ones.", week=week_text(can.round_week))
        return f"{usual} {own}"
    return _(
        "Only in {week}, on your own clock ({zone}); it begins {time}.",
        week=week_text(can.week),
        zone=can.zone.key,
        time=format_dt(availability.begins(can.week, can.zone), "F"),
    )


def _rows(windows: int) -> list[str]:
    return [f"{_(name)}  {_spans(found)}" for name, found in table(windows)]


def _spans(found: Sequence[str]) -> str:
    more = f" +{len(found) - SHOWN_SPANS}" if len(found) > SHOWN_SPANS else ""
    return "  ".join(each.replace("-", "–") for each in found[:SHOWN_SPANS]) + more or "–"
