"""What the post of a group's problem shows, and keeping that up to date.

Its buttons are here by their ids alone: what they do is in `problem_posts`, above the forms that end here.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.languages import spoken
from bot.domain.problem_needs import spoken as topic_text
from bot.domain.problem_posts import DAILY, GroupPrompt, Solvers
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.language import N_, _, ngettext, speaking
from bot.ui.problem_words import difficulty_text
from bot.ui.text import date_text, late_lines, link, safe

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostPlace, PostShown

STAND_IN = N_("LeetCode's own did not come through today; this one takes its place.")

TITLE = 150
TOPICS = 300
"""Characters, escapes included."""


def solved_button(marker: str, guild_id: int, post_id: int) -> ui.Button[Any]:
    """Opens the form. Its custom_id begins with the delivery's marker."""
    identity = f"{marker}lcpost:{guild_id}:{post_id}"
    return ui.Button(label=_("Solved"), style=discord.ButtonStyle.primary, custom_id=identity)


def progress_button(marker: str, guild_id: int, post_id: int) -> ui.Button[Any]:
    """Shows one's own progress."""
    return ui.Button(label=_("My progress"), custom_id=f"{marker}lcmine:{guild_id}:{post_id}")


def post_layout(shown: "PostShown") -> ui.LayoutView:
    """The problem, where it is from, its topics hidden, and how many solved it. Nobody is named or ranked."""
    prompt = shown.prompt
    level = f" · {difficulty_text(prompt.difficulty)}" if prompt.difficulty else ""
    lines = [
        f"## {theme.GOAL} {_('Problem of the day')}",
        f"**{link(prompt.label, prompt.url, TITLE)}**{level}",
        _origin(shown),
        *_topics(prompt.topics),
        *([f"-# {_(STAND_IN)}"] * prompt.stand_in),
        *late_lines(shown.late_by),
    ]
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join(lines)))
    box.add_item(ui.TextDisplay(_solved(shown.solvers, shown)))
    address: ui.Button[Any] = ui.Button(label=_("Open on LeetCode"), url=prompt.url)
    where = shown.marker, shown.guild_id, shown.post_id
    return layout(box, row(solved_button(*where), progress_button(*where), address))


def _origin(shown: "PostShown") -> str:
    prompt, drawn_from = shown.prompt, shown.drawn_from
    if prompt.source == DAILY:
        return _("LeetCode's own problem of the day")
    if drawn_from is not None:
        title = link(drawn_from.title, drawn_from.url)
        origin = _("From {list} by {author}", list=title, author=safe(drawn_from.author, 100))
    elif prompt.of_week:
        origin = _("Fits the roadmap week that most of you are in")
    else:
        origin = _("From the whole catalogue")
    return f"{origin} · {_place(prompt)}"


def _place(prompt: GroupPrompt) -> str:
    number, size = prompt.number, prompt.size
    if prompt.round <= 1:
        return _("number {number:,} of the {total:,} that fit", number=number, total=size)
    return _(
        "number {number:,} of the {total:,} that fit, round {round}",
        number=number,
        total=size,
        round=prompt.round,
    )


def _topics(topics: tuple[str, ...]) -> list[str]:
    said = safe(", ".join(map(topic_text, topics)), TOPICS)
    return [_("Topics: {topics}", topics=f"||{said}||")] if said else []


def _solved(solvers: Solvers, shown: "PostShown") -> str:
    if solvers.last_day is None:
        said = _("Solved it? Press the button to write it down. Only how many did is shown here.")
        return f"-# {said}"
    last = date_text(solvers.last_day, shown.day)
    if solvers.last_day != shown.day and solvers.on_last_day == solvers.total:
        said = ngettext(
            "**{count:,} solved it** on {date}", "**{count:,} solved it** on {date}", solvers.total, date=last
        )
        return f"{theme.CHECK} {said}"
    said = ngettext("**{count:,} solved it**", "**{count:,} solved it**", solvers.total)
    if solvers.last_day == shown.day:
        return f"{theme.CHECK} {said}"
    newest = _("{count:,} on {date}", count=solvers.on_last_day, date=last)
    return f"{theme.CHECK} {said} · {newest}"


async def redraw_post(client: discord.Client, services: Services, guild_id: int, post_id: int) -> None:
    """Let a group's post show how many solved its problem by now, in the server's language.

    A post that is gone, or that may not be changed any more, stays as it is: what was solved is written down.
    """

    async def show(place: "PostPlace") -> bool:
        message = client.get_partial_messageable(place.channel_id).get_partial_message(place.message_id)
        with suppress(discord.DiscordException, OSError):
            with speaking(spoken(services.languages.default(guild_id))):
                view = post_layout(place.shown)
            await message.edit(view=view)
            return True
        return False

    await services.problem_posts.redraw(guild_id, post_id, show)


async def redraw_post_of(client: discord.Client, services: Services, guild_id: int, key: str) -> None:
    """The same for the guild's last post of a problem, if it ever had it."""
    post_id = await services.problem_posts.newest_of(guild_id, key)
    if post_id is not None:
        await redraw_post(client, services, guild_id, post_id)
