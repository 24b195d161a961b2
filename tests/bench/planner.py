"""What planning costs: the longest roadmap from nothing, and members in the middle of theirs.

Everything is CPU time of this process, the best of several runs where one plan is timed. No peer: other bots
for study groups lay no plan.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from time import process_time

from bot.catalog import Catalog
from bot.domain.pace import Pace
from bot.domain.planning import Sitting, Work, lay_out, pace_by, replan, work_of
from bot.domain.roadmap import Roadmap
from tests.bench.figure import Figure, percentile

START = date(2026, 1, 5)
WORKDAYS = frozenset(range(5))
LONGEST = "ml-career"

PLAN_MS = 10.0
MEMBER_MS = 15.0
"""A member's re-plan with reading their work: every press of "done" may ask for one."""
PACE_MS = 60.0


async def run(*, members: int = 1_000, rounds: int = 9) -> list[Figure]:
    """Times the planner alone, without a database."""
    catalog = Catalog.built_in()
    longest = catalog.get(LONGEST)
    pace = Pace(longest.nominal_minutes_per_week, WORKDAYS)
    work = work_of(longest)
    by = START + timedelta(weeks=52)
    each = _replans(catalog.all(), members)
    return [
        Figure("work of the longest roadmap", _best(rounds, lambda: work_of(longest)), "ms"),
        Figure(
            "plan of the longest roadmap",
            _best(rounds, lambda: lay_out(work, pace, START)),
            "ms",
            goal=PLAN_MS,
        ),
        Figure(
            "hours for a finish in a year",
            _best(rounds, lambda: pace_by(work, WORKDAYS, START, by, epoch=START)),
            "ms",
            goal=PACE_MS,
        ),
        Figure(f"re-plan, mean of {members} members", sum(each) / len(each), "ms"),
        Figure(f"re-plan, p99 of {members} members", percentile(each, 0.99), "ms", goal=MEMBER_MS),
    ]


def _best(rounds: int, action: Callable[[], object]) -> float:
    return min(_milliseconds(action) for _ in range(rounds))


def _milliseconds(action: Callable[[], object]) -> float:
    begin = process_time()
    action()
    return (process_time() - begin) * 1000


def _replans(roadmaps: Sequence[Roadmap], members: int) -> list[float]:
    """CPU of each member's re-plan: various roadmaps, paces and study days, half of the items settled."""
    rng = Random(20260105)
    taken: list[float] = []
    for number in range(members):
        days = frozenset(rng.sample(range(7), rng.randint(2, 7)))
        taken.append(_replan(roadmaps[number % len(roadmaps)], Pace(60 * rng.randint(5, 40), days)))
    return taken


def _replan(roadmap: Roadmap, pace: Pace) -> float:
    settled = _half(work_of(roadmap), pace)
    now = max(sitting.day for sitting in settled)
    return _milliseconds(lambda: replan(work_of(roadmap), pace, now, epoch=START, settled=settled))


def _half(work: Work, pace: Pace) -> list[Sitting]:
    """What a member on schedule has settled when half of the items are done."""
    done = {item.key for item in work.items[: len(work.items) // 2]}
    plan = lay_out(work, pace, START)
    last = max(sitting.day for sitting in plan.sittings if sitting.key in done)
    return [sitting for sitting in plan.sittings if sitting.key in done or sitting.day < last]
