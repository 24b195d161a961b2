"""Interviews in words: when, who, why."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from discord.utils import format_dt

from bot.domain import weeks
from bot.domain.languages import NAMES
from bot.domain.mock_sessions import EndedWhy, Seat, Session
from bot.ui.language import N_, _, ngettext, speaking
from bot.ui.mock_reason_words import reason_words
from bot.ui.question_words import KINDS
from bot.ui.text import capital, date_text, human_join, safe, short_weekday

_DECLINED = N_("Somebody cannot make it this time, so this interview does not take place.")

ENDED = {
    EndedWhy.DECLINED: _DECLINED,
    EndedWhy.CANCELLED: N_("This interview was cancelled."),
    EndedWhy.NO_TIME: N_("No time was found that suits you all, so this interview does not take place."),
    EndedWhy.NO_SHOW: N_("Somebody could not come, so this interview did not take place."),
    EndedWhy.NOT_STARTED: N_("Its time went by without a start, so this interview is closed."),
    EndedWhy.LEFT: N_("Somebody is no longer here, so this interview does not take place."),
    EndedWhy.APART: _DECLINED,
    EndedWhy.ROUND: N_("The organisers cancelled this round, so this interview does not take place."),
    EndedWhy.REMATCHED: N_(
        "Somebody lost their partner, so I arranged this round anew: each of you has another partner now."
    ),
}
"""Nobody is to blame, and a block reads like somebody who cannot make it."""

LEFT = N_("somebody who left")

NEXT = N_("`/mock status` shows what comes next for you, and `/mock now` looks for a partner at once.")


def kind_name(session: Session) -> str:
    """What it is about, within a sentence."""
    return _(KINDS[session.kind])


def thread_name(session: Session) -> str:
    """Unlike any other's, and without anybody's name. A sidebar shows its beginning only."""
    first = weeks.starts(session.week).date()
    last = first + timedelta(days=6)
    days = f"{_day(first)} – {_day(last)}" if first.month != last.month else f"{first.day}–{_day(last)}"
    return f"{capital(kind_name(session))} · {days} · #{session.id}"


def thread_names(session: Session) -> frozenset[str]:
    """In every language: the server may have changed its own since the thread was opened."""
    names: list[str] = []
    for code in NAMES:
        with speaking(code):
            names.append(thread_name(session))
    return frozenset(names)


def which_text(session: Session, user_id: int) -> str:
    """Which of somebody's interviews it is: what about, with whom, and when."""
    others = others_text(session, user_id)
    if session.starts_at is not None:
        when = format_dt(session.starts_at, "F")
    else:
        when = _("the week of {date}", date=_day(weeks.starts(session.week).date()))
    return " · ".join(fact for fact in (f"#{session.id} {kind_name(session)}", others, when) if fact)


def event_name(session: Session) -> str:
    """In a calendar that everybody sees: without anybody's name."""
    return ngettext(
        "Mock interview #{number} ({count} person)",
        "Mock interview #{number} ({count} people)",
        len(session.present),
        number=session.id,
    )


def city(zone: ZoneInfo) -> str:
    """`New York`: the last part of a zone's name."""
    return (zone.key or "UTC").rpartition("/")[2].replace("_", " ")


def zones_of(session: Session) -> tuple[ZoneInfo, ...]:
    """The zones of those in it, each once, in the order of their positions."""
    return tuple(dict.fromkeys(seat.member.zone for seat in session.present or session.seats))


def local_times(at: datetime, zones: Sequence[ZoneInfo]) -> str:
    """`Thu 19:00 in Berlin · 13:00 in New York`; the day again where it is another one."""
    return " · ".join(_("{time} in {city}", time=time, city=place) for time, place in _clocks(at, zones))


def day_and_times(at: datetime, zones: Sequence[ZoneInfo]) -> str:
    """The same for a button: `8 Jan · Thu 19:00 Berlin · 13:00 New York`."""
    first = at.astimezone(zones[0])
    times = " · ".join(f"{time} {place}" for time, place in _clocks(at, zones))
    return f"{_day(first.date())} · {times}"


def when_text(at: datetime, zones: Sequence[ZoneInfo]) -> str:
    """An instant on the reader's own clock, then on everybody's."""
    return f"{format_dt(at, 'F')} ({local_times(at, zones)})"


def people_text(seats: Sequence[Seat]) -> str:
    """`<@1> and <@2>`."""
    return human_join([f"<@{seat.user_id}>" for seat in seats])


def others_text(session: Session, user_id: int | None) -> str:
    """Everybody else who ever was in it; of whoever was erased nothing is known any more."""
    found = [seat for seat in session.seats if seat.user_id != user_id]
    return people_text(found) or _(LEFT)


def roles_text(session: Session) -> str:
    """Who does what first."""
    first, second = session.interviewer(1), session.candidate(1)
    if first is None or second is None:
        return ""
    asks, answers = f"<@{first.user_id}>", f"<@{second.user_id}>"
    watcher = next((seat for seat in session.present if seat.position > 1), None)
    if watcher is None:
        return _("{asks} interviews first, {answers} answers; half way you swap.", asks=asks, answers=answers)
    return _(
        "{asks} interviews first, {answers} answers, {watcher} watches this time (everybody gets their "
        "turn); half way you swap.",
        asks=asks,
        answers=answers,
        watcher=f"<@{watcher.user_id}>",
    )


def why_text(session: Session) -> str:
    """Why these people."""
    return " · ".join(filter(None, map(reason_words, session.reasons)))


def ended_text(session: Session) -> str:
    """How it ended, with the words of whoever cancelled."""
    if session.ended_why is None:
        return _("This interview is over.")
    shows = session.ended_why in (EndedWhy.DECLINED, EndedWhy.CANCELLED)
    return "\n".join([_(ENDED[session.ended_why]), *(said_by_gone(session) if shows else [])])


def said_by_gone(session: Session) -> list[str]:
    """The words of whoever cannot make it."""
    told = [(seat.user_id, seat.words) for seat in session.seats if seat.words and seat.gone]
    return [f"<@{user_id}>: “{safe(words, 300)}”" for user_id, words in told]


def card_title(session: Session) -> str:
    """The first line of a card."""
    return f"{_('Mock interview')} · {kind_name(session)}"


def _clocks(at: datetime, zones: Sequence[ZoneInfo]) -> Iterator[tuple[str, str]]:
    """What each zone's clock shows, and where."""
    before = None
    for zone in zones:
        local = at.astimezone(zone)
        weekday = local.weekday()
        day = "" if weekday == before else f"{short_weekday(weekday)} "
        yield f"{day}{local:%H:%M}", city(zone)
        before = weekday


def _day(day: date) -> str:
    return date_text(day, day)
