"""Everybody who falls due at the same time in the same way: their times are found and converted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update

from bot.domain.delivery import DeliveryState
from bot.domain.schedules import Falling
from bot.store.bulk import Bulk, days, instants
from bot.store.dialects import inserting
from bot.store.tables import DeliveryRow, ScheduleRow
from bot.store.transaction import Tx

TARGET = ("guild_id", "member_key", "kind", "ref", "channel_id", "destination")
"""What a delivery has from its schedule."""

_TIMES = ("local_day", "due_at", "expires_at", "state", "reason", "settled_at")

# No key is named: members' and guilds' rows have different ones.
_OWE = Bulk(lambda tx: inserting(tx, DeliveryRow).on_conflict_do_nothing(), (*TARGET, "not_before", *_TIMES))

_MOVE = Bulk(
    lambda _: (
        update(ScheduleRow)
        .where(ScheduleRow.id == bindparam("row_id"))
        .values(next_due_at=bindparam("new_due_at"), last_local_day=bindparam("new_day"))
    ),
    ("row_id", "new_due_at", "new_day"),
)


Due = tuple[int, tuple[Any, ...], "Crowd"]
"""One of a crowd: the id of the schedule, and whom it is for, as TARGET says. Plain: thousands are made."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What their occurrence comes to, as the database keeps it."""

    fall: Falling
    times: tuple[Any, ...]
    moved: tuple[Any, ...]


class Crowds:
    """Owes messages within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._instant = instants(tx.dialect)
        self._day = days(tx.dialect)

    def prepare(self, fall: Falling, now: datetime) -> Crowd:
        """A crowd whose occurrence comes to this."""
        dropped, queued = DeliveryState.DROPPED.value, DeliveryState.QUEUED.value
        end = (dropped, fall.reason.value, self._instant(now)) if fall.reason else (queued, None, None)
        times = self._day(fall.day), self._instant(fall.due_at), self._instant(fall.expires_at)
        return Crowd(fall, (*times, *end), (self._instant(fall.next_due_at), self._day(fall.last_day)))

    async def owe(self, dues: Sequence[Due], spread: timedelta) -> None:
        """Owe one message per owner, kind, ref and study day; what is owed, or was, stays as it is."""
        instant = self._instant
        rows = [
            (*target, instant(crowd.fall.spread_out(target[1] or target[0], spread)), *crowd.times)
            for _, target, crowd in dues
        ]
        await _OWE.run(self._tx, rows)

    async def move_on(self, dues: Sequence[Due]) -> None:
        """Let the schedules wait for what follows."""
        if dues:
            await _MOVE.run(self._tx, [(schedule_id, *crowd.moved) for schedule_id, _, crowd in dues])
