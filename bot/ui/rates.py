"""Taking from a person's allowance, and passing over those who were told that it is used up."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Protocol, cast

import discord

from bot.domain.rate_errors import Repeated, TooFast
from bot.domain.rates import Allowance
from bot.services.rates import Rates
from bot.services.registry import Services


class HasRates(Protocol):
    """The client, as far as allowances know it."""

    services: Services
    rates: Rates


def admit(interaction: discord.Interaction[Any], allowance: Allowance = Allowance.PRESS) -> None:
    """Let an interaction in: once, and as long as whoever acts has not used up their allowance.

    Raises Repeated or TooFast.
    """
    cast("HasRates", interaction.client).rates.arrive(interaction.id)
    spend(interaction, allowance)


def spend(interaction: discord.Interaction[Any], allowance: Allowance, what: str = "") -> None:
    """Take one from the allowance of whoever acts, before any work is done. Raises TooFast."""
    client = cast("HasRates", interaction.client)
    client.rates.take(interaction.user.id, allowance, client.services.clock.now(), what)


@contextmanager
def spending(interaction: discord.Interaction[Any], allowance: Allowance, what: str = "") -> Generator[None]:
    """The same, and give it back when the work fails. Raises TooFast."""
    spend(interaction, allowance, what)
    try:
        yield
    except Exception:
        cast("HasRates", interaction.client).rates.give_back(interaction.user.id, allowance, what)
        raise


def needs_no_words(interaction: discord.Interaction[Any], error: BaseException) -> bool:
    """Whether somebody was just told the same and goes on, or the first delivery of a press is answered.

    A form that came too soon must still give its words back.
    """
    is_form = interaction.type is discord.InteractionType.modal_submit
    return isinstance(error, Repeated) or (isinstance(error, TooFast) and error.told and not is_form)


async def pass_over(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Let a press end without a word. A command cannot; Discord says by itself that nobody answered."""
    is_press = interaction.type is discord.InteractionType.component
    if is_press and isinstance(error, TooFast) and not interaction.response.is_done():
        await interaction.response.defer()
