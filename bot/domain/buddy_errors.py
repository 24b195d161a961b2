"""What can go wrong between buddies. Nothing here may tell a member that somebody has blocked them."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.buddies import NoNudge
from bot.domain.errors import CohortError


class NotYourself(CohortError):
    """A buddy is somebody else."""


class NotABot(CohortError):
    """A bot has no days to share."""


@dataclass(eq=False)
class NotJoined(CohortError):
    """The other person is on no roadmap here."""

    user_id: int


@dataclass(eq=False)
class HasBuddy(CohortError):
    """The member has a buddy already."""

    user_id: int


@dataclass(eq=False)
class RequestOpen(CohortError):
    """The member's own request waits for this person until then."""

    user_id: int
    until: datetime


@dataclass(eq=False)
class AskLater(CohortError):
    """This person was asked a short time ago, and can be asked again from `at` on."""

    user_id: int
    at: datetime


@dataclass(eq=False)
class TakesNoRequests(CohortError):
    """This person takes no requests: they have a buddy, or many requests; or they have blocked the member."""

    user_id: int


@dataclass(eq=False)
class BlockedByYou(CohortError):
    """The member has blocked this person."""

    user_id: int


@dataclass(eq=False)
class NoRequest(CohortError):
    """This person has no open request to the member."""

    user_id: int


class NoBuddy(CohortError):
    """The member has no buddy."""


class NothingToEnd(CohortError):
    """The member has neither a buddy nor an open request of their own."""


class TieChanged(CohortError):
    """What the member pressed was drawn for something that is between the two no longer."""


@dataclass(eq=False)
class NudgedToday(CohortError):
    """One nudge a day, and the member has sent today's."""

    until: datetime
    """When their study day ends."""


@dataclass(eq=False)
class LeftAlone(CohortError):
    """There is no reason to nudge the buddy now; `back` is the first study day after a break."""

    user_id: int
    why: NoNudge
    back: date | None = None


@dataclass(eq=False)
class NotBlocked(CohortError):
    """The member has not blocked this person."""

    user_id: int


@dataclass(eq=False)
class NobodyToUnblock(CohortError):
    """Nobody was picked whose block is to be taken back, or nobody whom the member has blocked has left."""
