"""What a new member sees after /join, with the follow-up questions as buttons."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.domain.pace import Pace
from bot.domain.replans import Wish
from bot.domain.roadmap_time import Schedule
from bot.domain.study_week import study_week_text
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.already_have import AlreadyHaveButton
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.branches import DecisionsButton
from bot.ui.enrolment_words import facts_text, new_zone_text, promise_text
from bot.ui.language import N_, _
from bot.ui.nudges import NudgeForm
from bot.ui.paces import ByForm, HoursForm, StudyWeekForm
from bot.ui.refresh import RefreshButton
from bot.ui.replan_words import comparison_text
from bot.ui.replans import ReplanButton, TakeBackButton
from bot.ui.text import clip, hours_text, safe, weekday_name, weekdays_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.enrolments import Enrolled
    from bot.services.replans import Replanned

# limit: 80
OWN_WEEK = {"ownweek": N_("Write my own…")}
LABELS = {
    # limit: 80
    "hours": N_("Hours a week…"),
    # limit: 80
    "days": N_("Study days…"),
    # limit: 80
    "week": N_("My week…"),
    # limit: 80
    "by": N_("Be done by…"),
    # limit: 80
    "zone": N_("Time zone…"),
    # limit: 80
    "nudge": N_("Daily nudge…"),
}


class FollowUpButton(Owned[ui.Button[Any]], template=template("ask", r"(?P<question>[a-z]{1,10})")):
    """Asks one follow-up question."""

    def __init__(self, guild_id: int, user_id: int, question: str) -> None:
        label = _((LABELS | OWN_WEEK).get(question, "?"))  # an unknown question is refused when pressed
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
                await interaction.response.send_modal(HoursForm(enrolled, self._asked))
            case "zone":
                await interaction.response.send_modal(ZoneForm(enrolled))
            case "nudge":
                await interaction.response.send_modal(NudgeForm(self.guild_id, self.user_id))
            case "days":
                await show(interaction, days_layout(enrolled))
            case "by":
                await interaction.response.send_modal(ByForm(enrolled, self._asked))
            case "week":
                weeks = await services.enrolments.weeks(self.guild_id, self.user_id)
                await show(interaction, study_week_layout(enrolled, weeks))
            case "ownweek":
                await interaction.response.send_modal(StudyWeekForm(enrolled, self._asked))
            case _:
                raise NoLongerAvailable

    async def _asked(self, interaction: discord.Interaction[Any], services: Services, wish: Wish) -> None:
        await change_pace(interaction, services, (self.guild_id, self.user_id), wish)


class StudyDaysSelect(Owned[ui.Select[Any]], template=template("days")):
    """Chooses the weekdays on which the member studies."""

    def __init__(self, guild_id: int, user_id: int, chosen: frozenset[int]) -> None:
        options = [
            discord.SelectOption(label=weekday_name(day), value=str(day), default=day in chosen)
            for day in range(7)
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
        await change_pace(interaction, services, (self.guild_id, self.user_id), Wish(study_days=days))


class StudyWeekSelect(Owned[ui.Select[Any]], template=template("studyweek")):
    """Takes over a week from the roadmap."""

    def __init__(self, guild_id: int, user_id: int, options: list[discord.SelectOption]) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("studyweek", guild_id, user_id),
            placeholder=_("A week from the roadmap…"),
            options=options,
        )
        super().__init__(select, guild_id, user_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "StudyWeekSelect":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), [])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan on that week and show the summary again."""
        wish = Wish(week=self.item.values[0])
        await change_pace(interaction, services, (self.guild_id, self.user_id), wish)


class ZoneForm(Form):
    """Asks for the time zone."""

    def __init__(self, enrolled: "Enrolled") -> None:
        super().__init__(title=_("Where are you?"))
        self._enrolled = enrolled
        self.zone: ui.TextInput[Any] = ui.TextInput(
            default=enrolled.zone.key,
            placeholder=_("Europe/Berlin, or just Berlin"),
            max_length=64,
            custom_id="zone",
        )
        self.add_item(ui.Label(text=_("Time zone or city"), component=self.zone))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Count days there from now on and show the summary again."""
        enrolled = await services.enrolments.change_zone(
            self._enrolled.guild_id, self._enrolled.user_id, self.zone.value
        )
        await show(interaction, enrolled_layout(enrolled, more=new_zone_text(enrolled)))


async def change_pace(
    interaction: discord.Interaction[Any], services: Services, whose: tuple[int, int], wish: Wish
) -> None:
    """Plan on other terms, then show what was agreed and what that changed."""
    changed = await services.replans.change_pace(*whose, wish)
    await show(interaction, enrolled_layout(await services.enrolments.current(*whose), changed=changed))


def enrolled_layout(
    enrolled: "Enrolled", greeting: str = "", *, changed: "Replanned | None" = None, more: str = ""
) -> ui.LayoutView:
    """What was agreed, in the member's own terms, and what can still be changed.

    `changed` is a change that was just made, `more` a text below.
    """
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    title = f"## {theme.MAP} {safe(enrolled.roadmap_title, 150)}"
    box.add_item(ui.TextDisplay(f"{title}\n{' '.join(filter(None, (greeting, promise_text(enrolled))))}"))
    if changed:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(f"{theme.CHECK} {_('Changed')}\n{comparison_text(changed.offer)}"))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n\n".join(filter(None, (facts_text(enrolled), more)))))
    return layout(box, *_questions(enrolled, changed))


def _questions(enrolled: "Enrolled", changed: "Replanned | None") -> list[ui.Item[Any]]:
    whose = enrolled.guild_id, enrolled.user_id
    asked = [FollowUpButton(*whose, question) for question in LABELS]
    # limit: 80
    opener = RefreshButton(*whose, _("Show me today"))
    further: list[ui.Item[Any]] = []
    if enrolled.has_choices:
        further.append(DecisionsButton(*whose))
    if enrolled.has_lists:
        further.append(AlreadyHaveButton(*whose))
    if changed and changed.replan_id:
        further.append(TakeBackButton(*whose, changed.replan_id))
    if enrolled.slip is not None and enrolled.slip.days > 0:
        further.append(ReplanButton(*whose))
    rows = [[opener, *asked[:4]], [*asked[4:]], further]
    return [row(*buttons) for buttons in rows if buttons]


def days_layout(enrolled: "Enrolled") -> ui.LayoutView:
    """The question for study days."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    said = _(
        "{hours} a week are spread over them. The others are rest days: they never break your streak.",
        hours=hours_text(enrolled.minutes_per_week),
    )
    box.add_item(ui.TextDisplay(f"### {_('On which days do you study?')}\n{said}"))
    box.add_item(row(StudyDaysSelect(enrolled.guild_id, enrolled.user_id, enrolled.study_days)))
    return layout(box)


def study_week_layout(enrolled: "Enrolled", weeks: "Sequence[tuple[Schedule, Pace]]") -> ui.LayoutView:
    """The question for the week: the roadmap's own templates, or one's own words."""
    whose = enrolled.guild_id, enrolled.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    said = _(
        "Days may differ, and have parts: tasks are then shown with the part of the day they fall in. "
        "**Hours a week…** keeps the shape, **Study days…** spreads the hours evenly again."
    )
    box.add_item(ui.TextDisplay(f"### {_('What does your week look like?')}\n{said}"))
    box.add_item(ui.TextDisplay(f"{_('Now:')}\n```\n{study_week_text(enrolled.pace)}\n```"))
    own = FollowUpButton(*whose, "ownweek")
    if not weeks:
        return layout(box, row(own))
    options = [_week_option(schedule, pace) for schedule, pace in weeks[:25]]
    return layout(box, row(StudyWeekSelect(*whose, options)), row(own))


def _week_option(schedule: Schedule, pace: Pace) -> discord.SelectOption:
    hours, days = hours_text(pace.minutes_per_week), weekdays_text(pace.study_days)
    # limit: 100
    described = _("{hours} a week, {days}", hours=hours, days=days)
    return discord.SelectOption(label=clip(schedule.title, 100), value=schedule.key, description=described)
