"""A streak in words: what is shown around its picture."""

from datetime import date
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.streak_entries import Entry
from bot.domain.tasks import EnrolmentState, Today
from bot.ui import theme
from bot.ui.text import clock_text, day_text, human_join, plural

if TYPE_CHECKING:
    from bot.services.streak_results import StreakShown

RECENT = 28
"""Days for which the last freeze spent is told."""

LISTED = 6

FORGIVEN = "today is forgiven: it can add a day but cannot break your streak"

WAITS = "You are on no roadmap here now; your streak waits. `/join` starts again."


def streak_line(today: Today) -> str:
    """The streak in the panel of the day, in one line."""
    streak = today.streak
    facts = [f"**{streak.current}-day streak**" if streak.current else "No streak now"]
    if streak.longest > streak.current:
        facts[0] += f" (longest {streak.longest})"
    if streak.freezes:
        facts.append(f"{theme.FREEZE} {streak.freezes}")
    # Told until the day counts: then it has been seen.
    if today.kept_by_freeze and not streak.today_done:
        facts.append(f"a freeze kept {day_text(today.kept_by_freeze, today.day)}")
    return f"{theme.STREAK} {' · '.join([*facts, _chance(today)])}"


def writer(entry: Entry) -> str:
    """Who wrote an entry."""
    return f"<@{entry.by_user_id}>" if entry.by_user_id else "an organiser who left"


def _chance(today: Today) -> str:
    """What today can do for the streak."""
    if today.streak.today_done:
        return "today counts"
    if not today.planned or today.state is not EnrolmentState.ACTIVE:
        return "today is free"
    if today.streak.today_forgiven:
        return FORGIVEN
    if today.set_aside:
        return "a freeze is set aside for today"
    verb = "keeps" if today.streak.current else "starts"
    return f"one task {verb} it, until {clock_text(today.cutoff_minutes)} your time"


def heading(shown: "StreakShown") -> str:
    """How long it is, and how long it ever was."""
    streak = shown.streak
    now = f"{streak.current}-day streak" if streak.current else "No streak now"
    return f"## {theme.STREAK} {now}\nLongest: {plural(streak.longest, 'day')}"


def summary(shown: "StreakShown") -> str:
    """Today, the freezes, and the days that are set for something."""
    if shown.waiting:
        return f"{theme.PAUSE} {WAITS}"
    lines = (
        _today(shown),
        _freezes(shown),
        _frozen(shown),
        _rests(shown),
        _set_aside(shown),
        _fillable(shown),
    )
    return "\n".join(line for line in lines if line)


def ends_text(shown: "StreakShown") -> str:
    """Until when today counts, by the member's own clock and from now."""
    at = clock_text(shown.cutoff_minutes)
    return f"{at} your time ({format_dt(shown.day_ends_at, 'R')})"


def _today(shown: "StreakShown") -> str:
    if shown.streak.today_done:
        return f"{theme.CHECK} **Today counts.** Your study day goes on until {ends_text(shown)}."
    if shown.day in shown.set_aside and shown.streak.freezes:
        return f"{theme.FREEZE} A freeze is set aside for today. A task would count until {ends_text(shown)}."
    if shown.streak.today_planned:
        return f"{theme.MISSED} One task makes today count, until {ends_text(shown)}. `/today` shows yours."
    if shown.streak.today_forgiven:
        return f"{theme.FORGIVEN} {FORGIVEN[0].upper()}{FORGIVEN[1:]}. It lasts until {ends_text(shown)}."
    return (
        f"{theme.REST} Today is free: it can add a day until {ends_text(shown)}, but never break your streak."
    )


def _freezes(shown: "StreakShown") -> str:
    streak = shown.streak
    held = f"**{plural(streak.freezes, 'freeze')}** held" if streak.freezes else "No freeze held"
    if streak.next_freeze_in is None:
        return f"{theme.FREEZE} {held}, as many as there can be: each keeps a day you miss, by itself."
    counting = plural(streak.next_freeze_in, "day that counts", "days that count")
    return f"{theme.FREEZE} {held} · one more after {counting}"


def _frozen(shown: "StreakShown") -> str:
    day = shown.streak.frozen_on
    if day is None or not shown.streak.current or (shown.day - day).days > RECENT:
        return ""
    return f"{theme.FREEZE} A freeze kept **{day_text(day, shown.day)}**."


def _rests(shown: "StreakShown") -> str:
    if not shown.rests:
        return ""
    days = [day_text(day, shown.day) for day in shown.rests[:LISTED]]
    return f"{theme.REST} Your rest days: {human_join(days)}"


def _set_aside(shown: "StreakShown") -> str:
    if not shown.set_aside:
        return ""
    days = human_join([day_text(day, shown.day) for day in shown.set_aside])
    return f"{theme.FREEZE} Set aside: {days}"


def _fillable(shown: "StreakShown") -> str:
    if not shown.fillable:
        return ""
    days = human_join([_on(day, shown.day) for day in shown.fillable], "or")
    return f"{theme.FILLED} Did something {days} that is missing here? Fill the day in."


def _on(day: date, today: date) -> str:
    return "yesterday" if (today - day).days == 1 else f"on {day_text(day, today)}"
