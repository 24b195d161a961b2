"""Ticking the boxes of a roadmap: checkpoints, milestones and the final checklists."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.claim_record import ClaimRecord, Nearness
from bot.domain.claims import Board, Box, Tally, tally, token
from bot.domain.clock import Clock
from bot.domain.errors import EvidenceAlone, NoLongerAvailable, WithoutClaims
from bot.domain.languages import N_
from bot.domain.links import check_link
from bot.domain.milestones import StandingMilestone, milestones
from bot.domain.readiness import StandingChecklist, checklists, readiness
from bot.domain.roadmap_claims import Claim
from bot.services.claim_boards import board_called
from bot.services.claim_records import ClaimRecords
from bot.services.claim_search import CHOSEN, fitting, search
from bot.services.plans import Planner
from bot.services.shelf import Following
from bot.store import claims
from bot.store.transaction import Store, Tx

CHECKPOINTS, MILESTONES = "roadmap checkpoints", "roadmap milestones"
READY, TARGET, TODAY = "roadmap ready", "roadmap target", "today"
"""The commands that show what a roadmap has."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One list of boxes, with those before and after it on the member's way."""

    guild_id: int
    user_id: int
    board: Board
    boxes: tuple[Box, ...]
    tally: Tally
    before: Board | None
    after: Board | None
    nearness: Nearness | None
    """Where the list is that opens by itself; None for any other."""


@dataclass(frozen=True, slots=True)
class Milestones:
    """Every milestone of the member's roadmap."""

    guild_id: int
    user_id: int
    roadmap_title: str
    record: ClaimRecord
    all: tuple[StandingMilestone, ...]

    def find(self, wanted: str) -> StandingMilestone:
        """The milestone with this token. Raises NoLongerAvailable."""
        found = (each for each in self.all if token(each.milestone.key) == wanted)
        return _there(next(found, None))


@dataclass(frozen=True, slots=True)
class Readiness:
    """Every checklist of the member's roadmap, the final ones first, and the sum of those."""

    guild_id: int
    user_id: int
    roadmap_title: str
    record: ClaimRecord
    all: tuple[StandingChecklist, ...]
    tally: Tally

    def find(self, wanted: str) -> StandingChecklist:
        """The list with this token. Raises NoLongerAvailable."""
        return _there(next((each for each in self.all if token(each.checklist.key) == wanted), None))


class ClaimService:
    """Everything a member does with boxes. Ticks are no check-ins: they never count for the streak."""

    def __init__(self, store: Store, clock: Clock, planner: Planner, records: ClaimRecords) -> None:
        self._store = store
        self._clock = clock
        self._planner = planner
        self._records = records

    async def board(self, guild_id: int, user_id: int, wanted: str | None = None) -> BoardPage:
        """A list of boxes: the one `wanted`, by token or part of its name, else the one for where they are.

        Raises NoSuchClaim, PartWithoutBoxes, and WithoutClaims when there is none on the member's way.
        """
        record = await self._records.of(guild_id, user_id)
        offered, here = record.boards(), record.board_here()
        if wanted is not None:
            board = board_called(record, wanted)
        elif here is None:
            raise without(record, N_("checkpoints"), CHECKPOINTS)
        else:
            board = here
        at = next((place for place, each in enumerate(offered) if each.key == board.key), None)
        shown = record.boxes(board.claims)
        return BoardPage(
            guild_id=guild_id,
            user_id=user_id,
            board=board,
            boxes=shown,
            tally=tally(shown),
            before=offered[at - 1] if at else None,
            after=offered[at + 1] if at is not None and at + 1 < len(offered) else None,
            nearness=record.nearness(board) if here and board.key == here.key else None,
        )

    async def checkpoints(
        self,
        guild_id: int,
        user_id: int,
        section: str | None = None,
        box: str | None = None,
        link: str | None = None,
    ) -> BoardPage:
        """The list `section`, after the `box` was ticked or unticked; with a link it is ticked and keeps it.

        Both by token or words; the list of the box, else that for where they are, when none is named. Raises
        what `board` raises, InvalidLink, and EvidenceAlone for a link without a box.
        """
        if box is None:
            if link is not None:
                raise EvidenceAlone("box")
            return await self.board(guild_id, user_id, section)
        record = await self._records.of(guild_id, user_id)
        every = record.claims.claims.values()
        claim = search(
            every, box, N_("box"), lambda claim: claim.title, lambda claim: _full_title(record, claim)
        )
        wanted = [token(claim.key)]
        if link is not None:
            await self.attach(guild_id, user_id, wanted[0], link)
        elif claim.key in record.ticks:
            await self.change(guild_id, user_id, unticked=wanted)
        else:
            await self.change(guild_id, user_id, ticked=wanted)
        on = section or f"{CHOSEN}{token(_preferred(record, claim).key)}"
        return await self.board(guild_id, user_id, on)

    async def milestones(self, guild_id: int, user_id: int) -> Milestones:
        """All milestones with their dates in the member's own plan. Raises WithoutClaims."""
        record = await self._records.of(guild_id, user_id)
        every = milestones(record)
        if not every:
            raise without(record, N_("milestones"), MILESTONES)
        return Milestones(guild_id, user_id, record.index.roadmap.title, record, every)

    async def ready(self, guild_id: int, user_id: int) -> Readiness:
        """The checklists, and how much of the final ones is ticked. Raises WithoutClaims."""
        record = await self._records.of(guild_id, user_id)
        every = checklists(record)
        if not every:
            raise without(record, N_("final checklist"), READY)
        return Readiness(guild_id, user_id, record.index.roadmap.title, record, every, readiness(every))

    async def suggest_boards(self, guild_id: int, user_id: int, text: str) -> tuple[Board, ...]:
        """Lists of boxes whose name holds `text`, at most 25."""
        record = await self._records.find(guild_id, user_id)
        return tuple(fitting(record.boards(), text, lambda board: board.name)) if record else ()

    async def suggest_claims(self, guild_id: int, user_id: int, text: str) -> tuple[Box, ...]:
        """Boxes whose title holds `text`, at most 25; those of the present list first."""
        record = await self._records.find(guild_id, user_id)
        if record is None:
            return ()
        here = record.board_here()
        near = {claim.key: claim for claim in (here.claims if here else ())}
        found = fitting((near | record.claims.claims).values(), text, lambda claim: claim.title)
        return record.boxes(found)

    async def change(
        self, guild_id: int, user_id: int, ticked: Collection[str] = (), unticked: Collection[str] = ()
    ) -> None:
        """Tick and untick boxes by their tokens; whatever is so already stays.

        Raises NoLongerAvailable when the roadmap has none of them (any more).
        """
        async with self._store.write() as tx:
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            on = _keys(found, ticked)
            off = _keys(found, unticked)
            if not (on or off) and (ticked or unticked):
                raise NoLongerAvailable
            await claims.tick(tx, found.enrolment.id, on, day, self._clock.now())
            await self._untick(tx, found, off)

    async def claim(self, guild_id: int, user_id: int, wanted: str) -> Box:
        """The box with this token. Raises NoLongerAvailable."""
        record = await self._records.of(guild_id, user_id)
        claim = _there(next((c for key, c in record.claims.claims.items() if token(key) == wanted), None))
        return record.boxes([claim])[0]

    async def attach(self, guild_id: int, user_id: int, wanted: str, link: str) -> None:
        """Keep a link as evidence and tick the box; an empty link removes what was kept.

        Raises InvalidLink, and NoLongerAvailable for a box the roadmap does not have.
        """
        address = check_link(link) if link.strip() else None
        async with self._store.write() as tx:
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            key = _there(next(iter(_keys(found, [wanted])), None))
            ticked = await claims.of(tx, found.enrolment.id)
            if address or key in ticked:
                await claims.set_evidence(tx, found.enrolment.id, key, address, day, self._clock.now())

    async def _untick(self, tx: Tx, found: Following, keys: Collection[str]) -> None:
        """Whoever did not have it from the start after all gets the work that it covered."""
        enrolment = found.enrolment
        had = await claims.had(tx, enrolment.id)
        await claims.untick(tx, enrolment.id, keys)
        if had.isdisjoint(keys):
            return
        now = self._clock.now()
        await self._planner.adapt(tx, found, found.member.day(now), now)


def without(record: ClaimRecord, what: str, command: str) -> WithoutClaims:
    """The refusal that names what the roadmap has instead of what `command` would show."""
    roadmap = record.index.roadmap
    has = {
        CHECKPOINTS: bool(record.boards()),
        TARGET: bool(record.claims.targets),
        MILESTONES: bool(roadmap.milestones),
        READY: bool(roadmap.checklists),
    }
    instead = tuple(each for each, there in has.items() if there and each != command)
    return WithoutClaims(roadmap.title, what, instead or (TODAY,))


def _full_title(record: ClaimRecord, claim: Claim) -> str:
    """A box with the list it is on: others may have the same title."""
    return f"{claim.title} · {_preferred(record, claim).name}"


def _preferred(record: ClaimRecord, claim: Claim) -> Board:
    """The list to show for a box: one on the member's way, if it is on any."""
    stands = record.claims.stands[claim.key]
    on_the_way = {board.key for board in record.boards()}
    return next((board for board in stands if board.key in on_the_way), stands[0])


def _keys(found: Following, tokens: Collection[str]) -> tuple[str, ...]:
    wanted = set(tokens)
    return tuple(key for key in found.index.claims.claims if token(key) in wanted)


def _there(found: _T | None) -> _T:
    if found is None:
        raise NoLongerAvailable
    return found
