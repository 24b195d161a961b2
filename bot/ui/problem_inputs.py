"""Suggestions while typing for the commands about coding problems; the use cases understand words as well."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.problem_search import plain
from bot.ui.base import services_of
from bot.ui.inputs import Choices
from bot.ui.problem_words import FELT, suggestion
from bot.ui.text import clip

MAX_SUGGESTED = 25


async def suggest_problems(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Problems of both kinds that fit what was typed; an address or a number finds its own."""
    found = await services_of(interaction).problem_shelf.suggest(typed)
    return [app_commands.Choice(name=suggestion(each), value=each.reference) for each in found]


async def suggest_patterns(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Patterns whose title holds what was typed."""
    patterns = (await services_of(interaction).problem_shelf.catalogue()).patterns.values()
    return [
        app_commands.Choice(name=clip(each.title, 100), value=each.key)
        for each in patterns
        if plain(typed) in plain(each.title)
    ][:MAX_SUGGESTED]


async def suggest_sets(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Lists whose title or author holds what was typed."""
    found = await services_of(interaction).problem_progress.suggest_sets(typed)
    return [
        app_commands.Choice(name=clip(f"{each.title} · {each.author}", 100), value=each.key)
        for each in found[:MAX_SUGGESTED]
    ]


def felt_choices() -> list[app_commands.Choice[str]]:
    """How a solve can have felt."""
    return [
        app_commands.Choice(name=f"{name}: {about}", value=grade.value)
        for grade, (name, about) in FELT.items()
    ]
