"""When a member can take part in mock interviews: their week as a table, and the controls that change it."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain import availability
from bot.domain.availability import BANDS, Band, Preset, band_windows, covers
from bot.domain.availability_text import MAX_TEXT, parse_windows, windows_text
from bot.domain.mock_pool import USUAL, CanShown
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, TickSelect, custom_id, layout, row, show, template
from bot.ui.chosen import chosen
from bot.ui.language import _
from bot.ui.mock_availability_words import PRESETS, VERBS, hours_page
from bot.ui.names import named
from bot.ui.text import capital, weekday_name, weekdays_text

WHERE = r"(?P<week>usual|[0-9]{4}-W[0-9]{2}):(?P<days>[0-9]{1,3})"
"""Which week, and for which weekdays (a mask) the parts of the day are ticked."""

WORKDAYS = 0b0011111


class HoursButton(
    Owned[ui.Button[Any]], template=template("mockhours", rf"{WHERE}:(?P<verb>{'|'.join(VERBS)})")
):
    """Shows a week, copies or clears it, asks for exact hours, or leads back to the pool."""

    def __init__(self, guild_id: int, user_id: int, week: str, days: int, verb: str) -> None:
        identity = custom_id("mockhours", guild_id, user_id, week or "usual", days, verb)
        style = discord.ButtonStyle.primary if verb == "exact" else discord.ButtonStyle.secondary
        button: ui.Button[Any] = ui.Button(label=_(VERBS[verb]), style=style, custom_id=identity)
        super().__init__(button, guild_id, user_id)
        self.week, self.days, self.verb = week, days, verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "HoursButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), *_where(match), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the verb says."""
        whose = self.guild_id, self.user_id
        if self.verb == "back":
            await _show_pool(interaction, services, *whose)
        elif self.verb == "exact":
            can = await services.mock_availability.show(*whose, self.week)
            await interaction.response.send_modal(HoursForm(can, self.days))
        else:
            await show(interaction, hours_layout(await self._changed(services), self.days))

    async def _changed(self, services: Services) -> CanShown:
        whose, hours = (self.guild_id, self.user_id), services.mock_availability
        match self.verb:
            case "copy":
                return await hours.copy(*whose, self.week)
            case "clear":
                return await hours.set(*whose, availability.NEVER, self.week)
            case "usual":
                return await hours.as_usual(*whose, self.week)
            case _:
                return await hours.show(*whose, self.week)


class PresetButton(
    Owned[ui.Button[Any]],
    template=template("mockpreset", rf"{WHERE}:(?P<preset>{'|'.join(Preset)}):(?P<to>on|off)"),
):
    """Adds the hours of a ready-made week, or takes them away again."""

    def __init__(
        self, guild_id: int, user_id: int, week: str, days: int, preset: Preset, *, on: bool
    ) -> None:
        to, style = ("on", discord.ButtonStyle.secondary) if on else ("off", discord.ButtonStyle.success)
        identity = custom_id("mockpreset", guild_id, user_id, week or "usual", days, preset.value, to)
        button: ui.Button[Any] = ui.Button(label=_(PRESETS[preset]), style=style, custom_id=identity)
        super().__init__(button, guild_id, user_id)
        self.week, self.days, self.preset, self.on = week, days, preset, on

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PresetButton":
        """From the pressed custom_id."""
        whose, preset = (int(match["guild"]), int(match["user"])), Preset(match["preset"])
        return cls(*whose, *_where(match), preset, on=match["to"] == "on")

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Change the week, and show it again."""
        which = self.guild_id, self.user_id, self.week, self.preset
        can = await services.mock_availability.take_preset(*which, on=self.on)
        await show(interaction, hours_layout(can, self.days))


class HourDaysSelect(Owned[ui.Select[Any]], template=template("mockdays", WHERE)):
    """Chooses the days whose parts are ticked below."""

    def __init__(self, guild_id: int, user_id: int, week: str, days: int) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("mockdays", guild_id, user_id, week or "usual", days),
            placeholder=_("Which days…"),
            options=[
                discord.SelectOption(
                    label=weekday_name(index), value=str(index), default=bool(days >> index & 1)
                )
                for index in range(7)
            ],
            min_values=1,
            max_values=7,
        )
        super().__init__(select, guild_id, user_id)
        self.week = week

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "HourDaysSelect":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), *_where(match))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the week with the ticks of these days."""
        days = sum(1 << day for day in set(chosen(range(7), self.item.values)))
        can = await services.mock_availability.show(self.guild_id, self.user_id, self.week)
        await show(interaction, hours_layout(can, days))


class BandSelect(TickSelect, template=template("mockbands", WHERE)):
    """Ticks parts of the chosen days."""

    def __init__(self, guild_id: int, user_id: int, week: str, days: int, windows: int = 0) -> None:
        weekdays = _weekdays(days)
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("mockbands", guild_id, user_id, week or "usual", days),
            placeholder=_("When on {days}…", days=weekdays_text(weekdays)),
            options=[
                discord.SelectOption(
                    label=f"{capital(named(band))}, {first:02}–{last:02}",
                    value=band.value,
                    default=covers(windows, band_windows(weekdays, [band])),
                )
                for band, (first, last) in BANDS.items()
            ],
            min_values=0,
            max_values=len(BANDS),
        )
        super().__init__(select, guild_id, user_id)
        self.week, self.days = week, days

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BandSelect":
        """From the pressed custom_id; what was ticked comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), *_where(match))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Add what was ticked and take away what was unticked, on these days."""
        weekdays = _weekdays(self.days)
        more, fewer = (band_windows(weekdays, chosen(Band, sorted(each))) for each in self.changes())
        which = self.guild_id, self.user_id, self.week
        can = await services.mock_availability.change(*which, more=more, fewer=fewer)
        await show(interaction, hours_layout(can, self.days))


class HoursForm(Form):
    """Asks for exact hours."""

    def __init__(self, can: CanShown, days: int) -> None:
        super().__init__(title=_("When you can"))
        self._which = (can.guild_id, can.user_id)
        self._week, self._days = can.week, days
        self.hours: ui.TextInput[Any] = ui.TextInput(
            custom_id="hours",
            style=discord.TextStyle.paragraph,
            default=windows_text(can.windows) if can.windows else None,
            placeholder="Mon-Thu 18:30-21, Sat 10-12",
            max_length=MAX_TEXT,
        )
        self.add_item(
            ui.Label(
                text=_("Days and hours, on your own clock"),
                description=_("“never” for none at all"),
                component=self.hours,
            )
        )

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep them, and show the week again."""
        windows = parse_windows(self.hours.value)
        can = await services.mock_availability.set(*self._which, windows, self._week)
        await show(interaction, hours_layout(can, self._days))


async def change_hours(
    services: Services, whose: tuple[int, int], windows: int | None, ready: str | None, week: str | None
) -> ui.LayoutView:
    """What answers `/mock availability`: `windows` replace the week's, then something ready is taken.

    `ready` is one of `READY`. `week` is `USUAL`, or None for the next round's.
    """
    service = services.mock_availability
    can: CanShown | None = None
    if windows is not None:
        can = await service.set(*whose, windows, week)
    if ready == "copy":
        can = await service.copy(*whose, week)
    elif ready == "usual":
        can = await service.as_usual(*whose, week)
    elif ready is not None:
        can = await service.take_preset(*whose, week, Preset(ready))
    return hours_layout(can or await service.show(*whose, week))


def hours_layout(can: CanShown, days: int = WORKDAYS) -> ui.LayoutView:
    """A week as a table, and everything that changes it; parts of the day are ticked for `days`, a mask."""
    where = can.guild_id, can.user_id, can.week, days
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(hours_page(can)))
    held = {preset: covers(can.windows, windows) for preset, windows in can.presets.items()}
    box.add_item(row(*(PresetButton(*where, preset, on=not held[preset]) for preset in PRESETS)))
    box.add_item(row(HourDaysSelect(*where)))
    box.add_item(row(BandSelect(*where, can.windows)))
    return layout(box, row(*_buttons(can, days)))


def _buttons(can: CanShown, days: int) -> list[HoursButton]:
    whose, usual = (can.guild_id, can.user_id), can.week == USUAL
    verbs = ["exact", *(["copy"] if can.earlier else []), "clear" if usual else "usual"]
    other = HoursButton(*whose, can.round_week if usual else USUAL, days, "only" if usual else "show")
    mine = [HoursButton(*whose, can.week, days, verb) for verb in verbs]
    return [*mine, other, HoursButton(*whose, can.week, days, "back")]


def _where(match: re.Match[str]) -> tuple[str, int]:
    week = match["week"]
    return USUAL if week == "usual" else week, int(match["days"])


def _weekdays(days: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if days >> day & 1)


async def _show_pool(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int
) -> None:
    # The panel leads here, and from here one gets back to it: only when pressed may they meet.
    from bot.ui.mocks import pool_layout

    await show(interaction, pool_layout(await services.mock_pool.show(guild_id, user_id)))
