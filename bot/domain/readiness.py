"""The final checklists: how ready a member is, what is missing, and which weeks cover it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.claim_record import ClaimRecord
from bot.domain.claims import Board, BoardKind, Box, Tally, tally
from bot.domain.roadmap import Roadmap, Section
from bot.domain.roadmap_claims import Checklist
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.targets import Standing


@dataclass(frozen=True, slots=True)
class StandingChecklist:
    """A checklist and what is ticked of it. `final` lists make up the readiness."""

    checklist: Checklist
    boxes: tuple[Box, ...]
    targets: tuple[Standing, ...]
    tally: Tally
    final: bool
    covering: dict[str, tuple[Section, ...]]
    """For each open box the sections that cover it, where the roadmap tells."""


def checklists(record: ClaimRecord) -> tuple[StandingChecklist, ...]:
    """Every list, the final ones first."""
    final = {each.key for each in final_lists(record.index.roadmap)}
    ordered = sorted(record.index.roadmap.checklists, key=lambda each: each.key not in final)
    return tuple(_standing(record, each, final=each.key in final) for each in ordered)


def readiness(lists: Iterable[StandingChecklist]) -> Tally:
    """How many boxes of the final lists are ticked; a box on two lists counts once."""
    every = {box.claim.key: box for each in lists if each.final for box in each.boxes}
    return tally(every.values())


def final_lists(roadmap: Roadmap) -> tuple[Checklist, ...]:
    """The lists that hold something due at the end of the roadmap.

    Where no list does, all but self-tests; where there are only self-tests, those.
    """
    lists = roadmap.checklists
    at_the_end = tuple(
        each
        for each in lists
        if any(target.by is not None and target.by.unit is None for target in each.targets)
    )
    return at_the_end or tuple(each for each in lists if not each.self_test) or lists


def _standing(record: ClaimRecord, checklist: Checklist, *, final: bool) -> StandingChecklist:
    shown = record.boxes(checklist.claims)
    return StandingChecklist(
        checklist,
        shown,
        record.standings(target.key for target in checklist.targets),
        tally(shown),
        final,
        {box.claim.key: covering(record.index, box.claim.key) for box in shown if box.tick is None},
    )


def covering(index: RoadmapIndex, claim_key: str) -> tuple[Section, ...]:
    """The sections in which a claim is worked for: those it covers or that cover it, and those of the work
    with the same box; in reading order, empty where the roadmap does not tell."""
    claim = index.claims.claims.get(claim_key)
    paths = [_path(index, key) for key in (claim.covers if claim else ())]
    for board in index.claims.stands.get(claim_key, ()):
        paths.extend(_worked_at(index, board))
    found = {section.key for path in paths for section in _week(path)}
    return tuple(path[-1] for key, path in index.sections.items() if key in found)


def _path(index: RoadmapIndex, key: str) -> tuple[Section, ...]:
    return index.sections.get(key) or index.path(key)


def _worked_at(index: RoadmapIndex, board: Board) -> Iterator[tuple[Section, ...]]:
    if board.kind is BoardKind.CHECKPOINT:
        yield board.path
    elif board.kind in {BoardKind.STEPS, BoardKind.PROJECT}:
        yield from (index.path(key) for key in board.items)


def _week(path: tuple[Section, ...]) -> tuple[Section, ...]:
    """The innermost section with a place in time, else the innermost one."""
    dated = tuple(section for section in path if section.span is not None)
    return (dated or path)[-1:]
