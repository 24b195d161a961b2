"""Reporting numbers for the targets of a roadmap."""

from dataclasses import dataclass

from bot.domain.claim_record import ClaimRecord
from bot.domain.claims import TargetPlace, token
from bot.domain.clock import Clock
from bot.domain.errors import EvidenceAlone, NoLongerAvailable, NothingReported, QuotaReached
from bot.domain.languages import N_
from bot.domain.links import check_link
from bot.domain.roadmap_claims import Target
from bot.domain.target_values import Understood, parse_value
from bot.domain.targets import Standing
from bot.services.claim_records import ClaimRecords
from bot.services.claim_search import fitting, search
from bot.services.claims import TARGET, without
from bot.services.plans import Planner
from bot.store import measurements
from bot.store.transaction import Store

UNDO = "undo"
"""What is written instead of a number to take the newest back."""

MAX_REPORTS = 2000
"""Several a week for every target of the longest roadmap."""


@dataclass(frozen=True, slots=True)
class TargetCard:
    """One number: its goal, where it stands, and what was just understood, if something was reported."""

    guild_id: int
    user_id: int
    record: ClaimRecord
    standing: Standing
    understood: Understood | None = None


class TargetService:
    """Everything a member does with numbers."""

    def __init__(self, store: Store, clock: Clock, planner: Planner, records: ClaimRecords) -> None:
        self._store = store
        self._clock = clock
        self._planner = planner
        self._records = records

    async def card(
        self, guild_id: int, user_id: int, wanted: str, understood: Understood | None = None
    ) -> TargetCard:
        """The target with this token or part of its title.

        Raises NoSuchClaim, AmbiguousClaim, and WithoutClaims when the roadmap asks for no numbers.
        """
        record = await self._records.of(guild_id, user_id)
        if not record.claims.targets:
            raise without(record, N_("numbers to reach"), TARGET)
        places = record.claims.targets
        target = search(
            _targets(record),
            wanted,
            N_("number"),
            lambda each: each.title,
            lambda each: _full_title(places[each.key]),
        )
        standing = record.standing(places[target.key])
        return TargetCard(guild_id, user_id, record, standing, understood)

    async def suggest(self, guild_id: int, user_id: int, text: str) -> tuple[Standing, ...]:
        """Numbers whose title holds `text`, at most 25: those that matter now first."""
        record = await self._records.find(guild_id, user_id)
        if record is None:
            return ()
        nearest = {each.target.key: each for each in record.nearest_targets()}
        found = fitting((each.target for each in nearest.values()), text, lambda target: target.title)
        return tuple(nearest[target.key] for target in found)

    async def say(
        self, guild_id: int, user_id: int, wanted: str, value: str | None = None, link: str = ""
    ) -> TargetCard:
        """The card without a value, a new report with one; `undo` takes the newest back.

        Raises what these raise, and EvidenceAlone for a link without a value.
        """
        if value is None:
            if link:
                raise EvidenceAlone("value")
            return await self.card(guild_id, user_id, wanted)
        if value.strip().casefold() == UNDO:
            return await self.take_back(guild_id, user_id, wanted)
        return await self.report(guild_id, user_id, wanted, value, link)

    async def report(
        self, guild_id: int, user_id: int, wanted: str, value: str, link: str = ""
    ) -> TargetCard:
        """Keep a number for a target, with a link if one is given; the newest counts.

        Raises InvalidNumber, OutOfRange, InvalidLink, QuotaReached and what `card` raises.
        """
        target = (await self.card(guild_id, user_id, wanted)).standing.target
        understood = parse_value(value, target)
        evidence = check_link(link) if link.strip() else None
        async with self._store.write() as tx:
            now = self._clock.now()
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, now)
            enrolment = found.enrolment
            if target.key not in found.index.claims.targets:
                raise NoLongerAvailable
            if await measurements.count(tx, enrolment.id) >= MAX_REPORTS:
                raise QuotaReached(N_("reported numbers"), MAX_REPORTS, N_("Take one back first."))
            await measurements.add(tx, enrolment.id, target.key, understood.value, evidence, day, now)
        return await self.card(guild_id, user_id, f"#{token(target.key)}", understood)

    async def take_back(
        self, guild_id: int, user_id: int, wanted: str, report_id: int | None = None
    ) -> TargetCard:
        """Remove the newest report of a target; with `report_id` only that one, once however often pressed.

        Raises NothingReported and what `card` raises.
        """
        card = await self.card(guild_id, user_id, wanted)
        history = card.standing.history
        if not history and report_id is None:
            raise NothingReported(card.standing.target.title)
        gone = next((each for each in history if report_id in (None, each.id)), None)
        if gone is not None:
            async with self._store.write() as tx:
                found, _ = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
                await measurements.remove(tx, found.enrolment.id, gone.id)
        return await self.card(guild_id, user_id, f"#{token(card.standing.target.key)}")


def _targets(record: ClaimRecord) -> list[Target]:
    """Every target of every branch; those on the member's way first."""
    near = {each.target.key: each.target for each in record.nearest_targets()}
    return list((near | {key: place.target for key, place in record.claims.targets.items()}).values())


def _full_title(place: TargetPlace) -> str:
    """The title with where it stands, for numbers that share one."""
    where = place.owner or (place.path[-1].label if place.path else "")
    return f"{place.target.title} · {where}" if where else place.target.title
