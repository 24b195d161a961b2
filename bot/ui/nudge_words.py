"""What is said about one's own nudge and the warning beside it."""

from discord.utils import format_dt

from bot.domain.delivery import Delivery, DeliveryState, Destination, Reason
from bot.domain.nudges import SILENT_AFTER
from bot.domain.schedules import QuietHours
from bot.domain.warnings import LEAST_STREAK
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.ui import theme
from bot.ui.language import N_, _
from bot.ui.text import clock_text, full_date, minutes_text, weekdays_text

PLACES = {
    Destination.DM: N_("by direct message"),
    Destination.DM_OR_CHANNEL: N_("by direct message, in the server's nudge channel when those are closed"),
    Destination.CHANNEL: N_("in the server's nudge channel"),
}

WHY_NOT = {
    Reason.TOO_LATE: N_("left out, it would have come too late"),
    Reason.ALL_DONE: N_("not needed, all was done"),
    Reason.NOTHING_PLANNED: N_("not needed, nothing was planned"),
    Reason.REST_DAY: N_("not needed, it was a rest day"),
    Reason.AWAY: N_("left out, I keep quiet until you are back"),
    Reason.SET_ASIDE: N_("left out, you had set a freeze aside for the day"),
    Reason.QUIET_HOURS: N_("left out, your quiet hours outlasted it"),
    Reason.DM_CLOSED: N_("not delivered, your direct messages were closed"),
    Reason.NO_CHANNEL: N_(
        "not delivered, the server has no nudge channel (an organiser sets it in `/setup`)"
    ),
    Reason.FORBIDDEN: N_("not delivered, I may not write in the nudge channel"),
}

NOT_SENT = N_("not sent")

HINDRANCES = frozenset(
    {Reason.TOO_LATE, Reason.QUIET_HOURS, Reason.DM_CLOSED, Reason.NO_CHANNEL, Reason.FORBIDDEN}
)
"""Of a warning only these are told: on most evenings there is nothing to warn of."""


def settings_text(shown: NudgeShown | None) -> str:
    """The nudge and the warning as they are set, what comes next and what became of the last ones."""
    return "\n".join(_settings(shown))


def _settings(shown: NudgeShown | None) -> list[str]:
    if shown is None:
        return [
            f"## {theme.QUIET} " + _("No nudge"),
            _(
                "I write to nobody who has not asked for it. One message a day, at your own time, "
                "silent when you are done: switch it on below or with `/nudges set`."
            ),
        ]
    lines = [_status_line(shown)]
    if shown.status in (NudgeStatus.ON, NudgeStatus.MUTED):
        lines += [_when_and_where(shown), *_early(shown), _warning_line(shown)]
    if shown.quiet is not None:
        lines.append(_quiet_line(shown, shown.quiet))
    lines += _next(shown)
    if shown.last is not None:
        lines.append(_last(N_("Last nudge: {date}, {outcome}."), shown.last))
    if shown.last_warning is not None and shown.last_warning.reason in HINDRANCES:
        lines.append(_last(N_("Last warning: {date}, {outcome}."), shown.last_warning))
    return lines


def _when_and_where(shown: NudgeShown) -> str:
    return _(
        "About **{time}**, {days}, {place}.",
        time=clock_text(shown.minute),
        days=weekdays_text(shown.weekdays),
        place=_(PLACES[shown.destination]),
    )


def _early(shown: NudgeShown) -> list[str]:
    if shown.minute >= shown.cutoff_minutes:
        return []
    early = _(
        "Your study day ends at {time}, so this is the nudge of the day before: it comes {left} before that "
        "study day ends.",
        time=clock_text(shown.cutoff_minutes),
        left=minutes_text(shown.cutoff_minutes - shown.minute),
    )
    return [f"-# {early}"]


def _next(shown: NudgeShown) -> list[str]:
    if shown.away:
        away = _("I have gone quiet after {days} days; it comes back with your next tick.", days=SILENT_AFTER)
        return [f"{theme.QUIET} {away}"]
    if shown.comes_at is None:
        return []
    return [_("Next: {when}, unless you are done by then.", when=format_dt(shown.comes_at, "F"))]


def _warning_line(shown: NudgeShown) -> str:
    if shown.warn_minute is None:
        return _("**Streak warning** off.")
    time = clock_text(shown.warn_minute)
    if shown.warn_swallowed:
        return _(
            "**Streak warning** about {time}: {sign} your quiet hours outlast your warning, so none comes. "
            "Move one of them.",
            time=time,
            sign=theme.WARNING,
        )
    return _(
        "**Streak warning** about {time}, only when {days} days or more are at risk.",
        time=time,
        days=LEAST_STREAK,
    )


def _quiet_line(shown: NudgeShown, quiet: QuietHours) -> str:
    hours = f"{clock_text(quiet.start)}–{clock_text(quiet.end)}"
    if shown.next_due_at is not None and shown.comes_at is None:
        return _(
            "**Quiet hours** {hours}: {sign} they outlast your nudge, so none comes. Move one of them.",
            hours=hours,
            sign=theme.WARNING,
        )
    if shown.comes_at != shown.next_due_at:
        return _("**Quiet hours** {hours}: your nudge waits for their end.", hours=hours)
    return _("**Quiet hours** {hours}: nothing comes then.", hours=hours)


def _status_line(shown: NudgeShown) -> str:
    match shown.status:
        case NudgeStatus.ON:
            on = f"## {theme.NUDGE} " + _("Nudge on")
            note = _("your direct messages are closed, so it comes in the channel")
            return f"{on} · {note}" if shown.dm_closed else on
        case NudgeStatus.MUTED:
            until = format_dt(shown.muted_until, "F") if shown.muted_until else ""
            then = _("Until {when}.", when=until) if until else _("Until later.")
            return f"## {theme.QUIET} {_('Nudge muted')}\n{then}"
        case NudgeStatus.OFF:
            return f"## {theme.QUIET} " + _("Nudge off")
        case NudgeStatus.DM_CLOSED:
            off = _("Nudge off: your direct messages are closed")
            why = _(
                "Three in a row did not get through. Allow direct messages from this server, then switch it "
                "on again below."
            )
            return f"## {theme.WARNING} {off}\n{why}"


def _last(text: str, last: Delivery) -> str:
    unsent = _(WHY_NOT.get(last.reason, NOT_SENT) if last.reason else NOT_SENT)
    outcome = _("sent") if last.state is DeliveryState.SENT else unsent
    return f"-# {_(text, date=full_date(last.local_day), outcome=outcome)}"
