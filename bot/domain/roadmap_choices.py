"""What a roadmap leaves to the member: branches, alternatives, entry paths, roles and industries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.domain.roadmap_claims import Claim
from bot.domain.roadmap_terms import Lines, Resource
from bot.domain.roadmap_time import Duration

PATH, ROLE, INDUSTRY = "path", "role", "industry"
"""Under these names the choices for the whole roadmap are kept, beside the keys of its branches."""

WHOLE = frozenset({PATH, ROLE, INDUSTRY})

_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choices:
    """What a member decided. `options` maps a branch or an item with alternatives to the picked keys."""

    path: str | None = None
    roles: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)


UNDECIDED = Choices()


@dataclass(frozen=True, slots=True)
class Condition:
    """Whom something is for. An empty dimension asks nothing; every other one must be met."""

    paths: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()

    def met_by(self, choices: Choices) -> bool:
        """Whether it is for a member who chose this; whoever has no path yet is on every path."""
        on_path = not self.paths or choices.path is None or choices.path in self.paths
        in_role = not self.roles or not choices.roles.isdisjoint(self.roles)
        in_industry = not self.industries or not choices.industries.isdisjoint(self.industries)
        return on_path and in_role and in_industry


@dataclass(frozen=True, slots=True)
class Choose:
    """A branch: pick at least `least` and at most `most` of what follows; the rest is hidden."""

    least: int
    most: int
    question: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to do the same item; whichever is taken, the item is done once."""

    key: str
    title: str
    condition: Condition | None = None
    detail: str = ""
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryPath:
    """Where a member comes from; what they `already_have` can be ticked off at the start."""

    key: str
    title: str
    duration: Duration | None = None
    already_have: tuple[Claim, ...] = ()
    detail: str = ""
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill and the level from 1 to 5 a role needs."""

    name: str
    level: int


@dataclass(frozen=True, slots=True)
class Role:
    """A job a roadmap aims at, with the skills it needs."""

    key: str
    title: str
    skills: tuple[Skill, ...] = ()
    does: tuple[str, ...] = ()
    detail: str = ""
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Industry:
    """A field of employers that selects content."""

    key: str
    title: str
    detail: str = ""
    source: tuple[Lines, ...] = ()
