"""The reasons for one study day, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from discord.utils import format_dt

from bot.domain.inputs import MONTHS
from bot.domain.streak_entries import Entry, EntryKind
from bot.domain.streak_why import Explained, Saving
from bot.domain.streaks import DayMark
from bot.ui import theme
from bot.ui.streak_words import FORGIVEN, writer
from bot.ui.text import WEEKDAYS, clock_text, full_date, human_join, plural, safe

if TYPE_CHECKING:
    from bot.services.streak_results import Counted, StreakReasons

GONE_TASK = "A task of an earlier roadmap"
UNTITLED = {"mock": "A mock interview"}
"""What counted without a title of its own, by the kind of its check-in."""

MOST_COUNTED = 8
NOTE = 400
"""Characters of a note, escapes included."""

MARKS = {
    DayMark.DONE: theme.CHECK,
    DayMark.BACKFILLED: theme.FILLED,
    DayMark.OPEN: theme.LATER,
    DayMark.FREE: theme.REST,
    DayMark.PAUSED: theme.PAUSE,
    DayMark.REST: theme.REST,
    DayMark.AMNESTY: theme.FORGIVEN,
    DayMark.OUTAGE: theme.OUTAGE,
    DayMark.TRAVEL: theme.TRAVEL,
    DayMark.FROZEN: theme.FREEZE,
    DayMark.MISSED: theme.MISSED,
}


def reason_text(reasons: "StreakReasons") -> str:
    """What the day came to, what it rests on, how it was counted, and what can still be done."""
    explained = reasons.explained
    lines = [
        f"## {MARKS[explained.mark]} {full_date(explained.day)}",
        _verdict(reasons),
        *_counted(reasons.counted, explained.clock.zone),
        *(_entry_line(entry, reasons.user_id) for entry in reasons.entries),
        "",
        _streak_line(explained),
        _span_line(explained, is_today=explained.day == reasons.today),
        *(() if reasons.left_on else _savings(explained, is_today=explained.day == reasons.today)),
    ]
    return "\n".join(lines)


VERDICTS = {
    DayMark.DONE: "**The day counts.**",
    DayMark.BACKFILLED: "**The day counts**, because you filled it in.",
    DayMark.OPEN: "**Nothing counts yet today.**",
    DayMark.REST: "**A rest day of your own.** It keeps your streak and does not lengthen it.",
    DayMark.AMNESTY: "**An organiser forgave the day.** It keeps your streak and does not lengthen it.",
}


def _verdict(reasons: "StreakReasons") -> str:
    explained = reasons.explained
    is_today = explained.day == reasons.today
    match explained.mark:
        case DayMark.PAUSED if reasons.left_on and explained.day >= reasons.left_on:
            return "**You are on no roadmap here now.** Your streak waits. `/join` starts again."
        case DayMark.PAUSED if is_today:
            return "**Your plan is paused.** Nothing is due, and your streak waits. `/resume` ends the pause."
        case DayMark.PAUSED:
            return "**Your plan was paused.** Nothing was due, and your streak waited."
        case DayMark.AMNESTY if is_today:
            return f"**An organiser forgave the day.** {FORGIVEN[0].upper()}{FORGIVEN[1:]}."
        case DayMark.FREE:
            return _free(explained)
        case DayMark.OUTAGE:
            return f"**I was away in your evening**, {_away(explained)}. Such a day is forgiven."
        case DayMark.TRAVEL:
            return _travelled(explained)
        case DayMark.FROZEN:
            how = "the freeze you had set aside" if explained.set_aside else "a freeze, spent by itself"
            return f"**Nothing was done, and your streak was kept** by {how}."
        case DayMark.MISSED:
            return _missed(explained)
        case mark:
            return VERDICTS[mark]


def _free(explained: Explained) -> str:
    if explained.joined is None or explained.day < explained.joined:
        since = f": your first day is {full_date(explained.joined)}" if explained.joined else ""
        return f"**Before your time here**{since}. Such a day can break nothing."
    weekday = WEEKDAYS[explained.day.weekday()]
    return f"**No study day**: your week had no work on a {weekday}. It can add to a streak, never break it."


def _missed(explained: Explained) -> str:
    lost = plural(explained.lost, "day")
    ended = f"The streak of {lost} ended here." if explained.lost else "No streak was lost."
    away = f" I was away {_away(explained)}, too short to forgive the day." if explained.absences else ""
    if explained.move is not None:
        limit = explained.rules.travel_in_28
        away += f" A change of your time zone took time from it; {limit} such days in four weeks are excused."
    return f"**Nothing counted**, and no freeze was held. {ended}{away}"


def _travelled(explained: Explained) -> str:
    left_out = explained.began_at >= explained.until
    what = "left this day out" if left_out else "cut this day short"
    return f"**The change of your time zone {what}**, so it asks for nothing and breaks nothing."


def _away(explained: Explained) -> str:
    zone = explained.clock.zone
    parts = explained.absences
    return human_join(
        [f"from {_clock(each.began_at, zone)} to {_clock(each.ended_at, zone)}" for each in parts]
    )


def _counted(counted: "tuple[Counted, ...]", zone: ZoneInfo) -> Iterator[str]:
    for each in counted[:MOST_COUNTED]:
        title = safe(each.title, 120) if each.title else UNTITLED.get(each.kind, GONE_TASK)
        yield f"- {_clock(each.at, zone)} · {title}"
    if (hidden := len(counted) - MOST_COUNTED) > 0:
        yield f"- … and {hidden} more"


def _entry_line(entry: Entry, user_id: int) -> str:
    when = format_dt(entry.at, "f")
    note = f": “{safe(entry.note, NOTE)}”" if entry.note else ""
    match entry.kind:
        case EntryKind.REST:
            return f"{theme.REST} Chosen as a rest day on {when}"
        case EntryKind.FREEZE:
            return f"{theme.FREEZE} A freeze was set aside on {when}"
        case EntryKind.BACKFILL:
            return f"{theme.FILLED} Filled in on {when}{note}"
        case EntryKind.AMNESTY:
            whom = "you" if entry.user_id == user_id else "everybody"
            return f"{theme.FORGIVEN} Forgiven to {whom} by {writer(entry)} on {when}{note}"


def _streak_line(explained: Explained) -> str:
    before, after = explained.before, explained.after
    days = f"{before} → **{after}**" if before != after else f"**{after}**"
    return f"{theme.STREAK} Streak {days} · {theme.FREEZE} {plural(explained.freezes, 'freeze')} held"


def _span_line(explained: Explained, *, is_today: bool) -> str:
    zone, until = explained.clock.zone, explained.until
    if explained.move is not None and explained.move.at == until:
        end = f"ended by the move on {format_dt(until, 'f')}"
    else:
        counts = "counts" if is_today else "counted"
        end = f"{counts} until {_clock(until, zone)} on {full_date(until.astimezone(zone).date())}"
    return f"-# In {zone.key} · a study day ends at {clock_text(explained.clock.cutoff_minutes)} · {end}"


def _savings(explained: Explained, *, is_today: bool) -> Iterator[str]:
    savings = explained.savings
    ways = [way for way in savings.ways if way is not Saving.NOTHING_NEEDED]
    if explained.mark is DayMark.MISSED and not ways:
        yield "It is too late to change this day. A new streak begins with the next task: `/today`."
    if Saving.CHECK_IN in ways:
        what = "What saves today" if explained.before else "What makes today count"
        yield f"**{what}**\n- One task until {format_dt(explained.until, 't')}: `/today`"
    if Saving.FREEZE in ways:
        yield "- If nothing gets done, a freeze is spent by itself"
    if Saving.BACKFILL in ways:
        yield _backfill(explained, is_today=is_today)


def _backfill(explained: Explained, *, is_today: bool) -> str:
    savings = explained.savings
    until = f" until {format_dt(savings.backfill_until, 'f')}" if savings.backfill_until else ""
    most, month = explained.rules.backfills_a_month, MONTHS[explained.day.month - 1].title()
    left = f"{savings.backfills_left} of {plural(most, 'fill-in')} left in {month}"
    if is_today:
        return f"- From tomorrow on{until} it can still be filled in ({left})"
    return f"{theme.FILLED} You can still fill this day in{until}: `/streak backfill` ({left})"


def _clock(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%H:%M")
