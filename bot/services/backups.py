"""The backups that the running bot makes by itself: once a day, while most members sleep."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.backups import next_backup
from bot.domain.calendar import find_zone
from bot.domain.clock import Clock
from bot.domain.errors import UnknownTimezone
from bot.log import get_logger
from bot.store import backup_hours
from bot.store.backup import Progress, make_in_thread, newest_backup, rotate
from bot.store.backup_copy import Watch
from bot.store.backup_errors import BackupError, BackupStopped
from bot.store.transaction import Store

log = get_logger(__name__)

SETTLE = timedelta(minutes=2)
"""After a start there is other work first."""

RETRY = timedelta(hours=1)
PAUSE = 0.005
"""Seconds between two megabytes, so that the bot's own reading and writing gets its turn."""

UTC_ZONE = ZoneInfo("UTC")


class BackupService:
    """Looks whether a backup is due and makes it, on SQLite; `folder` is this Cohort's own."""

    def __init__(self, store: Store, clock: Clock, database: Path, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._database = database
        self._folder = folder
        self._not_before: datetime | None = None
        self._zone: ZoneInfo | None = None
        self._watch = Watch(Progress(), pause=PAUSE)

    async def tick(self) -> datetime | None:
        """Make a backup if it is time; returns when to look again. A failure is logged, not raised."""
        if self._watch.stop.is_set():
            return None
        now = self._clock.now()
        if self._not_before is None:
            self._not_before = now + SETTLE
        try:
            if (due := await self._due(now)) > now:
                return due
            await self._make(now)
            return await self._due(self._clock.now())
        except BackupStopped:
            log.info("backup.stopped")
            return None
        except (BackupError, OSError) as error:
            # One line: a traceback would say no more than the reason.
            log.error("backup.failed", reason=str(error))  # noqa: TRY400
            self._not_before = now + RETRY
            return self._not_before

    def stop(self) -> None:
        """Let a backup that is being made end within moments, leaving nothing; no other one begins."""
        self._watch.stop.set()

    async def _due(self, now: datetime) -> datetime:
        newest = await asyncio.to_thread(newest_backup, self._folder, now)
        self._zone = self._zone or await self._nights()
        due = next_backup(newest.name.made_at if newest else None, now, self._zone)
        # A clock that is set back must not put it off for longer than a failure does.
        self._not_before = min(self._not_before or now, now + RETRY)
        return max(due, self._not_before)

    async def _make(self, now: datetime) -> None:
        made = await make_in_thread(self._database, self._folder, now, self._watch)
        removed = await asyncio.to_thread(rotate, self._folder, now)
        self._zone = None
        log.info("backup.made", file=made.path.name, bytes=made.size, removed=len(removed))

    async def _nights(self) -> ZoneInfo:
        async with self._store.read() as tx:
            name = await backup_hours.commonest_zone(tx)
        try:
            return find_zone(name) if name else UTC_ZONE
        except UnknownTimezone:
            return UTC_ZONE
