"""What members write in rituals: the forms' material, keeping answers, showing and posting them."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.clock import Clock
from bot.domain.delivery import DeliveryKind
from bot.domain.errors import NotEnrolled
from bot.domain.inputs import parse_day
from bot.domain.members import Member
from bot.domain.reflections import (
    Adjustment,
    Answers,
    Goals,
    Reflection,
    Week,
    WeekPlan,
    Wins,
    suggested_goals,
)
from bot.domain.ritual_errors import AlreadyPosted, NoReflection, NothingToPost
from bot.domain.rituals import (
    WEEKLY,
    WRITTEN,
    Ritual,
    before,
    check_open,
    month_of,
    period_of,
    present_period,
    week_of,
)
from bot.domain.tasks import TaskState
from bot.services.plans import Planner
from bot.services.reflection_results import CarryOver, Page, Posting, Sheet, Thread
from bot.services.shelf import Following, Shelf
from bot.store import delivery_log, members, reflections, tasks
from bot.store.transaction import Store, Tx

MOST_PERIODS = 200
"""Of one's own history: the weeks of almost four years."""


class ReflectionService:
    """Everything members do in rituals."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf, planner: Planner) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner

    async def sheet(
        self, guild_id: int, user_id: int, ritual: Ritual, period: date | None = None, when: str | None = None
    ) -> Sheet:
        """What to show in the form: for this period, else that of the day `when`, else the present one.

        Raises NotEnrolled, InvalidDate or RitualClosed.
        """
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            day = found.member.day(self._clock.now())
            named = period_of(ritual, parse_day(when, day)) if when else None
            about = check_open(ritual, period or named or present_period(ritual, day), day)
            return await self._sheet(tx, found, ritual, about, day)

    async def write(
        self,
        guild_id: int,
        user_id: int,
        ritual: Ritual,
        period: date,
        answers: Answers,
    ) -> Page:
        """Keep the answers in place of earlier ones. Raises NotEnrolled or RitualClosed."""
        now = self._clock.now()
        async with self._store.write() as tx:
            member = (await members.enrolled(tx, guild_id, user_id)).member
            check_open(ritual, period, member.day(now))
            await reflections.save(tx, member.key, ritual, period, answers, now)
            return await _page(tx, member, ritual, period, member.day(now))

    async def show(
        self,
        guild_id: int,
        user_id: int,
        ritual: Ritual | None,
        period: date | None = None,
        when: str | None = None,
    ) -> Page:
        """One's own words of this period, else of the day `when`, else the present one, as in `sheet`.

        `ritual` None is everything of a week; of the present one with what each ritual is about today, which
        may be the week beside it. Also for who has left. Raises NotEnrolled for a stranger, and InvalidDate.
        """
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            if member is None:
                raise NotEnrolled
            day = member.day(self._clock.now())
            asked = parse_day(when, day) if when else None
            if period is None and asked is not None:
                period = period_of(ritual or Ritual.GOALS, asked)
            if period is None and ritual is not None:
                period = present_period(ritual, day)
            return await _page(tx, member, ritual, period, day)

    async def periods(self, guild_id: int, user_id: int, ritual: Ritual | None) -> tuple[date, ...]:
        """The periods somebody wrote for, newest first; nothing for a stranger."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            return (await _periods(tx, member.key, ritual, 25)) if member else ()

    async def post(
        self, guild_id: int, user_id: int, ritual: Ritual, period: date | None = None, when: str | None = None
    ) -> Posting:
        """Note that the member shows their words to the group, and say where; once for the same words.

        The period is found as in `sheet`. Raises NotEnrolled, InvalidDate, NoReflection, AlreadyPosted
        or NothingToPost.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            member = (await members.enrolled(tx, guild_id, user_id)).member
            day = member.day(now)
            named = period_of(ritual, parse_day(when, day)) if when else None
            about = period or named or present_period(ritual, day)
            found = await reflections.find(tx, member.key, ritual, about)
            if found is None:
                raise NoReflection(ritual.value, about)
            if found.posted:
                raise AlreadyPosted(ritual.value)
            if found.told is None:
                raise NothingToPost
            await reflections.set_posted(tx, member.key, ritual, about, now)
            thread = await _thread(tx, guild_id, ritual, about)
            return Posting(guild_id, user_id, replace(found, posted_at=now), found.told, thread, found)

    async def unpost(self, posting: Posting) -> None:
        """Take the note back: nobody has seen it."""
        async with self._store.write() as tx:
            if member := await members.find(tx, posting.guild_id, posting.user_id):
                was = posting.before
                whose = member.key, was.ritual, was.period
                await reflections.set_posted(tx, *whose, was.posted_at, was.posted_in)

    async def told(self, posting: Posting, channel_id: int | None) -> None:
        """Note in which channel the group has seen it."""
        async with self._store.write() as tx:
            if member := await members.find(tx, posting.guild_id, posting.user_id):
                what = posting.reflection
                whose = member.key, what.ritual, what.period
                await reflections.set_posted(tx, *whose, what.posted_at, channel_id)

    async def _sheet(self, tx: Tx, found: Following, ritual: Ritual, period: date, day: date) -> Sheet:
        key = found.member.key
        week = Week() if ritual.monthly else await _week(tx, key, period)
        proposed: tuple[str, ...] = ()
        if ritual is Ritual.GOALS:
            proposed = suggested_goals((await _week(tx, key, before(ritual, period))).plan)
        is_plan = ritual is Ritual.PLAN
        return Sheet(
            guild_id=found.member.guild_id,
            user_id=found.member.user_id,
            ritual=ritual,
            period=period,
            written=await reflections.find(tx, key, ritual, period),
            week=week,
            proposed=proposed,
            carry=await self._carry(tx, found, period, day) if is_plan else CarryOver(),
            previous=await _previous(tx, key, ritual, period),
        )

    async def _carry(self, tx: Tx, found: Following, monday: date, day: date) -> CarryOver:
        """What is open of the week; once the plan was laid again, only the minutes tell."""
        rows = await tasks.between(tx, found.enrolment.id, monday, monday + timedelta(days=6))
        still_open = [row for row in rows if row.state is TaskState.OPEN]
        slip = await self._planner.slip(tx, found, day)
        return CarryOver(
            tasks=tuple(task.title for task in self._planner.tasks(found, still_open)),
            moved_minutes=max(0, slip.minutes) if slip else 0,
        )


async def _page(tx: Tx, member: Member, ritual: Ritual | None, period: date | None, day: date) -> Page:
    """Without a period of what each ritual is about today."""
    about = _present(day) if period is None else _about(ritual, period)
    period = period or period_of(Ritual.GOALS, day)
    others = await _periods(tx, member.key, ritual, MOST_PERIODS)
    found = [await reflections.find(tx, member.key, each, about[each]) for each in WRITTEN if each in about]
    return Page(
        member.guild_id,
        member.user_id,
        ritual=ritual,
        period=period,
        day=day,
        shown=tuple(each for each in found if each is not None),
        previous=await _previous(tx, member.key, ritual, period) if ritual else None,
        older=next((each for each in others if each < period), None),
        newer=next((each for each in reversed(others) if each > period), None),
    )


def _present(day: date) -> dict[Ritual, date]:
    return {ritual: present_period(ritual, day) for ritual in WRITTEN}


def _about(ritual: Ritual | None, period: date) -> dict[Ritual, date]:
    if ritual is not None:
        return {ritual: period}
    month = month_of(period)
    return dict.fromkeys(WEEKLY, period) | ({Ritual.REVIEW: month} if month else {})


async def _periods(tx: Tx, member_key: int, ritual: Ritual | None, most: int) -> tuple[date, ...]:
    """For which periods there are words, newest first: weeks, or with a monthly ritual months."""
    if ritual is not None:
        return await reflections.periods(tx, member_key, [ritual], most)
    weeks = await reflections.periods(tx, member_key, WEEKLY, most)
    months = await reflections.periods(tx, member_key, [Ritual.REVIEW], most)
    ended = {week_of(Ritual.REVIEW, month) for month in months}
    return tuple(sorted({*weeks, *ended}, reverse=True)[:most])


async def _week(tx: Tx, member_key: int, monday: date) -> Week:
    found = await reflections.of_period(tx, member_key, WEEKLY, monday)
    kept = {ritual: each.answers for ritual, each in found.items()}
    goals, adjusted = kept.get(Ritual.GOALS), kept.get(Ritual.ADJUST)
    wins, plan = kept.get(Ritual.WINS), kept.get(Ritual.PLAN)
    return Week(
        goals=goals if isinstance(goals, Goals) else None,
        adjusted=adjusted if isinstance(adjusted, Adjustment) else None,
        wins=wins if isinstance(wins, Wins) else None,
        plan=plan if isinstance(plan, WeekPlan) else None,
    )


async def _previous(tx: Tx, member_key: int, ritual: Ritual, period: date) -> Reflection | None:
    """The month before, where months are compared."""
    if not ritual.monthly:
        return None
    return await reflections.find(tx, member_key, ritual, before(ritual, period))


async def _thread(tx: Tx, guild_id: int, ritual: Ritual, period: date) -> Thread | None:
    """Below the post of this week's wins: a thread has the id of the message it was opened on."""
    if ritual is not Ritual.WINS:
        return None
    kind, last = DeliveryKind.RITUAL, period + timedelta(days=7)
    sent = await delivery_log.sent_to_guild(tx, guild_id, kind, ritual.value, period, last)
    posts = [each for each in sent if present_period(ritual, each.local_day) == period]
    return next((Thread(each.message_id, each.channel_id) for each in posts if each.message_id), None)
