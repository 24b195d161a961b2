"""The weekly digest in a group's channel."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.digests import (
    MOST_MOMENTS,
    MOST_NAMED,
    MOST_WINS,
    WEEK_DAYS,
    DigestBrief,
    GroupWeek,
    SharedWin,
)
from bot.domain.errors import NoLongerAvailable
from bot.domain.moments import Moment
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Shared, layout, row
from bot.ui.language import _, ngettext
from bot.ui.message import Message
from bot.ui.reflections import PERIOD, period_from
from bot.ui.text import full_date, human_join, late_lines, safe
from bot.ui.week import MAX_OFFSET, week_layout

WIN_CHARACTERS = 160
TITLE_CHARACTERS = 100


class MyWeekButton(
    Shared[ui.Button[Any]],
    template=rf"n:(?P<delivery>[0-9]{{1,18}}):week:(?P<guild>[0-9]{{1,19}}):{PERIOD}",
):
    """Shows whoever presses it their own week that the digest is about, by its Monday.

    Its custom_id begins with the delivery's marker.
    """

    def __init__(self, marker: str, guild_id: int, monday: str) -> None:
        identity = f"{marker}week:{guild_id}:{monday}"
        button: ui.Button[Any] = ui.Button(
            label=_("My week"), style=discord.ButtonStyle.primary, custom_id=identity
        )
        super().__init__(button, guild_id)
        self.monday = monday

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MyWeekButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), match["period"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """For that person alone."""
        whose = self.guild_id, interaction.user.id
        monday = period_from(self.monday, None)
        week = await services.tasks.week(*whose)
        # Weeks are counted from the present one, which is another one for each member's zone.
        if offset := (monday - week.monday).days // WEEK_DAYS:
            if abs(offset) > MAX_OFFSET:
                raise NoLongerAvailable
            week = await services.tasks.week(*whose, offset)
        await interaction.response.send_message(view=week_layout(week), ephemeral=True)


def digest_message(brief: DigestBrief) -> Message:
    """The digest as it goes out."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay(_heading(brief)))
    for part in _parts(brief.week):
        box.add_item(ui.TextDisplay(part))
    named = _("Only who joined `/streak board`, or posted it themselves, is named.")
    box.add_item(ui.TextDisplay(f"-# {named}"))
    button = MyWeekButton(brief.marker, brief.guild_id, brief.week.monday.isoformat())
    return Message(layout(box, row(button)))


def _heading(brief: DigestBrief) -> str:
    first, last = full_date(brief.week.first), full_date(brief.week.last)
    lines = [f"## {theme.WEEK} " + _("Our week"), _("{first} to {last}", first=first, last=last)]
    return "\n".join([*lines, *late_lines(brief.late_by)])


def _parts(week: GroupWeek) -> Iterator[str]:
    if kept := _people(week.kept, week.kept_unnamed):
        yield f"{theme.STREAK} **{_('Kept every planned day')}**\n{kept}"
    if wins := _wins(week):
        yield "\n".join([f"{theme.CHECK} **{_('Wins')}**", *wins])
    if moments := _moments(week):
        yield "\n".join([f"{theme.PARTY} **{_('Moments')}**", *moments])
    if together := list(_figures(week)):
        yield _("Done together: **{figures}**.", figures=human_join(together))


def _people(named: Sequence[int], unnamed: int) -> str:
    mentions = [f"<@{user_id}>" for user_id in named[:MOST_NAMED]]
    rest = len(named) - len(mentions) + unnamed
    if not mentions:
        return ngettext("{count:,} member", "{count:,} members", rest) if rest else ""
    return human_join([*mentions, ngettext("{count:,} more", "{count:,} more", rest)] if rest else mentions)


def _wins(week: GroupWeek) -> list[str]:
    shown = [_win(win) for win in week.wins[:MOST_WINS]]
    rest = len(week.wins) - len(shown) + week.wins_unnamed
    if not rest:
        return shown
    if not shown:
        return [ngettext("{count:,} win", "{count:,} wins", rest)]
    return [*shown, ngettext("and {count:,} more win", "and {count:,} more wins", rest)]


def _win(win: SharedWin) -> str:
    said = [ngettext("{count:,} goal reached", "{count:,} goals reached", win.reached)] if win.reached else []
    said += [safe(win.win, WIN_CHARACTERS)] if win.win else []
    return f"<@{win.user_id}>: {' · '.join(said)}"


def _moments(week: GroupWeek) -> list[str]:
    shown = [f"<@{each.user_id}>: {_moment(each.moment)}" for each in week.moments[:MOST_MOMENTS]]
    rest = len(week.moments) - len(shown) + week.moments_unnamed
    if not rest:
        return shown
    if not shown:
        return [ngettext("{count:,} moment", "{count:,} moments", rest)]
    return [*shown, ngettext("and {count:,} more moment", "and {count:,} more moments", rest)]


def _moment(moment: Moment) -> str:
    if moment.days is not None:
        return _("{days} days in a row", days=moment.days)
    title = f"**{safe(moment.title, TITLE_CHARACTERS)}**" if moment.title else ""
    if moment.is_roadmap:
        return _("finished {title}", title=title) if title else _("finished a roadmap")
    return _("first project {title}", title=title) if title else _("first project")


def _figures(week: GroupWeek) -> Iterator[str]:
    """What the group did, without what it did none of."""
    if week.tasks:
        yield ngettext("{count:,} task", "{count:,} tasks", week.tasks)
    if week.milestones:
        yield ngettext("{count:,} milestone claim", "{count:,} milestone claims", week.milestones)
    if week.mocks:
        yield ngettext("{count:,} mock interview", "{count:,} mock interviews", week.mocks)
