"""What can go wrong with private writing: facts without wording."""

from dataclasses import dataclass, field

from bot.domain.errors import CohortError


@dataclass(eq=False)
class Unreadable(CohortError):
    """Something private is stored that no key opens: another key sealed it, or it was damaged.

    `sealed` is what stands there, which tells nothing without its key.
    """

    sealed: str = field(default="", repr=False)

    def __str__(self) -> str:
        return "private writing that no key opens"
