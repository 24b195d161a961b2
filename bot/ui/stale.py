"""Answers for presses and forms that nothing else will answer, instead of Discord's "interaction failed"."""

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TypeVar

import discord
from discord import ui

from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.rate_errors import Repeated, TooFast
from bot.ui.errors import report, tell
from bot.ui.finished import Outcome, finished, note
from bot.ui.language import _
from bot.ui.rates import admit
from bot.ui.written import quoted, written

ItemT = TypeVar("ItemT", bound=ui.Item[Any])

TAKEN = "taken"
"""Under this name a form notes on the interaction that it takes it."""

ROOM = 1800
"""Characters for the words that are given back; a message has 2,000."""

_NAMES_GUILD = re.compile(r"(?:[cs]:[a-z]+|n:[0-9]{1,18}(?::[a-z]+)*):(?P<guild>[0-9]{1,19})(?::|$)")
"""How a custom_id of ours begins, also one of an earlier version."""


class Unusable(ui.DynamicItem[ItemT], template=r"(?s:.*)"):
    """In place of a part that cannot be rebuilt from what was pressed; discord.py would drop the press."""

    def __init__(self, item: ItemT, error: Exception) -> None:
        super().__init__(item)
        self.error = error

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say so in the one error path."""
        unreadable = isinstance(self.error, ValueError | LookupError | ArithmeticError)
        await report(interaction, NoLongerAvailable() if unreadable else self.error)
        finished(interaction)


def guild_of(custom_id: str) -> int | None:
    """The server that a custom_id of ours names: of a press in a direct message nothing else tells it.

    A forged one may name any; here it is only asked what language is spoken there.
    """
    found = _NAMES_GUILD.match(custom_id)
    return int(found["guild"]) if found else None


def pressed_in(interaction: discord.Interaction[Any]) -> int | None:
    """The server that what was pressed belongs to; None for a form, whose custom_id is chosen by chance."""
    if interaction.type is not discord.InteractionType.component:
        return None
    data: Any = interaction.data
    return guild_of(str(data["custom_id"]))


async def answer_stale(
    interaction: discord.Interaction[Any], parts: Iterable[type[ui.DynamicItem[Any]]]
) -> None:
    """Say so when a pressed part is none of ours (any more), or a form was opened before a restart."""
    if interaction.type is discord.InteractionType.component:
        if not _is_answered(interaction, parts):
            await _refuse(interaction)
    elif interaction.type is discord.InteractionType.modal_submit and TAKEN not in interaction.extras:
        await _give_back(interaction)


def _is_answered(interaction: discord.Interaction[Any], parts: Iterable[type[ui.DynamicItem[Any]]]) -> bool:
    """Whether discord.py hands the press to a part: one that its custom_id fits, and that its message has.

    discord.py drops any other one without a word.
    """
    data: Any = interaction.data
    pressed, kind = str(data["custom_id"]), int(data["component_type"])
    if not any(part.__discord_ui_compiled_template__.fullmatch(pressed) for part in parts):
        return False
    shown = _within(interaction.message.components) if interaction.message else ()
    return any((each.custom_id, each.type.value) == (pressed, kind) for each in shown)


def _within(components: Iterable[Any]) -> Iterable[Any]:
    """Everything that can be pressed, however deep."""
    for component in components:
        if getattr(component, "custom_id", None) is not None:
            yield component
        yield from _within(getattr(component, "children", ()))
        if (beside := getattr(component, "accessory", None)) is not None:
            yield from _within([beside])


async def _refuse(interaction: discord.Interaction[Any]) -> None:
    error: CohortError = NoLongerAvailable()
    try:
        admit(interaction)
    except CohortError as refused:
        error = refused
    await report(interaction, error)
    finished(interaction)


async def _give_back(interaction: discord.Interaction[Any]) -> None:
    """Nothing typed is lost: the person gets their words back to copy, however fast they are."""
    try:
        with suppress(TooFast):
            admit(interaction)
        await _tell_words(interaction)
        note(interaction, Outcome.REFUSED)
    except Repeated:
        pass  # it was answered the first time
    finally:
        finished(interaction)


async def _tell_words(interaction: discord.Interaction[Any]) -> None:
    texts = written(interaction)
    await tell(
        interaction,
        _("This form was open for too long, or I was restarted meanwhile. Open it again and paste:")
        + f"\n{quoted(texts, ROOM)}"
        if texts
        else _("This form was open for too long, or I was restarted meanwhile. Open it again."),
    )
