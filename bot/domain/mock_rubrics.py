"""What the people of an interview write about each other, and when each may read it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.inputs import clean_text
from bot.domain.languages import N_
from bot.domain.mock_sessions import Seat, Session, SessionState
from bot.domain.questions import ANCHORS, Criterion, Rubric

MAX_WORDS = 1_000
SCORES = range(1, ANCHORS + 1)

CLOSES_AFTER = timedelta(days=7)
"""So long after the interview feedback is taken."""

ASK_AFTER = timedelta(hours=24)
"""So long after the interview whoever has not sent theirs is asked once more."""

INTERVIEWER_RUBRIC = Rubric(
    (
        Criterion(
            "question",
            N_("Clear question"),
            (
                N_("I had to guess what was asked"),
                N_("Clear only after I asked several times"),
                N_("Clear from the start, my questions were answered"),
                N_("Clear, well paced, with room for my own ideas"),
            ),
        ),
        Criterion(
            "hints",
            N_("Listening and hints"),
            (
                N_("Talked over me, or gave the answer away"),
                N_("Hints came too early, too late or beside the point"),
                N_("Listened and helped when I was stuck"),
                N_("One small hint at the right moment; I found the rest"),
            ),
        ),
        Criterion(
            "advice",
            N_("Useful feedback"),
            (
                N_("None, or I cannot use it"),
                N_("Kind but vague"),
                N_("Named what was good and what was missing"),
                N_("Concrete, with examples and what to practise next"),
            ),
        ),
    )
)
"""How an interviewer is scored by the candidate, whatever the interview was about."""


class RubricRole(StrEnum):
    """What somebody was when others write about them."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Feedback that somebody may write: about whom, in which half and role. The observer's is `optional`."""

    by: Seat
    about: Seat
    role: RubricRole
    turn: int
    optional: bool = False

    @property
    def key(self) -> str:
        """Tells it apart from the others of its writer."""
        return f"{self.role.value}{self.turn}"

    @property
    def question_key(self) -> str | None:
        """What was asked in that half."""
        return self.about.question_key if self.role is RubricRole.CANDIDATE else self.by.question_key


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was written: 1 to 4 by criterion, and words. The keys are ours, for members; `by_key` None: who
    wrote it has been erased since."""

    by_key: int | None
    about_key: int
    role: RubricRole
    question_key: str | None
    scores: Mapping[str, int]
    words: str
    at: datetime
    read_at: datetime | None = None

    def fills(self, sheet: Sheet) -> bool:
        """Whether it is what was to be written here."""
        ours = self.by_key, self.about_key, self.role
        return ours == (sheet.by.member.key, sheet.about.member.key, sheet.role)


def sheets(session: Session) -> tuple[Sheet, ...]:
    """Everything that may be written after an interview, for the halves that took place."""
    if session.state is not SessionState.FINISHED:
        return ()
    return tuple(sheet for turn in range(1, session.turn + 1) for sheet in _of_turn(session, turn))


def _of_turn(session: Session, turn: int) -> Iterable[Sheet]:
    asks, answers = session.interviewer(turn), session.candidate(turn)
    if asks is not None and answers is not None:
        yield Sheet(asks, answers, RubricRole.CANDIDATE, turn)
        yield Sheet(answers, asks, RubricRole.INTERVIEWER, turn)
    for seat in session.present:
        came = seat.position > 1 and seat.arrived_at is not None
        if came and answers is not None:
            yield Sheet(seat, answers, RubricRole.CANDIDATE, turn, optional=True)


def missing(wanted: Iterable[Sheet], sent: Iterable[Feedback]) -> tuple[Sheet, ...]:
    """What others wait for: whatever is not optional and not there yet."""
    there = tuple(sent)
    return tuple(sheet for sheet in wanted if not sheet.optional and not any(f.fills(sheet) for f in there))


def may_read(session: Session, sent: Iterable[Feedback]) -> bool:
    """Whether both have sent all of theirs, so that each may read what is about them.

    Once one of the two was erased there is nobody left to wait for.
    """
    if session.state is SessionState.FINISHED and session.has_lost:
        return True
    wanted = sheets(session)
    return bool(wanted) and not missing(wanted, sent)


def closes_at(session: Session) -> datetime | None:
    """Until when feedback is taken; None as long as the interview is not over."""
    return session.ended_at + CLOSES_AFTER if session.ended_at else None


def checked_scores(rubric: Rubric, scores: Mapping[str, int]) -> dict[str, int] | None:
    """A score for each criterion, or None if one is missing, unknown or out of range."""
    keys = [criterion.key for criterion in rubric.criteria]
    if sorted(keys) != sorted(scores) or any(score not in SCORES for score in scores.values()):
        return None
    return {key: scores[key] for key in keys}


def checked_words(words: str) -> str:
    """What was written, cleaned; it may be empty. Raises TextTooLong."""
    return clean_text(words, N_("feedback"), MAX_WORDS) if words.strip() else ""
