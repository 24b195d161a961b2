"""What sending needs of the outbox."""

from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Claim
from bot.domain.outcomes import Outcome, Settlement

Way = tuple[bool, int]
"""A person's direct messages, or a channel."""


class Outbox(Protocol):
    """The part of `bot.services.deliveries.DeliveryService` that sending needs."""

    async def share(self, now: datetime) -> int: ...
    async def leave(self) -> None: ...
    async def next_batch(self, now: datetime, held: int = 0) -> tuple[Claim, ...]: ...
    async def opened(self, claim: Claim, channel_id: int) -> bool: ...
    async def settle(self, claim: Claim, outcome: Outcome, now: datetime) -> Settlement | None: ...


def way_of(claim: Claim) -> Way:
    """What has one order and at most one message on its way: a person's direct messages, or a channel."""
    target = claim.user_id if claim.direct else claim.channel_id
    return claim.direct, target or 0
