"""A streak in words: what is shown around its picture."""

from datetime import date
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.streak_entries import Entry
from bot.domain.tasks import EnrolmentState, Today
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.text import clock_text, day_text, human_join

if TYPE_CHECKING:
    from bot.services.streak_results import StreakShown

RECENT = 28
"""Days for which the last freeze spent is told."""

LISTED = 6

WAITS = N_("You are on no roadmap here now; your streak waits. `/join` starts again.")


def streak_line(today: Today) -> str:
    """The streak in the panel of the day, in one line."""
    streak = today.streak
    facts = [_length(today)]
    if streak.freezes:
        facts.append(f"{theme.FREEZE} {streak.freezes}")
    # Told until the day counts: then it has been seen.
    if today.kept_by_freeze and not streak.today_done:
        facts.append(_("a freeze kept {day}", day=day_text(today.kept_by_freeze, today.day)))
    return f"{theme.STREAK} {' · '.join([*facts, _chance(today)])}"


def writer(entry: Entry) -> str:
    """Who wrote an entry."""
    return f"<@{entry.by_user_id}>" if entry.by_user_id else _("an organiser who left")


def _length(today: Today) -> str:
    current, longest = today.streak.current, today.streak.longest
    if not current:
        return _("No streak now (longest {longest})", longest=longest) if longest else _("No streak now")
    if longest > current:
        return _("**{days}-day streak** (longest {longest})", days=current, longest=longest)
    return _("**{days}-day streak**", days=current)


def _chance(today: Today) -> str:
    """What today can do for the streak."""
    if today.streak.today_done:
        return _("today counts")
    if not today.planned or today.state is not EnrolmentState.ACTIVE:
        return _("today is free")
    if today.streak.today_forgiven:
        return _("today is forgiven: it can add a day but cannot break your streak")
    if today.set_aside:
        return _("a freeze is set aside for today")
    until = clock_text(today.cutoff_minutes)
    if today.streak.current:
        return _("one task keeps it, until {time} your time", time=until)
    return _("one task starts it, until {time} your time", time=until)


def heading(shown: "StreakShown") -> str:
    """How long it is, and how long it ever was."""
    streak = shown.streak
    now = _("{days}-day streak", days=streak.current) if streak.current else _("No streak now")
    longest = ngettext("Longest: {count:,} day", "Longest: {count:,} days", streak.longest)
    return f"## {theme.STREAK} {now}\n{longest}"


def summary(shown: "StreakShown") -> str:
    """Today, the freezes, and the days that are set for something."""
    if shown.waiting:
        return f"{theme.PAUSE} {_(WAITS)}"
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
    at, soon = clock_text(shown.cutoff_minutes), format_dt(shown.day_ends_at, "R")
    return _("{time} your time ({soon})", time=at, soon=soon)


def _today(shown: "StreakShown") -> str:
    until = ends_text(shown)
    if shown.streak.today_done:
        return f"{theme.CHECK} " + _("**Today counts.** Your study day goes on until {time}.", time=until)
    if shown.day in shown.set_aside and shown.streak.freezes:
        return f"{theme.FREEZE} " + _(
            "A freeze is set aside for today. A task would count until {time}.", time=until
        )
    if shown.streak.today_planned:
        return f"{theme.MISSED} " + _(
            "One task makes today count, until {time}. `/today` shows yours.", time=until
        )
    if shown.streak.today_forgiven:
        return f"{theme.FORGIVEN} " + _(
            "Today is forgiven: it can add a day but cannot break your streak. It lasts until {time}.",
            time=until,
        )
    return f"{theme.REST} " + _(
        "Today is free: it can add a day until {time}, but never break your streak.", time=until
    )


def _freezes(shown: "StreakShown") -> str:
    streak = shown.streak
    if streak.next_freeze_in is None:
        return f"{theme.FREEZE} " + ngettext(
            "**{count:,} freeze** held, as many as there can be: each keeps a day you miss, by itself.",
            "**{count:,} freezes** held, as many as there can be: each keeps a day you miss, by itself.",
            streak.freezes,
        )
    held = ngettext("**{count:,} freeze** held", "**{count:,} freezes** held", streak.freezes)
    coming = ngettext(
        "one more after {count:,} day that counts",
        "one more after {count:,} days that count",
        streak.next_freeze_in,
    )
    return f"{theme.FREEZE} {held if streak.freezes else _('No freeze held')} · {coming}"


def _frozen(shown: "StreakShown") -> str:
    day = shown.streak.frozen_on
    if day is None or not shown.streak.current or (shown.day - day).days > RECENT:
        return ""
    return f"{theme.FREEZE} " + _("A freeze kept **{day}**.", day=day_text(day, shown.day))


def _rests(shown: "StreakShown") -> str:
    if not shown.rests:
        return ""
    days = [day_text(day, shown.day) for day in shown.rests[:LISTED]]
    return f"{theme.REST} " + _("Your rest days: {days}", days=human_join(days))


def _set_aside(shown: "StreakShown") -> str:
    if not shown.set_aside:
        return ""
    days = human_join([day_text(day, shown.day) for day in shown.set_aside])
    return f"{theme.FREEZE} " + _("Set aside: {days}", days=days)


def _fillable(shown: "StreakShown") -> str:
    if not shown.fillable:
        return ""
    days = human_join([_on(day, shown.day) for day in shown.fillable], "or")
    return f"{theme.FILLED} " + _("Did something {days} that is missing here? Fill the day in.", days=days)


def _on(day: date, today: date) -> str:
    return _("yesterday") if (today - day).days == 1 else _("on {day}", day=day_text(day, today))
