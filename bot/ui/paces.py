"""The forms that ask about a pace: hours, a day to be done by, a week in one's own words."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.inputs import parse_hours_per_week
from bot.domain.replans import MAX_WEEK, Wish
from bot.domain.study_week import study_week_text
from bot.services.registry import Services
from bot.ui.base import Form
from bot.ui.language import _

if TYPE_CHECKING:
    from bot.services.enrolments import Enrolled

Then = Callable[[discord.Interaction[Any], Services, Wish], Awaitable[None]]
"""What to do with the answer."""


class HoursForm(Form):
    """Asks for hours a week."""

    def __init__(self, enrolled: "Enrolled", then: Then) -> None:
        super().__init__(title=_("How many hours a week?"))
        self._then = then
        self.hours: ui.TextInput[Any] = ui.TextInput(
            default=f"{enrolled.minutes_per_week / 60:g}",
            placeholder=_("1 to 80, e.g. 7.5"),
            max_length=10,
            custom_id="hours",
        )
        self.add_item(ui.Label(text=_("Hours a week (1 to 80)"), component=self.hours))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan at this pace and show the summary again."""
        minutes = parse_hours_per_week(self.hours.value)
        await self._then(interaction, services, Wish(minutes_per_week=minutes))


class ByForm(Form):
    """Asks for the day to be done by."""

    def __init__(self, enrolled: "Enrolled", then: Then) -> None:
        super().__init__(title=_("Be done by a day"))
        self._then = then
        self.day: ui.TextInput[Any] = ui.TextInput(
            default=enrolled.by_day.isoformat() if enrolled.by_day else None,
            placeholder="2027-06-01, 1 Jun, +12w",
            max_length=40,
            custom_id="by",
        )
        self.add_item(
            ui.Label(
                text=_("By which day?"),
                description=_("I work out the hours a week it takes."),
                component=self.day,
            )
        )

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan at the pace that day takes and show the summary again."""
        await self._then(interaction, services, Wish(by=self.day.value))


class StudyWeekForm(Form):
    """Asks for a week in the member's own words."""

    def __init__(self, enrolled: "Enrolled", then: Then) -> None:
        super().__init__(title=_("Your week"))
        self._then = then
        self.week: ui.TextInput[Any] = ui.TextInput(
            default=study_week_text(enrolled.pace),
            style=discord.TextStyle.paragraph,
            placeholder="mon-fri: morning 1h, evening 45m\nsat: 9:00 3h",
            max_length=MAX_WEEK,
            custom_id="week",
        )
        self.add_item(
            ui.Label(
                text=_("Days, then how long"),
                description=_("A line for each group of days: mon-fri: evening 2h"),
                component=self.week,
            )
        )

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan on that week and show the summary again."""
        await self._then(interaction, services, Wish(week=self.week.value))
