"""What can go wrong in linking a LeetCode account."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class InvalidUsername(CohortError):
    """The text is no name that LeetCode gives."""

    text: str
