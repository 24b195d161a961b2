"""Takes away messages that were about somebody who was erased."""

from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Claim, Reason
from bot.domain.nudges import Quiet


class Remover(Protocol):
    """Whoever can take a message away. Raises SendFailed."""

    async def delete_message(self, channel_id: int, message_id: int) -> None: ...


class Removing:
    """A Speaker that says nothing: the `ref` of its claims is the id of a message in their channel."""

    def __init__(self, remover: Remover) -> None:
        self._remover = remover

    async def say(self, claim: Claim, now: datetime) -> Quiet:  # noqa: ARG002 - it is the same at any time
        """Take it away."""
        if claim.channel_id is None or not claim.ref.isdigit():
            return Quiet(Reason.OFF)
        await self._remover.delete_message(claim.channel_id, int(claim.ref))
        return Quiet(Reason.TAKEN_AWAY)
