"""Forms of `/manage rounds`: when rounds come, by which rules, and a seed to match one again with."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands, ui

from bot.domain.errors import InvalidNumber
from bot.domain.inputs import parse_time
from bot.domain.mock_rounds import RoundSettings
from bot.services.registry import Services
from bot.ui.base import Form
from bot.ui.chosen import the_one_chosen
from bot.ui.language import N_, _
from bot.ui.text import WEEKDAYS, clock_text, weekday_name

Change = Callable[..., Awaitable[None]]
"""Changes settings, and shows the panel again."""

SEED_DIGITS = 15

TRIOS = {
    # limit: 100
    True: N_("makes one group of three"),
    # limit: 100
    False: N_("leaves one person out, who is first next time"),
}


class RhythmForm(Form):
    """Asks when rounds close and open, and how often."""

    def __init__(self, settings: RoundSettings, change: Change) -> None:
        super().__init__(title=_("When rounds come"))
        self._change = change
        self.day: ui.Select[Any] = ui.Select(custom_id="day", options=_weekdays(settings.weekday))
        self.time = _field("time", clock_text(settings.minute))
        self.every = _field("every", str(settings.every_weeks))
        self.opens = _field("opens", str(settings.open_days))
        self.remind = _field("remind", str(settings.remind_hours))
        self.add_item(ui.Label(text=_("They close on"), component=self.day))
        self.add_item(ui.Label(text=_("Time, in the server's zone"), component=self.time))
        self.add_item(ui.Label(text=_("Every how many weeks"), component=self.every))
        self.add_item(ui.Label(text=_("They open so many days before"), component=self.opens))
        self.add_item(ui.Label(text=_("Reminder, hours before (0: none)"), component=self.remind))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Change it and redraw."""
        await self._change(
            interaction,
            services,
            weekday=the_one_chosen(range(len(WEEKDAYS)), self.day.values),
            minute=parse_time(self.time.value),
            every_weeks=_whole(self.every.value, _("weeks")),
            open_days=_whole(self.opens.value, _("days")),
            remind_hours=_whole(self.remind.value, _("hours")),
        )


class RulesForm(Form):
    """Asks how long an interview takes, how soon two may meet again, and about an odd number."""

    def __init__(self, settings: RoundSettings, change: Change) -> None:
        super().__init__(title=_("Rules of rounds"))
        self._change = change
        self.minutes = _field("minutes", str(settings.session_minutes))
        self.window = _field("window", str(settings.window))
        self.trios: ui.Select[Any] = ui.Select(custom_id="trios", options=_trios(settings.trios))
        self.add_item(ui.Label(text=_("Minutes of an interview, both halves"), component=self.minutes))
        self.add_item(ui.Label(text=_("No repeat within so many rounds"), component=self.window))
        self.add_item(ui.Label(text=_("An odd number"), component=self.trios))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Change it and redraw."""
        await self._change(
            interaction,
            services,
            session_minutes=_whole(self.minutes.value, _("minutes")),
            window=_whole(self.window.value, _("rounds")),
            trios=the_one_chosen((True, False), self.trios.values),
        )


class SeedForm(Form):
    """Asks for a seed to match a round again with."""

    def __init__(self, round_id: int, replay: Change) -> None:
        super().__init__(title=_("Round #{number} with another seed", number=round_id))
        self._round_id = round_id
        self._replay = replay
        self.seed: ui.TextInput[Any] = ui.TextInput(custom_id="seed", max_length=SEED_DIGITS)
        self.add_item(ui.Label(text=_("Seed, a whole number"), component=self.seed))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Match it and show what came of it."""
        await self._replay(interaction, services, self._round_id, _whole(self.seed.value, ""))


def _field(name: str, value: str) -> ui.TextInput[Any]:
    return ui.TextInput(custom_id=name, default=value, max_length=10)


def _whole(text: str, unit: str) -> int:
    """A whole number, 0 or more, of units in the asker's language; raises InvalidNumber."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()):
        raise InvalidNumber(text[:50], unit)
    return int(digits)


def weekday_choices() -> list[app_commands.Choice[int]]:
    """Weekdays as choices of a command."""
    return [app_commands.Choice(name=name, value=number) for number, name in enumerate(WEEKDAYS)]


def _weekdays(chosen: int) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=weekday_name(number), value=str(number), default=number == chosen)
        for number in range(len(WEEKDAYS))
    ]


def _trios(chosen: bool) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=_(label), value=str(each), default=each is chosen)
        for each, label in TRIOS.items()
    ]
