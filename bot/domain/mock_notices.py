"""Messages about an interview: how they are told apart, when they hold, and what they are made of. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.delivery import Reason
from bot.domain.mock_sessions import Seat, Session, SessionNotice, SessionState

_REF = re.compile(
    r"s(?P<session>[0-9]{1,18}):(?P<notice>[a-z_]{1,16}):(?P<revision>[0-9]{1,4})(?::(?P<at>[0-9]{1,11}))?"
)

_NOTICES = frozenset(notice.value for notice in SessionNotice)

BEFORE: Mapping[SessionNotice, timedelta] = {
    SessionNotice.DAY: timedelta(hours=24),
    SessionNotice.HOUR: timedelta(hours=1),
    SessionNotice.TEN: timedelta(minutes=10),
}
"""Reminders, and how long before the agreed start each comes."""

_TWO = 2

QUESTIONS = frozenset({SessionNotice.PROPOSED, SessionNotice.ANSWER})
"""They hold as long as there is somebody who has not answered."""

ANY_REVISION = frozenset({SessionNotice.OVER, SessionNotice.RESCUE, SessionNotice.CHANGED})

HOLDS: Mapping[SessionNotice, frozenset[SessionState]] = {
    SessionNotice.MATCH: frozenset({SessionState.FINDING, SessionState.AGREED}),
    SessionNotice.FIRST_WORD: frozenset({SessionState.FINDING}),
    SessionNotice.PROPOSED: frozenset({SessionState.FINDING}),
    SessionNotice.ANSWER: frozenset({SessionState.FINDING}),
    SessionNotice.CHANGED: frozenset({SessionState.FINDING, SessionState.AGREED}),
    SessionNotice.MOVED: frozenset({SessionState.FINDING}),
    SessionNotice.AGREED: frozenset({SessionState.AGREED}),
    SessionNotice.DAY: frozenset({SessionState.AGREED}),
    SessionNotice.HOUR: frozenset({SessionState.AGREED}),
    SessionNotice.TEN: frozenset({SessionState.AGREED}),
    SessionNotice.STARTED: frozenset({SessionState.RUNNING}),
    SessionNotice.ARRIVED: frozenset({SessionState.AGREED, SessionState.RUNNING}),
    SessionNotice.SWAP: frozenset({SessionState.RUNNING}),
    SessionNotice.END: frozenset({SessionState.RUNNING, SessionState.FINISHED}),
    SessionNotice.FEEDBACK: frozenset({SessionState.FINISHED}),
    SessionNotice.READY: frozenset({SessionState.FINISHED}),
    SessionNotice.OVER: frozenset({SessionState.CANCELLED}),
    SessionNotice.RESCUE: frozenset({SessionState.CANCELLED}),
}
"""In which states a message still tells the truth."""


@dataclass(frozen=True, slots=True)
class NoticeRef:
    """What a delivery is about: which interview, which message, of which agreement, about which start."""

    session_id: int
    notice: SessionNotice
    revision: int
    at: datetime | None = None

    def __str__(self) -> str:
        about = f":{int(self.at.timestamp())}" if self.at else ""
        return f"s{self.session_id}:{self.notice.value}:{self.revision}{about}"


@dataclass(frozen=True, slots=True)
class SessionBrief:
    """All that a message about an interview needs.

    `to` is the person it goes to; None: all of them, in their thread. `in_channel` when it is one person's
    own but stands in a channel for all, `fallback` why. `extra` is a remark of whoever sends it, `at` the
    start it is about. One part's custom_id begins with `marker`.
    """

    session: Session
    notice: SessionNotice
    marker: str
    to: int | None
    in_channel: bool
    late_by: timedelta
    now: datetime
    extra: str = ""
    fallback: Reason | None = None
    at: datetime | None = None


def ref_of(session: Session, notice: SessionNotice, at: datetime | None = None) -> str:
    """The `ref` of a message about this interview as it stands, or about one start of it."""
    return str(NoticeRef(session.id, notice, session.revision, at))


def read_ref(ref: str) -> NoticeRef | None:
    """What a `ref` is about; None if it is about something else."""
    found = _REF.fullmatch(ref)
    if found is None or found["notice"] not in _NOTICES:
        return None
    at = datetime.fromtimestamp(int(found["at"]), UTC) if found["at"] else None
    return NoticeRef(int(found["session"]), SessionNotice(found["notice"]), int(found["revision"]), at)


def holds(session: Session, about: NoticeRef) -> bool:
    """Whether the message still tells the truth."""
    if about.notice not in ANY_REVISION and about.revision != session.revision:
        return False
    if session.state not in HOLDS[about.notice]:
        return False
    if about.notice is SessionNotice.FIRST_WORD:
        return not any(seat.vote for seat in session.present)
    if about.notice is SessionNotice.CHANGED and len(session.present) != _TWO:
        return False
    return about.notice not in QUESTIONS or bool(addressees(session, about))


def addressees(session: Session, about: NoticeRef) -> tuple[Seat, ...]:
    """Whom a message is for: all of them, but a question only goes to those who have not answered it."""
    match about.notice:
        case SessionNotice.FIRST_WORD:
            first = asked(session)
            return (first,) if first else session.present
        case SessionNotice.PROPOSED:
            return _without_yes(session, about.at)
        case SessionNotice.ANSWER:
            return unanswered(session)
        case _:
            return session.present


def unanswered(session: Session) -> tuple[Seat, ...]:
    """Who keeps somebody waiting: those without a tick, or all if their ticks differ; nobody while none has
    one.
    """
    silent = tuple(seat for seat in session.present if seat.vote is None)
    if len(silent) == len(session.present):
        return ()
    return silent or session.present


def _without_yes(session: Session, at: datetime | None) -> tuple[Seat, ...]:
    rest = tuple(seat for seat in session.present if seat.vote != at)
    return rest if len(rest) < len(session.present) else ()


def asked(session: Session) -> Seat | None:
    """Who of them is to write first; None once several were asked."""
    found = [seat for seat in session.present if seat.asked_first]
    return found[0] if len(found) == 1 else None


def reminders(starts_at: datetime, now: datetime) -> tuple[tuple[SessionNotice, datetime, datetime], ...]:
    """The reminders still to come: when each is due, and from when it means nothing, at the next one."""
    times = [(notice, starts_at - before) for notice, before in BEFORE.items()]
    ends = [*(at for _, at in times[1:]), starts_at]
    return tuple((notice, at, end) for (notice, at), end in zip(times, ends, strict=True) if at > now)
