"""How an interaction ended: noted on it, and told as an event of the client for whoever counts."""

from enum import StrEnum
from typing import Any

import discord

EVENT = "interaction_finished"
"""Of the client, with the interaction: its handler has ended, whatever came of it."""

OUTCOME, PART = "outcome", "part"
"""Under these names it stands on the interaction what came of it, and which part of ours handled it."""

LANGUAGE = "language"
"""Under this name stands the code of the language it is answered in, for whoever answers in its place."""


class Outcome(StrEnum):
    """What came of an interaction."""

    DONE = "done"
    REFUSED = "refused"
    """The person was told what stands in the way."""
    TOO_LATE = "too_late"
    """Discord did not take the answer any more."""
    FAILED = "failed"
    """A fault of ours, logged under a number that the person was given."""


def note(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """It did not end well, but so."""
    interaction.extras[OUTCOME] = outcome


def outcome_of(interaction: discord.Interaction[Any]) -> Outcome:
    """What came of it."""
    return interaction.extras.get(OUTCOME, Outcome.DONE)


def finished(interaction: discord.Interaction[Any], part: object | None = None) -> None:
    """Its handler has ended; `part` is the button, select or form of ours that handled it."""
    if part is not None:
        interaction.extras[PART] = type(part).__name__
    interaction.client.dispatch(EVENT, interaction)
