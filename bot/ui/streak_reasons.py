"""The reasons for one study day, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from discord.utils import format_dt

from bot.domain.streak_entries import Entry, EntryKind
from bot.domain.streak_why import Explained, Saving
from bot.domain.streaks import DayMark
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.streak_words import writer
from bot.ui.text import clock_text, full_date, human_join, month_name, safe, weekday_name

if TYPE_CHECKING:
    from bot.services.streak_results import Counted, StreakReasons

GONE_TASK = N_("A task of an earlier roadmap")
UNTITLED = {"mock": N_("A mock interview")}
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
    DayMark.DONE: N_("**The day counts.**"),
    DayMark.BACKFILLED: N_("**The day counts**, because you filled it in."),
    DayMark.OPEN: N_("**Nothing counts yet today.**"),
    DayMark.REST: N_("**A rest day of your own.** It keeps your streak and does not lengthen it."),
    DayMark.AMNESTY: N_("**An organiser forgave the day.** It keeps your streak and does not lengthen it."),
}


def _verdict(reasons: "StreakReasons") -> str:
    explained = reasons.explained
    is_today = explained.day == reasons.today
    match explained.mark:
        case DayMark.PAUSED if reasons.left_on and explained.day >= reasons.left_on:
            return _("**You are on no roadmap here now.** Your streak waits. `/join` starts again.")
        case DayMark.PAUSED if is_today:
            return _(
                "**Your plan is paused.** Nothing is due, and your streak waits. `/resume` ends the pause."
            )
        case DayMark.PAUSED:
            return _("**Your plan was paused.** Nothing was due, and your streak waited.")
        case DayMark.AMNESTY if is_today:
            return _(
                "**An organiser forgave the day.** Today is forgiven: it can add a day but cannot break your "
                "streak."
            )
        case DayMark.FREE:
            return _free(explained)
        case DayMark.OUTAGE:
            return _(
                "**I was away in your evening**, {times}. Such a day is forgiven.", times=_away(explained)
            )
        case DayMark.TRAVEL:
            return _travelled(explained)
        case DayMark.FROZEN:
            return _frozen(explained)
        case DayMark.MISSED:
            return _missed(explained)
        case mark:
            return _(VERDICTS[mark])


def _free(explained: Explained) -> str:
    if explained.joined is None:
        return _("**Before your time here**. Such a day can break nothing.")
    if explained.day < explained.joined:
        return _(
            "**Before your time here**: your first day is {date}. Such a day can break nothing.",
            date=full_date(explained.joined),
        )
    return _(
        "**No study day**: your week had no work on a {weekday}. It can add to a streak, never break it.",
        weekday=weekday_name(explained.day.weekday()),
    )


def _frozen(explained: Explained) -> str:
    if explained.set_aside:
        return _("**Nothing was done, and your streak was kept** by the freeze you had set aside.")
    return _("**Nothing was done, and your streak was kept** by a freeze, spent by itself.")


def _missed(explained: Explained) -> str:
    sentences = [_("**Nothing counted**, and no freeze was held."), _lost(explained.lost)]
    if explained.absences:
        away = _away(explained)
        sentences.append(_("I was away {times}, too short to forgive the day.", times=away))
    if explained.move is not None:
        sentences.append(
            _(
                "A change of your time zone took time from it; {limit} such days in four weeks are excused.",
                limit=explained.rules.travel_in_28,
            )
        )
    return " ".join(sentences)


def _lost(days: int) -> str:
    if not days:
        return _("No streak was lost.")
    return ngettext(
        "The streak of {count:,} day ended here.", "The streak of {count:,} days ended here.", days
    )


def _travelled(explained: Explained) -> str:
    if explained.began_at >= explained.until:
        return _(
            "**The change of your time zone left this day out**, so it asks for nothing and breaks nothing."
        )
    return _(
        "**The change of your time zone cut this day short**, so it asks for nothing and breaks nothing."
    )


def _away(explained: Explained) -> str:
    zone = explained.clock.zone
    return human_join(
        [
            _("from {start} to {end}", start=_clock(each.began_at, zone), end=_clock(each.ended_at, zone))
            for each in explained.absences
        ]
    )


def _counted(counted: "tuple[Counted, ...]", zone: ZoneInfo) -> Iterator[str]:
    for each in counted[:MOST_COUNTED]:
        title = safe(each.title, 120) if each.title else _(UNTITLED.get(each.kind, GONE_TASK))
        yield f"- {_clock(each.at, zone)} · {title}"
    if (hidden := len(counted) - MOST_COUNTED) > 0:
        yield "- " + _("… and {count} more", count=hidden)


def _entry_line(entry: Entry, user_id: int) -> str:
    when = format_dt(entry.at, "f")
    note = f": “{safe(entry.note, NOTE)}”" if entry.note else ""
    match entry.kind:
        case EntryKind.REST:
            return f"{theme.REST} " + _("Chosen as a rest day on {when}", when=when)
        case EntryKind.FREEZE:
            return f"{theme.FREEZE} " + _("A freeze was set aside on {when}", when=when)
        case EntryKind.BACKFILL:
            return f"{theme.FILLED} " + _("Filled in on {when}", when=when) + note
        case EntryKind.AMNESTY:
            by = writer(entry)
            to_you = _("Forgiven to you by {member} on {when}", member=by, when=when)
            to_all = _("Forgiven to everybody by {member} on {when}", member=by, when=when)
            return f"{theme.FORGIVEN} {to_you if entry.user_id == user_id else to_all}{note}"


def _streak_line(explained: Explained) -> str:
    before, after = explained.before, explained.after
    days = f"{before} → **{after}**" if before != after else f"**{after}**"
    held = ngettext("{count:,} freeze held", "{count:,} freezes held", explained.freezes)
    return f"{theme.STREAK} " + _("Streak {days}", days=days) + f" · {theme.FREEZE} {held}"


def _span_line(explained: Explained, *, is_today: bool) -> str:
    zone = explained.clock.zone
    facts = [
        _("In {zone}", zone=zone.key),
        _("a study day ends at {time}", time=clock_text(explained.clock.cutoff_minutes)),
        _end(explained, zone, is_today=is_today),
    ]
    return "-# " + " · ".join(facts)


def _end(explained: Explained, zone: ZoneInfo, *, is_today: bool) -> str:
    until = explained.until
    if explained.move is not None and explained.move.at == until:
        return _("ended by the move on {when}", when=format_dt(until, "f"))
    time, day = _clock(until, zone), full_date(until.astimezone(zone).date())
    if is_today:
        return _("counts until {time} on {date}", time=time, date=day)
    return _("counted until {time} on {date}", time=time, date=day)


def _savings(explained: Explained, *, is_today: bool) -> Iterator[str]:
    savings = explained.savings
    ways = [way for way in savings.ways if way is not Saving.NOTHING_NEEDED]
    if explained.mark is DayMark.MISSED and not ways:
        yield _("It is too late to change this day. A new streak begins with the next task: `/today`.")
    if Saving.CHECK_IN in ways:
        yield _("**What saves today**") if explained.before else _("**What makes today count**")
        yield "- " + _("One task until {time}: `/today`", time=format_dt(explained.until, "t"))
    if Saving.FREEZE in ways:
        yield "- " + _("If nothing gets done, a freeze is spent by itself")
    if Saving.BACKFILL in ways:
        yield _backfill(explained, is_today=is_today)


def _backfill(explained: Explained, *, is_today: bool) -> str:
    savings = explained.savings
    left = ngettext(
        "{left} of {count:,} fill-in left in {month}",
        "{left} of {count:,} fill-ins left in {month}",
        explained.rules.backfills_a_month,
        left=savings.backfills_left,
        month=month_name(explained.day.month),
    )
    until = savings.backfill_until and format_dt(savings.backfill_until, "f")
    if is_today:
        return f"- {_from_tomorrow(until)} ({left})"
    return f"{theme.FILLED} {_still(until)} ({left})"


def _from_tomorrow(until: str | None) -> str:
    if until is None:
        return _("From tomorrow on it can still be filled in")
    return _("From tomorrow on until {when} it can still be filled in", when=until)


def _still(until: str | None) -> str:
    if until is None:
        return _("You can still fill this day in: `/streak backfill`")
    return _("You can still fill this day in until {when}: `/streak backfill`", when=until)


def _clock(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%H:%M")
