"""What one member has claimed and measured on their roadmap, and where they stand on it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.claims import Board, BoardKind, Box, ClaimIndex, TargetPlace, Tick, boxes
from bot.domain.counting import Feat, count
from bot.domain.deadlines import Course
from bot.domain.problem_counts import joined, logged_count
from bot.domain.problem_log import Solve
from bot.domain.roadmap import Section
from bot.domain.roadmap_claims import Claim
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.targets import Measurement, Standing, standing


class Nearness(StrEnum):
    """Where a list of boxes is, seen from the work a member is at."""

    HERE = "you are here"
    NEXT = "next with boxes"
    LAST = "last with boxes"


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """Everything the cards of claims and numbers are made from."""

    index: RoadmapIndex
    today: date
    ticks: Mapping[str, Tick]
    history: Mapping[str, tuple[Measurement, ...]]
    """The reports for each target, newest first."""
    feats: tuple[Feat, ...]
    course: Course
    path: str | None
    """The entry path the member chose."""
    sections: frozenset[str]
    items: frozenset[str]
    """The keys of what is meant for this member."""
    here: str | None
    """The item they are at: the first open one, else the last settled one."""
    solves: Sequence[Solve] = ()
    """Their log of problems, oldest first."""
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """The keys of the problems of each list that a number counts."""

    @property
    def claims(self) -> ClaimIndex:
        """The boxes and numbers of the roadmap."""
        return self.index.claims

    @property
    def around(self) -> tuple[Section, ...]:
        """The sections the member is in now, outermost first."""
        return self.index.path(self.here) if self.here else ()

    def boxes(self, claims: Iterable[Claim]) -> tuple[Box, ...]:
        """Claims with this member's ticks."""
        return boxes(claims, self.ticks)

    def boards(self) -> tuple[Board, ...]:
        """The lists of boxes along this member's way, in reading order."""
        return tuple(board for board in self.claims.boards.values() if board.on_the_way and self._mine(board))

    def board_here(self) -> Board | None:
        """The list for the place the member is at; None when there is none on their whole way."""
        return self.claims.nearest(self.around, self._project, {board.key for board in self.boards()})

    def nearness(self, board: Board) -> Nearness:
        """Whether a list belongs to the sections or the project of the present work, else on which side."""
        if board.key == self._project or (board.path and board.path[-1] in self.around):
            return Nearness.HERE
        before = list(self.claims.boards)[: self._reached(self.around)]
        return Nearness.LAST if board.key in before else Nearness.NEXT

    def board_after(self, part: Section) -> Board | None:
        """The first list on the member's way from the beginning of a part on."""
        later = list(self.claims.boards)[self._reached((part,)) :]
        return next((board for board in self.boards() if board.key in later), None)

    def _reached(self, path: Sequence[Section]) -> int:
        """How many lists come before the innermost of these sections."""
        return self.claims.opened.get(path[-1].key, 0) if path else 0

    @property
    def _project(self) -> str | None:
        place = self.index.places.get(self.here or "")
        return place.item.project if place else None

    def _mine(self, board: Board) -> bool:
        match board.kind:
            case BoardKind.PATH:
                return self.path is None or board.key.endswith(f":{self.path}")
            case BoardKind.CHECKPOINT:
                return board.key in self.sections
            case BoardKind.STEPS | BoardKind.PROJECT:
                return not board.items or not board.items.isdisjoint(self.items)
            case _:
                return True

    def standing(self, place: TargetPlace) -> Standing:
        """Where a number stands."""
        target = place.target
        members = self.lists.get(target.problem_set or "", frozenset())
        logged = logged_count(target, self.solves, self.today, members)
        counted = joined(count(self.index, target, self.feats, self.today), logged)
        due = self.course.due(target.by) if target.by else None
        return standing(place, counted, self.history.get(target.key, ()), due, self.today)

    def standings(self, keys: Iterable[str]) -> tuple[Standing, ...]:
        """Where the numbers with these keys stand."""
        return tuple(self.standing(self.claims.targets[key]) for key in keys)

    def nearest_targets(self) -> Sequence[Standing]:
        """The numbers on this member's way: those of the present sections first, then what is due next."""
        now = {section.key for section in self.around}
        places = [
            place
            for place in self.claims.targets.values()
            if not place.path or place.path[-1].key in self.sections
        ]
        return sorted(map(self.standing, places), key=lambda each: self._urgency(each, now))

    def _urgency(self, each: Standing, now: set[str]) -> tuple[int, date]:
        belongs = {*each.target.during, *(section.key for section in each.place.path[-1:])}
        due = each.due or date.max
        if not belongs.isdisjoint(now):
            return 0, due
        if each.met or due < self.today:
            return 3, due
        return (1 if each.due else 2), due
