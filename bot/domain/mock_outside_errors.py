"""What can go wrong with interviews held elsewhere."""

from bot.domain.errors import CohortError


class NoSuchOutside(CohortError):
    """The member has logged no such interview, or has taken it out."""


class KindMissing(CohortError):
    """An interview is logged without a word of what it was about."""
