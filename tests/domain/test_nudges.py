"""When there is nothing to say to a member, and how much is said to one who has not answered lately."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import Reason
from bot.domain.nudges import LIGHT_AFTER, SILENT_AFTER, Answers, Tone, quiet_reason
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
        pytest.param(replace(TODAY, set_aside=True), Reason.SET_ASIDE, id="a freeze set aside"),
        pytest.param(replace(TODAY, state=EnrolmentState.PAUSED), Reason.PAUSED, id="paused"),
        pytest.param(replace(TODAY, state=EnrolmentState.FINISHED), Reason.FINISHED, id="finished"),
        pytest.param(replace(TODAY, state=EnrolmentState.LEFT), Reason.LEFT, id="left"),
    ],
)
def test_nobody_is_nagged_without_something_to_do(today: Today, reason: Reason | None) -> None:
    assert quiet_reason(today) is reason


MONDAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("ignored", "days", "tone"),
    [
        pytest.param(0, 0, Tone.FULL, id="answered"),
        pytest.param(2, 2, Tone.FULL, id="two ignored"),
        pytest.param(3, 3, Tone.LIGHT, id="three ignored"),
        pytest.param(3, 10, Tone.LIGHT, id="the tenth day is not over"),
        pytest.param(3, 11, Tone.SILENT, id="ten days"),
        pytest.param(2, 40, Tone.FULL, id="one study day a week: ten days are only one message"),
        pytest.param(0, 40, Tone.FULL, id="muted for weeks: nothing was ignored"),
    ],
)
def test_it_gets_lighter_and_then_silent(ignored: int, days: int, tone: Tone) -> None:
    assert Answers(ignored, MONDAY).tone(MONDAY + timedelta(days=days)) is tone


@pytest.mark.parametrize(
    ("ignored", "following", "last"),
    [(3, 10, False), (3, 11, True), (2, 14, True), (1, 14, False), (3, 12, True)],
)
def test_the_last_one_before_silence_is_known(ignored: int, following: int, last: bool) -> None:
    assert Answers(ignored, MONDAY).is_last(MONDAY + timedelta(days=following)) is last


@given(st.integers(0, LIGHT_AFTER), st.integers(0, 60), st.integers(0, 60))
def test_waiting_longer_never_makes_it_speak_more(ignored: int, days: int, more: int) -> None:
    order = [Tone.FULL, Tone.LIGHT, Tone.SILENT]
    answers = Answers(ignored, MONDAY)
    sooner, later = (answers.tone(MONDAY + timedelta(days=each)) for each in (days, days + more))
    assert order.index(later) >= order.index(sooner)
    if days <= SILENT_AFTER:
        assert sooner is not Tone.SILENT
