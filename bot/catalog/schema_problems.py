"""The format of problem files: LeetCode's problems with their lists, and our tasks of machine learning."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from bot.catalog.schema_base import Flag, Key, Line, Names, Node, Prompt, Title, Url, Whole, made
from bot.catalog.schema_questions import LevelsText
from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problems import Catalogue, Pattern, Problem, ProblemGroup, ProblemKind, ProblemList
from bot.domain.roadmap_claims import Difficulty

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Number = Annotated[Whole, Field(ge=1, le=99_999)]
Topics = Annotated[tuple[Slug, ...], Field(max_length=20)]
TaskMinutes = Annotated[Whole, Field(ge=5, le=240)]


class PatternNode(Node):
    """A pattern; what a member solved is logged under it."""

    key: Key
    title: Title

    def domain(self) -> Pattern:
        """The pattern."""
        return made(Pattern, self)


class ProblemGroupNode(Node):
    """A part of a list, by number and in order."""

    title: Title | None = None
    problems: Annotated[tuple[Number, ...], Field(min_length=1, max_length=500)]

    def domain(self) -> ProblemGroup:
        """The group."""
        return made(ProblemGroup, self)


class ProblemListNode(Node):
    """A list in the order its author gave it."""

    noun: ClassVar[str] = "problem list"
    key: Key
    title: Title
    author: Title
    url: Url
    groups: Annotated[tuple[ProblemGroupNode, ...], Field(min_length=1, max_length=50)]

    def domain(self) -> ProblemList:
        """The list."""
        return made(ProblemList, self)


class ProblemNode(Node):
    """One problem of LeetCode: facts and a link, never its statement."""

    noun: ClassVar[str] = "problem"
    number: Number
    title: Title
    slug: Slug
    difficulty: Difficulty
    pattern: Key
    topics: Topics = ()
    paid: Flag = False

    def domain(self) -> Problem:
        """The problem."""
        return made(Problem, self)


class ProblemsFile(Node):
    """Problems of LeetCode, the patterns they teach and the lists they stand in."""

    kind: Literal[ProblemKind.LEETCODE]
    patterns: Annotated[tuple[PatternNode, ...], Field(min_length=1, max_length=50)]
    lists: Annotated[tuple[ProblemListNode, ...], Field(max_length=50)] = ()
    problems: Annotated[tuple[ProblemNode, ...], Field(min_length=1, max_length=5000)]

    def domain(self) -> Catalogue:
        """The catalogue."""
        patterns, lists = (each.domain() for each in self.patterns), (each.domain() for each in self.lists)
        return Catalogue(patterns, lists, (each.domain() for each in self.problems))


class MlProblemNode(Node):
    """One task: what to build and what must hold of it."""

    noun: ClassVar[str] = "task"
    key: Key
    title: Title
    level: LevelsText
    minutes: TaskMinutes
    build: Prompt
    checks: Annotated[tuple[Line, ...], Field(min_length=3, max_length=8)]
    topics: Annotated[Names, Field(min_length=1, max_length=5)]
    questions: Annotated[Names, Field(max_length=5)] = ()
    source: Annotated[Names, Field(max_length=5)] = ()

    def domain(self) -> MlProblem:
        """The task."""
        return made(MlProblem, self, levels=self.level)


class MlProblemsFile(Node):
    """Tasks of machine learning from scratch."""

    kind: Literal[ProblemKind.ML_CODING]
    problems: Annotated[tuple[MlProblemNode, ...], Field(min_length=1, max_length=500)]

    def domain(self) -> MlProblems:
        """The tasks."""
        return MlProblems(each.domain() for each in self.problems)
