"""What organisers read about the outbox: why something was not sent, and what to do about it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.domain.delivery_review import DeliveryGroup, Reviewed
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.names import named
from bot.ui.text import capital, full_date, minutes_text

if TYPE_CHECKING:
    from bot.services.delivery_review import Review

GROUPS = {
    # limit: 70
    DeliveryGroup.DUE: N_("Waiting"),
    # limit: 70
    DeliveryGroup.LATE: N_("Late"),
    # limit: 70
    DeliveryGroup.MISSED: N_("Missed"),
    # limit: 70
    DeliveryGroup.DEAD: N_("Failed"),
}

KINDS = {DeliveryKind.NUDGE: N_("Daily nudge"), DeliveryKind.WARNING: N_("Streak warning")}
"""Where the word itself is not enough."""

NOTHING = {
    DeliveryGroup.DUE: N_("Nothing is waiting to be sent."),
    DeliveryGroup.LATE: N_("Nothing came late."),
    DeliveryGroup.MISSED: N_("Nothing was missed."),
    DeliveryGroup.DEAD: N_("Nothing failed."),
}

WHY = {
    Reason.TOO_LATE: N_("Left out: it would have come too late."),
    Reason.QUIET_HOURS: N_("Left out: the member's quiet hours outlasted it."),
    Reason.UNSURE: N_(
        "Left out: it may have been sent before a crash and I cannot look. Allow me to read the channel's "
        "history."
    ),
    Reason.DM_CLOSED: N_(
        "Not delivered: direct messages are closed. The member can open them for this server, or choose the "
        "channel with `/nudges set`."
    ),
    Reason.NO_CHANNEL: N_("Not delivered: there is no nudge channel. Choose one in `/setup`."),
    Reason.GONE: N_("Not delivered: the channel or the person is gone. Choose a channel in `/setup`."),
    Reason.FORBIDDEN: N_("Not delivered: I may not write there. `/setup` shows what I lack."),
    Reason.REJECTED: N_("Not delivered: Discord refused it. If it stays, tell your host about it."),
}
"""Each with the next step, where there is one."""

NEXT = N_("The next one comes by itself.")
AWAY = N_(
    "Late and missed ones come from times when I was away, or Discord was. A late message says so itself."
)


def heading(review: "Review") -> str:
    """The counts of all groups."""
    due, late, missed, dead = (review.counts[group] for group in DeliveryGroup)
    counts = (
        _("**{count}** waiting", count=due),
        _("**{count}** sent late", count=late),
        _("**{count}** missed", count=missed),
        _("**{count}** failed", count=dead),
    )
    lines = [f"## {theme.NUDGE} {_('Messages of the last 7 days')}", " · ".join(counts)]
    return "\n".join([*lines, f"-# {_(AWAY)}"] if late or missed else lines)


def entry_text(entry: Reviewed, review: "Review") -> str:
    """Who, what and when; why; and the next step."""
    due = _("due {time}", time=format_dt(entry.due_at, "f"))
    return f"{_whose(entry)} · {due} · #{entry.id}\n{_fate(entry, review)}"


def _whose(entry: Reviewed) -> str:
    if entry.user_id is None:
        return _("**{kind}** for the server", kind=kind_text(entry))
    return _("**{kind}** for {member}", kind=kind_text(entry), member=f"<@{entry.user_id}>")


def kind_text(entry: Reviewed) -> str:
    """What it is."""
    return _(KINDS[entry.kind]) if entry.kind in KINDS else capital(named(entry.kind))


def choice_text(entry: Reviewed) -> str:
    """The same in one plain line, for suggestions, where mentions show nothing."""
    if entry.user_id is None:
        whose = _("{kind} for the server", kind=kind_text(entry))
    else:
        whose = _("{kind} for member {number}", kind=kind_text(entry), number=entry.user_id)
    due = f"{full_date(entry.due_at.date())} {entry.due_at:%H:%M} UTC"
    return f"#{entry.id} · {whose} · {_('due {time}', time=due)}"


def changed_text(verb: str) -> str:
    """What was done."""
    if verb == "retry":
        words = _("It is put back and goes out in a moment, if there is still a reason to.")
    else:
        words = _("It is dropped. `/manage deliveries retry` brings it back while it is worth it.")
    return f"{theme.CHECK} {words}"


def _fate(entry: Reviewed, review: "Review") -> str:
    match entry.state:
        case DeliveryState.QUEUED:
            until = _("Worth sending until {when}.", when=format_dt(entry.expires_at, "R"))
            return f"{_waiting(entry.attempts)} {until}"
        case DeliveryState.SENDING:
            return _("Being sent at this moment.")
        case DeliveryState.SENT:
            return _("Sent {time} late.", time=_delay(entry))
        case DeliveryState.DROPPED | DeliveryState.DEAD:
            return f"{_why(entry.reason)} {_('Then retry.') if entry.can_retry(review.now) else _(NEXT)}"


def _waiting(tries: int) -> str:
    if not tries:
        return _("Waiting.")
    return ngettext("Waiting, {count:,} try so far.", "Waiting, {count:,} tries so far.", tries)


def _why(reason: Reason | None) -> str:
    if reason is None:
        return _("An organiser dropped it.")
    return _(WHY[reason]) if reason in WHY else _("Left out.")


def _delay(entry: Reviewed) -> str:
    late_by = entry.settled_at - entry.due_at if entry.settled_at else timedelta(0)
    return minutes_text(int(late_by.total_seconds() // 60))
