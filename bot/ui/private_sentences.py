"""What is said when private writing cannot be read."""

from bot.domain.errors import CohortError
from bot.domain.private_errors import Unreadable
from bot.ui.language import _


def about_private(error: CohortError) -> str | None:
    """The sentence with the next step; None for an error of another kind."""
    if isinstance(error, Unreadable):
        return _(
            "Something private could not be read, so nothing is shown and nothing was changed. Whoever runs "
            "Cohort here can see in its log what to repair."
        )
    return None
