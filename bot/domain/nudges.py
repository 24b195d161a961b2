"""What a nudge says, and whether there is anything to say. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.delivery import Reason
from bot.domain.tasks import EnrolmentState, Today

LONGEST_MUTE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a nudge says: today's panel as it is at this moment.

    In a channel it has to name the member (`today.user_id`), and `fallback` tells why it is not a direct
    message. `late_by` is zero when it is on time. One button's custom_id has to begin with `marker`: after a
    crash that is how the bot recognises what it has already sent.
    """

    delivery_id: int
    marker: str
    today: Today
    late_by: timedelta
    in_channel: bool
    fallback: Reason | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """There is no reason to write to the member now."""

    reason: Reason


_STATES = {
    EnrolmentState.PAUSED: Reason.PAUSED,
    EnrolmentState.FINISHED: Reason.FINISHED,
    EnrolmentState.LEFT: Reason.LEFT,
}


def quiet_reason(today: Today) -> Reason | None:
    """Why nothing should be said on this day: nobody is nagged on a rest day or when all is done."""
    if reason := _STATES.get(today.state):
        return reason
    if not today.planned:
        return Reason.REST_DAY
    if not today.tasks:
        return Reason.NOTHING_PLANNED
    return None if today.open_tasks else Reason.ALL_DONE
