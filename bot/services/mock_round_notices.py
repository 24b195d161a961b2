"""What the group is told about a round, and each member who found no partner: owed, and as it leaves."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.delivery import WINDOWS, Claim, DeliveryKind, Destination, Reason, marker_of
from bot.domain.mock_round_notices import RoundBrief, RoundNotice, holds, notice_of
from bot.domain.mock_rounds import Round
from bot.domain.nudges import Quiet
from bot.domain.pairing import ByeWhy
from bot.services.briefing import late_by
from bot.services.listeners import OnChange, unheard
from bot.services.mock_round_matching import PoolCount, counts
from bot.store import mock_rounds, schedules
from bot.store.transaction import Store, Tx

ROUND = DeliveryKind.ROUND

INVITING = frozenset({RoundNotice.OPEN, RoundNotice.REMIND})
"""Only these say how many are in the pool."""


class RoundNotices:
    """Whoever joined the pool has asked for these. `on_change` hears of each."""

    def __init__(self, store: Store, on_change: OnChange = unheard) -> None:
        self._store = store
        self._on_change = on_change

    async def owe(self, tx: Tx, found: Round, notice: RoundNotice, now: datetime) -> None:
        """Tell the group now; once the round has closed, an invitation to it means nothing."""
        wanted = await mock_rounds.settings(tx, found.guild_id)
        ends_at = found.closes_at if notice in INVITING else now + WINDOWS[ROUND]
        args = tx, found.guild_id, None, ROUND, now, ends_at, Destination.CHANNEL, now
        await schedules.put_once(*args, ref=notice.ref(found.id), channel_id=wanted.channel_id)
        self._on_change(now)

    async def owe_byes(self, tx: Tx, found: Round, byes: Mapping[int, ByeWhy], now: datetime) -> None:
        """Tell each member who found no partner; who gave no time is not called for in a channel."""
        ref = RoundNotice.BYE.ref(found.id)
        them = (
            schedules.Once(
                found.guild_id,
                member_key,
                Destination.DM if why is ByeWhy.NO_SLOTS else Destination.DM_OR_CHANNEL,
                ref,
            )
            for member_key, why in byes.items()
        )
        await schedules.put_many_once(tx, ROUND, now, now + WINDOWS[ROUND], now, them)
        self._on_change(now)

    async def brief(self, claim: Claim, now: datetime) -> RoundBrief | Quiet:
        """What to say at this moment, or why to say nothing."""
        about = notice_of(claim.ref)
        if about is None:
            return Quiet(Reason.OFF)
        async with self._store.read() as tx:
            found = await mock_rounds.find(tx, claim.guild_id, about[1])
            if found is None or not holds(about[0], found):
                return Quiet(Reason.OFF)
            brief = await _brief(tx, claim, about[0], found, now)
        return Quiet(reason) if (reason := _silent(brief, claim)) else brief


async def _brief(tx: Tx, claim: Claim, notice: RoundNotice, found: Round, now: datetime) -> RoundBrief:
    wanted = await mock_rounds.settings(tx, claim.guild_id)
    counted = PoolCount()
    if notice in INVITING:
        counted = await counts(tx, claim.guild_id, found.week, wanted.length)
    key = claim.member_key
    return RoundBrief(
        guild_id=claim.guild_id,
        marker=marker_of(claim.id),
        notice=notice,
        round=found,
        pool=counted.pool,
        without_hours=counted.without_hours,
        following=await mock_rounds.upcoming(tx, claim.guild_id),
        late_by=late_by(claim, now),
        to=claim.user_id,
        why=None if key is None else found.report.bye_keys.get(key),
        in_channel=key is not None and not claim.direct,
        fallback=claim.reason,
    )


def _silent(brief: RoundBrief, claim: Claim) -> Reason | None:
    """Why nothing is said: nobody needs the reminder, or who had no partner has one by now."""
    if brief.notice is RoundNotice.REMIND and not brief.without_hours:
        return Reason.ALL_DONE
    if claim.member_key is not None and brief.why is None:
        return Reason.ALL_DONE
    return None
