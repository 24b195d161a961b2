"""What organisers read about the outbox: why something was not sent, and what to do about it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.domain.delivery_review import DeliveryGroup, Reviewed
from bot.ui import theme
from bot.ui.text import full_date, minutes_text, plural

if TYPE_CHECKING:
    from bot.services.delivery_review import Review

GROUPS = {
    DeliveryGroup.DUE: "Waiting",
    DeliveryGroup.LATE: "Late",
    DeliveryGroup.MISSED: "Missed",
    DeliveryGroup.DEAD: "Failed",
}

KINDS = {DeliveryKind.NUDGE: "Daily nudge", DeliveryKind.WARNING: "Streak warning"}
"""Where the word itself is not enough."""

NOTHING = {
    DeliveryGroup.DUE: "Nothing is waiting to be sent.",
    DeliveryGroup.LATE: "Nothing came late.",
    DeliveryGroup.MISSED: "Nothing was missed.",
    DeliveryGroup.DEAD: "Nothing failed.",
}

WHY = {
    Reason.TOO_LATE: "Left out: it would have come too late.",
    Reason.QUIET_HOURS: "Left out: the member's quiet hours outlasted it.",
    Reason.UNSURE: (
        "Left out: it may have been sent before a crash and I cannot look. Allow me to read the channel's "
        "history."
    ),
    Reason.DM_CLOSED: (
        "Not delivered: direct messages are closed. The member can open them for this server, or choose the "
        "channel with `/nudges set`."
    ),
    Reason.NO_CHANNEL: "Not delivered: there is no nudge channel. Choose one in `/setup`.",
    Reason.GONE: "Not delivered: the channel or the person is gone. Choose a channel in `/setup`.",
    Reason.FORBIDDEN: "Not delivered: I may not write there. `/setup` shows what I lack.",
    Reason.REJECTED: "Not delivered: Discord refused it. If it stays, tell your host about it.",
}
"""Each with the next step, where there is one."""

NEXT = "The next one comes by itself."
AWAY = "Late and missed ones come from times when I was away, or Discord was. A late message says so itself."


def heading(review: "Review") -> str:
    """The counts of all groups."""
    due, late, missed, dead = (review.counts[group] for group in DeliveryGroup)
    lines = [
        f"## {theme.NUDGE} Messages of the last 7 days",
        f"**{due}** waiting · **{late}** sent late · **{missed}** missed · **{dead}** failed",
    ]
    return "\n".join([*lines, f"-# {AWAY}"] if late or missed else lines)


def entry_text(entry: Reviewed, review: "Review") -> str:
    """Who, what and when; why; and the next step."""
    who = f"<@{entry.user_id}>" if entry.user_id is not None else "the server"
    first = f"**{kind_text(entry)}** for {who} · due {format_dt(entry.due_at, 'f')} · #{entry.id}"
    return f"{first}\n{_fate(entry, review)}"


def kind_text(entry: Reviewed) -> str:
    """What it is."""
    return KINDS.get(entry.kind, entry.kind.value.capitalize())


def choice_text(entry: Reviewed) -> str:
    """The same in one plain line, for suggestions, where mentions show nothing."""
    who = f"member {entry.user_id}" if entry.user_id is not None else "the server"
    due = f"{full_date(entry.due_at.date())} {entry.due_at:%H:%M} UTC"
    return f"#{entry.id} · {kind_text(entry)} for {who} · due {due}"


def changed_text(verb: str) -> str:
    """What was done."""
    if verb == "retry":
        return f"{theme.CHECK} It is put back and goes out in a moment, if there is still a reason to."
    return f"{theme.CHECK} It is dropped. `/manage deliveries retry` brings it back while it is worth it."


def _fate(entry: Reviewed, review: "Review") -> str:
    match entry.state:
        case DeliveryState.QUEUED:
            tries = f", {plural(entry.attempts, 'try', 'tries')} so far" if entry.attempts else ""
            return f"Waiting{tries}. Worth sending until {format_dt(entry.expires_at, 'R')}."
        case DeliveryState.SENDING:
            return "Being sent at this moment."
        case DeliveryState.SENT:
            return f"Sent {_delay(entry)} late."
        case DeliveryState.DROPPED | DeliveryState.DEAD:
            why = WHY.get(entry.reason, "Left out.") if entry.reason else "An organiser dropped it."
            return f"{why} {'Then retry.' if entry.can_retry(review.now) else NEXT}"


def _delay(entry: Reviewed) -> str:
    late_by = entry.settled_at - entry.due_at if entry.settled_at else timedelta(0)
    return minutes_text(int(late_by.total_seconds() // 60))
