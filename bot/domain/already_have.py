"""What a newcomer may have already: claims of their path and of self-tests, and what these cover. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.branch_errors import NoSuchOption
from bot.domain.languages import N_
from bot.domain.roadmap import Obligation, Place, Roadmap
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_claims import Claim
from bot.domain.roadmap_search import closest, meant

HEADING = N_("What you already have")

MOST_CLAIMS = 25
"""A longer list is cut into several."""


@dataclass(frozen=True, slots=True)
class Had:
    """A claim one may have from the start; `tasks` and `minutes` are what it leaves out of the plan."""

    claim: Claim
    tasks: int
    minutes: int


@dataclass(frozen=True, slots=True)
class HadList:
    """Claims under one heading; `number` counts the lists of all paths. `path` is the entry path it belongs
    to, None for a self-test."""

    number: int
    title: str
    path: str | None
    entries: tuple[Had, ...]


def had_lists(roadmap: Roadmap, choices: Choices, had: Collection[str] = ()) -> tuple[HadList, ...]:
    """The lists for a member with these choices; whoever has no path yet is on the first one.

    A list of another path stays while the member still has something of it, so that it can be taken back.
    """
    path = roadmap.known(choices).path or next((each.key for each in roadmap.paths), None)
    places = tuple(roadmap.places(choices))
    return tuple(
        HadList(number, title, owner, tuple(_had(claim, places) for claim in claims))
        for number, (title, owner, claims) in enumerate(_lists(roadmap))
        if owner in (None, path) or any(claim.key in had for claim in claims)
    )


def find_had(lists: Sequence[HadList], text: str) -> str:
    """The key of the claim meant by its key or (part of) its title. Raises NoSuchOption with near ones."""
    claims = {had.claim.key: had.claim.title for shown in lists for had in shown.entries}
    if text in claims:
        return text
    keys, titles = tuple(claims), tuple(claims.values())
    number = meant(text, titles)
    if number is None:
        near = closest(text, titles) or range(min(3, len(titles)))
        raise NoSuchOption(HEADING, text, tuple(titles[each] for each in near))
    return keys[number]


def _lists(roadmap: Roadmap) -> Iterator[tuple[str, str | None, tuple[Claim, ...]]]:
    for path in roadmap.paths:
        yield from _cut(path.title, path.key, path.already_have)
    for checklist in roadmap.checklists:
        if checklist.self_test:
            covering = tuple(claim for claim in checklist.claims if claim.covers)
            yield from _cut(checklist.title, None, covering)


def _cut(
    title: str, owner: str | None, claims: tuple[Claim, ...]
) -> Iterator[tuple[str, str | None, tuple[Claim, ...]]]:
    for first in range(0, len(claims), MOST_CLAIMS):
        yield title, owner, claims[first : first + MOST_CLAIMS]


def _had(claim: Claim, places: tuple[Place, ...]) -> Had:
    covers = set(claim.covers)
    left_out = [
        place.item.minutes
        for place in places
        if place.item.obligation is not Obligation.OUT_OF_SCOPE and not covers.isdisjoint(place.names)
    ]
    return Had(claim, len(left_out), sum(left_out))
