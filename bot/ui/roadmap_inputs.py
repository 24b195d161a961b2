"""Suggestions while typing for /roadmap: sections, decisions and options."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.branches import Branch, find_branch, option_head
from bot.domain.errors import CohortError
from bot.domain.roadmap_search import closest
from bot.ui import theme
from bot.ui.base import services_of
from bot.ui.branch_words import branch_question, branch_title
from bot.ui.inputs import here
from bot.ui.text import clip

MAX_CHOICES = 25
MAX_VALUE = 100
"""Of a suggestion; what is cut off is found all the same, as the beginning of a title."""

Choices = list[app_commands.Choice[str]]


async def suggest_sections(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Parts of the roadmap named beside it, else of the member's own."""
    roadmap = getattr(interaction.namespace, "roadmap", None)
    try:
        reading = await services_of(interaction).readings.open(*here(interaction), roadmap or None)
    except CohortError:
        return []
    if reading is None:
        return []
    book = reading.book
    near = closest(typed, book.section_titles, MAX_CHOICES)
    return [_choice(book.section_titles[number], book.section_titles[number]) for number in near]


async def suggest_branches(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """The member's decisions."""
    found = await _branches(interaction)
    near = closest(typed, [branch.title for branch in found], MAX_CHOICES)
    return [
        _choice(f"{branch_title(branch)} · {branch_question(branch)}", branch.key)
        for branch in (found[number] for number in near)
    ]


async def suggest_options(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Options of the decision named beside it; those typed already stay in front."""
    try:
        branch = find_branch(await _branches(interaction), str(interaction.namespace.branch or ""))
    except CohortError:
        return []
    head, rest = option_head(branch, typed)
    titles = {option.key: option.title for option in branch.options}
    left = [option for option in branch.options if option.key not in head]
    near = closest(rest, [option.title for option in left], MAX_CHOICES)
    return [
        _choice("; ".join(titles[key] for key in keys), "; ".join(keys))
        for keys in ((*head, left[number].key) for number in near)
        if len("; ".join(keys)) <= MAX_VALUE
    ]


async def suggest_had(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """What the member may have already, with a mark on what is ticked."""
    try:
        decisions = await services_of(interaction).branches.decisions(*here(interaction))
    except CohortError:
        return []
    claims = [had.claim for shown in decisions.had_lists for had in shown.entries]
    near = closest(typed, [claim.title for claim in claims], MAX_CHOICES)
    return [
        _choice(f"{theme.CHECK} " * (claim.key in decisions.had) + claim.title, claim.key)
        for claim in dict.fromkeys(claims[number] for number in near)
    ]


async def _branches(interaction: discord.Interaction[Any]) -> tuple[Branch, ...]:
    try:
        return (await services_of(interaction).branches.decisions(*here(interaction))).branches
    except CohortError:
        return ()


def _choice(name: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=clip(name, 100) or "?", value=value[:MAX_VALUE])
