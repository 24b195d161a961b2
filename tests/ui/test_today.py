"""The day's panel: whatever is written in it, Discord takes it and nothing in it comes alive."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roadmap import Item, ItemKind
from bot.domain.streaks import Streak
from bot.domain.tasks import EnrolmentState, Standing, Task, TaskState, Today
from bot.ui.task_card import card_layout
from bot.ui.today import today_layout
from tests.discord_api.checker import check

COMPONENTS_V2 = 1 << 15

ITEM = Item("w1.a", ItemKind.TASK, "Arrays", 60, "Walk an array.")
TASK = Task(1, "Arrays", "Walk an array.", ITEM, False, False, 1, 2, date(2026, 1, 5), 60, TaskState.OPEN)
TODAY = Today(
    guild_id=10**18,
    user_id=2 * 10**18,
    day=date(2026, 1, 5),
    zone=ZoneInfo("UTC"),
    cutoff_minutes=180,
    roadmap_title="Deep Dive",
    state=EnrolmentState.ACTIVE,
    start=date(2026, 1, 5),
    paused_until=None,
    planned=True,
    tasks=(TASK,),
    where=("Phase I · CS", "Week 1 · Python"),
    standing=Standing(60, 600, date(2026, 4, 1)),
    streak=Streak(3, 9, today_done=False, today_planned=True),
    next_day=date(2026, 1, 6),
)


def problems(today: Today) -> list[object]:
    """What Discord would say to the panel."""
    body = {"flags": COMPONENTS_V2, "components": today_layout(today).to_components()}
    return list(check("POST", "/channels/1/messages", body))


@given(st.text(max_size=400), st.text(max_size=400), st.integers(0, 60))
def test_any_words_and_any_number_of_tasks_fit_a_message(title: str, where: str, count: int) -> None:
    named = replace(TASK, title=title or "x", detail=title)
    tasks = tuple(replace(named, id=number + 1) for number in range(count))
    today = replace(TODAY, tasks=tasks, where=(where, where), roadmap_title=title)

    assert problems(today) == []


@given(st.text(max_size=6000))
def test_any_detail_fits_a_card(detail: str) -> None:
    view = card_layout(10**18, 2 * 10**18, replace(TASK, detail=detail))
    body = {"flags": COMPONENTS_V2, "components": view.to_components()}

    assert check("POST", "/channels/1/messages", body) == []


def test_more_tasks_than_fit_are_counted() -> None:
    tasks = tuple(replace(TASK, id=number) for number in range(1, 12))

    shown = str(today_layout(replace(TODAY, tasks=tasks)).to_components())

    assert "… and 3 more tasks" in shown
