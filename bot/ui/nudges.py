"""Nudges: the message itself, and the settings of one's own."""

import re
from typing import Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.delivery import Delivery, DeliveryState, Destination, Reason
from bot.domain.errors import NoNudgeChannel
from bot.domain.inputs import parse_time
from bot.domain.nudges import Brief
from bot.domain.schedules import QuietHours
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.message import Message
from bot.ui.text import clock_text, full_date, minutes_text, plural, weekdays_text
from bot.ui.today import panel_items, today_layout

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
    Reason.QUIET_HOURS: "left out, your quiet hours outlasted it",
    Reason.DM_CLOSED: "not delivered, your direct messages were closed",
    Reason.NO_CHANNEL: "not delivered, the server has no nudge channel (an organiser sets it in `/setup`)",
    Reason.FORBIDDEN: "not delivered, I may not write in the nudge channel",
}


class NudgeOpenButton(
    Owned[ui.Button[Any]],
    template=r"n:(?P<delivery>[0-9]{1,18}):(?P<guild>[0-9]{1,19}):(?P<user>[0-9]{1,19})",
):
    """Opens the day from a nudge. Its custom_id begins with the delivery's marker (see `Brief`)."""

    def __init__(self, marker: str, guild_id: int, user_id: int, label: str) -> None:
        identity = f"{marker}{guild_id}:{user_id}"
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=identity), guild_id, user_id
        )

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NudgeOpenButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["user"]), "Today")

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In a direct message redraw the nudge; in a channel show the day to its member alone."""
        view = today_layout(await services.tasks.today(self.guild_id, self.user_id))
        if interaction.guild_id is None:
            await interaction.response.edit_message(view=view)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)


LABELS = {"on": "Switch on…", "off": "Switch off", "quiet": "Quiet hours…"}


class NudgeButton(Owned[ui.Button[Any]], template=template("nudge", r"(?P<verb>on|off|quiet)")):
    """Switches the nudge on (asking for the time) or off, or asks for quiet hours."""

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
        if self.verb == "quiet":
            shown = await services.nudges.show(self.guild_id, self.user_id)
            await interaction.response.send_modal(
                QuietForm(self.guild_id, self.user_id, shown.quiet if shown else None)
            )
            return
        shown = await services.nudges.off(self.guild_id, self.user_id)
        await show(interaction, nudge_settings_layout(self.guild_id, self.user_id, shown))


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


def nudge_message(brief: Brief) -> Message:
    """The nudge as it goes out: the whole panel in a direct message, only a call by name in a channel."""
    today = brief.today
    opener = NudgeOpenButton(brief.marker, today.guild_id, today.user_id, "Open today")
    if brief.in_channel:
        return Message(layout(ui.TextDisplay(_call(brief)), row(opener)))
    return Message(layout(ui.TextDisplay("\n".join(_summons(brief))), *panel_items(today, opener)))


def _summons(brief: Brief, name: str = "") -> list[str]:
    tasks = brief.today.open_tasks
    length = minutes_text(sum(task.planned_minutes for task in tasks))
    return [f"{theme.NUDGE} {name}{plural(len(tasks), 'task')} for you today · {length}", *_late(brief)]


def _call(brief: Brief) -> str:
    lines = _summons(brief, f"<@{brief.today.user_id}> ")
    if brief.fallback is Reason.DM_CLOSED:
        lines.append(
            "-# Your direct messages are closed, so I write here. `/nudges set` chooses another place."
        )
    return "\n".join(lines)


def _late(brief: Brief) -> list[str]:
    minutes = int(brief.late_by.total_seconds() // 60)
    return [f"-# {theme.LOG} {minutes_text(minutes)} late: I was away."] if minutes else []


def nudge_settings_layout(guild_id: int, user_id: int, shown: NudgeShown | None) -> ui.LayoutView:
    """A member's nudge, what will come next and what became of the last one."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join(_settings(shown))))
    on = shown is not None and shown.status in (NudgeStatus.ON, NudgeStatus.MUTED)
    verbs = ["off" if on else "on"] if shown is None else ["off" if on else "on", "quiet"]
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
    if shown.quiet is not None:
        lines.append(_quiet_line(shown, shown.quiet))
    if shown.comes_at is not None:
        lines.append(f"Next: {format_dt(shown.comes_at, 'F')}, unless you are done by then.")
    if shown.last is not None:
        lines.append(f"-# {_last(shown.last)}")
    return lines


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


def _last(last: Delivery) -> str:
    day = full_date(last.local_day)
    if last.state is DeliveryState.SENT:
        return f"Last nudge: {day}, sent."
    why = WHY_NOT.get(last.reason, "not sent") if last.reason else "not sent"
    return f"Last nudge: {day}, {why}."
