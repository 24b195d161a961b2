"""A line in the group's channel while somebody waits for a partner: without a name, and not too often."""

from datetime import datetime

from bot.domain.delivery import Claim, DeliveryKind, Destination, Reason, marker_of
from bot.domain.mock_now import CALL_EVERY, DEFAULT_WAIT, NowCall, check_wait, kinds_of
from bot.domain.nudges import Quiet
from bot.services.briefing import late_by
from bot.services.listeners import OnChange, unheard
from bot.store import guilds, mock_now, mock_rounds, schedules
from bot.store.transaction import Store, Tx

CALL = "now"
"""How the `ref` of such a message begins."""


class MockCalls:
    """Only where a group has switched rounds on. `on_change` hears of each."""

    def __init__(self, store: Store, on_change: OnChange = unheard) -> None:
        self._store = store
        self._on_change = on_change

    async def call(self, tx: Tx, guild_id: int, now: datetime) -> None:
        """Tell the group that somebody waits, unless it was told a short time ago."""
        wanted = await mock_rounds.settings(tx, guild_id)
        room = wanted.channel_id or (await guilds.settings(tx, guild_id)).nudge_channel_id
        if not wanted.enabled or room is None:
            return
        if await mock_now.called_since(tx, guild_id, CALL, now - CALL_EVERY):
            return
        # One to the minute: a message of the same `ref` on the same day would be taken for the same one.
        ref = f"{CALL}:{int(now.timestamp()) // 60}"
        ends_at = now + check_wait(DEFAULT_WAIT)
        args = tx, guild_id, None, DeliveryKind.ROUND, now, ends_at, Destination.CHANNEL, now
        await schedules.put_once(*args, ref=ref, channel_id=wanted.channel_id)
        self._on_change(now)

    async def brief(self, claim: Claim, now: datetime) -> NowCall | Quiet:
        """What to say at this moment: nothing once nobody waits any more."""
        async with self._store.read() as tx:
            found = await mock_now.waiting(tx, claim.guild_id, now)
        if not found:
            return Quiet(Reason.ALL_DONE)
        until = max(each.until for each in found)
        return NowCall(claim.guild_id, marker_of(claim.id), until, late_by(claim, now), kinds_of(found))
