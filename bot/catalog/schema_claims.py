"""The format of claims: boxes, targets, projects, problem sets, mocks."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from bot.catalog.schema_base import (
    DeadlineText,
    Flag,
    GoalText,
    Key,
    Line,
    LinesText,
    MinutesText,
    Names,
    Node,
    Ref,
    RefTo,
    Shorthand,
    Text,
    Title,
    Url,
    Whole,
    made,
)
from bot.domain.languages import N_
from bot.domain.roadmap_claims import (
    Difficulty,
    Evidence,
    EvidenceKind,
    Mock,
    MockKind,
    Problems,
    ProblemSet,
    Share,
    Stage,
    Target,
)
from bot.domain.roadmap_terms import Counted, Obligation, Period
from bot.domain.words import Words

WORK = RefTo(("item", "section", "thread", "project"))


class EvidenceNode(Shorthand):
    """What to show: `post`, or `{kind: post, where: Medium}`."""

    main_field: ClassVar[str] = "kind"
    kind: EvidenceKind
    where: Title | None = None

    def domain(self) -> Evidence:
        """The evidence asked for."""
        return made(Evidence, self)


class ClaimNode(Shorthand):
    """A box to tick. `same` repeats a box defined elsewhere, so that it is ticked once."""

    noun: ClassVar[str] = "claim"
    title: Line | None = None
    same: Annotated[Ref | None, RefTo(("claim",))] = None
    key: Key | None = None
    detail: Text | None = None
    evidence: tuple[EvidenceNode, ...] = ()
    covers: Annotated[Names, WORK] = ()
    obligation: Obligation = Obligation.REQUIRED
    source: LinesText | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "ClaimNode":
        if (self.title is None) == (self.same is None):
            raise ValueError(Words(N_("needs either a title or `same` with the key of another box")))
        return self


class ShareNode(Node):
    """The part of a target that falls to one kind."""

    kind: Title
    goal: GoalText

    def domain(self) -> Share:
        """The share."""
        return made(Share, self)


class TargetNode(Node):
    """A number to reach; `per` makes it a rate, `by` gives it a deadline, `soft` means "if possible"."""

    noun: ClassVar[str] = "target"
    key: Key
    title: Line
    goal: GoalText
    basis: Title | None = None
    soft: Flag = False
    per: Period | None = None
    by: DeadlineText | None = None
    counts: Counted | None = None
    problem_set: Annotated[Ref | None, RefTo(("problem set",))] = None
    split: tuple[ShareNode, ...] = ()
    evidence: tuple[EvidenceNode, ...] = ()
    during: Annotated[Names, RefTo(("section",))] = ()
    obligation: Obligation = Obligation.REQUIRED
    detail: Text | None = None
    source: LinesText | None = None

    def domain(self) -> Target:
        """The target."""
        return made(Target, self)


class ChecklistNode(Node):
    """Boxes and targets under one heading; `self_test` ones may be ticked on the day of joining."""

    noun: ClassVar[str] = "checklist"
    key: Key
    title: Title
    claims: tuple[ClaimNode, ...] = ()
    targets: tuple[TargetNode, ...] = ()
    self_test: Flag = False
    detail: Text | None = None
    source: LinesText | None = None


class MilestoneNode(Node):
    """Boxes and targets due at the end of a month or week."""

    noun: ClassVar[str] = "milestone"
    key: Key
    title: Title
    by: DeadlineText
    claims: tuple[ClaimNode, ...] = ()
    targets: tuple[TargetNode, ...] = ()
    source: LinesText | None = None


class StageNode(Node):
    """A step of a project."""

    key: Key
    title: Title

    def domain(self) -> Stage:
        """The stage."""
        return made(Stage, self)


class ProjectNode(Node):
    """A project with its own identity; `requirements_from` adds the boxes of a shared checklist."""

    noun: ClassVar[str] = "project"
    key: Key
    title: Title
    detail: Text | None = None
    stages: tuple[StageNode, ...] = ()
    requirements: tuple[ClaimNode, ...] = ()
    requirements_from: Annotated[Names, RefTo(("checklist",))] = ()
    ideas: tuple[Line, ...] = ()
    shows: Line | None = None
    obligation: Literal[Obligation.REQUIRED, Obligation.OPTIONAL] = Obligation.REQUIRED
    non_negotiable: Flag = False
    source: LinesText | None = None


class ProblemSetNode(Node):
    """A named list of problems or questions."""

    noun: ClassVar[str] = "problem set"
    key: Key
    title: Title
    count: Annotated[Whole, Field(ge=1)]
    url: Url | None = None
    detail: Text | None = None
    source: LinesText | None = None

    def domain(self) -> ProblemSet:
        """The set."""
        return made(ProblemSet, self)


class ProblemsNode(Node):
    """Coding problems an item asks for: numbers by difficulty, or a named set."""

    easy: Whole = 0
    medium: Whole = 0
    hard: Whole = 0
    set: Annotated[Ref | None, RefTo(("problem set",))] = None
    tags: Names = ()

    def domain(self) -> Problems:
        """The problems."""
        return made(Problems, self)


class MockNode(Node):
    """The mock interview an item asks for."""

    kind: MockKind
    focus: Title | None = None
    difficulty: Difficulty | None = None
    length: MinutesText | None = None
    record: Flag = False
    critique: Flag = False
    roles: tuple[Title, ...] = ()
    platforms: tuple[Title, ...] = ()
    rubric: tuple[Line, ...] = ()

    def domain(self) -> Mock:
        """The mock."""
        return made(Mock, self, minutes=self.length)
