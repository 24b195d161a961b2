"""What can stand between somebody and their data."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class NothingStored(CohortError):
    """There is nothing about this person in this guild."""


@dataclass(eq=False)
class ExportTooLarge(CohortError):
    """Even packed it is more than Discord lets the bot send; both in bytes."""

    size: int
    maximum: int


@dataclass(eq=False)
class NotConfirmed(CohortError):
    """The word that was typed is not the one that erases."""

    typed: str
