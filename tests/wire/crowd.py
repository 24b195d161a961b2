"""Hundreds of members whose nudges fall due together, put straight into the database, and what they got."""

import json
import re
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from simcord import ChannelHandle, UserHandle
from sqlalchemy import delete, func, insert, select, update

from bot.app import open_app
from bot.config import load_settings
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.replans import Wish
from bot.store.engine import open_store
from bot.store.tables import (
    Base,
    DeliveryRow,
    EnrolmentRow,
    MemberRow,
    PaceRow,
    ScheduleRow,
    TaskRow,
)
from bot.store.transaction import Tx
from tests.keys import VAULT
from tests.wire.server import Wire

ROADMAP = "deep-dive-16w"
NINE = 9 * 60
DIRECT_OF_NINE = 4
"""20 of the 45 messages that may leave in a second: so both ways are equally busy."""
EVERY_DAY = Wish(study_days=frozenset(range(7)))
_MENTION = re.compile(r"<@(\d+)>")
_MARKER = '"n:'


class WireClock:
    """The time of a local Discord."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def now(self) -> datetime:
        """The moment in UTC."""
        return self._wire.now()


@dataclass(frozen=True, slots=True)
class Crowd:
    """People with a nudge; four of nine in direct messages, the rest in the guild's channel."""

    wire: Wire
    url: str
    people: tuple[UserHandle, ...]
    channel: ChannelHandle

    def copies(self) -> Counter[int]:
        """How many nudges each person got, counted at Discord."""
        return Counter(user_id for user_id, _ in self._nudges())

    def shown(self) -> str:
        """What all the nudges at Discord say, as JSON, one a line."""
        return "\n".join(shown for _, shown in self._nudges())

    def _nudges(self) -> Iterator[tuple[int, str]]:
        direct = {user.dm_channel.id: user.id for user in self.people}
        for channel_id in (*direct, self.channel.id):
            for message in self.wire.backend.messages.get(channel_id, {}).values():
                if _MARKER in (shown := json.dumps(message.components, ensure_ascii=False)):
                    yield direct.get(channel_id) or _mentioned(shown), shown

    def arrived(self) -> int:
        """How many people have at least one."""
        return len(self.copies())

    def once_each(self) -> Counter[int]:
        """What `copies` should come to."""
        return Counter({user.id: 1 for user in self.people})

    async def deliveries(self) -> list[Any]:
        """Every row of the outbox."""
        async with _reading(self.url) as tx:
            return list((await tx.execute(select(DeliveryRow.__table__))).all())

    async def idle(self) -> bool:
        """Whether nothing is due and nothing is on its way."""
        now, final = self.wire.now(), ("sent", "dropped", "dead")
        due = select(func.count()).where(ScheduleRow.next_due_at <= now)
        waiting = select(func.count()).where(DeliveryRow.state.not_in(final), DeliveryRow.not_before <= now)
        async with _reading(self.url) as tx:
            return not any([(await tx.execute(count)).scalar_one() for count in (due, waiting)])

    async def states(self) -> Counter[str]:
        """The outbox, by state."""
        async with _reading(self.url) as tx:
            counted = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
            rows = (await tx.execute(counted)).all()
        return Counter({str(row[0]): int(row[1]) for row in rows})


@asynccontextmanager
async def _reading(url: str) -> AsyncGenerator[Tx]:
    store = await open_store(url, vault=VAULT)
    try:
        async with store.read() as tx:
            yield tx
    finally:
        await store.close()


def _mentioned(shown: str) -> int:
    found = _MENTION.search(shown)
    assert found, "a nudge in a channel names its member"
    return int(found[1])


async def gather_crowd(
    wire: Wire,
    url: str,
    data_dir: Path,
    count: int,
    *,
    zone: str = "UTC",
    minute: int = NINE,
    days: Sequence[str] = ("tomorrow",),
) -> Crowd:
    """Migrates the database and fills it, while nobody runs it.

    Everybody lives in `zone`, studies every day, has a nudge at `minute` and a task on each of the `days`,
    which are as typed in `/task add`.
    """
    channel = wire.guild.create_text_channel("nudges")
    people = tuple(wire.create_user(f"m{number}") for number in range(count))
    settings = load_settings(data_dir=data_dir, database_url=SecretStr(url))
    guild_id, first = wire.guild.id, people[0]
    async with open_app(settings, WireClock(wire)) as app:
        services = app.services
        await services.guilds.change(guild_id, nudge_channel_id=channel.id)
        await services.enrolments.join(
            guild_id, first.id, ROADMAP, zone=ZoneInfo(zone), wish=EVERY_DAY, start="today"
        )
        for day in days:
            await services.tasks.add(guild_id, first.id, "one", 15, on=day)
        await services.nudges.set(guild_id, first.id, minute, Destination.DM, first.dm_channel.id)
    store = await open_store(url, vault=VAULT)
    try:
        async with store.write() as tx:
            await _multiply(tx, first, people[1:])
            away = [user.id for number, user in enumerate(people) if number % 9 >= DIRECT_OF_NINE]
            await _move_to(tx, away, Destination.CHANNEL)
    finally:
        await store.close()
    return Crowd(wire, url, people, channel)


async def _multiply(tx: Tx, first: UserHandle, others: Sequence[UserHandle]) -> None:
    """Gives everybody what the first one has; of the tasks, only those of their own."""
    (member,) = await _rows(tx, MemberRow, MemberRow.user_id == first.id)
    (enrolment,) = await _rows(tx, EnrolmentRow, EnrolmentRow.member_key == member["id"])
    paces = await _rows(tx, PaceRow, PaceRow.enrolment_id == enrolment["id"])
    mine = (TaskRow.enrolment_id == enrolment["id"], TaskRow.title.is_not(None))
    tasks = await _rows(tx, TaskRow, *mine)
    # What is counted here is nudges: the warning that came with the first one's would be one message more.
    await tx.execute(delete(ScheduleRow).where(ScheduleRow.kind == DeliveryKind.WARNING.value))
    (schedule,) = await _rows(tx, ScheduleRow, ScheduleRow.member_key == member["id"])
    reached = [{"user_id": user.id, "dm_channel_id": user.dm_channel.id} for user in others]
    members = await _copy(tx, MemberRow, member, reached)
    keys = [{"member_key": key} for key in members]
    enrolments = await _copy(tx, EnrolmentRow, enrolment, keys)
    await _copy(tx, ScheduleRow, schedule, keys)
    for table, row in [*((PaceRow, pace) for pace in paces), *((TaskRow, task) for task in tasks)]:
        await _copy(tx, table, row, [{"enrolment_id": key} for key in enrolments])


async def _rows(tx: Tx, table: type[Base], *conditions: Any) -> list[dict[str, Any]]:
    found = await tx.execute(select(table.__table__).where(*conditions))
    return [dict(row) for row in found.mappings()]


async def _copy(
    tx: Tx, table: type[Base], row: dict[str, Any], changes: Sequence[dict[str, Any]]
) -> list[int]:
    """Inserts the row once per change; the new ids, in that order."""
    if not changes:
        return []
    kept = {name: value for name, value in row.items() if name != "id"}
    columns = table.__table__.c
    statement = insert(table).returning(columns["id"], sort_by_parameter_order=True)
    return list((await tx.execute(statement, [kept | change for change in changes])).scalars())


async def _move_to(tx: Tx, user_ids: Sequence[int], destination: Destination) -> None:
    theirs = ScheduleRow.member_key.in_(select(MemberRow.id).where(MemberRow.user_id.in_(user_ids)))
    await tx.execute(update(ScheduleRow).where(theirs).values(destination=destination.value))
