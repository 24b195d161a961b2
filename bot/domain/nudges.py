"""What a nudge says, and whether there is anything to say. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.delivery import Reason
from bot.domain.tasks import EnrolmentState, Today

LONGEST_MUTE = timedelta(days=366)

LIGHT_AFTER = 3
"""So many messages in a row without a check-in on their day, and the next ones are a single line."""

SILENT_AFTER = 10
"""Days without a check-in after which nothing comes, until the member returns."""


class Tone(StrEnum):
    """How much is said to a member who has not answered lately."""

    FULL = "full"
    LIGHT = "light"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Answers:
    """How a member answered the messages of one kind.

    `ignored` counts the newest ones in a row without a check-in on their day, LIGHT_AFTER at most. `since` is
    the last sign of the member: a check-in, the begin of a plan, the end of a pause, or asking for messages.
    """

    ignored: int
    since: date

    def tone(self, day: date) -> Tone:
        """How a message of this kind speaks on `day`."""
        if self.ignored < LIGHT_AFTER:
            return Tone.FULL
        return Tone.SILENT if (day - self.since).days > SILENT_AFTER else Tone.LIGHT

    def is_last(self, following: date) -> bool:
        """Whether the one of `following` would be silent, if the one that leaves now is ignored as well."""
        ignored = min(self.ignored + 1, LIGHT_AFTER)
        return replace(self, ignored=ignored).tone(following) is Tone.SILENT


@dataclass(frozen=True, slots=True)
class Brief:
    """What a nudge says: today's panel as it is at this moment.

    In a channel it has to name the member (`today.user_id`), and `fallback` tells why it is not a direct
    message. `late_by` is zero when it is on time. One button's custom_id has to begin with `marker`: after a
    crash that is how the bot recognises what it has already sent. `light` is a single line instead of the
    panel; after the `last` one there is silence until the member returns.
    """

    delivery_id: int
    marker: str
    today: Today
    late_by: timedelta
    in_channel: bool
    fallback: Reason | None
    light: bool = False
    last: bool = False
    problems_due: int = 0
    """Solved problems that come back today."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """There is no reason to write to the member now."""

    reason: Reason


_STATES = {
    EnrolmentState.PAUSED: Reason.PAUSED,
    EnrolmentState.FINISHED: Reason.FINISHED,
    EnrolmentState.LEFT: Reason.LEFT,
}


def absence(state: EnrolmentState) -> Reason | None:
    """Why nobody is written to who is not on their plan at present."""
    return _STATES.get(state)


def quiet_reason(today: Today) -> Reason | None:
    """Why nothing should be said on this day: nobody is nagged on a rest day, on a
    day they set a freeze aside for, or when all is done."""
    if reason := absence(today.state):
        return reason
    if not today.planned:
        return Reason.REST_DAY
    if today.set_aside:
        return Reason.SET_ASIDE
    if not today.tasks:
        return Reason.NOTHING_PLANNED
    return None if today.open_tasks else Reason.ALL_DONE
