"""What the picture of /progress says, in words; they load without the library that draws."""

from collections import Counter

from bot.domain.hours_by_kind import Basis, KindHours
from bot.domain.progress import WEEKS_SHOWN, DayMark, ProgressChart
from bot.ui.language import N_, _, ngettext, pgettext
from bot.ui.names import named
from bot.ui.text import capital, clip, full_date, hours_text, percent

MAX_ALT_TEXT = 1024
"""https://discord.com/developers/docs/resources/message#attachment-object"""

_BY_KIND = {
    Basis.BUDGET: N_("By kind, against the budget so far: {kinds}."),
    Basis.PLAN: N_("By kind, against what was planned so far: {kinds}."),
    Basis.BOTH: N_(
        "By kind, against the budget so far (what was planned where the roadmap states none): {kinds}."
    ),
}


def summary(chart: ProgressChart) -> tuple[str, ...]:
    """What the picture says, a sentence a line; nothing in it was written by a person."""
    return (_done(chart), _finish(chart), *_kinds(chart), _streak(chart), _week(chart), _days(chart))


def alt_text(chart: ProgressChart) -> str:
    """The description of the picture for those who do not see it."""
    what = _("Progress chart of {roadmap}.", roadmap=clip(chart.title, 200))
    return clip(" ".join((what, *summary(chart))), MAX_ALT_TEXT)


def slip_text(chart: ProgressChart) -> str:
    """How the member stands against the plan; half an hour either way is on plan."""
    if not chart.total_minutes:
        return _("nothing planned yet")
    if chart.finished:
        return _("finished")
    if abs(chart.slip_minutes) < 30:
        return _("on plan")
    time = hours_text(abs(chart.slip_minutes))
    return (
        _("{time} behind plan", time=time) if chart.slip_minutes > 0 else _("{time} ahead of plan", time=time)
    )


def part_text(done: object, total: object) -> str:
    """`12 of 15`, as short as a picture needs it."""
    return pgettext("picture", "{done} of {total}", done=done, total=total)


def streak_text(days: int) -> str:
    """`Streak 12 days`, over a picture."""
    return ngettext("Streak {count:,} day", "Streak {count:,} days", days)


def _done(chart: ProgressChart) -> str:
    done, total = hours_text(chart.settled_minutes), hours_text(chart.total_minutes)
    share = percent(chart.settled_minutes, chart.total_minutes)
    if not chart.skipped_minutes:
        return _("{share} done: {done} of {total}.", share=share, done=done, total=total)
    return _(
        "{share} done: {done} of {total}, {skipped} of it skipped.",
        share=share,
        done=done,
        total=total,
        skipped=hours_text(chart.skipped_minutes),
    )


def _finish(chart: ProgressChart) -> str:
    if chart.finished:
        return _("Finished on {date}.", date=full_date(chart.settled[-1].day))
    standing = capital(slip_text(chart))
    if not chart.finish:
        return _("{standing}.", standing=standing)
    return _("{standing}, projected to finish on {date}.", standing=standing, date=full_date(chart.finish))


def _kinds(chart: ProgressChart) -> tuple[str, ...]:
    """One sentence, none when there is nothing to tell."""
    hours = chart.by_kind
    if not hours.kinds:
        return ()
    return (_(_BY_KIND[hours.basis], kinds="; ".join(map(_kind, hours.kinds))),)


def _kind(row: KindHours) -> str:
    return _(
        "{kind} {done} of {due} ({total} in all)",
        kind=named(row.kind),
        done=hours_text(row.done),
        due=hours_text(row.due),
        total=hours_text(row.whole),
    )


def _streak(chart: ProgressChart) -> str:
    current, longest = chart.streak.current, chart.streak.longest
    return _("Streak: {days}, longest {longest}.", days=_days_text(current), longest=_days_text(longest))


def _days_text(count: int) -> str:
    return ngettext("{count:,} day", "{count:,} days", count)


def _week(chart: ProgressChart) -> str:
    done, total = hours_text(chart.week_minutes), hours_text(chart.pace_minutes)
    return _("This week: {done} of {total}.", done=done, total=total)


def _days(chart: ProgressChart) -> str:
    count = Counter(day.mark for day in chart.heat)
    active, rest = count[DayMark.ACTIVE], count[DayMark.REST]
    return ngettext(
        "Last {count} week: {studied}, {missed} missed, {paused} paused, {rest}.",
        "Last {count} weeks: {studied}, {missed} missed, {paused} paused, {rest}.",
        WEEKS_SHOWN,
        studied=ngettext("{count:,} day studied", "{count:,} days studied", active),
        missed=count[DayMark.MISSED],
        paused=count[DayMark.PAUSED],
        rest=ngettext("{count:,} rest day", "{count:,} rest days", rest),
    )
