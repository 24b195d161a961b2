"""Settings of one Discord server."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What an organiser chose; channel and role are Discord's ids, None where nothing is chosen."""

    guild_id: int
    zone: ZoneInfo
    nudge_channel_id: int | None = None
    organiser_role_id: int | None = None
    language: str | None = None
    """What the group reads Cohort in; None leaves it to Discord."""
