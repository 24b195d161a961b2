"""The group's members for organisers: who is slipping, quiet, paused, fine or done."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.errors import UnknownRoadmap
from bot.domain.member_review import WEEK_DAYS, MemberGroup, ReviewedMember, ReviewPage, page_of
from bot.domain.members import Enrolment, Membership
from bot.domain.slips import slip_of
from bot.domain.standings import consistency, first_day
from bot.domain.streaks import StreakFacts, history
from bot.domain.tasks import EnrolmentState
from bot.services.shelf import Shelf
from bot.store import checkins, member_review, members
from bot.store.transaction import Store, Tx

PAGE = 10


@dataclass(frozen=True, slots=True)
class _Read:
    """What the store knows about everybody, by member key or by enrolment."""

    facts: Mapping[int, StreakFacts]
    last_checkins: Mapping[int, date]
    settled: Mapping[int, int]
    titles: Mapping[tuple[str, str], str]


class MemberReview:
    """Everything here is limited to one guild, and holds nothing that members wrote."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    async def show(self, guild_id: int, group: MemberGroup | None = None, page: int = 0) -> ReviewPage:
        """The counts of all groups and a page of one; without a group of the first that is not empty."""
        now = self._clock.now()
        async with self._store.read() as tx:
            found = await members.memberships(tx, guild_id)
            read = await self._read(tx, guild_id, found, now)
            people = {each.member.user_id: each for each in found}
            reviewed = await _reviewed(found, read, now)
            # Only whoever would be fine otherwise is in another group by it.
            fine = [each for each in reviewed if each.group is MemberGroup.FINE and each.missed]
            known = {each.user_id: each for each in await _with_lost(tx, people, fine, now)}
            shown = page_of([known.get(each.user_id, each) for each in reviewed], group, page, PAGE)
            if shown.group is not MemberGroup.SLIPPING:
                return shown
            return replace(shown, members=await _with_lost(tx, people, shown.members, now))

    async def _read(self, tx: Tx, guild_id: int, found: Sequence[Membership], now: datetime) -> _Read:
        promised = [each.enrolment for each in found]
        begun = {each.id: each.promise.since for each in promised if each.promise is not None}
        return _Read(
            facts=await _facts_of(tx, [each.member.key for each in found], first_day(now, WEEK_DAYS)),
            last_checkins=await member_review.last_checkins(tx, guild_id),
            settled=await member_review.settled_since(tx, begun),
            titles=await self._titles(tx, found),
        )

    async def _titles(self, tx: Tx, found: Sequence[Membership]) -> dict[tuple[str, str], str]:
        versions = {_version(each.enrolment): each for each in found}
        return {version: await self._title(tx, one) for version, one in versions.items()}

    async def _title(self, tx: Tx, one: Membership) -> str:
        """The roadmap's title; its id where it is gone."""
        try:
            return (await self._shelf.follow(tx, one)).roadmap.title
        except UnknownRoadmap:
            return one.enrolment.roadmap_id


async def _facts_of(tx: Tx, member_keys: Sequence[int], since: date) -> dict[int, StreakFacts]:
    return {key: facts async for key, facts in checkins.streak_facts_of(tx, member_keys, since)}


async def _reviewed(found: Sequence[Membership], read: _Read, now: datetime) -> list[ReviewedMember]:
    reviewed: list[ReviewedMember] = []
    for number, each in enumerate(found):
        reviewed.append(_review(each, read, each.member.day(now)))
        if number % checkins.BATCH == 0:
            await asyncio.sleep(0)
    return reviewed


def _review(each: Membership, read: _Read, today: date) -> ReviewedMember:
    member, enrolment = each.member, each.enrolment
    facts = read.facts[member.key]
    counted = [read.last_checkins[member.key]] if member.key in read.last_checkins else []
    last = max([*counted, *facts.backfilled], default=None)
    back = enrolment.paused_until is not None and enrolment.paused_until <= today
    return ReviewedMember(
        user_id=member.user_id,
        roadmap=read.titles[_version(enrolment)],
        state=EnrolmentState.ACTIVE if back else enrolment.state,
        paused_until=None if back else enrolment.paused_until,
        last_checkin=last,
        week=consistency(facts, today - timedelta(days=1), WEEK_DAYS),
        behind=_behind(enrolment, read.settled.get(enrolment.id, 0), today),
        silent=_silent(facts, enrolment, last, today),
    )


def _behind(enrolment: Enrolment, settled: int, today: date) -> int:
    if enrolment.promise is None:
        return 0
    return slip_of(enrolment.promise, settled, enrolment.pace, today, None).days


def _silent(facts: StreakFacts, enrolment: Enrolment, last: date | None, today: date) -> int:
    """Finished days since the last check-in; a start or the end of a pause begins anew."""
    begins = [enrolment.start_day - timedelta(days=1), *([last] if last else [])]
    pauses = [pause.last for pause in facts.pauses if pause.last is not None and pause.last < today]
    return max((today - max(*begins, *pauses, date.min)).days - 1, 0)


async def _with_lost(
    tx: Tx, found: Mapping[int, Membership], seen: Sequence[ReviewedMember], now: datetime
) -> tuple[ReviewedMember, ...]:
    """The same with streaks that ended this week, for which whole lives have to be read."""
    days = {found[each.user_id].member.key: found[each.user_id].member.day(now) for each in seen}
    keys, lost = list(days), dict[int, int]()
    async for key, facts in checkins.streak_facts_of(tx, keys):
        lost[key] = _lost(facts, days[key])
    return tuple(replace(each, lost=lost[found[each.user_id].member.key]) for each in seen)


def _lost(facts: StreakFacts, today: date) -> int:
    return max(each.lost for each in history(facts, today - timedelta(days=WEEK_DAYS), today))


def _version(enrolment: Enrolment) -> tuple[str, str]:
    return enrolment.roadmap_id, enrolment.roadmap_version
