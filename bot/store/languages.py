"""Languages that people and servers chose."""

from sqlalchemy import select, update

from bot.store.tables import GuildRow, MemberRow
from bot.store.transaction import Tx

Chosen = dict[int, str]
"""A language for each id."""


async def of_members(tx: Tx) -> dict[tuple[int, int], str]:
    """What people chose for themselves, by guild and user; nobody who chose nothing."""
    statement = select(MemberRow.guild_id, MemberRow.user_id, MemberRow.language).where(
        MemberRow.language.is_not(None)
    )
    return {(guild, user): code for guild, user, code in (await tx.execute(statement)).all() if code}


async def of_guilds(tx: Tx) -> Chosen:
    """The defaults of servers; none of those without one."""
    statement = select(GuildRow.guild_id, GuildRow.language).where(GuildRow.language.is_not(None))
    return {guild: code for guild, code in (await tx.execute(statement)).all() if code}


async def set_own(tx: Tx, member_key: int, code: str | None) -> None:
    """A member's own choice; None for none."""
    await tx.execute(update(MemberRow).where(MemberRow.id == member_key).values(language=code))
