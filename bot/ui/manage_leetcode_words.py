"""What /manage leetcode says: when and where the problem of the day comes, from what, and what is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.problem_posts import DAILY, ROADMAP
from bot.domain.roadmap_claims import Difficulty
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.manage_rituals_words import NIGHT_ENDS, channel_problem, next_text, night_line
from bot.ui.permissions import missing_for_threads
from bot.ui.problem_words import difficulty_text
from bot.ui.text import clock_text, human_join, link, safe, weekdays_text

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostBoard

NAMES = {ROADMAP: N_("The roadmap week of most members"), DAILY: N_("LeetCode's own problem of the day")}
"""The sources that are no list."""

FEW = 10
"""Problems: two weeks of weekdays."""


def sources(board: "PostBoard") -> dict[str, str]:
    """What can be chosen, by key; LeetCode's own also while it is chosen already."""
    daily = board.daily_offered or board.setting.source == DAILY
    names = {key: _(name) for key, name in NAMES.items() if daily or key != DAILY}
    return names | {key: each.title for key, each in board.lists.items()}


def board_text(board: "PostBoard") -> str:
    """Everything as it is set."""
    lines = [
        f"## {theme.SETTINGS} {_('Problem of the day')}",
        _("One problem for the group, with a thread to talk about it, in {zone} time.", zone=board.zone.key),
        " · ".join(_when_and_where(board)),
        _("**Drawn from** {source}", source=_source(board)),
        _("**How hard** {mix}", mix=_mix(board)),
        *_pool(board),
        "-# " + _("Nothing comes twice before all of it had its turn. Paid problems never come."),
    ]
    if board.minute < NIGHT_ENDS:
        lines.append(night_line())
    return "\n".join(lines)


def _when_and_where(board: "PostBoard") -> Iterator[str]:
    yield _("**When** {time}", time=f"{weekdays_text(board.weekdays)} {clock_text(board.minute)}")
    yield _("**where** {channel}", channel=f"<#{board.posts_in}>" if board.posts_in else _("no channel"))
    yield next_text(board.next_due_at) if board.next_due_at else _("off")


def _source(board: "PostBoard") -> str:
    source = board.setting.source
    if source == DAILY:
        return _("LeetCode's own problem of the day; the roadmap week where that does not come")
    if (listed := board.lists.get(source)) is not None:
        return _("{title} by {author}", title=link(listed.title, listed.url), author=safe(listed.author, 100))
    return _("the roadmap week that most members are in; the whole catalogue where it has no problems")


def _mix(board: "PostBoard") -> str:
    mix = board.setting.mix
    said = [f"{mix[level]} {difficulty_text(level)}" for level in Difficulty if mix.get(level)]
    if len(said) == 1:
        only = next(level for level in Difficulty if mix.get(level))
        return _("only {level}", level=difficulty_text(only))
    if not said:
        return _("as it comes")
    return _("out of every {total}: {mix}", total=sum(mix.values()), mix=human_join(said))


def _pool(board: "PostBoard") -> list[str]:
    """How many problems of a list come in this mix, and what that means where they are few."""
    if board.pool is None:
        return []
    if board.pool < FEW:
        return [f"{theme.WARNING} {_few(board.pool)}"]
    return [
        ngettext(
            "**{count:,} problem** of this list fits", "**{count:,} problems** of this list fit", board.pool
        )
    ]


def _few(problems: int) -> str:
    if problems == 1:
        return _(
            "Only **1 problem** of this list fits: the same one comes every time. Another list or difficulty "
            "has more."
        )
    return ngettext(
        "Only **{count} problem** of this list fits: they repeat after {count} posts. Another list or "
        "difficulty has more.",
        "Only **{count} problems** of this list fit: they repeat after {count} posts. Another list or "
        "difficulty has more.",
        problems,
    )


def problems(interaction: discord.Interaction[Any], board: "PostBoard") -> Iterator[str]:
    """What keeps it from coming, or from coming whole."""
    if board.setting.source == DAILY and not board.daily_offered:
        yield _("Whoever hosts me has LeetCode switched off: the roadmap week takes its place.")
    if not board.on:
        return
    if board.posts_in is None:
        yield _("It has no channel: choose one below, or a nudge channel in `/setup`.")
        return
    if problem := channel_problem(interaction, board.posts_in):
        yield problem
    channel = interaction.guild.get_channel(board.posts_in) if interaction.guild else None
    if channel is not None and (missing := missing_for_threads(channel)):
        yield _(
            "In {channel} I lack {permissions}: it comes there without its thread.",
            channel=f"<#{channel.id}>",
            permissions=human_join(missing),
        )
