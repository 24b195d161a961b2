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
from bot.ui.text import WEEKDAYS, clock_text

Change = Callable[..., Awaitable[None]]
"""Changes settings, and shows the panel again."""

SEED_DIGITS = 15


class RhythmForm(Form):
    """Asks when rounds close and open, and how often."""

    def __init__(self, settings: RoundSettings, change: Change) -> None:
        super().__init__(title="When rounds come")
        self._change = change
        self.day: ui.Select[Any] = ui.Select(custom_id="day", options=_weekdays(settings.weekday))
        self.time = _field("time", clock_text(settings.minute))
        self.every = _field("every", str(settings.every_weeks))
        self.opens = _field("opens", str(settings.open_days))
        self.remind = _field("remind", str(settings.remind_hours))
        self.add_item(ui.Label(text="They close on", component=self.day))
        self.add_item(ui.Label(text="Time, in the server's zone", component=self.time))
        self.add_item(ui.Label(text="Every how many weeks", component=self.every))
        self.add_item(ui.Label(text="They open so many days before", component=self.opens))
        self.add_item(ui.Label(text="Reminder, hours before (0: none)", component=self.remind))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Change it and redraw."""
        await self._change(
            interaction,
            services,
            weekday=the_one_chosen(range(len(WEEKDAYS)), self.day.values),
            minute=parse_time(self.time.value),
            every_weeks=_whole(self.every.value, "weeks"),
            open_days=_whole(self.opens.value, "days"),
            remind_hours=_whole(self.remind.value, "hours"),
        )


class RulesForm(Form):
    """Asks how long an interview takes, how soon two may meet again, and about an odd number."""

    def __init__(self, settings: RoundSettings, change: Change) -> None:
        super().__init__(title="Rules of rounds")
        self._change = change
        self.minutes = _field("minutes", str(settings.session_minutes))
        self.window = _field("window", str(settings.window))
        self.trios: ui.Select[Any] = ui.Select(custom_id="trios", options=_trios(settings.trios))
        self.add_item(ui.Label(text="Minutes of an interview, both halves", component=self.minutes))
        self.add_item(ui.Label(text="No repeat within so many rounds", component=self.window))
        self.add_item(ui.Label(text="An odd number", component=self.trios))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Change it and redraw."""
        await self._change(
            interaction,
            services,
            session_minutes=_whole(self.minutes.value, "minutes"),
            window=_whole(self.window.value, "rounds"),
            trios=the_one_chosen((True, False), self.trios.values),
        )


class SeedForm(Form):
    """Asks for a seed to match a round again with."""

    def __init__(self, round_id: int, replay: Change) -> None:
        super().__init__(title=f"Round #{round_id} with another seed")
        self._round_id = round_id
        self._replay = replay
        self.seed: ui.TextInput[Any] = ui.TextInput(custom_id="seed", max_length=SEED_DIGITS)
        self.add_item(ui.Label(text="Seed, a whole number", component=self.seed))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Match it and show what came of it."""
        await self._replay(interaction, services, self._round_id, _whole(self.seed.value, ""))


def _field(name: str, value: str) -> ui.TextInput[Any]:
    return ui.TextInput(custom_id=name, default=value, max_length=10)


def _whole(text: str, unit: str) -> int:
    """A whole number, 0 or more; raises InvalidNumber."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()):
        raise InvalidNumber(text[:50], unit)
    return int(digits)


def weekday_choices() -> list[app_commands.Choice[int]]:
    """Weekdays as choices of a command."""
    return [app_commands.Choice(name=name, value=number) for number, name in enumerate(WEEKDAYS)]


def _weekdays(chosen: int) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=name, value=str(number), default=number == chosen)
        for number, name in enumerate(WEEKDAYS)
    ]


def _trios(chosen: bool) -> list[discord.SelectOption]:
    labels = {True: "makes one group of three", False: "leaves one person out, who is first next time"}
    return [
        discord.SelectOption(label=label, value=str(each), default=each is chosen)
        for each, label in labels.items()
    ]
