"""Moving simulated time so that everything on the way happens at its own hour."""

from datetime import datetime, time, timedelta
from time import perf_counter
from typing import Literal
from zoneinfo import ZoneInfo

from bot.demo.world import World
from bot.domain.calendar import local_instant, study_day

Leap = Literal["hour", "tomorrow", "week"]

# Without anything due: so that the page sees the days go by.
LONGEST_STEP = timedelta(hours=6)
# A delivery that is due over and over again must not stop time.
SHORTEST_STEP = timedelta(seconds=1)
MORNING = time(9)


def destination(now: datetime, leap: Leap, zone: ZoneInfo) -> datetime:
    """Where a leap ends: an hour later, 09:00 of the next study day, or this wall-clock time in a week."""
    local = now.astimezone(zone)
    match leap:
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            # Shortly after midnight the day that people mean is not over yet.
            return local_instant(study_day(now, zone) + timedelta(days=1), MORNING, zone)
        case "week":
            return local_instant(local.date() + timedelta(days=7), local.time(), zone)


def next_halt(now: datetime, end: datetime, due: datetime | None) -> datetime:
    """The next moment to stop at on the way to `end`: when something is due, or after the longest step."""
    halt = min(end, now + LONGEST_STEP)
    return halt if due is None else min(halt, max(due, now + SHORTEST_STEP))


async def travel(world: World, end: datetime) -> None:
    """Move to `end`, ringing the bot's bell at each halt. The caller holds the lock."""
    due = await world.ring()
    while (now := world.env.now()) < end:
        due = await advance(world, next_halt(now, end, due) - now)
    world.trim()


async def advance(world: World, step: timedelta) -> datetime | None:
    """Let `step` pass and ring the bell; returns when the bot has something to do next, if it knows."""
    try:
        await world.env.advance_time(max(0.0, step.total_seconds()))
    except Exception as error:  # noqa: BLE001 - a broken timer of the bot must not stop the clock
        world.note(error)
    return await world.ring()


class Ticker:
    """Measures the real time between two beats; simulated code has its own idea of `monotonic`."""

    def __init__(self) -> None:
        self._last = perf_counter()

    def lap(self) -> timedelta:
        """Real time since the last call."""
        before, self._last = self._last, perf_counter()
        return timedelta(seconds=self._last - before)
