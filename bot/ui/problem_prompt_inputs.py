"""What `/leetcode prompt` and `/leetcode ml` can be asked for, with suggestions while typing."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.problem_needs import Wish
from bot.domain.roadmap_claims import Difficulty
from bot.ui.base import services_of
from bot.ui.inputs import Choices
from bot.ui.problem_words import difficulty_text
from bot.ui.text import clip

HAD = "had"


def difficulty_choices() -> list[app_commands.Choice[str]]:
    """LeetCode's difficulties."""
    return [app_commands.Choice(name=difficulty_text(each), value=each.value) for each in Difficulty]


def instead_choices() -> list[app_commands.Choice[str]]:
    """What can become of the problem that is open."""
    return [
        app_commands.Choice(name="Another one; it counts as re-rolled", value="another"),
        app_commands.Choice(name="Another one: I had solved it before", value=HAD),
    ]


async def suggest_topics(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Patterns and topics whose title holds what was typed."""
    return _choices(await services_of(interaction).problem_prompts.suggest_topics(typed))


async def suggest_ml_topics(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Topics of machine learning whose title holds what was typed."""
    return _choices(await services_of(interaction).ml_prompts.suggest_topics(typed))


def wish_of(
    difficulty: app_commands.Choice[str] | None, topic: str | None, problem_list: str | None, *, again: bool
) -> Wish:
    """The options of the command as one wish."""
    level = Difficulty(difficulty.value) if difficulty else None
    return Wish(level, topic or "", problem_list or "", again)


def _choices(found: tuple[tuple[str, str], ...]) -> Choices:
    return [app_commands.Choice(name=clip(title, 100), value=key) for key, title in found]
