"""A plan before and after, in words: the slip, the ways on, what one of them changes."""

from bot.domain.replans import Offer, Outlook, ReplanKind
from bot.domain.slips import Slip
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.text import full_date, hours_text, minutes_text, short_weekday, weekdays_text

TITLES = {
    ReplanKind.CATCH_UP: N_("Catch up"),
    ReplanKind.SHIFT: N_("Shift the end"),
    ReplanKind.DROP_OPTIONAL: N_("Drop optional items"),
    ReplanKind.TAKE_OPTIONAL: N_("Take optional items back"),
    ReplanKind.PACE: N_("New pace"),
}
_WAYS = {
    ReplanKind.CATCH_UP: N_("**{hours} a week** instead of {before}, {finish}."),
    ReplanKind.SHIFT: N_("stay at {hours} a week, {finish}."),
    ReplanKind.DROP_OPTIONAL: N_("leave out {work}; {finish}."),
    ReplanKind.TAKE_OPTIONAL: N_("plan {work} again; {finish}."),
    ReplanKind.PACE: N_("{hours} a week, {finish}."),
}


def slip_line(slip: Slip | None) -> str:
    """One honest line for whoever is behind; empty otherwise."""
    if slip is None or slip.days <= 0:
        return ""
    time = minutes_text(slip.minutes)
    if slip.promised is None or slip.finish is None or slip.finish <= slip.promised:
        return f"{theme.BEHIND} " + ngettext(
            "**{count:,} study day behind** ({time}); the finish has not moved yet.",
            "**{count:,} study days behind** ({time}); the finish has not moved yet.",
            slip.days,
            time=time,
        )
    return f"{theme.BEHIND} " + ngettext(
        "**{count:,} study day behind** ({time}): the finish moved from {promised} to **{finish}**.",
        "**{count:,} study days behind** ({time}): the finish moved from {promised} to **{finish}**.",
        slip.days,
        time=time,
        promised=full_date(slip.promised),
        finish=full_date(slip.finish),
    )


def standing_line(slip: Slip | None) -> str:
    """Where a member stands, also when on time or ahead."""
    if slip is None or slip.finish is None:
        return ""
    if slip.days > 0:
        return slip_line(slip)
    if slip.days == 0:
        return f"{theme.CHECK} " + _("On time: you finish on {date}.", date=full_date(slip.finish))
    return f"{theme.CHECK} " + ngettext(
        "**{count:,} study day ahead** of what you promised.",
        "**{count:,} study days ahead** of what you promised.",
        -slip.days,
    )


def moves_text(now: Outlook | None, outlooks: tuple[Outlook, ...]) -> str:
    """What would move the finish, a line each."""
    if now is None or now.finish is None:
        return ""
    lines = [line for outlook in outlooks if (line := _move(now, outlook))]
    return "\n".join([_("**What would move the finish**"), *lines]) if lines else ""


def _move(now: Outlook, other: Outlook) -> str:
    if now.finish is None or other.finish is None or other.tasks == now.tasks == 0:
        return ""
    days = (other.finish - now.finish).days
    if other.terms.optional != now.terms.optional:
        if other.minutes == now.minutes:
            return ""
        hours = hours_text(abs(other.minutes - now.minutes))
        if other.terms.optional:
            what = _("with the optional items ({hours})", hours=hours)
        else:
            what = _("without the optional items ({hours})", hours=hours)
    else:
        what = _("{hours} a week", hours=hours_text(other.terms.pace.minutes_per_week))
    return f"- {what}: {full_date(other.finish)} ({_moved(days)})"


def _moved(days: int) -> str:
    if days == 0:
        return _("no change")
    if days > 0:
        return ngettext("{count:,} day later", "{count:,} days later", days)
    return ngettext("{count:,} day earlier", "{count:,} days earlier", -days)


def way_line(offer: Offer) -> str:
    """One way on: what it takes, and when it ends."""
    before, after = offer.before, offer.after
    way = _(
        _WAYS[offer.kind],
        hours=hours_text(after.terms.pace.minutes_per_week),
        before=hours_text(before.terms.pace.minutes_per_week),
        work=_work(abs(after.tasks - before.tasks), abs(after.minutes - before.minutes)),
        finish=_("finish **{date}**", date=full_date(after.finish))
        if after.finish
        else _("nothing left to do"),
    )
    return f"- **{_(TITLES[offer.kind])}**: {way}"


def comparison_text(offer: Offer, *, undone: bool = False) -> str:
    """Before → after: the finish, the pace, and what is still to do."""
    before, after = offer.before, offer.after
    lines = [
        _changed(_("Finish"), _finish_text(before), _finish_text(after)),
        _changed(_("Pace"), _pace_text(before), _pace_text(after)),
        _changed(_("Still to do"), _work(before.tasks, before.minutes), _work(after.tasks, after.minutes)),
    ]
    if offer.kind is ReplanKind.SHIFT and not undone:
        lines.append(_("Your promise moves along: you are not behind any more."))
    return "\n".join(lines)


def _finish_text(outlook: Outlook) -> str:
    return full_date(outlook.finish) if outlook.finish else _("nothing left")


def _work(tasks: int, minutes: int) -> str:
    return ngettext("{count:,} task, {hours}", "{count:,} tasks, {hours}", tasks, hours=hours_text(minutes))


def _pace_text(outlook: Outlook) -> str:
    terms = outlook.terms
    hours, days = hours_text(terms.pace.minutes_per_week), weekdays_text(terms.pace.study_days)
    if terms.by_day is None:
        return _("{hours} a week, {days}", hours=hours, days=days)
    by = full_date(terms.by_day)
    return _("{hours} a week, {days}, to be done by {date}", hours=hours, days=days, date=by)


def _changed(what: str, before: str, after: str) -> str:
    return f"**{what}** {after}" if before == after else f"**{what}** {before} → **{after}**"


def next_days_text(offer: Offer) -> str:
    """The minutes of each of the next seven days, before → after where they differ."""
    lines = [_("**The next seven days**")]
    for (day, before), (_day, after) in zip(offer.before.per_day, offer.after.per_day, strict=True):
        same = before == after
        change = minutes_text(after) if same else f"{minutes_text(before)} → **{minutes_text(after)}**"
        lines.append(f"{short_weekday(day.weekday())} {day.day}: {change}")
    return "\n".join(lines)
