"""The streak as a message: the picture, what is held and what today needs; and the forms around it."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.languages import ENGLISH
from bot.domain.streak_entries import MAX_NOTE
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, services_of, template
from bot.ui.charts_streak_words import streak_alt_text
from bot.ui.inputs import Choices, here
from bot.ui.language import N_, _, current
from bot.ui.moments import celebrate
from bot.ui.pictures import attached, drawn, picture
from bot.ui.streak_days import days_layout, filled_layout
from bot.ui.streak_why import why_layout
from bot.ui.streak_words import heading, summary
from bot.ui.text import clip, full_date, human_join

if TYPE_CHECKING:
    from bot.services.streak_results import StreakShown

NAME = "streak.png"
MAX_DAYS = 200
"""Characters of several days as they are typed."""

ASKED = {
    # limit: 80
    "why": N_("Why?"),
    # limit: 80
    "rest": N_("Rest days…"),
    # limit: 80
    "freeze": N_("Freeze…"),
    # limit: 80
    "fill": N_("Fill in a day…"),
}


class StreakButton(Owned[ui.Button[Any]], template=template("streak", r"(?P<asked>[a-z]{1,10})")):
    """Explains today, or asks for what is to be entered; answers beside the picture, which stays."""

    def __init__(self, guild_id: int, user_id: int, asked: str) -> None:
        identity = custom_id("streak", guild_id, user_id, asked)
        label = ASKED.get(asked, "?")  # what is not known is refused when it is pressed
        super().__init__(ui.Button(label=_(label), custom_id=identity), guild_id, user_id)
        self.asked = asked

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "StreakButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["asked"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Answer, or open the form."""
        owner = self.guild_id, self.user_id
        match self.asked:
            case "why":
                view = why_layout(await services.streaks.why(*owner))
                await interaction.response.send_message(view=view, ephemeral=True)
            case "rest":
                await interaction.response.send_modal(RestForm(*owner))
            case "freeze":
                await interaction.response.send_modal(FreezeForm(*owner))
            case "fill":
                shown = await services.streaks.show(*owner)
                await interaction.response.send_modal(FillForm(shown))
            case _:
                raise NoLongerAvailable


class RestForm(Form):
    """Asks which days are to be rest days."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title=_("Rest days of your own"))
        self._owner = guild_id, user_id
        self.days: ui.TextInput[Any] = ui.TextInput(
            placeholder="tomorrow, fri, 24 Dec - 26 Dec", max_length=MAX_DAYS, custom_id="days"
        )
        self.add_item(ui.Label(text=_("Which days?"), component=self.days))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Choose them and show all."""
        view = days_layout(await services.streaks.rest(*self._owner, self.days.value))
        await interaction.response.send_message(view=view, ephemeral=True)


class FreezeForm(Form):
    """Asks for which day a freeze is to be set aside."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title=_("Set a freeze aside"))
        self._owner = guild_id, user_id
        self.day: ui.TextInput[Any] = ui.TextInput(
            default="today", max_length=60, custom_id="day", required=False
        )
        # limit: 100
        about = _("Nobody reminds you on that day, and the freeze keeps your streak if it is still there.")
        self.add_item(ui.Label(text=_("For which day?"), description=about, component=self.day))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Set it aside and show all."""
        view = days_layout(await services.streaks.set_aside(*self._owner, self.day.value), "freeze")
        await interaction.response.send_message(view=view, ephemeral=True)


class FillForm(Form):
    """Asks for a past day that is to count after all, and why."""

    def __init__(self, shown: "StreakShown") -> None:
        super().__init__(title=_("Fill in a day"))
        self._owner = shown.guild_id, shown.user_id
        self.day: ui.TextInput[Any] = ui.TextInput(
            default=_typed(shown.fillable[-1]) if shown.fillable else None, max_length=60, custom_id="day"
        )
        self.note: ui.TextInput[Any] = ui.TextInput(
            placeholder=_("e.g. Read chapter 3 on the train, no signal"),
            max_length=MAX_NOTE,
            custom_id="note",
        )
        about = clip(_fillable(shown), 100)
        self.add_item(ui.Label(text=_("Which day?"), description=about, component=self.day))
        kept = _("Stays on record beside the day.")
        self.add_item(ui.Label(text=_("What did you do?"), description=kept, component=self.note))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Fill it in and say what that means."""
        filled = await services.streaks.fill_in(*self._owner, self.day.value, self.note.value)
        await interaction.response.send_message(view=filled_layout(filled), ephemeral=True)
        await celebrate(interaction, services, *self._owner, filled.reached)


def _typed(day: date) -> str:
    """The day as one types it: names of days and months are understood in English alone."""
    return full_date(day) if current() == ENGLISH else day.isoformat()


def _fillable(shown: "StreakShown") -> str:
    if not shown.fillable:
        return _("No day can be filled in now.")
    return _("You can fill in {days}.", days=human_join([full_date(day) for day in shown.fillable], "or"))


class FillableDayTransformer(app_commands.Transformer):
    """A past day to fill in; the use case reads it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """As typed."""
        return value

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The days that can be filled in now, the last one first."""
        try:
            shown = await services_of(interaction).streaks.show(*here(interaction))
        except CohortError:
            return []
        days = [(full_date(day), day.isoformat()) for day in reversed(shown.fillable)]
        wanted = value.casefold()
        return [app_commands.Choice(name=name, value=day) for name, day in days if wanted in name.casefold()]


async def streak_message(shown: "StreakShown") -> tuple[discord.File, ui.LayoutView]:
    """The picture, drawn off the event loop, and the message that shows it."""
    png = await drawn(_draw, shown)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(heading(shown)))
    box.add_item(picture(NAME, streak_alt_text(shown.days, shown.streak, shown.day)))
    box.add_item(ui.TextDisplay(summary(shown)))
    owner = shown.guild_id, shown.user_id
    asked = ["why"] if shown.waiting else ASKED
    buttons = row(*(StreakButton(*owner, each) for each in asked))
    return attached(png, NAME), layout(box, buttons)


def _draw(shown: "StreakShown") -> bytes:
    # Pillow: only who asks for a picture pays for it, and beside the event loop.
    from bot.ui.charts_streak import streak_chart

    return streak_chart(shown.days, shown.streak, shown.day)


if TYPE_CHECKING:
    FillableDay = str
else:
    FillableDay = app_commands.Transform[str, FillableDayTransformer]
