"""What the page `/metrics` reads from the running programme."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.metrics_page import Gauge, backup_age, queue_depth, single
from bot.store.backup import newest_backup

if TYPE_CHECKING:
    from bot.app import App


def of_app(app: "App") -> tuple[Gauge, ...]:
    """Its queues, its backups, and what is left of the day's session starts."""

    async def left() -> float | None:
        sessions = app.client.sessions
        return None if sessions is None else sessions.remaining

    def made_at(now: datetime) -> datetime | None:
        newest = newest_backup(app.backups, now)
        return newest.name.made_at if newest else None

    return (
        queue_depth({"deliveries": app.waiting}),
        backup_age(made_at, app.clock),
        single("identify_remaining", "Session starts that Discord still grants today.", left),
    )
