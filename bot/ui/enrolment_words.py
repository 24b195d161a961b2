"""What a member and Cohort agreed on, in words."""

from math import ceil
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.roadmap_time import Duration, SpanUnit
from bot.domain.study_week import study_week_text
from bot.domain.tasks import EnrolmentState
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.replan_words import standing_line
from bot.ui.text import clock_text, full_date, hours_text, weekdays_text

if TYPE_CHECKING:
    from bot.services.enrolments import Enrolled


def promise_text(enrolled: "Enrolled") -> str:
    """How much there is to do, from when until when."""
    start = full_date(enrolled.start)
    if enrolled.finish is None:
        return ngettext(
            "{count:,} task, starting **{start}**, nothing left to do.",
            "{count:,} tasks, starting **{start}**, nothing left to do.",
            enrolled.task_count,
            start=start,
        )
    return ngettext(
        "{count:,} task, starting **{start}**, finishing about **{finish}**.",
        "{count:,} tasks, starting **{start}**, finishing about **{finish}**.",
        enrolled.task_count,
        start=start,
        finish=full_date(enrolled.finish),
    )


def facts_text(enrolled: "Enrolled") -> str:
    """The terms a line each: pace, zone, nudge, and what is special at the moment."""
    lines = [
        _pace(enrolled),
        *_week_lines(enrolled),
        _(
            "**Time zone** {zone} · a study day ends at {time}",
            zone=enrolled.zone.key,
            time=clock_text(enrolled.cutoff_minutes),
        ),
        _nudge(enrolled.nudge_minute),
        *_pause_lines(enrolled),
        *([] if enrolled.optional else [_("**Optional items** left out · `/plan replan` takes them back")]),
    ]
    return "\n".join(filter(None, [*lines, standing_line(enrolled.slip) if _is_moved(enrolled) else ""]))


def new_zone_text(enrolled: "Enrolled") -> str:
    """What a change of zone means for today."""
    ends = enrolled.today_ends_at
    return f"{theme.CHECK} " + _(
        "Today, {date}, now counts until {time} ({soon}).",
        date=full_date(enrolled.today),
        time=format_dt(ends, "f"),
        soon=format_dt(ends, "R"),
    )


def _pace(enrolled: "Enrolled") -> str:
    hours, days = hours_text(enrolled.minutes_per_week), weekdays_text(enrolled.study_days)
    if enrolled.by_day is None:
        return _("**Pace** {hours} a week, {days}", hours=hours, days=days)
    by = full_date(enrolled.by_day)
    return _("**Pace** {hours} a week, {days}, to be done by {date}", hours=hours, days=days, date=by)


def _nudge(minute: int | None) -> str:
    if minute is None:
        return _("**Daily nudge** off")
    return _("**Daily nudge** about {time}", time=clock_text(minute))


def _week_lines(enrolled: "Enrolled") -> list[str]:
    own = study_week_text(enrolled.pace).splitlines() if enrolled.pace.days else []
    lines = [f"-# {line}" for line in own]
    if enrolled.stated:
        said = _(
            "The roadmap itself says {duration} at {hours} a week.",
            duration=_duration(enrolled.stated.duration),
            hours=hours_text(round(enrolled.stated.minutes_per_week)),
        )
        lines.append(f"-# {said}")
    return lines


def _pause_lines(enrolled: "Enrolled") -> list[str]:
    if enrolled.state is not EnrolmentState.PAUSED:
        return []
    if enrolled.paused_until is None:
        said = _("**Paused**: the finish moves along by the pause.")
    else:
        until = full_date(enrolled.paused_until)
        said = _("**Paused** until {date}: the finish moves along by the pause.", date=until)
    return [f"{theme.PAUSE} {said}"]


def _is_moved(enrolled: "Enrolled") -> bool:
    return enrolled.slip is not None and enrolled.slip.days != 0


def _duration(stated: Duration) -> str:
    low, high = stated.amount.low, stated.amount.high
    span = f"{low:g}" if high in (None, low) else f"{low:g}–{high:g}"
    # Half a week takes the form of many as well.
    count = 1 if span == "1" else max(2, ceil(high or low))
    match stated.unit:
        case SpanUnit.DAY:
            length = ngettext("{number} day", "{number} days", count, number=span)
        case SpanUnit.WEEK:
            length = ngettext("{number} week", "{number} weeks", count, number=span)
        case SpanUnit.MONTH:
            length = ngettext("{number} month", "{number} months", count, number=span)
    return _("{length} or more", length=length) if high is None else length
