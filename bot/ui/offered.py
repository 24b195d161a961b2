"""Choices against what was offered: a changed client can send anything."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands, ui
from discord.ui.select import BaseSelect

from bot.domain.errors import NoLongerAvailable


def require_enough(item: ui.Item[Any]) -> None:
    """Raise NoLongerAvailable when less is chosen in a select than it asks for."""
    if isinstance(item, BaseSelect) and len(item.values) < item.min_values:
        raise NoLongerAvailable


def require_offered(items: Iterable[ui.Item[Any]]) -> None:
    """Raise NoLongerAvailable when something is chosen in a form that it does not hold."""
    for item in items:
        match item:
            case ui.Select() | ui.CheckboxGroup():
                chosen = set(item.values)
            case ui.RadioGroup():
                chosen = {item.value} - {None}
            case _:
                continue
        if not chosen <= {option.value for option in item.options}:
            raise NoLongerAvailable


def require_declared(interaction: discord.Interaction[Any]) -> None:
    """Raise CommandSignatureMismatch when an option has a value that its command does not declare.

    discord.py leaves choices, lengths and bounds to Discord.
    """
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return
    given = dict(iter(interaction.namespace))  # it answers to any name, also to `keys`
    for each in command.parameters:
        if each.display_name in given and not _is_declared(each, given[each.display_name]):
            raise app_commands.CommandSignatureMismatch(command)


def _is_declared(option: app_commands.Parameter, value: Any) -> bool:
    if option.choices and value not in {choice.value for choice in option.choices}:
        return False
    size = len(value) if isinstance(value, str) else value
    least, most = option.min_value, option.max_value
    return (least is None or size >= least) and (most is None or size <= most)
