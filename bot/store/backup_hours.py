"""Whose nights are quiet."""

from sqlalchemy import func, select

from bot.store.tables import MemberRow
from bot.store.transaction import Tx


async def commonest_zone(tx: Tx) -> str | None:
    """The IANA zone that most members live in; None without members."""
    many = func.count().desc()
    statement = select(MemberRow.timezone).group_by(MemberRow.timezone)
    return (await tx.execute(statement.order_by(many, MemberRow.timezone).limit(1))).scalar_one_or_none()
