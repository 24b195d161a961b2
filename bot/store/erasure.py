"""Takes a person, or a whole guild, out of every table, as the rules in `bot.store.personal_tables` say."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, delete, exists, func, or_, select, tuple_, union_all, update

from bot.domain.delivery import DeliveryState, Destination, Reason
from bot.domain.erasure import LeftOnDiscord, Trace
from bot.store import blocks
from bot.store.personal import Erase, Rule, Tie
from bot.store.personal_rows import of_guild, of_person, table_of
from bot.store.personal_tables import RULES
from bot.store.private import Private
from bot.store.tables import (
    Base,
    BlockRow,
    DeliveryRow,
    MemberRow,
    MockRoundRow,
    MockSeatRow,
    MockSessionRow,
    MomentRow,
    ReflectionRow,
    StreakEntryRow,
)
from bot.store.transaction import Tx

_FIRST, _LAST = ("delivery", "schedule"), "guild"
"""Who claims what is due holds its schedule and adds a delivery: the other way round two would wait for each
other. And as long as a guild has its row, its erasure can be taken up again."""


def _in_order() -> tuple[Rule, ...]:
    """Rows go before those that they lead to a person through."""
    children = [table.name for table in reversed(Base.metadata.sorted_tables)]
    rest = [name for name in children if name not in (*_FIRST, _LAST)]
    return tuple(RULES[name] for name in (*_FIRST, *rest, _LAST))


ORDER = _in_order()


async def erase(tx: Tx, guild_id: int, user_id: int) -> Mapping[str, int]:
    """Erase one person in one guild; returns how many rows went, by section of the export.

    What no export gives is not counted: nobody is to learn how many have blocked them.
    """
    member_key = await _key_of(tx, guild_id, user_id)
    if member_key is not None:
        await _cut_out(tx, guild_id, member_key)
    gone: Counter[str] = Counter()
    for rule in ORDER:
        for tie in rule.ties:
            count = await _erase(tx, rule, tie, guild_id, user_id)
            gone.update({part.section: count for part in rule.parts if part.tie == tie.column and count})
    return dict(gone)


async def hush(tx: Tx, guild_id: int, user_id: int) -> None:
    """Forget the private words in the rows of one person that will go: whoever reads these rows before must
    not fail at words that no key opens.
    """
    for rule in ORDER:
        words = [each for each in table_of(rule).columns if isinstance(each.type, Private) and each.nullable]
        for tie in rule.ties if words else ():
            if tie.erase is Erase.DELETE:
                theirs = of_person(rule, tie, guild_id, user_id), or_(*(each.is_not(None) for each in words))
                silent = dict.fromkeys(each.name for each in words)
                await tx.execute(update(table_of(rule)).where(*theirs).values(silent))


async def erase_some_of_guild(tx: Tx, guild_id: int, most: int) -> int:
    """Erase up to so many rows of a guild, its own row last; returns how many, 0 when nothing is left."""
    for rule in ORDER:
        table = table_of(rule)
        keys = tuple(table.primary_key.columns)
        some = select(*keys).where(of_guild(rule, guild_id)).limit(most)
        found = await tx.execute(delete(table).where(tuple_(*keys).in_(some)))
        if found.rowcount:
            return found.rowcount
    return 0


async def left_on_discord(tx: Tx, guild_id: int, user_id: int) -> LeftOnDiscord:
    """Where messages may be that the person alone can find and delete."""
    key = await _key_of(tx, guild_id, user_id)
    posts = (
        select(ReflectionRow.posted_channel_id).where(ReflectionRow.member_key == key),
        select(MomentRow.shared_channel_id).where(MomentRow.member_key == key),
    )
    threads = (
        select(MockSessionRow.thread_id)
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSeatRow.member_key == key, ~MockSessionRow.thread_lost)
    )
    return LeftOnDiscord(await _ids(tx, *posts), await _ids(tx, threads))


async def named_in_channels(tx: Tx, guild_id: int, user_id: int) -> tuple[tuple[int, int], ...]:
    """Channel and id of messages to this person that were sent where all can read them."""
    key = await _key_of(tx, guild_id, user_id)
    for_all = (DeliveryRow.destination == Destination.CHANNEL.value) | (
        DeliveryRow.reason == Reason.DM_CLOSED.value
    )
    sent = DeliveryRow.state == DeliveryState.SENT.value, DeliveryRow.message_id.is_not(None)
    statement = select(DeliveryRow.channel_id, DeliveryRow.message_id).where(
        DeliveryRow.member_key == key, for_all, *sent
    )
    rows = (await tx.execute(statement.order_by(DeliveryRow.id))).all()
    return tuple((channel, message) for channel, message in rows if channel and message)


async def traces(tx: Tx, user_id: int | None = None) -> tuple[Trace, ...]:
    """Everybody of whom something is stored in a guild, or this one person in all guilds."""
    found = union_all(*(select(*columns).where(columns[1].is_not(None)) for columns in TRACES)).subquery()
    guild, user, at = found.columns
    statement = select(guild, user, func.min(at)).group_by(guild, user).order_by(guild, user)
    if user_id is not None:
        statement = statement.where(user == user_id)
    return tuple(Trace(*row) for row in (await tx.execute(statement)).all())


TRACES: Sequence[tuple[Any, Any, Any]] = (
    (MemberRow.guild_id, MemberRow.user_id, MemberRow.created_at),
    (BlockRow.guild_id, BlockRow.user_id, BlockRow.created_at),
    (BlockRow.guild_id, BlockRow.blocked_user_id, BlockRow.created_at),
    (StreakEntryRow.guild_id, StreakEntryRow.by_user_id, StreakEntryRow.at),
)
"""Where Discord's id of a person stands, in which guild, and since when."""


async def _key_of(tx: Tx, guild_id: int, user_id: int) -> int | None:
    statement = select(MemberRow.id).where(MemberRow.guild_id == guild_id, MemberRow.user_id == user_id)
    return (await tx.execute(statement)).scalar_one_or_none()


async def _erase(tx: Tx, rule: Rule, tie: Tie, guild_id: int, user_id: int) -> int:
    table, theirs = table_of(rule), of_person(rule, tie, guild_id, user_id)
    match tie.erase:
        case Erase.DELETE:
            statement: Any = delete(table).where(theirs)
        case Erase.BLANK:
            statement = update(table).where(theirs).values(dict.fromkeys(tie.blank))
        case Erase.MARK:
            marked = {tie.mark: blocks.mark_of(tx, guild_id, user_id)}
            statement = update(table).where(theirs).values(dict.fromkeys(tie.blank) | marked)
        case Erase.ORPHAN:
            # Its seats are gone by now: the tie finds nothing any more, and one with nobody in it is theirs.
            alone = ~exists().where(MockSeatRow.session_id == table.c.id)
            statement = delete(table).where(table.c.guild_id == guild_id, alone)
        case Erase.CUT_OUT:
            return 0
    found: CursorResult[Any] = await tx.execute(statement)
    return found.rowcount


async def _cut_out(tx: Tx, guild_id: int, member_key: int) -> None:
    """Rounds keep their figures; one that somebody was erased from cannot be matched again as it was."""
    rounds = select(MockRoundRow.id, MockRoundRow.pool, MockRoundRow.report)
    for row in (await tx.execute(rounds.where(MockRoundRow.guild_id == guild_id))).all():
        changed = without(member_key, row.pool, row.report)
        if changed != (row.pool, row.report):
            pool, report = changed
            mine = update(MockRoundRow).where(MockRoundRow.id == row.id)
            await tx.execute(mine.values(pool=pool, report=report))


def without(member_key: int, pool: str | None, report: str | None) -> tuple[str | None, str | None]:
    """What a round keeps of its pool and report once this member is erased."""
    key = str(member_key)
    if pool is not None and json.dumps(key) in pool:
        pool = None
    if report is not None:
        kept = json.loads(report)
        if kept["bye_keys"].pop(key, None) is not None:
            report = json.dumps(kept)
    return pool, report


async def _ids(tx: Tx, *statements: Any) -> tuple[int, ...]:
    found: list[Iterable[int | None]] = [(await tx.execute(each)).scalars() for each in statements]
    return tuple(sorted({each for ids in found for each in ids if each is not None}))
