"""What can go wrong in reading a roadmap and deciding what it leaves open."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class NoSuchSection(CohortError):
    """No part of the roadmap is called this; `suggestions` are near ones."""

    text: str
    suggestions: tuple[str, ...] = ()


@dataclass(eq=False)
class NoSuchBranch(CohortError):
    """The member has no decision of this name; `suggestions` are near ones."""

    text: str
    suggestions: tuple[str, ...] = ()


@dataclass(eq=False)
class NoSuchOption(CohortError):
    """A decision has no option of this name; `suggestions` are near ones."""

    branch: str
    text: str
    suggestions: tuple[str, ...] = ()


@dataclass(eq=False)
class WrongNumberOfOptions(CohortError):
    """Fewer than `least` or more than `most` of the `options` were picked; all are titles."""

    branch: str
    least: int
    most: int
    picked: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(eq=False)
class OptionWithoutBranch(CohortError):
    """An option was named, but not what it decides."""


@dataclass(eq=False)
class NothingToDecide(CohortError):
    """The roadmap leaves nothing of this kind to the member."""

    title: str
