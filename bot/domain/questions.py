"""Questions for mock interviews: what the interviewer asks, looks for and scores."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from bot.domain.question_errors import QuestionTwice, UnknownQuestion

LEVELS = range(1, 6)
ANCHORS = 4
"""Scores of a criterion: 1 to 4, each with words for what earns it."""

QUESTION_SIZE = 2_000
GUIDE_SIZE = 1_500
KIT_SIZE = QUESTION_SIZE + GUIDE_SIZE
"""Characters of all that an interviewer reads in one message; Discord takes 4,000, escapes included."""

PREFERRED_REACH = 1
"""How many levels away a preferred question may lie: nobody is asked one far too hard just for that."""

SAME_LENGTH = 5
"""Minutes within which two questions suit a time alike, so that not only the best one is ever asked."""

_PER_LINE = 4
"""Characters that a line costs besides its own: a bullet, a space, a line break."""

_SET_KEY = 60
"""Characters, as the format allows."""

_NEAR_EQUAL = 0.7
"""Two prompts that share more than this part of their words ask the same."""


class QuestionKind(StrEnum):
    """What an interview is about."""

    CODING = "coding"
    ML_CODING = "ml_coding"
    ML_THEORY = "ml_theory"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels a question suits, from 1 (first steps) to 5 (senior), both ends included."""

    low: int
    high: int

    def distance(self, level: int) -> int:
        """How far a level lies outside; 0 inside."""
        return max(self.low - level, level - self.high, 0)

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `minutes` is the time it takes with its follow-ups.

    `prompt` and `examples` are for the candidate, everything else is for the interviewer. `source` names
    the documents it goes back to.
    """

    key: str
    kind: QuestionKind
    title: str
    levels: Levels
    minutes: int
    prompt: str
    follow_ups: tuple[str, ...]
    good: tuple[str, ...]
    examples: tuple[str, ...] = ()
    complexity: str = ""
    traps: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    source: tuple[str, ...] = ()

    def misses(self, minutes: float) -> float:
        """How badly it suits a time of so many minutes; one that takes longer is worse than a short one."""
        return max(minutes - self.minutes, 2 * (self.minutes - minutes))

    @property
    def size(self) -> int:
        """Characters that it takes in a kit."""
        lists = (*self.examples, *self.follow_ups, *self.good, *self.traps)
        return _size((self.title, self.prompt, self.complexity, *lists))


@dataclass(frozen=True, slots=True)
class Framework:
    """Ordered steps for answering questions of a kind."""

    title: str
    steps: tuple[str, ...]

    @property
    def size(self) -> int:
        """Characters that it takes in a kit."""
        return _size((self.title, *self.steps))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to score; `anchors` say what earns 1, 2, 3 and 4."""

    key: str
    title: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """How an answer is scored."""

    criteria: tuple[Criterion, ...]

    @property
    def size(self) -> int:
        """Characters that it takes in a kit."""
        return _size(text for each in self.criteria for text in (each.title, *each.anchors))


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file; without a framework or rubric of its own it takes those of its kind.

    `key` and `title` are empty where the file does not say them.
    """

    kind: QuestionKind
    questions: tuple[Question, ...]
    framework: Framework | None = None
    rubric: Rubric | None = None
    key: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """All that an interviewer gets for one question."""

    question: Question
    framework: Framework
    rubric: Rubric

    @property
    def guide_size(self) -> int:
        """Characters of framework and rubric."""
        return self.framework.size + self.rubric.size

    @property
    def size(self) -> int:
        """Characters in all; at most KIT_SIZE as long as QUESTION_SIZE and GUIDE_SIZE are kept."""
        return self.question.size + self.guide_size


class Bank:
    """Questions by key, in the order of their sets; those whose keys are `preferred` are picked first.

    Raises QuestionTwice when a key is taken, and ValueError for a kind without any framework or rubric.
    """

    def __init__(self, sets: Iterable[QuestionSet], preferred: Iterable[str] = ()) -> None:
        self.sets = tuple(sets)
        self._preferred = frozenset(preferred)
        self._kits: dict[str, Kit] = {}
        for each in self.sets:
            self._add(each)

    def _add(self, added: QuestionSet) -> None:
        same_kind = [each for each in (added, *self.sets) if each.kind is added.kind]
        framework = next((each.framework for each in same_kind if each.framework), None)
        rubric = next((each.rubric for each in same_kind if each.rubric), None)
        if framework is None or rubric is None:
            raise ValueError(f"no framework or no rubric for {added.kind}")
        for question in added.questions:
            if question.key in self._kits:
                raise QuestionTwice(question.key)
            self._kits[question.key] = Kit(question, framework, rubric)

    def all(self) -> tuple[Question, ...]:
        """Every question."""
        return tuple(kit.question for kit in self._kits.values())

    def of_kind(self, kind: QuestionKind) -> tuple[Question, ...]:
        """The questions of one kind."""
        return tuple(question for question in self.all() if question.kind is kind)

    def kit(self, key: str) -> Kit:
        """What the interviewer gets for this question, or UnknownQuestion."""
        if key not in self._kits:
            raise UnknownQuestion(key)
        return self._kits[key]

    def pick(
        self,
        kind: QuestionKind,
        level: int,
        seen: Collection[str],
        chance: Random,
        minutes: float | None = None,
    ) -> Question | None:
        """An unseen question of the kind, for the level or as near to it as any; None when all were seen.

        Preferred ones come first as long as they lie no more than PREFERRED_REACH levels away. Of those it is
        one that suits `minutes` best, or nearly so.
        """
        unseen = [question for question in self.of_kind(kind) if question.key not in seen]
        preferred = [
            question
            for question in unseen
            if question.key in self._preferred and question.levels.distance(level) <= PREFERRED_REACH
        ]
        open_to = preferred or unseen
        nearest = min((question.levels.distance(level) for question in open_to), default=0)
        fitting = [question for question in open_to if question.levels.distance(level) == nearest]
        if minutes is not None:
            best = min((question.misses(minutes) for question in fitting), default=0)
            fitting = [each for each in fitting if each.misses(minutes) <= best + SAME_LENGTH]
        return chance.choice(fitting) if fitting else None


def joined(built_in: Iterable[QuestionSet], own: Iterable[QuestionSet]) -> Bank:
    """A bank of both: own questions are preferred, and stay when a built-in one has the same key.

    A set without a framework or rubric takes the built-in one of its kind, whatever other own sets bring.
    """
    mine = tuple(_apart(own, ()))
    keys = [question.key for each in mine for question in each.questions]
    return Bank([*_apart(built_in, keys), *mine], keys)


def _apart(sets: Iterable[QuestionSet], taken: Iterable[str]) -> Iterator[QuestionSet]:
    """The sets without questions whose keys are taken, also by an earlier one of them."""
    known = set(taken)
    for each in sets:
        yield replace(each, questions=tuple(one for one in each.questions if one.key not in known))
        known.update(question.key for question in each.questions)


def set_key(name: str) -> str:
    """The key of a set that says none, from what its file is called; empty when that holds no letter."""
    plain = name.casefold().removesuffix(".gz").removesuffix(".yaml").removesuffix(".yml")
    return "-".join(re.findall("[a-z0-9]+", plain))[:_SET_KEY].strip("-")


def near_equal(questions: Iterable[Question]) -> Iterator[tuple[Question, Question]]:
    """Pairs whose prompts say nearly the same, the later one second."""
    earlier: list[tuple[Question, frozenset[str]]] = []
    for question in questions:
        words = frozenset(re.findall(r"\w+", question.prompt.casefold()))
        for other, others in earlier:
            if len(words & others) > _NEAR_EQUAL * len(words | others):
                yield other, question
        earlier.append((question, words))


def _size(lines: Iterable[str]) -> int:
    return sum(len(line) + _PER_LINE for line in lines if line)
