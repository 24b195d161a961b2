"""Finding the list of boxes that somebody names, or the next one when they name a part without any."""

from bot.domain.claim_errors import PartWithoutBoxes
from bot.domain.claim_record import ClaimRecord
from bot.domain.claims import Board, BoardKind
from bot.domain.errors import NoSuchClaim
from bot.domain.languages import N_
from bot.domain.roadmap import Section
from bot.domain.roadmap_search import named
from bot.services.claim_search import exact, fitting


def board_called(record: ClaimRecord, wanted: str) -> Board:
    """The list with this token or name; one called just this goes before longer names.

    Raises NoSuchClaim, NoLongerAvailable, and PartWithoutBoxes for a part that has none.
    """
    every = tuple({board.key: board for board in (*record.boards(), *record.claims.boards.values())}.values())
    if found := exact(every, wanted, _board_names):
        return found[0]
    if not wanted.strip():
        raise NoSuchClaim(N_("section"), wanted)
    parts = tuple(path[-1] for path in record.index.sections.values())
    called = exact(parts, wanted, _part_names)
    if not called and (near := fitting(every, wanted, lambda board: board.name)):
        return near[0]
    part = next((each for each in called or parts if called or named(wanted, _part_name(each))), None)
    if part is None:
        raise NoSuchClaim(N_("section"), wanted)
    following = record.board_after(part)
    raise PartWithoutBoxes(_part_name(part), following.name if following else None)


def _board_names(board: Board) -> tuple[str, ...]:
    label = (board.path[-1].label,) if board.kind is BoardKind.CHECKPOINT else ()
    return board.name, board.title, *label


def _part_names(part: Section) -> tuple[str, ...]:
    return part.label, part.title, _part_name(part)


def _part_name(part: Section) -> str:
    return part.title if part.label == part.title else f"{part.label} · {part.title}"
