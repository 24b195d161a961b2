"""What a roadmap brings along for reference: questions, frameworks, templates, advice, dated facts."""

import re
from dataclasses import dataclass

from bot.domain.roadmap_terms import Lines, Period, Range, Weekday

_BLANK = re.compile(r"\[([^\[\]]+)\]")


def blanks(text: str) -> tuple[str, ...]:
    """The names in square brackets a person fills in, in order, each once."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


@dataclass(frozen=True, slots=True)
class Question:
    """An interview question; `repeat` puts it under spaced repetition, `minutes` is the time to answer."""

    key: str
    text: str
    category: str
    minutes: Range | None = None
    framework: str | None = None
    repeat: bool = True
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """Ordered steps for answering a kind of prompt."""

    key: str
    title: str
    steps: tuple[str, ...]
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Stories:
    """The STAR stories to have ready: themes, how many, and whether each needs a number as its result."""

    themes: tuple[str, ...]
    ready: Range | None = None
    needs_number: bool = False
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """Fixed questions with free answers, asked every period."""

    key: str
    title: str
    every: Period
    questions: tuple[str, ...]
    on: tuple[Weekday, ...] = ()
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A text to send, with [named blanks]."""

    key: str
    title: str
    text: str
    source: tuple[Lines, ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        """What to fill in before sending."""
        return blanks(self.text)


@dataclass(frozen=True, slots=True)
class PostIdea:
    """A title to write under, with [named blanks], and where to publish it."""

    title: str
    channel: str = ""
    source: tuple[Lines, ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        """What to fill in before writing."""
        return blanks(self.title)


@dataclass(frozen=True, slots=True)
class Advice:
    """Not a task: a pitfall with what to do instead, or steps for a bad day."""

    title: str
    avoid: str = ""
    instead: str = ""
    steps: tuple[str, ...] = ()
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true at a time or place only; `unproven` marks a claim nobody checked."""

    text: str
    as_of: str = ""
    place: str = ""
    unproven: bool = False
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many of a stage of the job search the source expects; never a promise."""

    stage: str
    expected: Range
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """How many rounds of one kind an interview stage holds."""

    kind: str
    count: Range


@dataclass(frozen=True, slots=True)
class InterviewStage:
    """A stage of a hiring process with its length and what to prepare."""

    key: str
    title: str
    minutes: Range | None = None
    rounds: tuple[Round, ...] = ()
    prepare: tuple[str, ...] = ()
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Applications:
    """How to apply: where, to whom, the properties each application is checked for, when to follow up."""

    boards: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    follow_up_days: int | None = None
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All reference lists of a roadmap."""

    questions: tuple[Question, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    stories: Stories | None = None
    reviews: tuple[ReviewForm, ...] = ()
    messages: tuple[MessageTemplate, ...] = ()
    posts: tuple[PostIdea, ...] = ()
    advice: tuple[Advice, ...] = ()
    facts: tuple[Fact, ...] = ()
    funnel: tuple[FunnelStep, ...] = ()
    interview_stages: tuple[InterviewStage, ...] = ()
    applications: Applications | None = None


EMPTY = Library()
