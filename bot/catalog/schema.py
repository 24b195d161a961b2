"""The roadmap file format: what a mentor writes, checked strictly. `roadmaps/README.md` explains it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from bot.catalog.schema_base import (
    DurationText,
    Flag,
    HoursText,
    Key,
    Level,
    Line,
    LinesText,
    MinutesText,
    Names,
    Node,
    RangeText,
    Ref,
    RefTo,
    Shorthand,
    SpanText,
    Text,
    Title,
    Url,
    made,
)
from bot.catalog.schema_claims import (
    WORK,
    ChecklistNode,
    ClaimNode,
    EvidenceNode,
    MilestoneNode,
    MockNode,
    ProblemSetNode,
    ProblemsNode,
    ProjectNode,
    TargetNode,
)
from bot.catalog.schema_library import LibraryNode, NoteNode, ResourceNode
from bot.catalog.schema_time import BudgetNode, HabitNode, ScheduleNode
from bot.domain.languages import N_
from bot.domain.roadmap_choices import Condition, Industry
from bot.domain.roadmap_terms import ItemKind, Obligation, OwnProject, Period, Source
from bot.domain.roadmap_time import SpanUnit
from bot.domain.words import Words

RESOURCES = RefTo(("resource",))


class ConditionNode(Node):
    """Whom something is for; within one line any name fits, and every line must."""

    path: Annotated[Names, RefTo(("path",))] = ()
    role: Annotated[Names, RefTo(("role",))] = ()
    industry: Annotated[Names, RefTo(("industry",))] = ()

    def domain(self) -> Condition:
        """The condition."""
        return Condition(self.path, self.role, self.industry)


class AlternativeNode(Shorthand):
    """One of several ways to do an item."""

    title: Title
    key: Key | None = None
    condition: Annotated[ConditionNode | None, Field(alias="for")] = None
    detail: Text | None = None
    resources: Annotated[Names, RESOURCES] = ()


class ChooseNode(Shorthand):
    """How many of the options to pick: `choose: 1`, or `{pick: 1-2, question: Which ones?}`."""

    main_field: ClassVar[str] = "pick"
    pick: RangeText
    question: Line | None = None


class SpanNode(Node):
    """Where something lies: at most one of days, weeks and months, counted from 1."""

    days: SpanText | None = None
    weeks: SpanText | None = None
    months: SpanText | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> "SpanNode":
        if len(self.spans()) > 1:
            raise ValueError(Words(N_("has more than one of days, weeks and months; keep one")))
        return self

    def spans(self) -> list[tuple[SpanUnit, tuple[int, int | None]]]:
        """The units given, one at most once the file is valid."""
        given = ((SpanUnit.DAY, self.days), (SpanUnit.WEEK, self.weeks), (SpanUnit.MONTH, self.months))
        return [(unit, value) for unit, value in given if value is not None]


class EffortNode(Node):
    """Effort: `hours` when the source states it, `estimate` when it is ours. Never both."""

    hours: HoursText | None = None
    estimate: MinutesText | None = None

    @model_validator(mode="after")
    def _one_effort(self) -> "EffortNode":
        if self.hours and self.estimate:
            raise ValueError(Words(N_("has hours (stated by the source) and an estimate (ours); keep one")))
        return self


class ItemNode(EffortNode):
    """One thing to do."""

    noun: ClassVar[str] = "item"
    key: Key
    kind: ItemKind
    title: Title
    detail: Text | None = None
    obligation: Obligation | None = None
    non_negotiable: Flag = False
    at_most: MinutesText | None = None
    topics: tuple[Line, ...] = ()
    condition: Annotated[ConditionNode | None, Field(alias="for")] = None
    alternatives: tuple[AlternativeNode, ...] = ()
    needs: Annotated[Names, WORK] = ()
    own_project: OwnProject | None = None
    project: Annotated[Ref | None, RefTo(("project",))] = None
    stage: Key | None = None
    steps: tuple[ClaimNode, ...] = ()
    evidence: tuple[EvidenceNode, ...] = ()
    problems: ProblemsNode | None = None
    mock: MockNode | None = None
    resources: Annotated[Names, RESOURCES] = ()
    notes: tuple[NoteNode, ...] = ()
    source: LinesText | None = None


class ThreadNode(EffortNode, SpanNode):
    """Something that returns every week beside the sections; its effort is `per` week or month."""

    noun: ClassVar[str] = "thread"
    key: Key
    title: Title
    per: Literal[Period.WEEK, Period.MONTH] = Period.WEEK
    detail: Text | None = None
    topics: tuple[Line, ...] = ()
    steps: tuple[ClaimNode, ...] = ()
    own_project: OwnProject | None = None
    resources: Annotated[Names, RESOURCES] = ()
    notes: tuple[NoteNode, ...] = ()
    source: LinesText | None = None


class SectionNode(SpanNode):
    """A phase, month, week, day range or stage. Without `label` the span names it ("Week 6–7")."""

    noun: ClassVar[str] = "section"
    key: Key
    title: Title
    label: Title | None = None
    detail: Text | None = None
    numbering: Literal["absolute", "local"] = "absolute"
    parallel: Flag = False
    light: Flag = False
    at_most: MinutesText | None = None
    obligation: Obligation | None = None
    non_negotiable: Flag = False
    condition: Annotated[ConditionNode | None, Field(alias="for")] = None
    choose: ChooseNode | None = None
    items: tuple[ItemNode, ...] = ()
    sections: tuple["SectionNode", ...] = ()
    checkpoint: tuple[ClaimNode, ...] = ()
    targets: tuple[TargetNode, ...] = ()
    budgets: tuple[BudgetNode, ...] = ()
    out_of_scope: tuple[Line, ...] = ()
    resources: Annotated[Names, RESOURCES] = ()
    notes: tuple[NoteNode, ...] = ()
    source: LinesText | None = None


class PathNode(Node):
    """Where a member comes from, and what they may tick off at the start."""

    noun: ClassVar[str] = "path"
    key: Key
    title: Title
    duration: DurationText | None = None
    already_have: tuple[ClaimNode, ...] = ()
    detail: Text | None = None
    source: LinesText | None = None


class RoleNode(Node):
    """A job the roadmap aims at, with the level from 1 to 5 it needs in each skill."""

    noun: ClassVar[str] = "role"
    key: Key
    title: Title
    skills: dict[Title, Level] = Field(default_factory=dict)
    does: tuple[Line, ...] = ()
    detail: Text | None = None
    source: LinesText | None = None


class IndustryNode(Node):
    """A field of employers that selects content."""

    noun: ClassVar[str] = "industry"
    key: Key
    title: Title
    detail: Text | None = None
    source: LinesText | None = None

    def domain(self) -> Industry:
        """The industry."""
        return made(Industry, self)


class SourceNode(Node):
    """The document the roadmap was written from."""

    title: Line
    author: Title | None = None
    dated: Title | None = None
    url: Url | None = None

    def domain(self) -> Source:
        """The source."""
        return made(Source, self)


class RoadmapFile(Node):
    """A roadmap. `source` lines everywhere are lines of the source document; `notes` are the editor's."""

    id: Key
    title: Title
    summary: Text
    source: SourceNode | None = None
    duration: DurationText | None = None
    hours_per_week: HoursText | None = None
    estimate_per_week: MinutesText | None = None
    roles: tuple[RoleNode, ...] = ()
    industries: tuple[IndustryNode, ...] = ()
    paths: tuple[PathNode, ...] = ()
    schedules: tuple[ScheduleNode, ...] = ()
    resources: tuple[ResourceNode, ...] = ()
    problem_sets: tuple[ProblemSetNode, ...] = ()
    projects: tuple[ProjectNode, ...] = ()
    threads: tuple[ThreadNode, ...] = ()
    habits: tuple[HabitNode, ...] = ()
    sections: Annotated[tuple[SectionNode, ...], Field(min_length=1)]
    milestones: tuple[MilestoneNode, ...] = ()
    checklists: tuple[ChecklistNode, ...] = ()
    targets: tuple[TargetNode, ...] = ()
    out_of_scope: tuple[Line, ...] = ()
    library: LibraryNode | None = None
    notes: tuple[NoteNode, ...] = ()

    @model_validator(mode="after")
    def _one_pace(self) -> "RoadmapFile":
        if (self.hours_per_week is None) == (self.estimate_per_week is None):
            raise ValueError(
                Words(N_("needs either hours_per_week (stated by the source) or estimate_per_week (ours)"))
            )
        return self
