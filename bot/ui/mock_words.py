"""Interviews in words: when, who, why."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from discord.utils import format_dt

from bot.domain import weeks
from bot.domain.mock_sessions import EndedWhy, Seat, Session
from bot.ui.question_words import KINDS
from bot.ui.text import SHORT_MONTHS, SHORT_WEEKDAYS, capital, human_join, safe

MOST_REASON = 120

_DECLINED = "Somebody cannot make it this time, so this interview does not take place."

ENDED = {
    EndedWhy.DECLINED: _DECLINED,
    EndedWhy.CANCELLED: "This interview was cancelled.",
    EndedWhy.NO_TIME: "No time was found that suits you all, so this interview does not take place.",
    EndedWhy.NO_SHOW: "Somebody could not come, so this interview did not take place.",
    EndedWhy.NOT_STARTED: "Its time went by without a start, so this interview is closed.",
    EndedWhy.LEFT: "Somebody is no longer here, so this interview does not take place.",
    EndedWhy.APART: _DECLINED,
    EndedWhy.ROUND: "The organisers cancelled this round, so this interview does not take place.",
    EndedWhy.REMATCHED: (
        "Somebody lost their partner, so I arranged this round anew: each of you has another partner now."
    ),
}
"""Nobody is to blame, and a block reads like somebody who cannot make it."""

LEFT = "somebody who left"

NEXT = "`/mock status` shows what comes next for you, and `/mock now` looks for a partner at once."


def kind_name(session: Session) -> str:
    """What it is about, within a sentence."""
    return KINDS[session.kind]


def thread_name(session: Session) -> str:
    """Unlike any other's, and without anybody's name. A sidebar shows its beginning only."""
    first = weeks.starts(session.week).date()
    last = first + timedelta(days=6)
    days = f"{_day(first)} – {_day(last)}" if first.month != last.month else f"{first.day}–{_day(last)}"
    return f"{capital(kind_name(session))} · {days} · #{session.id}"


def which_text(session: Session, user_id: int) -> str:
    """Which of somebody's interviews it is: what about, with whom, and when."""
    others = others_text(session, user_id)
    if session.starts_at is not None:
        when = format_dt(session.starts_at, "F")
    else:
        when = f"the week of {_day(weeks.starts(session.week).date())}"
    return " · ".join(fact for fact in (f"#{session.id} {kind_name(session)}", others, when) if fact)


def event_name(session: Session) -> str:
    """In a calendar that everybody sees: without anybody's name."""
    return f"Mock interview #{session.id} ({len(session.present)} people)"


def city(zone: ZoneInfo) -> str:
    """`New York`: the last part of a zone's name."""
    return (zone.key or "UTC").rpartition("/")[2].replace("_", " ")


def zones_of(session: Session) -> tuple[ZoneInfo, ...]:
    """The zones of those in it, each once, in the order of their positions."""
    return tuple(dict.fromkeys(seat.member.zone for seat in session.present or session.seats))


def local_times(at: datetime, zones: Sequence[ZoneInfo]) -> str:
    """`Thu 19:00 in Berlin · 13:00 in New York`; the day again where it is another one."""
    parts: list[str] = []
    day = ""
    for zone in zones:
        local = at.astimezone(zone)
        weekday = SHORT_WEEKDAYS[local.weekday()]
        parts.append(f"{'' if weekday == day else f'{weekday} '}{local:%H:%M} in {city(zone)}")
        day = weekday
    return " · ".join(parts)


def day_and_times(at: datetime, zones: Sequence[ZoneInfo]) -> str:
    """The same for a button: `8 Jan · Thu 19:00 Berlin · 13:00 New York`."""
    first = at.astimezone(zones[0])
    return f"{first.day} {SHORT_MONTHS[first.month - 1]} · {local_times(at, zones)}".replace(" in ", " ")


def when_text(at: datetime, zones: Sequence[ZoneInfo]) -> str:
    """An instant on the reader's own clock, then on everybody's."""
    return f"{format_dt(at, 'F')} ({local_times(at, zones)})"


def people_text(seats: Sequence[Seat]) -> str:
    """`<@1> and <@2>`."""
    return human_join([f"<@{seat.user_id}>" for seat in seats])


def others_text(session: Session, user_id: int | None) -> str:
    """Everybody else who ever was in it; of whoever was erased nothing is known any more."""
    found = [seat for seat in session.seats if seat.user_id != user_id]
    return people_text(found) or LEFT


def roles_text(session: Session) -> str:
    """Who does what first."""
    first, second = session.interviewer(1), session.candidate(1)
    if first is None or second is None:
        return ""
    swap = "half way you swap"
    watcher = next((seat for seat in session.present if seat.position > 1), None)
    watching = f", <@{watcher.user_id}> watches this time (everybody gets their turn)" if watcher else ""
    return f"<@{first.user_id}> interviews first, <@{second.user_id}> answers{watching}; {swap}."


def why_text(session: Session) -> str:
    """Why these people."""
    return " · ".join(safe(reason, MOST_REASON) for reason in session.reasons)


def ended_text(session: Session) -> str:
    """How it ended, with the words of whoever cancelled."""
    if session.ended_why is None:
        return "This interview is over."
    shows = session.ended_why in (EndedWhy.DECLINED, EndedWhy.CANCELLED)
    return "\n".join([ENDED[session.ended_why], *(said_by_gone(session) if shows else [])])


def said_by_gone(session: Session) -> list[str]:
    """The words of whoever cannot make it."""
    told = [(seat.user_id, seat.words) for seat in session.seats if seat.words and seat.gone]
    return [f"<@{user_id}>: “{safe(words, 300)}”" for user_id, words in told]


def card_title(session: Session) -> str:
    """The first line of a card."""
    kind = kind_name(session)
    return f"Mock interview · {kind}"


def _day(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"
