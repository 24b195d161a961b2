"""When there is nothing to say to a member."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.delivery import Reason
from bot.domain.nudges import quiet_reason
from bot.domain.streaks import Streak
from bot.domain.tasks import EnrolmentState, Standing, Task, TaskState, Today


def task(state: TaskState) -> Task:
    return Task(
        id=1,
        title="Read",
        detail="",
        item=None,
        own=True,
        thread=False,
        sitting=1,
        sittings=1,
        day=date(2026, 6, 1),
        planned_minutes=30,
        state=state,
    )


TODAY = Today(
    guild_id=1,
    user_id=2,
    day=date(2026, 6, 1),
    zone=ZoneInfo("Europe/Berlin"),
    cutoff_minutes=180,
    roadmap_title="Deep dive",
    state=EnrolmentState.ACTIVE,
    start=date(2026, 1, 1),
    paused_until=None,
    planned=True,
    tasks=(task(TaskState.DONE), task(TaskState.OPEN)),
    where=(),
    standing=Standing(0, 100, None),
    streak=Streak(0, 0, today_done=False, today_planned=True),
    next_day=None,
)


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        pytest.param(TODAY, None, id="something is open"),
        pytest.param(replace(TODAY, tasks=(task(TaskState.DONE),)), Reason.ALL_DONE, id="all done"),
        pytest.param(replace(TODAY, tasks=(task(TaskState.SKIPPED),)), Reason.ALL_DONE, id="all skipped"),
        pytest.param(replace(TODAY, tasks=()), Reason.NOTHING_PLANNED, id="nothing planned"),
        pytest.param(replace(TODAY, planned=False), Reason.REST_DAY, id="rest day"),
        pytest.param(replace(TODAY, state=EnrolmentState.PAUSED), Reason.PAUSED, id="paused"),
        pytest.param(replace(TODAY, state=EnrolmentState.FINISHED), Reason.FINISHED, id="finished"),
        pytest.param(replace(TODAY, state=EnrolmentState.LEFT), Reason.LEFT, id="left"),
    ],
)
def test_nobody_is_nagged_without_something_to_do(today: Today, reason: Reason | None) -> None:
    assert quiet_reason(today) is reason
