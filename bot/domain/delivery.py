"""One message owed to one target: where it goes, how late it may be, how it is recognised. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"

ON_TIME = timedelta(minutes=5)
"""Spreading (3 min), the bell (1 min) and the queue: later than this is marked late."""

FIRST_BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=15)

SEND_PAUSE = timedelta(minutes=10)
"""After Discord turned the whole bot away, or said that it opens direct messages too fast."""

NONCE_TRUST = timedelta(seconds=60)
"""Discord compares nonces for "a few minutes"; this long after the first try we look for ourselves."""

CLOSED_LIMIT = 3
"""So many closed direct messages in a row switch the direct message off."""


class DeliveryKind(StrEnum):
    """What a message is for."""

    NUDGE = "nudge"
    """A member's day."""
    RITUAL = "ritual"
    """A guild's day or week: goals on Monday, wins on Friday."""
    PROMPT = "prompt"
    """Something to do now and then: a problem, a question."""
    ROUND = "round"
    """The clock of one cycle of mock interviews."""
    REMINDER = "reminder"
    """Of something agreed, before it takes place."""
    WARNING = "warning"
    """A member's streak that would end tonight."""
    BUDDY = "buddy"
    """From one member to another: a request, an answer, some words."""
    REMOVAL = "removal"
    """No message, but one that is taken away: it was about somebody who was erased."""

    @property
    def window(self) -> timedelta:
        """How long after its time it is still worth sending, unless it is about something with an end."""
        return WINDOWS[self]

    @property
    def keeps_quiet(self) -> bool:
        """Whether it waits for the end of quiet hours; what people agreed on with others does not."""
        return self in (DeliveryKind.NUDGE, DeliveryKind.WARNING, DeliveryKind.PROMPT, DeliveryKind.BUDDY)


WINDOWS: Mapping[DeliveryKind, timedelta] = {
    DeliveryKind.NUDGE: timedelta(hours=2),
    DeliveryKind.WARNING: timedelta(hours=3),
    DeliveryKind.RITUAL: timedelta(hours=6),
    DeliveryKind.PROMPT: timedelta(hours=6),
    DeliveryKind.BUDDY: timedelta(hours=24),
    DeliveryKind.ROUND: timedelta(hours=24),
    DeliveryKind.REMINDER: timedelta(hours=24),
    DeliveryKind.REMOVAL: timedelta(days=7),
}


class Destination(StrEnum):
    """Where the member wants it; `dm_or_channel` allows the server's channel when messages are closed."""

    DM = "dm"
    DM_OR_CHANNEL = "dm_or_channel"
    CHANNEL = "channel"


class DeliveryState(StrEnum):
    """Where a delivery stands; the last three are final."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    DEAD = "dead"


class Reason(StrEnum):
    """Why a delivery was not sent, or not where it was meant to go."""

    TOO_LATE = "too_late"
    ALL_DONE = "all_done"
    NOTHING_PLANNED = "nothing_planned"
    REST_DAY = "rest_day"
    SET_ASIDE = "set_aside"
    PAUSED = "paused"
    FINISHED = "finished"
    LEFT = "left"
    MUTED = "muted"
    QUIET_HOURS = "quiet_hours"
    OFF = "off"
    AWAY = "away"
    """Nobody has answered for so long that silence is kinder, until they return."""
    NO_STREAK = "no_streak"
    """There is no streak long enough to be warned about."""
    UNSURE = "unsure"
    """It may have been sent before a crash and nobody can look: once at most is kinder than twice."""
    DM_CLOSED = "dm_closed"
    NO_CHANNEL = "no_channel"
    TAKEN_AWAY = "taken_away"
    """It was to take a message away, and did."""
    GONE = "gone"
    FORBIDDEN = "forbidden"
    REJECTED = "rejected"


class Lateness(StrEnum):
    """How a moment relates to the time something was due."""

    ON_TIME = "on_time"
    LATE = "late"
    TOO_LATE = "too_late"


def lateness(now: datetime, due_at: datetime, expires_at: datetime) -> Lateness:
    """On time, late (sent and marked so), or too late (dropped and recorded); at `expires_at` it is late."""
    if now > expires_at:
        return Lateness.TOO_LATE
    return Lateness.LATE if now - due_at > ON_TIME else Lateness.ON_TIME


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as organisers see it; `user_id` is None when it is for the whole guild.

    `reason` on a sent one tells why it went to the channel.
    """

    id: int
    user_id: int | None
    kind: DeliveryKind
    local_day: date
    due_at: datetime
    state: DeliveryState
    reason: Reason | None
    attempts: int
    channel_id: int | None
    message_id: int | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that one sender holds; `owner` and `attempts` fence off whoever held it before.

    Nothing may be sent from `lease_until` on. `channel_id` None with `direct` asks to open the direct message
    first. `unsure_since` is the first earlier try whose result nobody knows. `fallback_id` is the channel to
    use when direct messages turn out closed. A message to the whole guild has no `user_id` and no
    `member_key`, and is never `direct`. `ref` tells apart several schedules of one kind.
    """

    id: int
    guild_id: int
    user_id: int | None
    member_key: int | None
    kind: DeliveryKind
    due_at: datetime
    expires_at: datetime
    owner: str
    attempts: int
    lease_until: datetime
    first_try_at: datetime
    unsure_since: datetime | None
    direct: bool
    channel_id: int | None
    fallback_id: int | None
    reason: Reason | None
    closed_count: int
    ref: str = ""

    def must_look(self, now: datetime) -> bool:
        """Whether an earlier try is too old for its nonce to protect the member from a second copy."""
        return self.unsure_since is not None and now - self.unsure_since > NONCE_TRUST


@dataclass(frozen=True, slots=True)
class Route:
    """Where a claim goes; see `Claim`. `reason` tells why it does not go to the member directly."""

    direct: bool
    channel_id: int | None
    fallback_id: int | None = None
    reason: Reason | None = None


def route(
    destination: Destination, dm_channel_id: int | None, nudge_channel_id: int | None, closed_count: int
) -> Route:
    """The way to the member; after CLOSED_LIMIT closed messages straight to the channel, if there is one."""
    if destination is Destination.CHANNEL:
        return Route(direct=False, channel_id=nudge_channel_id)
    if destination is Destination.DM or nudge_channel_id is None:
        return Route(direct=True, channel_id=dm_channel_id)
    if closed_count >= CLOSED_LIMIT:
        return Route(direct=False, channel_id=nudge_channel_id, reason=Reason.DM_CLOSED)
    return Route(direct=True, channel_id=dm_channel_id, fallback_id=nudge_channel_id)


def nonce_of(delivery_id: int) -> str:
    """The nonce of a delivery, the same at every try. Discord takes at most 25 characters."""
    digits: list[str] = []
    while delivery_id:
        delivery_id, digit = divmod(delivery_id, 36)
        digits.append(BASE36[digit])
    return "n" + ("".join(reversed(digits)) or "0")


def marker_of(delivery_id: int) -> str:
    """How the custom_id of a button in this delivery's message begins; it is found again in the history."""
    return f"n:{delivery_id}:"


def backoff(attempts: int) -> timedelta:
    """The pause after the `attempts`-th try: 5 s, doubled each time, at most 15 minutes."""
    return min(FIRST_BACKOFF * 2 ** min(max(attempts - 1, 0), 12), LONGEST_BACKOFF)
