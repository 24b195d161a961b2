"""What a schema cannot see: keys that clash, references that lead nowhere, plans that do not add up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import cast

from bot.catalog.finding import Finding, error, in_file, warning
from bot.catalog.lint_limits import limit_findings
from bot.catalog.lint_plan import plan_findings
from bot.catalog.nearest import Nearest
from bot.catalog.problem import Problem, YamlPath, dotted
from bot.catalog.reader import Document
from bot.catalog.schema import ItemNode, RoadmapFile
from bot.catalog.schema_base import RefTo
from bot.catalog.schema_claims import ClaimNode, ProjectNode
from bot.catalog.walk import Found, claim_key, walk
from bot.domain.languages import N_
from bot.domain.words import Words, either

_STEPS = frozenset(
    {"section", "item", "thread", "habit", "project", "claim", "target", "milestone", "checklist"}
)


def lint(file: RoadmapFile, document: Document) -> tuple[Problem, ...]:
    """Every semantic finding, errors and warnings."""
    index, nearest = _Index(), Nearest()
    for found in walk(file):
        index.add(found)
    rules: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: iter(index.clashes),
        lambda: _references(index, nearest),
        lambda: _projects(index, nearest),
        lambda: _order_of_needs(index),
        lambda: _unused_resources(file, index),
        lambda: limit_findings(file, index.nodes),
        lambda: plan_findings(file),
    )
    return tuple(in_file(each, document) for rule in rules for each in rule())


@dataclass(slots=True)
class _Index:
    """Every node of a file, and where each key is defined."""

    nodes: list[Found] = field(default_factory=list[Found])
    keys: dict[str, dict[str, YamlPath]] = field(default_factory=dict[str, dict[str, YamlPath]])
    order: dict[str, int] = field(default_factory=dict[str, int])
    clashes: list[Finding] = field(default_factory=list[Finding])

    def add(self, found: Found) -> None:
        self.nodes.append(found)
        noun = type(found.node).noun
        key = self._key(found)
        if not noun or not key:
            return
        for other in _STEPS if noun in _STEPS else {noun}:
            if (known := self.keys.get(other, {}).get(key)) is not None:
                message = Words(N_("the key {key} is already used at {place}"), key=key, place=dotted(known))
                self.clashes.append(error((*found.path, "key"), message))
        self.keys.setdefault(noun, {}).setdefault(key, found.path)
        self.order.setdefault(key, len(self.order))

    @staticmethod
    def _key(found: Found) -> str:
        if isinstance(found.node, ClaimNode):
            return "" if found.node.same else claim_key(found.node, found.owner)
        return str(getattr(found.node, "key", ""))

    def knows(self, key: str, nouns: tuple[str, ...]) -> bool:
        return any(key in self.keys.get(noun, {}) for noun in nouns)

    def known(self, nouns: tuple[str, ...]) -> list[str]:
        return [key for noun in nouns for key in self.keys.get(noun, {})]


def _references(index: _Index, nearest: Nearest) -> Iterator[Finding]:
    for found, place, key, ref in _used(index):
        if not index.knows(key, ref.nouns):
            noun = reduce(lambda one, other: either((one, other)), ref.nouns)
            message = Words(N_("there is no {noun} with the key {key}"), noun=noun, key=key)
            yield error((*found.path, *place), nearest.hinted(message, key, index.known(ref.nouns)))


def _used(index: _Index) -> Iterator[tuple[Found, YamlPath, str, RefTo]]:
    for found in index.nodes:
        for name, info in type(found.node).model_fields.items():
            for ref in (each for each in info.metadata if isinstance(each, RefTo)):
                value: object = getattr(found.node, name)
                if isinstance(value, tuple):
                    keys = cast("tuple[str, ...]", value)
                    yield from ((found, (name, at), key, ref) for at, key in enumerate(keys))
                elif isinstance(value, str):
                    yield found, (name,), value, ref


def _projects(index: _Index, nearest: Nearest) -> Iterator[Finding]:
    """An item's stage must be one of its project's."""
    projects = {each.node.key: each.node for each in index.nodes if isinstance(each.node, ProjectNode)}
    for found in index.nodes:
        if isinstance(found.node, ItemNode) and found.node.stage:
            project = projects.get(found.node.project or "")
            stages = [stage.key for stage in project.stages] if project else []
            if found.node.stage not in stages:
                message = Words(N_("the item's project has no stage {stage}"), stage=found.node.stage)
                yield error((*found.path, "stage"), nearest.hinted(message, found.node.stage, stages))


def _order_of_needs(index: _Index) -> Iterator[Finding]:
    """What is needed must stand earlier in the file, which also rules out circles."""
    for found in index.nodes:
        if not isinstance(found.node, ItemNode):
            continue
        for at, key in enumerate(found.node.needs):
            if key in index.keys.get("item", {}) and index.order[key] >= index.order[found.node.key]:
                path = (*found.path, "needs", at)
                yield error(path, Words(N_("needs {key}, which comes later"), key=key))


def _unused_resources(file: RoadmapFile, index: _Index) -> Iterator[Finding]:
    used = {key for _, _, key, ref in _used(index) if "resource" in ref.nouns}
    for at, resource in enumerate(file.resources):
        if resource.key not in used:
            message = Words(N_("no item, section or thread uses {key}"), key=resource.key)
            yield warning(("resources", at), message)
