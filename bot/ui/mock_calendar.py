"""An interview as a file for one's own calendar."""

from datetime import UTC, datetime
from io import BytesIO

import discord
from icalendar import Calendar, Event

from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.ui.language import _
from bot.ui.mock_words import kind_name

PRODUCER = "-//Cohort//Mock interviews//EN"


def file_name(session: Session) -> str:
    """The same for every version, so that it is known as one thing."""
    return f"mock-interview-{session.id}.ics"


def calendar_file(session: Session, now: datetime) -> discord.File:
    """The agreed time, or that it is off: a calendar that knows the event changes or removes it."""
    return discord.File(BytesIO(calendar_bytes(session, now)), file_name(session))


def calendar_bytes(session: Session, now: datetime) -> bytes:
    """The same as iCalendar text, in UTC. Without names: calendars are shared."""
    off = session.state is not SessionState.AGREED
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if off else "PUBLISH")
    calendar.add_component(_event(session, now, off=off))
    return calendar.to_ical()


def thread_url(session: Session) -> str | None:
    """Where it takes place, if there is a thread."""
    if session.thread_id is None or session.thread_lost:
        return None
    return f"https://discord.com/channels/{session.guild_id}/{session.thread_id}"


def has_calendar(session: Session) -> bool:
    """Whether a calendar may know of it: a time was agreed, and it is ahead or was cancelled."""
    if session.starts_at is None:
        return False
    return session.state is SessionState.AGREED or (
        session.state is SessionState.CANCELLED and session.ended_why is not EndedWhy.NOT_STARTED
    )


def was_agreed(session: Session) -> bool:
    """Whether another time is looked for: a calendar may hold the one that was given up."""
    return session.state is SessionState.FINDING and session.revision > 0


def _sequence(session: Session) -> int:
    """Each version is later than the one before: an agreement, its end, the next agreement."""
    change = {SessionState.FINDING: -1, SessionState.CANCELLED: 1}.get(session.state, 0)
    return max(0, 2 * session.revision + change)


def _event(session: Session, now: datetime, *, off: bool) -> Event:
    event = Event()
    event.add("uid", f"mock-{session.guild_id}-{session.id}@cohort")
    event.add("sequence", _sequence(session))
    event.add("dtstamp", now.astimezone(UTC))
    if session.starts_at is not None and session.ends_at is not None:
        event.add("dtstart", session.starts_at.astimezone(UTC))
        event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", _("Mock interview: {kind}", kind=kind_name(session)))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    if (url := thread_url(session)) is not None:
        event.add("url", url)
        event.add("location", "Discord")
    return event
