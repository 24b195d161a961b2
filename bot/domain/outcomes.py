"""What a try to send came to, and what is written down about it: two tables, nothing else. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.delivery import CLOSED_LIMIT, SEND_PAUSE, Claim, DeliveryState, Reason, backoff

UNAUTHORISED = 401
REQUEST_TIMEOUT = 408
TOO_MANY_REQUESTS = 429
SERVER_ERRORS = 500


class Halt(StrEnum):
    """What has to wait besides the one delivery."""

    ALL = "all"
    OPENINGS = "openings"


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there; without a message id when Discord only says that it has been there."""

    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """The member takes no direct messages from the bot."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel does not exist."""


@dataclass(frozen=True, slots=True)
class Later:
    """Try again at `at`; `certain` when this try reached nobody for sure."""

    at: datetime
    certain: bool
    halt: Halt | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """There was no reason to send it."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Dead:
    """It cannot be sent, however often one tries."""

    reason: Reason


Outcome = Sent | Closed | Gone | Later | Dropped | Dead


@dataclass(frozen=True, slots=True)
class Failure:
    """How a request failed: HTTP status (None: no answer came), Discord's code, seconds it asks to wait."""

    status: int | None
    code: int = 0
    retry_after: float | None = None


_BY_CODE: Mapping[int, Outcome] = {
    10003: Gone(),  # unknown channel
    10004: Dead(Reason.GONE),  # unknown guild
    10008: Sent(),  # unknown message: the nonce met a first copy that somebody deleted
    10013: Dead(Reason.GONE),  # unknown user
    50001: Dead(Reason.FORBIDDEN),  # missing access
    50007: Closed(),  # cannot send messages to this user
    50013: Dead(Reason.FORBIDDEN),  # missing permissions
    50278: Closed(),  # no mutual guilds
}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""

_OPENING_TOO_FAST = 40003
_CHANNEL_WRITES_TOO_FAST = 20028


def judge(failure: Failure, attempts: int, now: datetime) -> Outcome:
    """What a failed request means. A refusal without a code of Discord's comes from something in between."""
    if failure.code == _OPENING_TOO_FAST:
        return Later(now + SEND_PAUSE, certain=True, halt=Halt.OPENINGS)
    if failure.status == TOO_MANY_REQUESTS or failure.code == _CHANNEL_WRITES_TOO_FAST:
        return _slow_down(failure, now)
    if failure.status == UNAUTHORISED:
        return Later(now + SEND_PAUSE, certain=True, halt=Halt.ALL)
    if known := _BY_CODE.get(failure.code):
        return known
    if failure.status is None or failure.status >= SERVER_ERRORS or failure.status == REQUEST_TIMEOUT:
        return Later(now + backoff(attempts), certain=False)
    return _refused(failure, attempts, now)


def _slow_down(failure: Failure, now: datetime) -> Later:
    # discord.py waits by itself when told how long; without that it is a ban of the address.
    if failure.retry_after is None:
        return Later(now + SEND_PAUSE, certain=True, halt=Halt.ALL)
    return Later(now + timedelta(seconds=max(failure.retry_after, 1)), certain=True)


def _refused(failure: Failure, attempts: int, now: datetime) -> Outcome:
    reason = {403: Reason.FORBIDDEN, 404: Reason.GONE}.get(failure.status or 0)
    if reason is None:
        return Dead(Reason.REJECTED)
    return Dead(reason) if failure.code else Later(now + backoff(attempts), certain=True)


def blocks_channel(outcome: Outcome) -> bool:
    """Whether the next message for the same channel would meet the same wall, or overtake this one."""
    return isinstance(outcome, Later | Gone) or outcome == Dead(Reason.FORBIDDEN)


def untried(outcome: Outcome) -> Outcome:
    """The same outcome for a message that was not even tried."""
    return replace(outcome, certain=True, halt=None) if isinstance(outcome, Later) else outcome


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is written down. `closed_count` None leaves the member's count as it is."""

    state: DeliveryState
    reason: Reason | None
    channel_id: int | None
    message_id: int | None = None
    not_before: datetime | None = None
    first_try_at: datetime | None = None
    to_channel: bool = False
    """From now on it is meant for the guild's nudge channel."""
    closed_count: int | None = None
    forget_dm: bool = False
    switch_off: bool = False


def settlement(claim: Claim, outcome: Outcome, now: datetime) -> Settlement:
    """What an outcome means for the delivery, the member's direct messages and the schedule behind it."""
    match outcome:
        case Sent(channel_id, message_id):
            count = 0 if claim.direct and claim.closed_count else None
            channel_id = channel_id or claim.channel_id
            return Settlement(DeliveryState.SENT, claim.reason, channel_id, message_id, closed_count=count)
        case Later():
            return _later(claim, outcome)
        case Dropped(reason):
            return Settlement(DeliveryState.DROPPED, reason, claim.channel_id)
        case Dead(reason):
            return Settlement(DeliveryState.DEAD, reason, claim.channel_id)
        case Gone():
            return _gone(claim, now)
        case Closed():
            return _closed(claim, now)


def _later(claim: Claim, outcome: Later) -> Settlement:
    if outcome.certain and claim.unsure_since is None and outcome.at > claim.expires_at:
        return Settlement(DeliveryState.DROPPED, Reason.TOO_LATE, claim.channel_id)
    first_try_at = claim.unsure_since if outcome.certain else claim.first_try_at
    return Settlement(
        DeliveryState.QUEUED,
        claim.reason,
        claim.channel_id,
        not_before=outcome.at,
        first_try_at=first_try_at,
    )


def _gone(claim: Claim, now: datetime) -> Settlement:
    """A stored direct message that is gone is opened once more; a channel, or a fresh one, is not."""
    if claim.direct and claim.channel_id is not None:
        return Settlement(
            DeliveryState.QUEUED,
            claim.reason,
            None,
            not_before=now,
            first_try_at=claim.unsure_since,
            forget_dm=True,
        )
    return Settlement(DeliveryState.DEAD, Reason.GONE, None, forget_dm=claim.direct)


def _closed(claim: Claim, now: datetime) -> Settlement:
    """To the nudge channel if the member allowed it; otherwise CLOSED_LIMIT times switch the nudge off."""
    count = claim.closed_count + 1
    if claim.fallback_id is None:
        off = count >= CLOSED_LIMIT
        state, reason = DeliveryState.DEAD, Reason.DM_CLOSED
        return Settlement(state, reason, claim.channel_id, closed_count=count, switch_off=off)
    return Settlement(
        DeliveryState.QUEUED, Reason.DM_CLOSED, None, not_before=now, to_channel=True, closed_count=count
    )
