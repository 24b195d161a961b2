"""What organisers and hosts look at in the outbox, and what can still be done about one message. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.domain.errors import DeliveryPassed, DeliveryUnchanged

REVIEWED = timedelta(days=7)
"""How far back organisers look."""

KEPT = timedelta(days=30)
DEAD_KEPT = timedelta(days=90)
"""What could not be delivered stays longer: somebody may have to find out why."""


class DeliveryGroup(StrEnum):
    """What organisers tell apart."""

    DUE = "due"
    """Owed and not sent yet."""
    LATE = "late"
    """Sent, and marked late."""
    MISSED = "missed"
    """Left out, because it would have come too late or perhaps twice."""
    DEAD = "dead"
    """It cannot be delivered."""


MISSED_REASONS = frozenset({Reason.TOO_LATE, Reason.UNSURE})


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages could be sent at this moment, and since when the oldest one could.

    `missed` were never tried and became too late while this process ran.
    """

    count: int
    since: datetime | None
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One message as an organiser sees it.

    `user_id` is None when it is for the whole server. A dropped one without a reason was dropped by an
    organiser.
    """

    id: int
    user_id: int | None
    kind: DeliveryKind
    due_at: datetime
    expires_at: datetime
    state: DeliveryState
    reason: Reason | None
    attempts: int
    settled_at: datetime | None

    def can_retry(self, now: datetime) -> bool:
        """Whether it could be sent after all and would still be worth it."""
        return self.state in (DeliveryState.DEAD, DeliveryState.DROPPED) and now <= self.expires_at

    @property
    def can_drop(self) -> bool:
        """Whether it waits, and nobody is sending it."""
        return self.state is DeliveryState.QUEUED

    @property
    def surely_unsent(self) -> bool:
        """Whether no try can have left a message behind: it was tried once at most, and refused."""
        return self.attempts <= 1 and self.reason is not Reason.UNSURE

    def check_retry(self, now: datetime) -> None:
        """Raises DeliveryUnchanged or DeliveryPassed unless it can be put back."""
        if self.state not in (DeliveryState.DEAD, DeliveryState.DROPPED):
            raise DeliveryUnchanged(self.state.value)
        if now > self.expires_at:
            raise DeliveryPassed(self.expires_at)
