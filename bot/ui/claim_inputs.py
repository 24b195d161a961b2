"""Suggestions while typing for the commands about claims; the use cases understand words as well."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.claims import token
from bot.ui.base import services_of
from bot.ui.claims import board_choice, box_choice
from bot.ui.inputs import Choices, here
from bot.ui.target_words import choice_text


async def suggest_boards(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Lists of boxes whose section or title holds what was typed."""
    found = await services_of(interaction).claims.suggest_boards(*here(interaction), typed)
    return [_choice(board_choice(each), each.key) for each in found]


async def suggest_boxes(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Boxes whose title holds what was typed, those of the present list first."""
    found = await services_of(interaction).claims.suggest_claims(*here(interaction), typed)
    return [_choice(box_choice(each), each.claim.key) for each in found]


async def suggest_targets(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Numbers whose title holds what was typed, those that matter now first."""
    found = await services_of(interaction).targets.suggest(*here(interaction), typed)
    return [_choice(choice_text(each), each.target.key) for each in found]


def _choice(name: str, key: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=name, value=f"#{token(key)}")
