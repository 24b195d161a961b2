"""What the use cases around a streak share: reading the ledger, and writing moves into it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.day_clock import DayClock, Move, joined_moves, moved
from bot.domain.errors import NotEnrolled, QuotaReached, UnknownRoadmap
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.streak_errors import StreakWaits
from bot.domain.streak_limits import backfill_days, freezes_left
from bot.domain.streaks import StreakFacts, history, streak_on
from bot.services.problem_shelf import ProblemShelf
from bot.services.shelf import Shelf
from bot.services.streak_results import Counted, StreakShown
from bot.store import checkins, members, problem_solves, streaks
from bot.store.checkins import Checkin
from bot.store.streaks import TaskName
from bot.store.transaction import Tx

MOST_MOVES, MOVES_PERIOD = 10, timedelta(days=28)

TASK, PROBLEM = "task", "problem"
"""The kinds under which a done task and a solved problem are credited."""

SHOWN = timedelta(days=7 * 26 - 1)
"""How far back the picture of a streak reaches, besides today."""


async def member_of(tx: Tx, guild_id: int, user_id: int) -> Member:
    """A person who has ever been on a roadmap here. Raises NotEnrolled."""
    member = await members.find(tx, guild_id, user_id)
    if member is None:
        raise NotEnrolled
    return member


async def is_waiting(tx: Tx, member: Member, facts: StreakFacts, today: date) -> bool:
    """Whether the member is on no roadmap here now; costs whoever has no pause nothing."""
    if not facts.paused(today):
        return False
    return await members.membership(tx, member.guild_id, member.user_id) is None


async def following(tx: Tx, guild_id: int, user_id: int) -> Member:
    """A person on a roadmap here. Raises NotEnrolled if they never were, StreakWaits if they left it."""
    found = await members.membership(tx, guild_id, user_id)
    if found is None:
        await member_of(tx, guild_id, user_id)
        raise StreakWaits
    return found.member


async def move_clock(tx: Tx, member: Member, clock: DayClock, now: datetime) -> Member:
    """Count the member's days by another clock from now on; their study day never goes back.

    Raises QuotaReached.
    """
    if clock == member.clock:
        return member
    move = moved(member.clock, clock, now, member.day_floor)
    await _record(tx, member, move, clock, now)
    await members.set_clock(tx, member.key, clock, move.entered_day)
    return await member_of(tx, member.guild_id, member.user_id)


async def _record(tx: Tx, member: Member, move: Move, clock: DayClock, now: datetime) -> None:
    """Keep a move; one that only goes on from, or takes back, the last one of the same day replaces it.

    Every streak looks at all moves of its member, so there is an end to them. Raises QuotaReached.
    """
    recent = await streaks.moves_since(tx, member.key, now - MOVES_PERIOD)
    joined = joined_moves(recent[0].move, move, clock) if recent else None
    if joined is not None:
        await streaks.remove_move(tx, recent[0].id)
        if joined.clock != clock:
            await streaks.add_move(tx, member.key, joined)
        return
    if len(recent) >= MOST_MOVES:
        what = N_("changes of your time zone or cut-off in four weeks")
        step = N_("Older ones make room with time; `/streak show` goes on as is.")
        raise QuotaReached(what, MOST_MOVES, step)
    await streaks.add_move(tx, member.key, move)


def shown_of(member: Member, facts: StreakFacts, day: date, *, waiting: bool = False) -> StreakShown:
    """The streak with everything that is shown beside it."""
    return StreakShown(
        guild_id=member.guild_id,
        user_id=member.user_id,
        streak=streak_on(facts, day),
        day=day,
        day_ends_at=member.day_ends(day),
        cutoff_minutes=member.cutoff_minutes,
        days=history(facts, day - SHOWN, day),
        rests=tuple(sorted(each for each in facts.rests if each >= day)),
        set_aside=tuple(sorted(each for each in facts.set_aside if each >= day)),
        spare_freezes=freezes_left(facts, day),
        fillable=() if waiting else backfill_days(facts, day),
        waiting=waiting,
    )


async def counted_on(
    tx: Tx, shelf: Shelf, problems: ProblemShelf, member: Member, day: date
) -> tuple[Counted, ...]:
    """What counted on a day, in order, in the roadmaps' words and by the problems' names."""
    found = await checkins.of_day(tx, member.key, day)
    names = await streaks.task_names(tx, member.key, [each.ref for each in found if each.kind == TASK])
    indexes = await _indexes(tx, shelf, member, names.values())
    titles = {
        (TASK, ref): name.title or _title(indexes[name.roadmap_id], name) for ref, name in names.items()
    }
    titles |= await _problem_titles(tx, problems, member, [each for each in found if each.kind == PROBLEM])
    return tuple(Counted(each.kind, titles.get((each.kind, each.ref)), each.at) for each in found)


async def _problem_titles(
    tx: Tx, problems: ProblemShelf, member: Member, solved: Sequence[Checkin]
) -> dict[tuple[str, str], str | None]:
    if not solved:
        return {}
    names = await problem_solves.names(tx, member.key, [int(each.ref) for each in solved])
    return {(PROBLEM, str(solve_id)): (await problems.known(*name)).label for solve_id, name in names.items()}


async def _indexes(
    tx: Tx, shelf: Shelf, member: Member, names: Iterable[TaskName]
) -> dict[str, RoadmapIndex | None]:
    """The roadmaps behind these tasks, with None for one that is gone."""
    now = await shelf.membership(tx, member.guild_id, member.user_id)
    found: dict[str, RoadmapIndex | None] = {now.enrolment.roadmap_id: now.index} if now else {}
    for roadmap_id in {name.roadmap_id for name in names} - found.keys():
        try:
            found[roadmap_id] = RoadmapIndex.of(await shelf.newest(tx, member.guild_id, roadmap_id))
        except UnknownRoadmap:
            found[roadmap_id] = None
    return found


def _title(index: RoadmapIndex | None, name: TaskName) -> str | None:
    if index is None:
        return None
    place, thread = index.places.get(name.item_key), index.threads.get(name.item_key)
    source = place.item if place else thread
    return source.title if source else None
