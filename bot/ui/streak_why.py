"""Why a study day came to what it came to, with the days before and after it a press away."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.streaks import DayMark
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import _
from bot.ui.streak_reasons import reason_text
from bot.ui.text import date_text, short_weekday

if TYPE_CHECKING:
    from bot.services.streak_results import StreakReasons

DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"

KEPT = frozenset({DayMark.DONE, DayMark.BACKFILLED})
OWED = frozenset({DayMark.OPEN, DayMark.MISSED})


class WhyButton(Owned[ui.Button[Any]], template=template("why", DAY)):
    """Explains one day."""

    def __init__(self, guild_id: int, user_id: int, day: date | str, label: str = "") -> None:
        identity = custom_id("why", guild_id, user_id, day)
        # limit: 80
        named = label or _("Why?")
        super().__init__(ui.Button(label=named, custom_id=identity), guild_id, user_id)
        self.day = str(day)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "WhyButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["day"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show why."""
        reasons = await services.streaks.why(self.guild_id, self.user_id, self.day)
        await show(interaction, why_layout(reasons))


def why_layout(reasons: "StreakReasons") -> ui.LayoutView:
    """The day, what it came to and why, and the way to its neighbours."""
    box: ui.Container[Any] = ui.Container(accent_colour=_accent(reasons.explained.mark))
    box.add_item(ui.TextDisplay(reason_text(reasons)))
    return layout(box, *([row(*buttons)] if (buttons := _neighbours(reasons)) else []))


def _accent(mark: DayMark) -> int:
    if mark in KEPT:
        return theme.DONE
    return theme.ACCENT if mark in OWED else theme.PAUSED


def _neighbours(reasons: "StreakReasons") -> list[ui.Item[Any]]:
    day, one = reasons.explained.day, timedelta(days=1)
    owner = reasons.guild_id, reasons.user_id
    buttons: list[ui.Item[Any]] = []
    if day > reasons.first:
        buttons.append(WhyButton(*owner, day - one, f"◀ {_short(day - one, reasons.today)}"))
    if day < reasons.today:
        buttons.append(WhyButton(*owner, day + one, f"{_short(day + one, reasons.today)} ▶"))
    return buttons


def _short(day: date, today: date) -> str:
    return _("{weekday} {date}", weekday=short_weekday(day.weekday()), date=date_text(day, today))
