"""A member's streak: showing and explaining it, and what a member may enter for it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.day_clock import DayClock
from bot.domain.day_lists import parse_days
from bot.domain.errors import QuotaReached
from bot.domain.inputs import check_day_range, clean_text, parse_day
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.streak_entries import MAX_NOTE, EntryKind, NewEntry
from bot.domain.streak_errors import (
    AlreadyBegun,
    CannotFillIn,
    CannotRest,
    CannotSetAside,
    CutoffEndsDay,
    CutoffTooLate,
    NotChosen,
)
from bot.domain.streak_limits import (
    NoFreeze,
    NoRest,
    backfill_days,
    backfill_refusal,
    backfills_left,
    freeze_refusal,
    rest_refusal,
)
from bot.domain.streak_rules import rules_on
from bot.domain.streak_why import explain
from bot.domain.streaks import StreakFacts, streak_on
from bot.domain.tasks import EnrolmentState
from bot.services.moments import reach_by_streak
from bot.services.nudges import NudgeService
from bot.services.plans import Planner
from bot.services.problem_shelf import ProblemShelf
from bot.services.shelf import Following, Shelf
from bot.services.streak_ledger import (
    counted_on,
    following,
    is_waiting,
    member_of,
    move_clock,
    shown_of,
)
from bot.services.streak_results import FilledIn, StreakReasons, StreakShown
from bot.store import checkins, members, standings, streaks
from bot.store.transaction import Store, Tx

LATEST_CUTOFF = 9 * 60
"""Minutes after midnight: whoever works until later in the morning lives in another zone."""

MOST_CHANGES, CHANGES_PERIOD = 20, timedelta(days=28)
"""Rest days, and freezes, that are chosen or taken back."""

ASKED_BACK = timedelta(days=366)
"""How far before the membership one may ask why a day is free."""


class StreakService:
    """Everything a member does with their streak."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        shelf: Shelf,
        planner: Planner,
        nudges: NudgeService,
        problems: ProblemShelf | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._nudges = nudges
        self._problems = problems or ProblemShelf()

    async def show(self, guild_id: int, user_id: int) -> StreakShown:
        """The member's streak now; a member who left their roadmap still has one."""
        async with self._store.read() as tx:
            return await self._shown(tx, await member_of(tx, guild_id, user_id))

    async def why(self, guild_id: int, user_id: int, text: str | None = None) -> StreakReasons:
        """Why today, or the day that `text` names, came to what it came to.

        Raises InvalidDate, and DateOutOfRange for a day to come.
        """
        async with self._store.read() as tx:
            member = await member_of(tx, guild_id, user_id)
            facts = await checkins.streak_facts(tx, member.key)
            today = member.day(self._clock.now())
            first = (facts.began or today) - ASKED_BACK
            day = check_day_range(parse_day(text, today), first, today) if text else today
            return StreakReasons(
                guild_id=guild_id,
                user_id=user_id,
                explained=explain(facts, day, today),
                today=today,
                first=first,
                counted=await counted_on(tx, self._shelf, self._problems, member, day),
                entries=await streaks.of_day(tx, member, day),
                left_on=_left_on(facts) if await is_waiting(tx, member, facts, today) else None,
            )

    async def rest(self, guild_id: int, user_id: int, text: str) -> StreakShown:
        """Make the named days rest days, all or none; the plan is laid around them, which is no slip.

        Of several days, those that are free anyway are passed over. Raises InvalidDate, CannotRest,
        QuotaReached or StreakWaits.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            await following(tx, guild_id, user_id)
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, now)
            facts = await checkins.streak_facts(tx, found.member.key)
            days = _restful(facts, parse_days(text, today), today)
            await _check_changes(tx, found.member, EntryKind.REST, len(days), now)
            for day in days:
                new = NewEntry(EntryKind.REST, day, user_id, now)
                await streaks.add(tx, guild_id, found.member.key, new)
            await self._laid_again(tx, found, today, now)
            return await self._shown(tx, found.member)

    async def work_after_all(self, guild_id: int, user_id: int, text: str) -> StreakShown:
        """Take rest days back, all that are named or none. Raises InvalidDate, AlreadyBegun or NotChosen."""
        now = self._clock.now()
        async with self._store.write() as tx:
            await following(tx, guild_id, user_id)
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, now)
            for day in parse_days(text, today):
                if day <= today:
                    raise AlreadyBegun(day)
                if not await streaks.revoke(tx, guild_id, found.member.key, EntryKind.REST, day, now):
                    raise NotChosen(day, EntryKind.REST)
            await self._laid_again(tx, found, today, now)
            return await self._shown(tx, found.member)

    async def set_aside(self, guild_id: int, user_id: int, text: str | None = None) -> StreakShown:
        """Set a freeze aside for today, or for the day that `text` names: nobody reminds the member then.

        Raises InvalidDate, CannotSetAside, QuotaReached or StreakWaits.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            facts = await checkins.streak_facts(tx, member.key)
            today = member.day(now)
            day = parse_day(text, today) if text else today
            if reason := freeze_refusal(facts, day, today):
                raise CannotSetAside(day, reason, rules_on(today), streak_on(facts, today).freezes)
            await _check_changes(tx, member, EntryKind.FREEZE, 1, now)
            await streaks.add(tx, guild_id, member.key, NewEntry(EntryKind.FREEZE, day, user_id, now))
            return await self._shown(tx, member)

    async def keep_freeze(self, guild_id: int, user_id: int, text: str | None = None) -> StreakShown:
        """Take back a freeze that was set aside for today, or for the day that `text` names.

        Raises InvalidDate, CannotSetAside when the day is over, NotChosen or StreakWaits.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            today = member.day(now)
            day = parse_day(text, today) if text else today
            if day < today:
                raise CannotSetAside(day, NoFreeze.OVER, rules_on(today), 0)
            if not await streaks.revoke(tx, guild_id, member.key, EntryKind.FREEZE, day, now):
                raise NotChosen(day, EntryKind.FREEZE)
            return await self._shown(tx, member)

    async def fill_in(self, guild_id: int, user_id: int, text: str, note: str) -> FilledIn:
        """Let a past day count after all, on the member's word, which is kept as `note`.

        Raises InvalidDate, CannotFillIn, TextEmpty, TextTooLong or StreakWaits.
        """
        now = self._clock.now()
        words = clean_text(note, N_("note"), MAX_NOTE)
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            facts = await checkins.streak_facts(tx, member.key)
            today = member.day(now)
            day = parse_day(text, today)
            if reason := backfill_refusal(facts, day, today):
                raise CannotFillIn(day, reason, rules_on(today), backfill_days(facts, today))
            new = NewEntry(EntryKind.BACKFILL, day, user_id, now, words)
            await streaks.add(tx, guild_id, member.key, new)
            await standings.outdate(tx, guild_id, member.key)
            before = streak_on(facts, today).current
            facts = replace(facts, backfilled=facts.backfilled | {day})
            shown = shown_of(member, facts, today)
            reached = await reach_by_streak(tx, self._shelf, member, before, shown.streak.current, now)
            return FilledIn(day, backfills_left(facts, day, today), shown, reached)

    async def set_cutoff(self, guild_id: int, user_id: int, minute: int) -> StreakShown:
        """Let study days end `minute` after midnight from now on.

        Raises CutoffTooLate, QuotaReached, and CutoffEndsDay when the open study day would be over at once.
        """
        if not 0 <= minute <= LATEST_CUTOFF:
            raise CutoffTooLate(minute, LATEST_CUTOFF)
        async with self._store.write() as tx:
            member = await member_of(tx, guild_id, user_id)
            now, clock = self._clock.now(), DayClock(member.zone, minute)
            today = member.day(now)
            if clock.day(now, today) != today:
                raise CutoffEndsDay(today, member.cutoff_minutes)
            member = await move_clock(tx, member, clock, now)
            if (changed := await members.membership(tx, guild_id, user_id)) is not None:
                await self._nudges.recompute(tx, changed)
            return await self._shown(tx, member)

    async def _shown(self, tx: Tx, member: Member) -> StreakShown:
        facts = await checkins.streak_facts(tx, member.key)
        today = member.day(self._clock.now())
        return shown_of(member, facts, today, waiting=await is_waiting(tx, member, facts, today))

    async def _laid_again(self, tx: Tx, found: Following, today: date, now: datetime) -> None:
        # A plan that is paused is laid around the rest days when the pause ends.
        if found.enrolment.state is EnrolmentState.ACTIVE:
            await self._planner.adapt(tx, found, today, now)


def _left_on(facts: StreakFacts) -> date | None:
    """Leaving opens a pause without an end."""
    return min((pause.first for pause in facts.pauses if pause.last is None), default=None)


_FREE_ANYWAY = frozenset({NoRest.NOT_PLANNED, NoRest.PAUSED, NoRest.ALREADY})


async def _check_changes(tx: Tx, member: Member, kind: EntryKind, more: int, now: datetime) -> None:
    """Every streak looks at all entries, and those taken back stay as a trace: there is an end to them."""
    if await streaks.count_changes(tx, member.key, kind, now - CHANGES_PERIOD) + more > MOST_CHANGES:
        what = {
            EntryKind.REST: N_("changes of rest days in four weeks"),
            EntryKind.FREEZE: N_("changes of freezes set aside in four weeks"),
        }[kind]
        step = N_("Older ones make room with time; what is set now stays, see `/streak show`.")
        raise QuotaReached(what, MOST_CHANGES, step)


def _restful(facts: StreakFacts, days: Collection[date], today: date) -> tuple[date, ...]:
    """The days that become rest days, each asked for with those before it. Raises CannotRest."""
    chosen: list[date] = []
    passed_over: list[CannotRest] = []
    for day in days:
        reason = rest_refusal(replace(facts, rests=facts.rests | set(chosen)), day, today)
        if reason is None:
            chosen.append(day)
            continue
        refusal = CannotRest(day, reason, rules_on(today))
        if reason not in _FREE_ANYWAY:
            raise refusal
        passed_over.append(refusal)
    if not chosen:
        raise passed_over[0]
    return tuple(chosen)
