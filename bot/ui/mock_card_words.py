"""What the card of an interview says, state by state."""

from datetime import datetime

from bot.domain.mock_sessions import Session, SessionState
from bot.domain.mock_times import offered
from bot.ui import theme
from bot.ui.language import N_, _
from bot.ui.mock_interview_words import arrived_text, buttons_text, turn_text
from bot.ui.mock_words import (
    ENDED,
    NEXT,
    card_title,
    ended_text,
    people_text,
    roles_text,
    when_text,
    why_text,
    zones_of,
)
from bot.ui.text import minutes_text

SEEN_BY = N_("Organisers with Manage Threads can see this thread.")


def card_text(session: Session, now: datetime, *, whole: bool = True) -> str:
    """All that stands above the buttons. Not `whole` where a message tells how it ended."""
    head = f"### {theme.BUDDY} {card_title(session)}\n{people_text(session.present)}"
    return "\n".join(line for line in (head, *_lines(session, now, whole)) if line)


def _lines(session: Session, now: datetime, whole: bool) -> list[str]:
    match session.state:
        case SessionState.FINDING:
            return _finding(session, now)
        case SessionState.AGREED:
            return _agreed(session, now)
        case SessionState.RUNNING:
            return [turn_text(session)]
        case SessionState.FINISHED:
            took_place = _("It took place. You read one another's feedback once it is all sent.")
            return [f"{theme.CHECK} {took_place}"]
        case SessionState.CANCELLED:
            return [ended_text(session), _(NEXT)] if whole else _briefly(session)


def _finding(session: Session, now: datetime) -> list[str]:
    zones = zones_of(session)
    first, _more = offered(session, now)
    lines = [f"- {when_text(at, zones)}{_yes_text(session, at)}" for at in first]
    why = _("Why you: {reasons}", reasons=why_text(session)) if session.reasons else ""
    return [why, _length(session), _ask(session, any_left=bool(first)), *lines, *_seen_by(session)]


def _ask(session: Session, *, any_left: bool) -> str:
    if not any_left:
        return _("No common time is left in the list: propose one with the button below.")
    if len(session.present) > 2:
        return _(
            "**When?** Press a time that suits you; as soon as all of you have pressed the same one, it is "
            "agreed. One tick each: a new press moves yours."
        )
    return _(
        "**When?** Press a time that suits you; as soon as both of you have pressed the same one, it is "
        "agreed. One tick each: a new press moves yours."
    )


def _briefly(session: Session) -> list[str]:
    return [_(ENDED[session.ended_why])] if session.ended_why else []


def _yes_text(session: Session, at: datetime) -> str:
    said_yes = [seat for seat in session.present if seat.vote == at]
    return f" ✓ {people_text(said_yes)}" if said_yes else ""


def _agreed(session: Session, now: datetime) -> list[str]:
    if session.starts_at is None:
        return []
    agreed = _("**Agreed:** {when}", when=when_text(session.starts_at, zones_of(session)))
    when = f"{theme.CHECK} {agreed}"
    return [when, _length(session), arrived_text(session), buttons_text(session, now), *_seen_by(session)]


def _length(session: Session) -> str:
    return f"{_('{time} in all.', time=minutes_text(session.minutes))} {roles_text(session)}"


def _seen_by(session: Session) -> list[str]:
    return [f"-# {_(SEEN_BY)}"] if session.thread_id is not None and not session.thread_lost else []


def card_colour(state: SessionState) -> int:
    """The accent beside it."""
    return {
        SessionState.FINDING: theme.ACCENT,
        SessionState.CANCELLED: theme.PAUSED,
    }.get(state, theme.DONE)
