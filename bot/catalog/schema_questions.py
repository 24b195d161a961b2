"""The format of a question file: one kind, its framework and rubric, its questions."""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from bot.catalog.schema_base import Key, Line, Names, Node, Prompt, Title, Whole, made, notation
from bot.domain.languages import N_
from bot.domain.questions import (
    ANCHORS,
    Criterion,
    Framework,
    Levels,
    Question,
    QuestionKind,
    QuestionSet,
    Rubric,
)
from bot.domain.words import Words


def _levels(text: str) -> Levels:
    found = re.fullmatch(r"([1-5])(?:\s*[-–]\s*([1-5]))?", text)
    if found is None or found[1] > (found[2] or found[1]):
        raise ValueError(Words(N_("must be a level from 1 to 5, or a range of them such as 2-3")))
    return Levels(int(found[1]), int(found[2] or found[1]))


def _with_arrow(text: str) -> str:
    if " -> " not in text:
        raise ValueError(Words(N_('must say what comes out of what, such as "double([1, 2]) -> [2, 4]"')))
    return text


LevelsText = Annotated[
    Levels,
    notation(_levels),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 5}, {"type": "string"}]}),
]
Minutes = Annotated[Whole, Field(ge=1, le=60)]
Example = Annotated[Line, AfterValidator(_with_arrow)]
CriterionTitle = Annotated[Title, StringConstraints(max_length=45)]
"""The label of a field in a form of Discord."""
Anchor = Annotated[Line, StringConstraints(max_length=100)]
"""The description of an option in a menu of Discord."""


class StepsNode(Node):
    """The way through an answer, step by step."""

    title: Title
    steps: Annotated[tuple[Line, ...], Field(min_length=2, max_length=10)]

    def domain(self) -> Framework:
        """The framework."""
        return made(Framework, self)


class CriterionNode(Node):
    """One thing to score; the anchors say what earns 1, 2, 3 and 4."""

    key: Key
    title: CriterionTitle
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=ANCHORS, max_length=ANCHORS)]

    def domain(self) -> Criterion:
        """The criterion."""
        return made(Criterion, self)


class QuestionNode(Node):
    """One question with all that its interviewer needs."""

    noun: ClassVar[str] = "question"
    key: Key
    title: Title
    level: LevelsText
    minutes: Minutes
    prompt: Prompt
    examples: Annotated[tuple[Example, ...], Field(max_length=3)] = ()
    complexity: Line | None = None
    follow_ups: Annotated[tuple[Line, ...], Field(min_length=1, max_length=5)]
    good: Annotated[tuple[Line, ...], Field(min_length=2, max_length=7)]
    traps: Annotated[tuple[Line, ...], Field(max_length=5)] = ()
    topics: Annotated[Names, Field(max_length=5)] = ()
    source: Annotated[Names, Field(max_length=5)] = ()

    def question(self, kind: QuestionKind) -> Question:
        """The question, as one of this kind."""
        return made(Question, self, kind=kind, levels=self.level)


class QuestionsFile(Node):
    """A file of questions, all of one kind. A form of Discord holds four criteria beside the free text."""

    kind: QuestionKind
    id: Key | None = None
    title: Title | None = None
    framework: StepsNode | None = None
    rubric: Annotated[tuple[CriterionNode, ...], Field(min_length=2, max_length=4)] | None = None
    questions: Annotated[tuple[QuestionNode, ...], Field(min_length=1, max_length=200)]

    def domain(self) -> QuestionSet:
        """The set of questions."""
        questions = tuple(node.question(self.kind) for node in self.questions)
        rubric = Rubric(tuple(node.domain() for node in self.rubric)) if self.rubric else None
        return made(QuestionSet, self, key=self.id, questions=questions, rubric=rubric)
