"""What can go wrong with a group's problem of the day."""

from bot.domain.errors import CohortError


class NoPostChannel(CohortError):
    """It has no channel, and the guild no nudge channel to take its place."""


class DailyNotOffered(CohortError):
    """LeetCode's daily is wanted, and whoever hosts the bot has LeetCode switched off."""


class NoPostDay(CohortError):
    """None of the seven weekdays is left for it."""
