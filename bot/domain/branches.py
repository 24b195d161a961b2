"""What a roadmap leaves a member to decide: open branches with their options, and whether a pick is valid.

A branch is the entry path, the role, the industry, a section that says `choose`, or an item with
alternatives. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.branch_errors import NoSuchBranch, NoSuchOption, WrongNumberOfOptions
from bot.domain.languages import N_
from bot.domain.roadmap import Item, Obligation, Place, Roadmap, Section
from bot.domain.roadmap_choices import INDUSTRY, PATH, ROLE, Choices, Choose
from bot.domain.roadmap_search import closest, fold, labels, meant

NONE_OF_THEM = "none"
"""What one types to take a role or industry back."""

_SEPARATORS = re.compile(r"\s*[;\n]\s*|\s*,\s+|\s+\+\s+|\s+and\s+")


class BranchKind(StrEnum):
    """Where a branch comes from."""

    PATH = "path"
    ROLE = "role"
    INDUSTRY = "industry"
    SECTION = "section"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go. `minutes` is its effort: of the whole plan for a path, of the option itself otherwise;
    None where it makes no difference that can be counted."""

    key: str
    title: str
    detail: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A decision. `picked` are the member's own options; `assumed` stand in while there are none."""

    key: str
    kind: BranchKind
    title: str
    question: str
    where: str
    least: int
    most: int
    options: tuple[Option, ...]
    picked: tuple[str, ...]
    assumed: tuple[str, ...]

    @property
    def decided(self) -> bool:
        """Whether the member picked something."""
        return bool(self.picked)

    @property
    def taken(self) -> tuple[str, ...]:
        """What the plan follows."""
        return self.picked or self.assumed

    @property
    def shapes_plan(self) -> bool:
        """Whether the plan differs by what is picked; alternatives of one item take the same time."""
        return self.kind is not BranchKind.ITEM


def branch_keys(roadmap: Roadmap) -> tuple[str, ...]:
    """Every branch of every branch, in a fixed order: what a button's number counts in."""
    named = [key for key, ways in _whole(roadmap).items() if ways]
    tree: dict[str, None] = {}
    for place in roadmap.every_place():
        tree.update((section.key, None) for section in place.path if section.choose)
        if place.item.alternatives:
            tree[place.item.key] = None
    return (*named, *tree)


def branches(roadmap: Roadmap, choices: Choices) -> tuple[Branch, ...]:
    """What is open to a member with these choices, in reading order: the path, role and industry first, and
    nothing inside an option that is not taken."""
    return tuple(_open(roadmap, roadmap.known(choices)))


def find_branch(found: Sequence[Branch], text: str) -> Branch:
    """The branch meant by its key or (part of) its title or question. Raises NoSuchBranch with near ones."""
    by_key = next((branch for branch in found if branch.key == text), None)
    if by_key is not None:
        return by_key
    for titles in ([branch.title for branch in found], [branch.question for branch in found]):
        if (number := meant(text, titles)) is not None:
            return found[number]
    titles = [branch.title for branch in found]
    near = closest(text, titles) or range(min(3, len(titles)))
    raise NoSuchBranch(text, tuple(titles[number] for number in near))


def find_options(branch: Branch, text: str) -> tuple[str, ...]:
    """The keys of the options named in `text`, with commas, semicolons, "+" or "and" between several.

    Raises NoSuchOption, and WrongNumberOfOptions.
    """
    if branch.least == 0 and fold(text).strip() == NONE_OF_THEM:
        return ()
    whole = _option(branch, text)
    if whole is not None:
        return check_pick(branch, [whole])
    keys: list[str] = []
    for part in filter(None, _SEPARATORS.split(text.strip())):
        key = _option(branch, part)
        if key is None:
            titles = [option.title for option in branch.options]
            near = closest(part, titles) or range(min(3, len(titles)))
            raise NoSuchOption(branch.title, part, tuple(titles[number] for number in near))
        keys.append(key)
    return check_pick(branch, keys)


def option_head(branch: Branch, text: str) -> tuple[tuple[str, ...], str]:
    """The options that `text` has named in full, and what is being typed after them."""
    *done, rest = _SEPARATORS.split(text.lstrip())
    keys = (_option(branch, part) for part in done if part)
    return tuple(dict.fromkeys(key for key in keys if key)), rest


def check_pick(branch: Branch, keys: Sequence[str]) -> tuple[str, ...]:
    """The picked keys in the order of the roadmap, each once. Raises NoSuchOption, WrongNumberOfOptions."""
    titles = {option.key: option.title for option in branch.options}
    unknown = next((key for key in keys if key not in titles), None)
    if unknown is not None:
        raise NoSuchOption(branch.title, unknown, tuple(titles.values()))
    picked = tuple(key for key in titles if key in keys)
    if not branch.least <= len(picked) <= branch.most:
        given = tuple(titles[key] for key in picked)
        raise WrongNumberOfOptions(branch.title, branch.least, branch.most, given, tuple(titles.values()))
    return picked


def _option(branch: Branch, text: str) -> str | None:
    wanted = text.strip()
    if any(option.key == wanted for option in branch.options):
        return wanted
    number = meant(wanted, [option.title for option in branch.options])
    return None if number is None else branch.options[number].key


def _whole(roadmap: Roadmap) -> dict[str, int]:
    """How many ways there are in what is decided for the whole roadmap; one alone is no decision."""
    counts = {PATH: len(roadmap.paths), ROLE: len(roadmap.roles), INDUSTRY: len(roadmap.industries)}
    return {key: count for key, count in counts.items() if count > 1}


def _open(roadmap: Roadmap, choices: Choices) -> Iterator[Branch]:
    whole = _whole(roadmap)
    if PATH in whole:
        yield _path(roadmap, choices)
    if ROLE in whole:
        yield _role(roadmap, choices)
    if INDUSTRY in whole:
        yield _industry(roadmap, choices)
    places = tuple(roadmap.places(choices))
    seen: set[str] = set()
    for place in places:
        for depth, section in enumerate(place.path, 1):
            if section.choose is not None and section.key not in seen:
                seen.add(section.key)
                yield _section(roadmap, choices, places, place.path[:depth], section.choose)
        if place.item.alternatives:
            yield _item(choices, place)


def _path(roadmap: Roadmap, choices: Choices) -> Branch:
    options = tuple(
        Option(path.key, path.title, path.detail, _total(roadmap, replace(choices, path=path.key)))
        for path in roadmap.paths
    )
    picked = tuple(path.key for path in roadmap.paths if path.key == choices.path)
    question, assumed = N_("Where do you come from?"), (roadmap.paths[0].key,)
    return Branch(PATH, BranchKind.PATH, N_("Entry path"), question, "", 1, 1, options, picked, assumed)


def _role(roadmap: Roadmap, choices: Choices) -> Branch:
    options = tuple(Option(role.key, role.title, role.detail) for role in roadmap.roles)
    picked = tuple(role.key for role in roadmap.roles if role.key in choices.roles)
    question, most = N_("Which job do you aim at?"), len(options)
    return Branch(ROLE, BranchKind.ROLE, N_("Role"), question, "", 0, most, options, picked, ())


def _industry(roadmap: Roadmap, choices: Choices) -> Branch:
    options = tuple(Option(each.key, each.title, each.detail) for each in roadmap.industries)
    picked = tuple(each.key for each in roadmap.industries if each.key in choices.industries)
    question, most = N_("Which industry do you aim at?"), len(options)
    return Branch(INDUSTRY, BranchKind.INDUSTRY, N_("Industry"), question, "", 0, most, options, picked, ())


def _section(
    roadmap: Roadmap,
    choices: Choices,
    places: Sequence[Place],
    path: tuple[Section, ...],
    choose: Choose,
) -> Branch:
    *above, section = path
    nodes: tuple[Section | Item, ...] = section.sections or section.items
    offered = {node.key for node in nodes}
    reached = {key for place in places for key in place.names} & offered
    picked = [key for key in choices.options.get(section.key, ()) if key in offered]
    return Branch(
        key=section.key,
        kind=BranchKind.SECTION,
        title=section.title,
        question=choose.question,
        where=labels(above) or section.label,
        least=choose.least,
        most=choose.most,
        options=tuple(_node_option(roadmap, choices, section, node) for node in nodes),
        picked=tuple(node.key for node in nodes if node.key in picked),
        assumed=tuple(node.key for node in nodes if node.key in reached),
    )


def _node_option(roadmap: Roadmap, choices: Choices, section: Section, node: Section | Item) -> Option:
    if isinstance(node, Item):
        return Option(node.key, node.title, node.detail, node.minutes)
    alone = replace(choices, options={**choices.options, section.key: (node.key,)})
    inside = (place for place in roadmap.places(alone) if node in place.path)
    return Option(node.key, node.title, node.detail, _minutes(inside))


def _item(choices: Choices, place: Place) -> Branch:
    item = place.item
    ways = item.alternatives
    meant_for = [way.key for way in ways if way.condition and way.condition.met_by(choices)]
    picked = [key for key in choices.options.get(item.key, ()) if key in {way.key for way in ways}]
    return Branch(
        key=item.key,
        kind=BranchKind.ITEM,
        title=item.title,
        question=N_("One of these is enough: which do you take?"),
        where=labels(place.path),
        least=1,
        most=1,
        options=tuple(Option(way.key, way.title, way.detail) for way in ways),
        picked=tuple(picked[:1]),
        assumed=(*meant_for, ways[0].key)[:1],
    )


def _total(roadmap: Roadmap, choices: Choices) -> int:
    return _minutes(roadmap.places(choices))


def _minutes(places: Iterator[Place]) -> int:
    return sum(place.item.minutes for place in places if place.item.obligation is not Obligation.OUT_OF_SCOPE)
