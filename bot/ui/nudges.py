"""The settings of one's own nudge and of the warning beside it."""

import re
from typing import Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.delivery import Delivery, DeliveryState, Destination, Reason
from bot.domain.errors import NoNudgeChannel
from bot.domain.inputs import parse_time
from bot.domain.nudges import SILENT_AFTER
from bot.domain.schedules import QuietHours
from bot.domain.warnings import LEAST_STREAK, USUAL_MINUTE, parse_warning
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.text import clock_text, full_date, minutes_text, weekdays_text

PLACES = {
    Destination.DM: "by direct message",
    Destination.DM_OR_CHANNEL: "by direct message, in the server's nudge channel when those are closed",
    Destination.CHANNEL: "in the server's nudge channel",
}

DESTINATIONS = {
    Destination.DM_OR_CHANNEL: "Direct message, or the server's channel if closed",
    Destination.DM: "Direct message only",
    Destination.CHANNEL: "The server's nudge channel",
}
"""The same places as choices."""

WHY_NOT = {
    Reason.TOO_LATE: "left out, it would have come too late",
    Reason.ALL_DONE: "not needed, all was done",
    Reason.NOTHING_PLANNED: "not needed, nothing was planned",
    Reason.REST_DAY: "not needed, it was a rest day",
    Reason.AWAY: "left out, I keep quiet until you are back",
    Reason.SET_ASIDE: "left out, you had set a freeze aside for the day",
    Reason.QUIET_HOURS: "left out, your quiet hours outlasted it",
    Reason.DM_CLOSED: "not delivered, your direct messages were closed",
    Reason.NO_CHANNEL: "not delivered, the server has no nudge channel (an organiser sets it in `/setup`)",
    Reason.FORBIDDEN: "not delivered, I may not write in the nudge channel",
}


HINDRANCES = frozenset(
    {Reason.TOO_LATE, Reason.QUIET_HOURS, Reason.DM_CLOSED, Reason.NO_CHANNEL, Reason.FORBIDDEN}
)
"""Of a warning only these are told: on most evenings there is nothing to warn of."""

LABELS = {"on": "Switch on…", "off": "Switch off", "quiet": "Quiet hours…", "warn": "Streak warning…"}


class NudgeButton(Owned[ui.Button[Any]], template=template("nudge", r"(?P<verb>on|off|quiet|warn)")):
    """Switches the nudge on (asking for the time) or off, or asks for quiet hours or the warning's time."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        label = LABELS[verb]
        style = discord.ButtonStyle.success if verb == "on" else discord.ButtonStyle.secondary
        identity = custom_id("nudge", guild_id, user_id, verb)
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NudgeButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, or do."""
        if self.verb == "on":
            await interaction.response.send_modal(NudgeForm(self.guild_id, self.user_id))
            return
        whose = self.guild_id, self.user_id
        if self.verb == "off":
            shown = await services.nudges.off(*whose)
            await show(interaction, nudge_settings_layout(*whose, shown))
            return
        shown = await services.nudges.show(*whose)
        if self.verb == "quiet":
            await interaction.response.send_modal(QuietForm(*whose, shown and shown.quiet))
        else:
            await interaction.response.send_modal(WarnForm(*whose, shown and shown.warn_minute))


class NudgeForm(Form):
    """Asks when and where to nudge."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title="Your daily nudge")
        self._whose = (guild_id, user_id)
        self.time: ui.TextInput[Any] = ui.TextInput(
            placeholder="08:30, 7pm, 0730", max_length=10, custom_id="time"
        )
        self.where: ui.Select[Any] = ui.Select(custom_id="where", options=destination_options())
        self.add_item(ui.Label(text="Your local time", component=self.time))
        self.add_item(ui.Label(text="Send it to", component=self.where))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Switch it on and show it."""
        minute = parse_time(self.time.value)
        chosen = self.where.values[0] if self.where.values else Destination.DM_OR_CHANNEL.value
        shown = await switch_on(interaction, services, *self._whose, minute, Destination(chosen))
        await interaction.response.send_message(
            view=nudge_settings_layout(*self._whose, shown), ephemeral=True
        )


class QuietForm(Form):
    """Asks when nothing may come."""

    def __init__(self, guild_id: int, user_id: int, quiet: QuietHours | None) -> None:
        super().__init__(title="Your quiet hours")
        self._whose = (guild_id, user_id)
        self.start = _time_input("from", "22:00", quiet and quiet.start)
        self.end = _time_input("to", "7:30", quiet and quiet.end)
        self.add_item(ui.Label(text="No nudge from", component=self.start))
        self.add_item(
            ui.Label(text="Until", description="Leave both empty for no quiet hours", component=self.end)
        )

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep them and show what they mean."""
        texts = [field.value.strip() for field in (self.start, self.end)]
        # The same time twice means no quiet hours.
        start, end = [parse_time(text or "nothing") for text in texts] if any(texts) else [0, 0]
        shown = await services.nudges.quiet(*self._whose, start, end)
        await show(interaction, nudge_settings_layout(*self._whose, shown))


class WarnForm(Form):
    """Asks when to warn of a streak at risk."""

    def __init__(self, guild_id: int, user_id: int, minute: int | None) -> None:
        super().__init__(title="When your streak is at risk")
        self._whose = (guild_id, user_id)
        self.time = _time_input("at", clock_text(USUAL_MINUTE), minute)
        self.add_item(
            ui.Label(text="Warn me about", description="Leave it empty for no warning", component=self.time)
        )

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it and show what it means."""
        minute = parse_warning(self.time.value.strip() or "off")
        shown = await services.nudges.warn(*self._whose, minute)
        await show(interaction, nudge_settings_layout(*self._whose, shown))


def _time_input(name: str, example: str, minute: int | None) -> ui.TextInput[Any]:
    default = None if minute is None else clock_text(minute)
    return ui.TextInput(custom_id=name, placeholder=example, default=default, required=False, max_length=10)


def destination_options() -> list[discord.SelectOption]:
    """The places a nudge can go."""
    return [
        discord.SelectOption(label=name, value=place.value, default=place is Destination.DM_OR_CHANNEL)
        for place, name in DESTINATIONS.items()
    ]


async def switch_on(
    interaction: discord.Interaction[Any],
    services: Services,
    guild_id: int,
    user_id: int,
    minute: int,
    where: Destination,
) -> NudgeShown:
    """Set the nudge, opening the direct message now: Discord expects a person's action behind that."""
    channel_id = None
    if where is not Destination.CHANNEL:
        channel_id = (await interaction.user.create_dm()).id
    elif (await services.guilds.settings(guild_id)).nudge_channel_id is None:
        raise NoNudgeChannel
    return await services.nudges.set(guild_id, user_id, minute, where, channel_id)


def nudge_settings_layout(guild_id: int, user_id: int, shown: NudgeShown | None) -> ui.LayoutView:
    """A member's nudge, what will come next and what became of the last one."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join(_settings(shown))))
    on = shown is not None and shown.status in (NudgeStatus.ON, NudgeStatus.MUTED)
    verbs = ["off", "quiet", "warn"] if on else ["on"] if shown is None else ["on", "quiet"]
    box.add_item(row(*(NudgeButton(guild_id, user_id, verb) for verb in verbs)))
    return layout(box)


def _settings(shown: NudgeShown | None) -> list[str]:
    if shown is None:
        return [
            f"## {theme.QUIET} No nudge",
            (
                "I write to nobody who has not asked for it. One message a day, at your own time, "
                "silent when you are done: switch it on below or with `/nudges set`."
            ),
        ]
    lines = [_status_line(shown)]
    if shown.status in (NudgeStatus.ON, NudgeStatus.MUTED):
        days, place = weekdays_text(shown.weekdays), PLACES[shown.destination]
        lines.append(f"About **{clock_text(shown.minute)}**, {days}, {place}.")
        if shown.minute < shown.cutoff_minutes:
            lines.append(f"-# {_early(shown)}")
        lines.append(_warning_line(shown))
    if shown.quiet is not None:
        lines.append(_quiet_line(shown, shown.quiet))
    if shown.away:
        lines.append(
            f"{theme.QUIET} I have gone quiet after {SILENT_AFTER} days; it comes back with your next tick."
        )
    elif shown.comes_at is not None:
        lines.append(f"Next: {format_dt(shown.comes_at, 'F')}, unless you are done by then.")
    if shown.last is not None:
        lines.append(f"-# {_last(shown.last, 'nudge')}")
    if shown.last_warning is not None and shown.last_warning.reason in HINDRANCES:
        lines.append(f"-# {_last(shown.last_warning, 'warning')}")
    return lines


def _early(shown: NudgeShown) -> str:
    left = minutes_text(shown.cutoff_minutes - shown.minute)
    return (
        f"Your study day ends at {clock_text(shown.cutoff_minutes)}, so this is the nudge of the day before: "
        f"it comes {left} before that study day ends."
    )


def _warning_line(shown: NudgeShown) -> str:
    if shown.warn_minute is None:
        return "**Streak warning** off."
    about = f"**Streak warning** about {clock_text(shown.warn_minute)}"
    if shown.warn_swallowed:
        why = "your quiet hours outlast your warning, so none comes. Move one of them."
        return f"{about}: {theme.WARNING} {why}"
    return f"{about}, only when {LEAST_STREAK} days or more are at risk."


def _quiet_line(shown: NudgeShown, quiet: QuietHours) -> str:
    hours = f"**Quiet hours** {clock_text(quiet.start)}–{clock_text(quiet.end)}"
    if shown.next_due_at is not None and shown.comes_at is None:
        return f"{hours}: {theme.WARNING} they outlast your nudge, so none comes. Move one of them."
    if shown.comes_at != shown.next_due_at:
        return f"{hours}: your nudge waits for their end."
    return f"{hours}: nothing comes then."


def _status_line(shown: NudgeShown) -> str:
    match shown.status:
        case NudgeStatus.ON:
            note = " · your direct messages are closed, so it comes in the channel" if shown.dm_closed else ""
            return f"## {theme.NUDGE} Nudge on{note}"
        case NudgeStatus.MUTED:
            until = format_dt(shown.muted_until, "F") if shown.muted_until else "later"
            return f"## {theme.QUIET} Nudge muted\nUntil {until}."
        case NudgeStatus.OFF:
            return f"## {theme.QUIET} Nudge off"
        case NudgeStatus.DM_CLOSED:
            return (
                f"## {theme.WARNING} Nudge off: your direct messages are closed\n"
                "Three in a row did not get through. Allow direct messages from this server, then switch it "
                "on again below."
            )


def _last(last: Delivery, what: str) -> str:
    day = full_date(last.local_day)
    if last.state is DeliveryState.SENT:
        return f"Last {what}: {day}, sent."
    why = WHY_NOT.get(last.reason, "not sent") if last.reason else "not sent"
    return f"Last {what}: {day}, {why}."
