"""What the use cases around names on LeetCode answer with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.leetcode import Submission
from bot.domain.leetcode_links import Proof


class LinkState(StrEnum):
    """Where the proof stands."""

    WAITING = "waiting"
    """The code is not looked for yet."""
    NOT_SEEN = "not_seen"
    """The profile does not show the code."""
    EXPIRED = "expired"
    """The code came too late; there is a new one."""
    NOBODY = "nobody"
    """LeetCode knows no such name."""
    NO_ANSWER = "no_answer"
    """LeetCode could not be asked just now."""
    TOO_SOON = "too_soon"
    """There was a look a moment ago, or one is under way."""
    PROVED = "proved"
    """The name is the member's."""
    GONE = "gone"
    """There is no name any more."""


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A member's name and where its proof stands. `retry_at` says when LeetCode may answer again."""

    guild_id: int
    user_id: int
    username: str
    state: LinkState
    proof: Proof | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unlogged:
    """What LeetCode shows and the log lacks, oldest first."""

    guild_id: int
    user_id: int
    solves: tuple[Submission, ...]
