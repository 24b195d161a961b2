"""Messages about a round: how they are told apart, and what they are made of. Pure."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.delivery import Reason
from bot.domain.mock_rounds import Round, RoundState
from bot.domain.pairing.model import ByeWhy


class RoundNotice(StrEnum):
    """What is told of a round: the first four to the group, the last to one member."""

    OPEN = "open"
    REMIND = "remind"
    PAIRED = "paired"
    CANCELLED = "cancelled"
    BYE = "bye"

    def ref(self, round_id: int) -> str:
        """What tells its message apart from others."""
        return f"r{round_id}:{self.value}"


_REF = re.compile(rf"r([0-9]{{1,18}}):({'|'.join(RoundNotice)})")

_HOLDS = {
    RoundNotice.OPEN: RoundState.OPEN,
    RoundNotice.REMIND: RoundState.OPEN,
    RoundNotice.PAIRED: RoundState.PAIRED,
    RoundNotice.CANCELLED: RoundState.CANCELLED,
    RoundNotice.BYE: RoundState.PAIRED,
}


def notice_of(ref: str) -> tuple[RoundNotice, int] | None:
    """What a message is about, and the id of its round; None for what is neither."""
    found = _REF.fullmatch(ref)
    return (RoundNotice(found[2]), int(found[1])) if found else None


def holds(notice: RoundNotice, found: Round) -> bool:
    """Whether it still tells the truth about a round."""
    return found.state is _HOLDS[notice]


@dataclass(frozen=True, slots=True)
class RoundBrief:
    """All that a message about a round needs; one part's custom_id begins with `marker`.

    `pool` counts who takes part, `without_hours` who of them gave no time long enough. `following` is the
    round that comes next. `why` is told to the member `to` alone, or called for if it stands `in_channel`.
    """

    guild_id: int
    marker: str
    notice: RoundNotice
    round: Round
    pool: int
    without_hours: int
    following: Round | None
    late_by: timedelta
    to: int | None = None
    why: ByeWhy | None = None
    in_channel: bool = False
    fallback: Reason | None = None
