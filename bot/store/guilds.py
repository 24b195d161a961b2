"""Settings of Discord servers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from bot.domain.guilds import GuildSettings
from bot.store.tables import GuildRow
from bot.store.transaction import Tx

UTC = ZoneInfo("UTC")


async def settings(tx: Tx, guild_id: int) -> GuildSettings:
    """The settings of a server; before its first `/setup`, UTC and no channels."""
    statement = select(
        GuildRow.timezone,
        GuildRow.nudge_channel_id,
        GuildRow.organiser_role_id,
        GuildRow.language,
    ).where(GuildRow.guild_id == guild_id)
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return GuildSettings(guild_id, UTC)
    zone, nudges, role, language = row
    return GuildSettings(guild_id, ZoneInfo(zone), nudges, role, language)


async def save(tx: Tx, settings: GuildSettings, now: datetime) -> None:
    """Write all settings of a server."""
    values = {
        "timezone": settings.zone.key,
        "nudge_channel_id": settings.nudge_channel_id,
        "organiser_role_id": settings.organiser_role_id,
        "language": settings.language,
        "updated_at": now,
    }
    known = update(GuildRow).where(GuildRow.guild_id == settings.guild_id).values(values)
    if (await tx.execute(known)).rowcount == 0:
        await tx.execute(
            insert(GuildRow).values({**values, "guild_id": settings.guild_id, "created_at": now})
        )
