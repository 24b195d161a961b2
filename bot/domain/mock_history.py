"""What came of a member's mock interviews: how they went, and what to work on. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.mock_outside import Outside
from bot.domain.mock_sessions import Session, SessionState
from bot.domain.questions import Criterion, QuestionKind
from bot.domain.targets import Standing

WEAK_BELOW = 2.5
"""Averages below this lie nearer to "not yet" than to "good"."""

LOOKED_AT = 5
"""How many of the newest scores of a kind say where somebody stands now."""

COURSE = 6
"""How many of the newest interviews of a kind are shown over time."""

PAGE = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """What somebody was given as the candidate of one interview: 1 to 4 by criterion."""

    session_id: int
    kind: QuestionKind
    at: datetime
    scores: Mapping[str, int]

    @property
    def average(self) -> float:
        """Over its criteria."""
        return sum(self.scores.values()) / len(self.scores)


@dataclass(frozen=True, slots=True)
class WeakArea:
    """A criterion of a kind with a low average over the newest scores; `criterion` is what it is called and
    what earns more, if that is known."""

    kind: QuestionKind
    key: str
    average: float
    criterion: Criterion | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The averages of one kind, oldest first, each with its day."""

    kind: QuestionKind
    points: tuple[tuple[datetime, float], ...]


Entry = Session | Outside


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """A page of a member's interviews, newest first, with what they come to. Pages count from 0.

    `scores` has by interview what the member was given as the candidate.
    """

    guild_id: int
    user_id: int
    today: date
    entries: tuple[Entry, ...]
    page: int
    pages: int
    held: int
    elsewhere: int
    scores: Mapping[int, float] = field(default_factory=dict[int, float])
    courses: tuple[Course, ...] = ()
    weak: tuple[WeakArea, ...] = ()
    targets: tuple[Standing, ...] = ()


def took_part(session: Session, user_id: int) -> bool:
    """Whether it took place with this person."""
    seat = session.seat_of(user_id)
    return session.state is SessionState.FINISHED and seat is not None and seat.arrived_at is not None


def weak_areas(scored: Iterable[Scored]) -> tuple[WeakArea, ...]:
    """What to work on, the lowest average of each kind first; the newest scores of a kind decide."""
    found: list[WeakArea] = []
    for kind, newest in _by_kind(scored).items():
        given: dict[str, list[int]] = defaultdict(list)
        for each in newest[-LOOKED_AT:]:
            for key, score in each.scores.items():
                given[key].append(score)
        averages = {key: sum(scores) / len(scores) for key, scores in given.items()}
        low = sorted((average, key) for key, average in averages.items() if average < WEAK_BELOW)
        found += [WeakArea(kind, key, average) for average, key in low]
    return tuple(found)


def courses(scored: Iterable[Scored]) -> tuple[Course, ...]:
    """How each kind went over time: one number an interview, whoever gave it."""
    return tuple(
        Course(kind, tuple(_per_interview(of_kind)[-COURSE:])) for kind, of_kind in _by_kind(scored).items()
    )


def averages(scored: Iterable[Scored]) -> Mapping[int, float]:
    """By interview what was given on average."""
    given: dict[int, list[float]] = defaultdict(list)
    for each in scored:
        given[each.session_id].append(each.average)
    return {session_id: sum(marks) / len(marks) for session_id, marks in given.items()}


def _by_kind(scored: Iterable[Scored]) -> Mapping[QuestionKind, Sequence[Scored]]:
    """In the order of the kinds, each oldest first; without those that give nothing."""
    ordered = sorted((each for each in scored if each.scores), key=lambda each: (each.at, each.session_id))
    kinds = {kind: [each for each in ordered if each.kind is kind] for kind in QuestionKind}
    return {kind: found for kind, found in kinds.items() if found}


def _per_interview(scored: Sequence[Scored]) -> list[tuple[datetime, float]]:
    days = {each.session_id: each.at for each in scored}
    return [(days[session_id], average) for session_id, average in averages(scored).items()]
