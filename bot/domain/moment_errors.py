"""What can go wrong with moments."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class AlreadyShared(CohortError):
    """The member has posted this card to the group before."""
