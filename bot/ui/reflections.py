"""A member's own words in rituals: the private card, its history, and the words as the group sees them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.utils import format_dt

from bot.domain.errors import NoLongerAvailable
from bot.domain.reflections import Reflection
from bot.domain.ritual_errors import MayNotPost
from bot.domain.rituals import WRITTEN, Ritual, period_of
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, services_of, show, template
from bot.ui.inputs import Choices
from bot.ui.ritual_forms import form_of
from bot.ui.ritual_words import MARKS, TITLES, answers_text, period_text, title_text

if TYPE_CHECKING:
    from bot.services.reflections import Page, Posting

WEEK = "week"
"""Everything of a week, where a ritual could be named."""

PERIOD = r"(?P<period>[0-9]{4}-[0-9]{2}-[0-9]{2})"
NAMES = "|".join(ritual.value for ritual in WRITTEN)
YEARS = range(2000, 2200)


def period_from(text: str, ritual: Ritual | None) -> date:
    """The period of a pressed part. Raises NoLongerAvailable for one that only a forger writes."""
    try:
        period = date.fromisoformat(text)
    except ValueError:
        raise NoLongerAvailable from None
    if period.year not in YEARS or period != period_of(ritual or Ritual.GOALS, period):
        raise NoLongerAvailable
    return period


class HistoryButton(
    Owned[ui.Button[Any]], template=template("refls", rf"(?P<ritual>{WEEK}|{NAMES}):{PERIOD}")
):
    """Turns to another period of one's own words."""

    def __init__(self, guild_id: int, user_id: int, ritual: str, period: str, label: str = "Older") -> None:
        identity = custom_id("refls", guild_id, user_id, ritual, period)
        super().__init__(ui.Button(label=label, custom_id=identity), guild_id, user_id)
        self.ritual = None if ritual == WEEK else Ritual(ritual)
        self.period = period

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "HistoryButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["ritual"], match["period"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that period."""
        period = period_from(self.period, self.ritual)
        page = await services.reflections.show(self.guild_id, self.user_id, self.ritual, period)
        await show(interaction, page_layout(page))


class ReflectionButton(
    Owned[ui.Button[Any]], template=template("refl", rf"(?P<verb>edit|post):(?P<ritual>{NAMES}):{PERIOD}")
):
    """Opens the form with what is written, or shows it to the group."""

    def __init__(
        self, guild_id: int, user_id: int, verb: str, ritual: Ritual, period: str, label: str = "Edit…"
    ) -> None:
        identity = custom_id("refl", guild_id, user_id, verb, ritual.value, period)
        style = discord.ButtonStyle.primary if verb == "post" else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb
        self.ritual = ritual
        self.period = period

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ReflectionButton":
        """From the pressed custom_id."""
        whose = int(match["guild"]), int(match["user"])
        return cls(*whose, match["verb"], Ritual(match["ritual"]), match["period"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, or post."""
        period = period_from(self.period, self.ritual)
        if self.verb == "post":
            posting = await services.reflections.post(self.guild_id, self.user_id, self.ritual, period)
            await publish(interaction, services, posting)
        else:
            await open_form(interaction, services, self.ritual, self.guild_id, period)


async def open_form(
    interaction: discord.Interaction[Any],
    services: Services,
    ritual: Ritual,
    guild_id: int,
    period: date | None = None,
    when: str | None = None,
) -> None:
    """Show the form of a ritual to whoever acts; for the present period unless another one is named."""
    sheet = await services.reflections.sheet(guild_id, interaction.user.id, ritual, period, when)
    await interaction.response.send_modal(form_of(sheet, page_layout))


async def publish(interaction: discord.Interaction[Any], services: Services, posting: "Posting") -> None:
    """Show the words to the group, in the thread below the week's wins or right here.

    When that fails, they count as not posted. Raises MayNotPost.
    """
    try:
        await _publish(interaction, services, posting)
    except Exception:
        await services.reflections.unpost(posting)
        raise


async def _publish(interaction: discord.Interaction[Any], services: Services, posting: "Posting") -> None:
    pressed = interaction.type is discord.InteractionType.component
    view = public_layout(posting)
    if posting.thread_id is None and not pressed:
        _require_may_write(interaction)
        await interaction.response.send_message(view=view)
        return
    await interaction.response.defer(ephemeral=True)
    in_thread = posting.thread_id is not None and await _told_in(interaction, posting.thread_id, view)
    if not in_thread:
        _require_may_write(interaction)
    whose, what = (posting.guild_id, posting.user_id), posting.reflection
    card = page_layout(await services.reflections.show(*whose, what.ritual, what.period))
    if not in_thread and pressed:
        await interaction.followup.send(view=view)
    # Who pressed may have dismissed the card by now: what is posted stays posted.
    with suppress(discord.NotFound):
        await interaction.edit_original_response(view=card)
    # After a command the first follow-up would have taken the place of the private answer.
    if not in_thread and not pressed:
        await interaction.followup.send(view=view)


async def _told_in(interaction: discord.Interaction[Any], thread_id: int, view: ui.LayoutView) -> bool:
    """Whether the thread took it: there is none where it was not allowed, or it is gone."""
    thread = interaction.client.get_partial_messageable(thread_id)
    try:
        await thread.send(view=view)
    except (discord.NotFound, discord.Forbidden):
        return False
    return True


def _require_may_write(interaction: discord.Interaction[Any]) -> None:
    allowed = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    if not (allowed.send_messages_in_threads if in_thread else allowed.send_messages):
        raise MayNotPost


def public_layout(posting: "Posting") -> ui.LayoutView:
    """Somebody's words as the group sees them."""
    what = posting.reflection
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay(f"### {title_text(what.ritual, what.period)}\n<@{posting.user_id}>"))
    box.add_item(ui.TextDisplay(answers_text(what.answers)))
    return layout(box)


def page_layout(page: "Page") -> ui.LayoutView:
    """One's own words of a period, with what can be done with them."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    whose = page.guild_id, page.user_id
    box.add_item(ui.TextDisplay(_heading(page)))
    for each in page.shown:
        if page.ritual is None:
            box.add_item(section(_entry(each, page), _editor(whose, each)))
        else:
            box.add_item(ui.TextDisplay(_entry(each, page)))
            box.add_item(row(_editor(whose, each), _poster(whose, each)))
    if not page.shown:
        box.add_item(ui.TextDisplay("Nothing is written here. `/ritual write` opens a form."))
    if turns := list(_turns(page)):
        box.add_item(row(*turns))
    return layout(box)


def _heading(page: "Page") -> str:
    if page.ritual is None:
        return f"## {theme.WEEK} Your {period_text(Ritual.GOALS, page.period)}"
    return f"## {title_text(page.ritual, page.period)}"


def _entry(each: Reflection, page: "Page") -> str:
    """The words, and who can see them."""
    title = f"### {MARKS[each.ritual]} {TITLES[each.ritual]}\n" if page.ritual is None else ""
    if each.posted_at is None:
        seen = f"{theme.LOCK} Only you see this."
    else:
        changed = "" if each.posted else ", and changed since"
        seen = f"Posted {format_dt(each.posted_at, 'R')}{changed}."
    return f"{title}{answers_text(each.answers, page.previous)}\n-# {seen}"


def _editor(whose: tuple[int, int], each: Reflection) -> ReflectionButton:
    return ReflectionButton(*whose, "edit", each.ritual, each.period.isoformat())


def _poster(whose: tuple[int, int], each: Reflection) -> ReflectionButton:
    return ReflectionButton(*whose, "post", each.ritual, each.period.isoformat(), "Post to the channel")


def _turns(page: "Page") -> Iterator[HistoryButton]:
    name = page.ritual.value if page.ritual else WEEK
    for label, period in (("Older", page.older), ("Newer", page.newer)):
        if period is not None:
            yield HistoryButton(page.guild_id, page.user_id, name, period.isoformat(), label)


async def suggest_periods(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """The weeks or months somebody wrote for, newest first."""
    if interaction.guild_id is None:
        return []
    which: object = getattr(interaction.namespace, "which", None)
    ritual = next((each for each in WRITTEN if each.value == which), None)
    whose = interaction.guild_id, interaction.user.id
    found = await services_of(interaction).reflections.periods(*whose, ritual)
    named = [(period_text(ritual or Ritual.GOALS, period), period.isoformat()) for period in found]
    return [
        app_commands.Choice(name=name, value=value)
        for name, value in named
        if typed.casefold() in name.casefold() or typed in value
    ]
