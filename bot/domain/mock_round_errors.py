"""What can go wrong with rounds of mock interviews: facts without wording."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


class RoundsOff(CohortError):
    """No round is to come here."""


class NoRoundChannel(CohortError):
    """Rounds have no channel, and the guild no nudge channel to take its place."""


@dataclass(eq=False)
class RoundUnusable(CohortError):
    """The bot lacks permissions that rounds need in this channel."""

    channel_id: int
    missing: tuple[str, ...]


class NoSuchRound(CohortError):
    """This guild has no such round."""


class RoundNotReplayable(CohortError):
    """It was not paired, or so long ago that what was matched is forgotten."""


class RoundOver(CohortError):
    """It is paired or left out already, so it cannot be paired or left out again."""
