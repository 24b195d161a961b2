"""The one error path: what fails in a command, button or modal ends here, and the person reads what to do."""

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import discord
from discord import app_commands

from bot.domain import errors as e
from bot.log import get_logger
from bot.ui.finished import Outcome, note
from bot.ui.language import N_, _
from bot.ui.rates import needs_no_words, pass_over
from bot.ui.sentences import sentence
from bot.ui.written import quoted, worth_keeping, written

log = get_logger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060

CHANGED = N_("This command has just changed. Reload Discord (Ctrl+R) and use it again.")

ROOM = 1300
"""Characters for the words that are given back; a message has 2,000, and a sentence comes before them."""


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person what to do; log what we did not expect under an id that they can quote."""
    if interaction.type is discord.InteractionType.autocomplete:
        await suggest_nothing(interaction)
        return
    known = _known(error)
    if known is not None:
        note(interaction, Outcome.REFUSED)
        await _tell_known(interaction, known)
        return
    if _too_late(error):
        note(interaction, Outcome.TOO_LATE)
        log.warning("interaction.too_late", interaction=interaction.id, error=str(error))
        return
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        note(interaction, Outcome.REFUSED)
        await tell(interaction, _(CHANGED))
        return
    note(interaction, Outcome.FAILED)
    incident = secrets.token_hex(4)
    name = interaction.command.qualified_name if interaction.command else None
    log.error(
        "interaction.failed",
        incident=incident,
        command=name,
        guild=interaction.guild_id,
        exc_info=_root(error),
    )
    await tell(
        interaction,
        _(
            "Something broke on my side and nothing was changed by it as far as I know. Try again in a minute"
            "; if it stays, give your organiser this number: `{incident}`.",
            incident=incident,
        )
        + _words_back(interaction),
    )


async def suggest_nothing(interaction: discord.Interaction[Any]) -> None:
    """An empty list of suggestions, for whoever types and has got none: words cannot be shown there."""
    if interaction.type is not discord.InteractionType.autocomplete or interaction.response.is_done():
        return
    with _untold(interaction):
        await interaction.response.autocomplete([])


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Say something to the person alone, as the first answer or after it; whoever is gone misses it."""
    with _untold(interaction):
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)


async def _tell_known(interaction: discord.Interaction[Any], error: e.CohortError) -> None:
    if not needs_no_words(interaction, error):
        await tell(interaction, sentence(error) + _words_back(interaction))
        return
    with _untold(interaction):
        await pass_over(interaction, error)


def _words_back(interaction: discord.Interaction[Any]) -> str:
    """What a refused form held: nobody should have to type it again."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return ""
    texts = written(interaction)
    return f"\n\n{_('You wrote:')}\n{quoted(texts, ROOM)}" if worth_keeping(texts) else ""


def _root(error: BaseException) -> BaseException:
    wrapped = error.__cause__
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return wrapped if isinstance(error, app_commands.TransformerError) and wrapped else error


def _known(error: BaseException) -> e.CohortError | None:
    root = _root(error)
    return root if isinstance(root, e.CohortError) else None


def _too_late(error: BaseException) -> bool:
    root = _root(error)
    return isinstance(root, discord.HTTPException) and root.code in (UNKNOWN_INTERACTION, ALREADY_ANSWERED)


@contextmanager
def _untold(interaction: discord.Interaction[Any]) -> Generator[None]:
    """What Discord does not take any more is only noted: there is nobody left to tell."""
    try:
        yield
    except discord.HTTPException as failure:
        log.warning(
            "interaction.untold", interaction=interaction.id, status=failure.status, code=failure.code
        )
