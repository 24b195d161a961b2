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
from bot.ui.message import Message
from bot.ui.reflections import PERIOD, period_from
from bot.ui.text import full_date, human_join, late_lines, plural, safe
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
            label="My week", style=discord.ButtonStyle.primary, custom_id=identity
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
    box.add_item(ui.TextDisplay("-# Only who joined `/streak board`, or posted it themselves, is named."))
    button = MyWeekButton(brief.marker, brief.guild_id, brief.week.monday.isoformat())
    return Message(layout(box, row(button)))


def _heading(brief: DigestBrief) -> str:
    lines = [f"## {theme.WEEK} Our week", f"{full_date(brief.week.first)} to {full_date(brief.week.last)}"]
    return "\n".join([*lines, *late_lines(brief.late_by)])


def _parts(week: GroupWeek) -> Iterator[str]:
    if kept := _people(week.kept, week.kept_unnamed):
        yield f"{theme.STREAK} **Kept every planned day**\n{kept}"
    if wins := _listed([_win(win) for win in week.wins[:MOST_WINS]], _rest_of_wins(week), "win"):
        yield "\n".join([f"{theme.CHECK} **Wins**", *wins])
    if moments := _moments(week):
        yield "\n".join([f"{theme.PARTY} **Moments**", *moments])
    if together := [plural(count, what) for count, what in _figures(week) if count]:
        yield f"Done together: **{human_join(together)}**."


def _people(named: Sequence[int], unnamed: int) -> str:
    mentions = [f"<@{user_id}>" for user_id in named[:MOST_NAMED]]
    rest = len(named) - len(mentions) + unnamed
    if not mentions:
        return plural(rest, "member") if rest else ""
    return human_join([*mentions, f"{rest:,} more"] if rest else mentions)


def _win(win: SharedWin) -> str:
    said = [plural(win.reached, "goal") + " reached"] if win.reached else []
    said += [safe(win.win, WIN_CHARACTERS)] if win.win else []
    return f"<@{win.user_id}>: {' · '.join(said)}"


def _moments(week: GroupWeek) -> list[str]:
    shown = [f"<@{each.user_id}>: {_moment(each.moment)}" for each in week.moments[:MOST_MOMENTS]]
    rest = len(week.moments) - len(shown) + week.moments_unnamed
    return _listed(shown, rest, "moment")


def _rest_of_wins(week: GroupWeek) -> int:
    return max(len(week.wins) - MOST_WINS, 0) + week.wins_unnamed


def _moment(moment: Moment) -> str:
    title = f"**{safe(moment.title, TITLE_CHARACTERS)}**" if moment.title else ""
    if moment.days is not None:
        return f"{moment.days} days in a row"
    if moment.is_roadmap:
        return f"finished {title or 'a roadmap'}"
    return f"first project {title}".rstrip()


def _listed(shown: list[str], rest: int, what: str) -> list[str]:
    """What is told one by one, and a count of the rest."""
    if not rest:
        return shown
    return [*shown, f"and {plural(rest, f'more {what}')}"] if shown else [plural(rest, what)]


def _figures(week: GroupWeek) -> tuple[tuple[int, str], ...]:
    return (week.tasks, "task"), (week.milestones, "milestone claim"), (week.mocks, "mock interview")
