"""The weekly digest in a group's channel."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.digests import MOST_MOMENTS, MOST_NAMED, MOST_WINS, DigestBrief, GroupWeek, SharedWin
from bot.domain.moments import Moment
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Shared, layout, row
from bot.ui.message import Message
from bot.ui.text import full_date, human_join, minutes_text, plural, safe
from bot.ui.week import week_layout

WIN_CHARACTERS = 160
TITLE_CHARACTERS = 100


class MyWeekButton(
    Shared[ui.Button[Any]], template=r"n:(?P<delivery>[0-9]{1,18}):week:(?P<guild>[0-9]{1,19})"
):
    """Shows whoever presses it their own week. Its custom_id begins with the delivery's marker."""

    def __init__(self, marker: str, guild_id: int) -> None:
        identity = f"{marker}week:{guild_id}"
        button: ui.Button[Any] = ui.Button(
            label="My week", style=discord.ButtonStyle.primary, custom_id=identity
        )
        super().__init__(button, guild_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MyWeekButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """For that person alone."""
        week = await services.tasks.week(self.guild_id, interaction.user.id)
        await interaction.response.send_message(view=week_layout(week), ephemeral=True)


def digest_message(brief: DigestBrief) -> Message:
    """The digest as it goes out."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay(_heading(brief)))
    for part in _parts(brief.week):
        box.add_item(ui.TextDisplay(part))
    box.add_item(ui.TextDisplay("-# Only who joined `/streak board`, or posted it themselves, is named."))
    return Message(layout(box, row(MyWeekButton(brief.marker, brief.guild_id))))


def _heading(brief: DigestBrief) -> str:
    lines = [f"## {theme.WEEK} Our week", f"{full_date(brief.week.first)} to {full_date(brief.week.last)}"]
    minutes = int(brief.late_by.total_seconds() // 60)
    return "\n".join(
        [*lines, f"-# {theme.LOG} {minutes_text(minutes)} late: I was away."] if minutes else lines
    )


def _parts(week: GroupWeek) -> Iterator[str]:
    if kept := _people(week.kept, week.kept_unnamed):
        yield f"{theme.STREAK} **Kept every planned day**\n{kept}"
    if week.wins:
        more = _more(len(week.wins) - MOST_WINS, "win")
        yield "\n".join([f"{theme.CHECK} **Wins**", *map(_win, week.wins[:MOST_WINS]), *more])
    if moments := _moments(week):
        yield "\n".join([f"{theme.PARTY} **Milestones**", *moments])
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
    return [*shown, *_more(rest, "milestone")] if shown or not rest else [plural(rest, "milestone")]


def _moment(moment: Moment) -> str:
    title = f"**{safe(moment.title, TITLE_CHARACTERS)}**" if moment.title else ""
    if moment.days is not None:
        return f"{moment.days} days in a row"
    if moment.is_roadmap:
        return f"finished {title or 'a roadmap'}"
    return f"first project {title}".rstrip()


def _more(count: int, what: str) -> list[str]:
    return [f"and {plural(count, f'more {what}')}"] if count > 0 else []


def _figures(week: GroupWeek) -> tuple[tuple[int, str], ...]:
    return (week.tasks, "task"), (week.mocks, "mock interview")
