"""Settings of a server, written by its organisers."""

from dataclasses import replace
from typing import Any

from bot.domain.clock import Clock
from bot.domain.guilds import GuildSettings
from bot.services.languages import LanguageService
from bot.services.listeners import OnChange, unheard
from bot.store import guilds, schedules
from bot.store.transaction import Store, Tx


class GuildService:
    """Reads and changes a server's settings. `on_change` hears when something falls due earlier by that."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        on_change: OnChange = unheard,
        languages: LanguageService | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_change = on_change
        self._languages = languages

    async def settings(self, guild_id: int) -> GuildSettings:
        """The server's settings; before its first set-up, UTC and no channels."""
        async with self._store.read() as tx:
            return await guilds.settings(tx, guild_id)

    async def change(self, guild_id: int, **changes: Any) -> GuildSettings:
        """Change the named settings and keep the others; what the server gets regularly follows its zone."""
        async with self._store.write() as tx:
            before = await guilds.settings(tx, guild_id)
            after = replace(before, **changes)
            await guilds.save(tx, after, self._clock.now())
            if after.zone != before.zone:
                await self._move_schedules(tx, guild_id)
        if self._languages is not None:
            self._languages.chosen_for(guild_id, after.language)
        return after

    async def _move_schedules(self, tx: Tx, guild_id: int) -> None:
        """Everything keeps its wall-clock time. What is due at this moment still comes, once."""
        now = self._clock.now()
        for schedule in await schedules.recurring_of_guild_to_change(tx, guild_id):
            if schedule.next_due_at is None or schedule.next_due_at <= now:
                continue
            following = schedule.next_after(now)
            await schedules.set_next(tx, schedule.id, following)
            if following is not None:
                self._on_change(following)
