"""What a new member sees after /join, with the follow-up questions as buttons."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.domain.inputs import parse_hours_per_week
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.nudges import NudgeForm
from bot.ui.text import WEEKDAYS, clock_text, full_date, hours_text, plural, safe, weekdays_text
from bot.ui.today import RefreshButton

if TYPE_CHECKING:
    from bot.services.enrolments import Enrolled, Left

LABELS = {
    "hours": "Hours a week…",
    "days": "Study days…",
    "zone": "Time zone…",
    "nudge": "Daily nudge…",
}


class FollowUpButton(Owned[ui.Button[Any]], template=template("ask", r"(?P<question>[a-z]{1,10})")):
    """Asks one follow-up question."""

    def __init__(self, guild_id: int, user_id: int, question: str) -> None:
        label = LABELS.get(question, "?")  # an unknown question is refused when it is pressed
        identity = custom_id("ask", guild_id, user_id, question)
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
        )
        self.question = question

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "FollowUpButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["question"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Open the form, or show the days to choose from."""
        enrolled = await services.enrolments.current(self.guild_id, self.user_id)
        match self.question:
            case "hours":
                await interaction.response.send_modal(HoursForm(enrolled))
            case "zone":
                await interaction.response.send_modal(ZoneForm(enrolled))
            case "nudge":
                await interaction.response.send_modal(NudgeForm(self.guild_id, self.user_id))
            case "days":
                await show(interaction, days_layout(enrolled))
            case _:
                raise NoLongerAvailable


class StudyDaysSelect(Owned[ui.Select[Any]], template=template("days")):
    """Chooses the weekdays on which the member studies."""

    def __init__(self, guild_id: int, user_id: int, chosen: frozenset[int]) -> None:
        options = [
            discord.SelectOption(label=name, value=str(index), default=index in chosen)
            for index, name in enumerate(WEEKDAYS)
        ]
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("days", guild_id, user_id), options=options, min_values=1, max_values=7
        )
        super().__init__(select, guild_id, user_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "StudyDaysSelect":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), frozenset())

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan for these days and show the summary again."""
        days = frozenset(int(value) for value in self.item.values if value in set("0123456"))
        if not days:
            raise NoLongerAvailable
        enrolled = await services.enrolments.change_pace(self.guild_id, self.user_id, study_days=days)
        await show(interaction, enrolled_layout(enrolled))


class HoursForm(Form):
    """Asks for hours a week."""

    def __init__(self, enrolled: "Enrolled") -> None:
        super().__init__(title="How many hours a week?")
        self._enrolled = enrolled
        self.hours: ui.TextInput[Any] = ui.TextInput(
            default=f"{enrolled.minutes_per_week / 60:g}",
            placeholder="1 to 80, e.g. 7.5",
            max_length=10,
            custom_id="hours",
        )
        self.add_item(ui.Label(text="Hours a week (1 to 80)", component=self.hours))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan at this pace and show the summary again."""
        minutes = parse_hours_per_week(self.hours.value)
        enrolled = await services.enrolments.change_pace(
            self._enrolled.guild_id, self._enrolled.user_id, minutes_per_week=minutes
        )
        await show(interaction, enrolled_layout(enrolled))


class ZoneForm(Form):
    """Asks for the time zone."""

    def __init__(self, enrolled: "Enrolled") -> None:
        super().__init__(title="Where are you?")
        self._enrolled = enrolled
        self.zone: ui.TextInput[Any] = ui.TextInput(
            default=enrolled.zone.key,
            placeholder="Europe/Berlin, or just Berlin",
            max_length=64,
            custom_id="zone",
        )
        self.add_item(ui.Label(text="Time zone or city", component=self.zone))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Count days there from now on and show the summary again."""
        enrolled = await services.enrolments.change_zone(
            self._enrolled.guild_id, self._enrolled.user_id, self.zone.value
        )
        await show(interaction, enrolled_layout(enrolled))


def enrolled_layout(enrolled: "Enrolled", greeting: str = "") -> ui.LayoutView:
    """What was agreed, in the member's own terms, and what can still be changed."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    title = f"## {theme.MAP} {safe(enrolled.roadmap_title, 150)}"
    box.add_item(ui.TextDisplay(f"{title}\n{greeting}{_promise(enrolled)}"))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_facts(enrolled)))
    questions = [FollowUpButton(enrolled.guild_id, enrolled.user_id, question) for question in LABELS]
    opener = RefreshButton(enrolled.guild_id, enrolled.user_id, "Show me today")
    return layout(box, row(opener, *questions))


def _promise(enrolled: "Enrolled") -> str:
    tasks = plural(enrolled.task_count, "task")
    end = f"finishing about **{full_date(enrolled.finish)}**" if enrolled.finish else "nothing left to do"
    return f"{tasks}, starting **{full_date(enrolled.start)}**, {end}."


def _facts(enrolled: "Enrolled") -> str:
    nudge = f"about {clock_text(enrolled.nudge_minute)}" if enrolled.nudge_minute is not None else "off"
    lines = [
        f"**Pace** {hours_text(enrolled.minutes_per_week)} a week, {weekdays_text(enrolled.study_days)}",
        f"**Time zone** {enrolled.zone.key} · a study day ends at {clock_text(enrolled.cutoff_minutes)}",
        f"**Daily nudge** {nudge}",
    ]
    return "\n".join(lines)


def days_layout(enrolled: "Enrolled") -> ui.LayoutView:
    """The question for study days."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(
        ui.TextDisplay(
            "### On which days do you study?\n"
            f"{hours_text(enrolled.minutes_per_week)} a week are spread over them. The others are rest days: "
            "they never break your streak."
        )
    )
    box.add_item(row(StudyDaysSelect(enrolled.guild_id, enrolled.user_id, enrolled.study_days)))
    return layout(box)


def paused_text(back: date | None) -> str:
    """What a pause means."""
    end = f"until **{full_date(back)}**, then your plan goes on by itself" if back else "until you `/resume`"
    return f"{theme.PAUSE} Paused {end}. Nothing is due, no nudge will come, and your streak waits."


def resumed_text(enrolled: "Enrolled") -> str:
    """Where a member stands who came back."""
    end = f" You now finish about **{full_date(enrolled.finish)}**." if enrolled.finish else ""
    return f"{theme.WAVE} Welcome back. What is left is planned again from today.{end} `/today` shows it."


def left_text(left: "Left") -> str:
    """What stays after leaving."""
    days, done = left.streak_days, plural(left.done_tasks, "done task")
    return (
        f"{theme.WAVE} You left **{safe(left.roadmap_title, 100)}**. Your {days}-day streak and your history "
        f"({done}) stay here. `/join` begins a roadmap afresh; the streak goes on from where it was."
    )
