"""From a validated, linted file to the frozen values of the domain."""

from collections.abc import Iterable
from dataclasses import replace

from bot.catalog.fingerprint import fingerprint
from bot.catalog.schema import (
    AlternativeNode,
    ChooseNode,
    EffortNode,
    ItemNode,
    PathNode,
    RoadmapFile,
    RoleNode,
    SectionNode,
    SpanNode,
    ThreadNode,
)
from bot.catalog.schema_base import made
from bot.catalog.schema_claims import ChecklistNode, ClaimNode, MilestoneNode, ProjectNode
from bot.catalog.schema_library import LibraryNode, QuestionNode, QuestionsNode
from bot.catalog.walk import claim_key, slug, walk
from bot.domain.roadmap import Item, Resource, Roadmap, Section, Thread
from bot.domain.roadmap_choices import Alternative, Choose, EntryPath, Role, Skill
from bot.domain.roadmap_claims import Checklist, Claim, Milestone, Project
from bot.domain.roadmap_library import EMPTY, Library, Question
from bot.domain.roadmap_terms import Obligation, Period, Range
from bot.domain.roadmap_time import Span

_WEEKS_PER_MONTH = 4


def to_domain(file: RoadmapFile) -> Roadmap:
    """The roadmap a file describes, with its version."""
    roadmap = _Converter(file).roadmap()
    return replace(roadmap, version=fingerprint(roadmap))


class _Converter:
    def __init__(self, file: RoadmapFile) -> None:
        self._file = file
        self._resources = {node.key: node.domain() for node in file.resources}
        found = [(each.node, each.owner) for each in walk(file) if isinstance(each.node, ClaimNode)]
        self._claims = {claim_key(node, owner): (node, owner) for node, owner in found if not node.same}

    def roadmap(self) -> Roadmap:
        file = self._file
        pace = file.hours_per_week or file.estimate_per_week or Range(0, 0)
        return made(
            Roadmap,
            file,
            version="",
            nominal_minutes_per_week=round(pace.middle),
            pace_stated=file.hours_per_week is not None,
            sections=tuple(self._section(node, Obligation.REQUIRED, local=False) for node in file.sections),
            threads=tuple(map(self._thread, file.threads)),
            projects=tuple(map(self._project, file.projects)),
            milestones=tuple(map(self._milestone, file.milestones)),
            checklists=tuple(map(self._checklist, file.checklists)),
            paths=tuple(map(self._path, file.paths)),
            roles=tuple(map(_role, file.roles)),
            resources=tuple(self._resources.values()),
            library=_library(file.library) if file.library else EMPTY,
        )

    def _section(self, node: SectionNode, above: Obligation, *, local: bool) -> Section:
        duty = node.obligation or above
        span = _span(node, local=local)
        inner = node.numbering == "local"
        return made(
            Section,
            node,
            label=node.label or (_label(span) if span else node.title),
            span=span,
            obligation=duty,
            choose=_choose(node.choose) if node.choose else None,
            limit_minutes=node.at_most.high if node.at_most else None,
            items=tuple(self._item(item, duty) for item in node.items),
            sections=tuple(self._section(child, duty, local=inner) for child in node.sections),
            checkpoint=self._boxes(node.checkpoint, node.key),
            resources=self._named(node.resources),
        )

    def _item(self, node: ItemNode, above: Obligation) -> Item:
        return made(
            Item,
            node,
            minutes=_effort(node),
            stated=node.hours,
            obligation=node.obligation or above,
            limit_minutes=node.at_most.high if node.at_most else None,
            alternatives=tuple(map(self._alternative, node.alternatives)),
            steps=self._boxes(node.steps, node.key),
            resources=self._named(node.resources),
        )

    def _thread(self, node: ThreadNode) -> Thread:
        weeks = _WEEKS_PER_MONTH if node.per is Period.MONTH else 1
        return made(
            Thread,
            node,
            minutes=round(_effort(node) / weeks),
            stated=node.hours,
            span=_span(node, local=False),
            steps=self._boxes(node.steps, node.key),
            resources=self._named(node.resources),
        )

    def _alternative(self, node: AlternativeNode) -> Alternative:
        key = node.key or slug(node.title)
        return made(Alternative, node, key=key, resources=self._named(node.resources))

    def _project(self, node: ProjectNode) -> Project:
        shared = [c for c in self._file.checklists if c.key in node.requirements_from]
        claims = (*node.requirements, *(claim for checklist in shared for claim in checklist.claims))
        return made(Project, node, requirements=tuple(self._box(claim, node.key) for claim in claims))

    def _milestone(self, node: MilestoneNode) -> Milestone:
        return made(Milestone, node, claims=self._boxes(node.claims, node.key))

    def _checklist(self, node: ChecklistNode) -> Checklist:
        return made(Checklist, node, claims=self._boxes(node.claims, node.key))

    def _path(self, node: PathNode) -> EntryPath:
        return made(EntryPath, node, already_have=self._boxes(node.already_have, node.key))

    def _boxes(self, nodes: Iterable[ClaimNode], owner: str) -> tuple[Claim, ...]:
        return tuple(self._box(node, owner) for node in nodes)

    def _box(self, node: ClaimNode, owner: str) -> Claim:
        key = claim_key(node, owner)
        meant = self._claims[node.same][0] if node.same else node
        return made(Claim, meant, key=key)

    def _named(self, keys: Iterable[str]) -> tuple[Resource, ...]:
        return tuple(self._resources[key] for key in keys)


def _effort(node: EffortNode) -> int:
    effort = node.hours or node.estimate
    return round(effort.middle) if effort else 0


def _span(node: SpanNode, *, local: bool) -> Span | None:
    for unit, (first, last) in node.spans():
        return Span(unit, first, last, local)
    return None


def _label(span: Span) -> str:
    end = "+" if span.last is None else "" if span.last == span.first else f"–{span.last}"
    return f"{span.unit.capitalize()} {span.first}{end}"


def _choose(node: ChooseNode) -> Choose:
    most = node.pick.low if node.pick.high is None else node.pick.high
    return made(Choose, node, least=round(node.pick.low), most=round(most))


def _role(node: RoleNode) -> Role:
    return made(Role, node, skills=tuple(Skill(name, level) for name, level in node.skills.items()))


def _library(node: LibraryNode) -> Library:
    questions = tuple(_question(group, each) for group in node.questions for each in group.ask)
    return made(Library, node, questions=questions)


def _question(group: QuestionsNode, node: QuestionNode) -> Question:
    return made(
        Question,
        group,
        key=node.key or f"{slug(group.category)}/{slug(node.text)}",
        text=node.text,
        minutes=group.length,
        source=node.source or group.source,
    )
