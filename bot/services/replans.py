"""Changing what was agreed: offers after a slip, a new pace, a date to be done by; each can be taken back."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.calendar import weekdays_mask, weekdays_of
from bot.domain.clock import Clock
from bot.domain.errors import NoLongerAvailable, NotActive, NotEnoughTime, NothingToChange
from bot.domain.inputs import HOURS_PER_WEEK
from bot.domain.pace import Pace
from bot.domain.replans import Offer, Outlook, ReplanKind, Terms, Wish
from bot.domain.slips import Promise, Slip
from bot.domain.study_week import scaled
from bot.domain.tasks import EnrolmentState
from bot.services.drafts import Draft
from bot.services.nudges import NudgeService
from bot.services.plans import Planner
from bot.services.shelf import Following, Shelf
from bot.services.wishes import wished
from bot.store import enrolments, replans
from bot.store.paces import days_from, days_text, promise_from, promise_text
from bot.store.transaction import Store, Tx

UNDO_DAYS = 14
"""After two weeks on a new pace, taking it back is a new decision."""

STEP = 60
"""Minutes a week by which /plan show tries the pace up and down."""


@dataclass(frozen=True, slots=True)
class Crossroads:
    """Where a member stands against the promise, and the ways on."""

    guild_id: int
    user_id: int
    today: date
    slip: Slip | None
    by_day: date | None
    offers: tuple[Offer, ...]
    too_late: bool
    """The promised finish cannot be kept at any pace."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """A re-plan that was applied, and the id to take it back by (None when this took one back)."""

    guild_id: int
    user_id: int
    offer: Offer
    replan_id: int | None


class ReplanService:
    """Offers, previews, applies and takes back."""

    def __init__(
        self, store: Store, clock: Clock, shelf: Shelf, planner: Planner, nudges: NudgeService
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._nudges = nudges

    async def crossroads(self, guild_id: int, user_id: int) -> Crossroads:
        """The slip and what can be done about it. Raises NotActive while paused or finished."""
        async with self._planner.present(self._store, guild_id, user_id, self._clock.now()) as now:
            found, today = now.found, now.day
            draft = await self._at_work(now.tx, found, today)
            slip = await self._planner.slip(now.tx, found, today)
            offers = tuple(self._offers(draft, slip))
            catching_up = any(offer.kind is ReplanKind.CATCH_UP for offer in offers)
            return Crossroads(
                guild_id=guild_id,
                user_id=user_id,
                today=today,
                slip=slip,
                by_day=found.enrolment.by_day,
                offers=offers,
                too_late=_is_late(draft, slip) and not catching_up,
            )

    async def preview(self, guild_id: int, user_id: int, kind: ReplanKind) -> Offer:
        """What one way on would do. Raises NothingToChange when it is not open any more."""
        async with self._planner.present(self._store, guild_id, user_id, self._clock.now()) as now:
            draft = await self._at_work(now.tx, now.found, now.day)
            return self._offer(draft, await self._planner.slip(now.tx, now.found, now.day), kind)

    async def apply(self, guild_id: int, user_id: int, kind: ReplanKind) -> Replanned:
        """Take one way on. Raises NothingToChange when it is not open any more."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            draft = await self._at_work(tx, found, today)
            offer = self._offer(draft, await self._planner.slip(tx, found, today), kind)
            return await self._take(tx, found, today, offer)

    async def change_pace(self, guild_id: int, user_id: int, wish: Wish) -> Replanned:
        """Plan on other terms from today on; what is done stays, and so do past streak days.

        Raises NothingToChange when that is what is agreed already, OneOrTheOther when the wish contradicts
        itself and NotEnoughTime when no pace keeps its date.
        """
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            draft = await self._draft(tx, found, today)
            terms = wished(draft, wish, today)
            if terms == draft.terms:
                raise NothingToChange
            offer = Offer(ReplanKind.PACE, draft.outlook(draft.terms), draft.outlook(terms))
            return await self._take(tx, found, today, offer)

    async def outlooks(self, guild_id: int, user_id: int) -> tuple[Outlook | None, tuple[Outlook, ...]]:
        """Where the plan leads, and what would move it: an hour a week more or less, the optional items in or
        out. None and nothing while there is no active plan."""
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            if found.enrolment.state is not EnrolmentState.ACTIVE:
                return None, ()
            today = found.member.day(self._clock.now())
            draft = await self._draft(tx, found, today)
        return draft.outlook(draft.terms), tuple(map(draft.outlook, _variants(draft.terms)))

    async def undo(self, guild_id: int, user_id: int, replan_id: int | None = None) -> Replanned:
        """Take the newest re-plan back, if it is this one. Raises NoLongerAvailable when it is not."""
        now = self._clock.now()
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, now)
            last = await replans.newest(tx, found.enrolment.id)
            if last is None or (replan_id is not None and last.id != replan_id):
                raise NoLongerAvailable
            memo = _Memo.read(last.before)
            if memo.applied != found.enrolment.pace_since or (today - memo.applied).days > UNDO_DAYS:
                raise NoLongerAvailable
            draft = await self._draft(tx, found, today)
            offer = Offer(last.kind, draft.outlook(draft.terms), draft.outlook(memo.terms))
            await self._restore(tx, found, today, memo)
            await replans.take_back(tx, last.id, now)
        return Replanned(guild_id, user_id, offer, None)

    async def _at_work(self, tx: Tx, found: Following, today: date) -> Draft:
        if found.enrolment.state is not EnrolmentState.ACTIVE:
            raise NotActive(found.enrolment.state.value)
        return await self._draft(tx, found, today)

    async def _draft(self, tx: Tx, found: Following, today: date) -> Draft:
        return await self._planner.draft(tx, found, today, start=_since(found, today))

    def _offers(self, draft: Draft, slip: Slip | None) -> list[Offer]:
        kinds = (ReplanKind.CATCH_UP, ReplanKind.SHIFT, ReplanKind.DROP_OPTIONAL, ReplanKind.TAKE_OPTIONAL)
        before = draft.outlook(draft.terms)
        terms = {kind: self._terms(draft, slip, kind) for kind in kinds}
        offers = (Offer(kind, before, draft.outlook(each)) for kind, each in terms.items() if each)
        return [offer for offer in offers if offer.kind is ReplanKind.SHIFT or offer.changes]

    def _offer(self, draft: Draft, slip: Slip | None, kind: ReplanKind) -> Offer:
        terms = self._terms(draft, slip, kind)
        if terms is None and kind is ReplanKind.CATCH_UP and _is_late(draft, slip):
            raise NotEnoughTime(_target(draft, slip) or draft.today)
        if terms is None:
            raise NothingToChange
        offer = Offer(kind, draft.outlook(draft.terms), draft.outlook(terms))
        if kind is not ReplanKind.SHIFT and not offer.changes:
            raise NothingToChange
        return offer

    def _terms(self, draft: Draft, slip: Slip | None, kind: ReplanKind) -> Terms | None:
        now = draft.terms
        behind = slip if slip is not None and slip.days > 0 else None
        match kind:
            case ReplanKind.CATCH_UP if behind and (by := _target(draft, behind)):
                pace = draft.pace_by(by, now)
                more = pace is not None and pace.minutes_per_week > now.pace.minutes_per_week
                return replace(now, pace=pace) if more else None
            case ReplanKind.SHIFT if behind:
                return replace(now, by_day=None) if _is_late(draft, behind) else now
            case ReplanKind.DROP_OPTIONAL if now.optional:
                return replace(now, optional=False)
            case ReplanKind.TAKE_OPTIONAL if not now.optional:
                return replace(now, optional=True)
            case _:
                return None

    async def _take(self, tx: Tx, found: Following, today: date, offer: Offer) -> Replanned:
        enrolment, now = found.enrolment, self._clock.now()
        since = _since(found, today)
        slip = await self._planner.slip(tx, found, today)
        changed = await self._set(tx, found, today, since, offer.after.terms)
        agreed = await self._planner.agree(tx, changed, today, _left_over(offer, slip))
        await self._planner.finish_or_reopen(tx, agreed, today, now)
        replaced = enrolment.promise, enrolment.pace_since
        memo = _Memo(offer.before.terms, *replaced, since, agreed.enrolment.promise)
        replan_id = await replans.add(tx, enrolment.id, offer.kind, memo.text(), now)
        return Replanned(found.member.guild_id, found.member.user_id, offer, replan_id)

    async def _restore(self, tx: Tx, found: Following, today: date, memo: "_Memo") -> None:
        slip = await self._planner.slip(tx, found, today)
        since = _since(found, today)
        if memo.since < found.enrolment.pace_since == since:
            await enrolments.forget_pace(tx, found.enrolment.id, since)
            since = memo.since
        restored = await self._set(tx, found, today, since, memo.terms)
        if found.enrolment.promise == memo.agreed:
            await enrolments.set_promise(tx, found.enrolment.id, memo.promise)
        else:
            # A pause, another option, another version came between: the old promise is about another plan.
            await self._planner.agree(tx, restored, today, slip)
        await self._planner.finish_or_reopen(tx, restored, today, self._clock.now())

    async def _set(self, tx: Tx, found: Following, today: date, since: date, terms: Terms) -> Following:
        enrolment = found.enrolment
        await enrolments.set_pace(tx, enrolment.id, since, terms.pace, terms.by_day)
        await enrolments.set_optional(tx, enrolment.id, optional=terms.optional)
        changed = await self._shelf.enrolled(tx, found.member.guild_id, found.member.user_id)
        await self._planner.relay(tx, changed, today, start=max(today, since))
        await self._nudges.recompute(tx, changed)
        return changed


def _since(found: Following, today: date) -> date:
    """The first day of new terms. A move to the west can put today before the day of the last change."""
    return max(today, found.enrolment.start_day, found.enrolment.pace_since)


def _target(draft: Draft, slip: Slip | None) -> date | None:
    """The day the member meant to be done by."""
    return draft.terms.by_day or (slip.promised if slip else None)


def _is_late(draft: Draft, slip: Slip | None) -> bool:
    """Whether the finish has moved past the day it was meant for."""
    target = _target(draft, slip)
    return slip is not None and target is not None and slip.finish is not None and slip.finish > target


def _left_over(offer: Offer, slip: Slip | None) -> Slip | None:
    """What stays a slip: dropping optional items is no licence to be late, as far as they do not make up for
    it. Every other re-plan is a new promise."""
    after = offer.after.finish
    if offer.kind is not ReplanKind.DROP_OPTIONAL or slip is None or slip.promised is None or after is None:
        return None
    if slip.minutes <= 0 or after <= slip.promised:
        return None
    return replace(slip, minutes=max(0, slip.minutes - (offer.before.minutes - offer.after.minutes)))


def _variants(terms: Terms) -> list[Terms]:
    least, most = (hours * 60 for hours in HOURS_PER_WEEK)
    tried = (terms.pace.minutes_per_week + step for step in (STEP, -STEP))
    paces = [scaled(terms.pace, minutes) for minutes in tried if least <= minutes <= most]
    return [*(replace(terms, pace=pace) for pace in paces), replace(terms, optional=not terms.optional)]


@dataclass(frozen=True, slots=True)
class _Memo:
    """What a re-plan replaced: the terms, their promise and first day; and its own first day and promise."""

    terms: Terms
    promise: Promise | None
    since: date
    applied: date
    agreed: Promise | None

    def text(self) -> str:
        pace = self.terms.pace
        return json.dumps(
            {
                "minutes": pace.minutes_per_week,
                "study_days": weekdays_mask(pace.study_days),
                "days": days_text(pace),
                "optional": self.terms.optional,
                "by": _iso(self.terms.by_day),
                "promise": promise_text(self.promise) if self.promise else None,
                "since": _iso(self.since),
                "applied": _iso(self.applied),
                "agreed": promise_text(self.agreed) if self.agreed else None,
            }
        )

    @classmethod
    def read(cls, text: str) -> "_Memo":
        held: dict[str, Any] = json.loads(text)
        pace = Pace(held["minutes"], weekdays_of(held["study_days"]), days_from(held["days"]))
        return cls(
            terms=Terms(pace, held["optional"], _day(held["by"])),
            promise=promise_from(held["promise"]),
            since=date.fromisoformat(held["since"]),
            applied=date.fromisoformat(held["applied"]),
            agreed=promise_from(held["agreed"]),
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
