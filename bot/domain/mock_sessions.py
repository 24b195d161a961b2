"""One mock interview from the match to the feedback: who, when, and where it stands. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.members import Member
from bot.domain.questions import QuestionKind

OBSERVER = 2
"""The position that watches; it takes the place of whoever leaves."""


class SessionState(StrEnum):
    """Where an interview stands; the last two are final."""

    FINDING = "finding"
    """The people look for a time."""
    AGREED = "agreed"
    RUNNING = "running"
    FINISHED = "finished"
    """It took place; feedback may still come."""
    CANCELLED = "cancelled"
    """It did not take place."""

    @property
    def over(self) -> bool:
        """Whether nothing of it is still to happen but feedback."""
        return self in (SessionState.FINISHED, SessionState.CANCELLED)


class EndedWhy(StrEnum):
    """Why an interview did not take place."""

    DECLINED = "declined"
    CANCELLED = "cancelled"
    NO_TIME = "no_time"
    """No time was agreed on before it was too late."""
    NO_SHOW = "no_show"
    NOT_STARTED = "not_started"
    LEFT = "left"
    """Somebody left the pool, the programme or the server."""
    APART = "apart"
    """The two are not to meet; nobody is told more."""
    ROUND = "round"
    """Organisers cancelled the round."""
    REMATCHED = "rematched"
    """Each got another partner before a time was agreed, so that nobody is left over."""


class SessionSource(StrEnum):
    """What brought the people together."""

    ROUND = "round"
    RESCUE = "rescue"
    NOW = "now"


class Step(StrEnum):
    """What the clock brings to an interview, one at a time."""

    SILENCE = "silence"
    """A day without a word: one of them is asked to write first."""
    LAPSE = "lapse"
    """Too late to agree on a time."""
    MISSED = "missed"
    """The agreed time is long over and nobody started."""
    SWAP = "swap"
    """Half of the time is over."""
    END = "end"
    """All of it is over."""
    FEEDBACK = "feedback"
    """Whoever has not sent feedback is asked once more."""


class SessionNotice(StrEnum):
    """What people are told about their interview by a message of its own."""

    MATCH = "match"
    """The first one: it brings the thread."""
    FIRST_WORD = "first_word"
    PROPOSED = "proposed"
    """Somebody would take a start, and the others have not said yes to it."""
    ANSWER = "answer"
    """A day has passed, and somebody still waits for a word."""
    CHANGED = "changed"
    """One of three is out, and two go on."""
    AGREED = "agreed"
    MOVED = "moved"
    DAY = "day"
    HOUR = "hour"
    TEN = "ten"
    STARTED = "started"
    ARRIVED = "arrived"
    """Whoever was reported absent has come after all."""
    SWAP = "swap"
    END = "end"
    FEEDBACK = "feedback"
    READY = "ready"
    """Both have sent their feedback."""
    OVER = "over"
    """It will not take place."""
    RESCUE = "rescue"
    """A new partner was found, or is looked for."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's part. `position` 0 interviews first, 1 is the first candidate, 2 observes.

    `gone` is when they gave it up. `vote` is the start they said yes to. `question_key` is what they are
    asked as the candidate. `moves` counts agreed times they gave up for another one, `words` is what they
    said when they cancelled.
    """

    member: Member
    position: int
    vote: datetime | None = None
    gone: datetime | None = None
    asked_first: bool = False
    arrived_at: datetime | None = None
    absent: bool = False
    question_key: str | None = None
    question_changed: bool = False
    moves: int = 0
    words: str | None = None

    @property
    def user_id(self) -> int:
        """Discord's id of the person."""
        return self.member.user_id


@dataclass(frozen=True, slots=True)
class Session:
    """An interview with its people, in the order of their positions; `minutes` for both halves together."""

    id: int
    guild_id: int
    round_id: int | None
    source: SessionSource
    week: str
    kind: QuestionKind
    level: int
    state: SessionState
    ended_why: EndedWhy | None
    minutes: int
    slots: tuple[datetime, ...]
    reasons: tuple[str, ...]
    starts_at: datetime | None
    thread_id: int | None
    thread_lost: bool
    event_id: int | None
    revision: int
    turn: int
    started_at: datetime | None
    turned_at: datetime | None
    ended_at: datetime | None
    step: Step | None
    next_at: datetime | None
    created_at: datetime
    seats: tuple[Seat, ...]

    @property
    def present(self) -> tuple[Seat, ...]:
        """Those who have not given it up."""
        return tuple(seat for seat in self.seats if seat.gone is None)

    @property
    def user_ids(self) -> tuple[int, ...]:
        """The people in it."""
        return tuple(seat.user_id for seat in self.present)

    @property
    def ends_at(self) -> datetime | None:
        """When it will be over if it starts on time."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def has_lost(self) -> bool:
        """Whether one of the two who asked and answered has been erased since: their seat is gone."""
        return not {0, 1} <= {seat.position for seat in self.seats}

    @property
    def agreed(self) -> datetime | None:
        """The start that everybody said yes to."""
        votes = {seat.vote for seat in self.present}
        return votes.pop() if len(votes) == 1 else None

    def seat_of(self, user_id: int) -> Seat | None:
        """This person's part, if they are in it."""
        return next((seat for seat in self.present if seat.user_id == user_id), None)

    def others(self, user_id: int) -> tuple[Seat, ...]:
        """The parts of everybody else in it."""
        return tuple(seat for seat in self.present if seat.user_id != user_id)

    def interviewer(self, turn: int) -> Seat | None:
        """Who asks in half 1 or 2."""
        return self._at(0 if turn == 1 else 1)

    def candidate(self, turn: int) -> Seat | None:
        """Who answers in half 1 or 2."""
        return self._at(1 if turn == 1 else 0)

    def _at(self, position: int) -> Seat | None:
        return next((seat for seat in self.present if seat.position == position), None)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A match to be made an interview; `member_keys` in the order of their positions."""

    guild_id: int
    round_id: int | None
    source: SessionSource
    week: str
    kind: QuestionKind
    level: int
    minutes: int
    slots: tuple[datetime, ...]
    reasons: tuple[str, ...]
    member_keys: tuple[int, ...]
