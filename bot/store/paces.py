"""What a pace row keeps as JSON text: its weekdays, as [minutes, part, start] each, and its promise."""

import json
from datetime import date
from functools import lru_cache

from bot.domain.pace import Pace, Stretch, StudyDay
from bot.domain.roadmap_terms import DayPart
from bot.domain.slips import Promise


def days_text(pace: Pace) -> str | None:
    """What is stored; None for a pace that spreads its week evenly."""
    if not pace.days:
        return None
    return json.dumps([[[s.minutes, s.part, s.starts] for s in day] for day in pace.days])


@lru_cache(maxsize=1024)
def days_from(text: str | None) -> tuple[StudyDay, ...]:
    """The weekdays that `days_text` wrote; empty for None."""
    if text is None:
        return ()
    return tuple(tuple(_stretch(*stretch) for stretch in day) for day in json.loads(text))


def promise_text(promise: Promise) -> str:
    """What is stored of a promise."""
    finish = promise.finish.isoformat() if promise.finish else None
    return json.dumps([promise.since.isoformat(), finish, promise.carried, promise.daily])


@lru_cache(maxsize=1024)
def promise_from(text: str | None) -> Promise | None:
    """The promise that `promise_text` wrote; None for None."""
    if text is None:
        return None
    since, finish, carried, daily = json.loads(text)
    last = date.fromisoformat(finish) if finish else None
    return Promise(date.fromisoformat(since), tuple(daily), last, carried)


def _stretch(minutes: int, part: str | None, starts: int | None) -> Stretch:
    return Stretch(minutes, DayPart(part) if part else None, starts)
