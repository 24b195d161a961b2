"""What can go wrong between a member and their name on LeetCode."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


class LinkingOff(CohortError):
    """The hoster has not switched LeetCode on."""


@dataclass(eq=False)
class NameLinked(CohortError):
    """Somebody else in the guild has proved that this name is theirs."""

    username: str


@dataclass(eq=False)
class OtherNameLinked(CohortError):
    """The member has proved another name, and has to give that up first."""

    username: str


class NotLinked(CohortError):
    """The member has linked no name."""


class NothingToUnlink(CohortError):
    """The same, for whoever wants to give theirs up."""
