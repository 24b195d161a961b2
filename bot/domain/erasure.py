"""What came of erasing somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LeftOnDiscord:
    """What the bot cannot take away, because it never knew which messages they were.

    `channels` are those to which the person posted something of theirs through the bot, `threads` those of
    their interviews, and `named` channels where messages of the bot's to everybody may name them, which only
    others can delete.
    """

    channels: tuple[int, ...] = ()
    threads: tuple[int, ...] = ()
    named: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """One person in one guild. `rows` counts what went, by the section of the export it stood in.

    `removed` counts messages about them in channels that are taken away in the next moments.
    """

    guild_id: int
    user_id: int
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    removed: int = 0
    left: LeftOnDiscord = field(default_factory=LeftOnDiscord)

    @property
    def total(self) -> int:
        """How many entries went."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody of whom something is stored in a guild, the oldest of it from `since`."""

    guild_id: int
    user_id: int
    since: datetime
