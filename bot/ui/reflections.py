"""A member's own words in rituals: the private card, its history, and the words as the group sees them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.utils import format_dt

from bot.domain.errors import NoLongerAvailable
from bot.domain.reflections import Reflection
from bot.domain.rituals import WRITTEN, Ritual, period_of
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, services_of, show, template
from bot.ui.inputs import Choices
from bot.ui.language import N_, _
from bot.ui.reflection_posts import publish
from bot.ui.ritual_forms import form_of
from bot.ui.ritual_words import EDIT, MARKS, ROOMS, TITLES, WIDE, Room, answers_text, period_text, title_text
from bot.ui.text import short_month

if TYPE_CHECKING:
    from bot.services.reflection_results import Page

WEEK = "week"
"""Everything of a week, where a ritual could be named."""

PERIOD = r"(?P<period>[0-9]{4}-[0-9]{2}-[0-9]{2})"
NAMES = "|".join(ritual.value for ritual in WRITTEN)
YEARS = range(2000, 2200)

MAX_TEXT = 4_000
"""Characters of all texts of a message: https://discord.com/developers/docs/components/reference"""

EMPTY = N_("Nothing is written here. `/ritual write` opens a form.")
CLOSED = N_("Nothing is written here. I keep words for the present, the last and the next period only.")
SHORTENED = N_("Shortened to fit here; `/ritual show which:` shows one of them in full.")


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

    def __init__(self, guild_id: int, user_id: int, ritual: str, period: str, label: str = "") -> None:
        identity = custom_id("refls", guild_id, user_id, ritual, period)
        # limit: 80
        shown = label or _("Older")
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
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
        self, guild_id: int, user_id: int, verb: str, ritual: Ritual, period: str, label: str = ""
    ) -> None:
        identity = custom_id("refl", guild_id, user_id, verb, ritual.value, period)
        style = discord.ButtonStyle.primary if verb == "post" else discord.ButtonStyle.secondary
        # limit: 80
        shown = label or _("Edit…")
        super().__init__(ui.Button(label=shown, style=style, custom_id=identity), guild_id, user_id)
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
            await publish(interaction, services, posting, page_layout)
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


def page_layout(page: "Page") -> ui.LayoutView:
    """One's own words of a period, with what can be done with them; long ones shortened where many stand."""
    if page.ritual is not None:
        return _drawn(page, WIDE)
    views = (_drawn(page, room) for room in ROOMS[:-1])
    return next((view for view in views if view.content_length() <= MAX_TEXT), _drawn(page, ROOMS[-1]))


def _drawn(page: "Page", room: Room) -> ui.LayoutView:
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(page)))
    for each in page.shown:
        for part in _entry(page, each, room):
            box.add_item(part)
    if not page.shown:
        box.add_item(ui.TextDisplay(_(EMPTY if page.writable else CLOSED)))
    if room is not WIDE:
        box.add_item(ui.TextDisplay(f"-# {_(SHORTENED)}"))
    if turns := list(_turns(page)):
        box.add_item(row(*turns))
    return layout(box)


def _heading(page: "Page") -> str:
    if page.ritual is None:
        day, month, year = page.period.day, short_month(page.period.month), page.period.year
        return f"## {theme.WEEK} " + _("Your week of {day} {month} {year}", day=day, month=month, year=year)
    return f"## {title_text(page.ritual, page.period)}"


def _entry(page: "Page", each: Reflection, room: Room) -> Iterator[ui.Item[Any]]:
    """The words, and what can be done with them: of a whole week they can only be changed."""
    whose, what = (page.guild_id, page.user_id), (each.ritual, each.period.isoformat())
    words = f"{answers_text(each.answers, page.previous, room)}\n-# {_seen(each)}"
    edit = [ReflectionButton(*whose, "edit", *what, _(EDIT[each.ritual]))] if page.open(each) else []
    if page.ritual is None:
        about = f" · {period_text(each.ritual, each.period)}" if each.period != page.period else ""
        words = f"### {MARKS[each.ritual]} {_(TITLES[each.ritual])}{about}\n{words}"
        yield section(words, edit[0]) if edit else ui.TextDisplay(words)
        return
    can_post = not each.posted and each.told is not None
    # limit: 80
    label = _("Post to the channel")
    post = [ReflectionButton(*whose, "post", *what, label)] if can_post else []
    yield ui.TextDisplay(words)
    if edit or post:
        yield row(*edit, *post)


def _seen(each: Reflection) -> str:
    """Who sees the words, and what posting them would show."""
    if each.posted_at is None:
        return f"{theme.LOCK} {_('Only you see this.')} {_to_post(each)}"
    when = format_dt(each.posted_at, "R")
    if each.posted:
        return _("Posted {when}.", when=when)
    return f"{_('Posted {when}, and changed since.', when=when)} {_to_post(each)}"


def _to_post(each: Reflection) -> str:
    if each.told is None:
        return _("There is nothing to post: goals that are still on the way stay yours.")
    if each.told != each.answers:
        return _("Posting shows what you reached and your own win, not what is still on the way.")
    return _("Posting shows all of it.")


def _turns(page: "Page") -> Iterator[HistoryButton]:
    name = page.ritual.value if page.ritual else WEEK
    # limit: 80
    older, newer = _("Older"), _("Newer")
    for label, period in ((older, page.older), (newer, page.newer)):
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
