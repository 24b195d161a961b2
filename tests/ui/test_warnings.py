"""What a warning and a light nudge say: honest, short, and nothing private in a channel."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery import Reason
from bot.domain.nudges import Brief
from bot.domain.streaks import Streak
from bot.domain.tasks import TaskState, Today
from bot.domain.warnings import AtRisk
from bot.ui.message import Message
from bot.ui.nudge_messages import nudge_message
from bot.ui.warnings import warning_message
from tests.delivery.world import utc
from tests.domain.test_nudges import TODAY, task

STREAK = Streak(12, 23, today_done=False, today_planned=True, freezes=1)
LONG, SHORT = replace(task(TaskState.OPEN), id=7, planned_minutes=90), replace(task(TaskState.OPEN), id=8)
AT_RISK = replace(TODAY, streak=STREAK, tasks=(LONG, SHORT))
RISK = AtRisk(
    marker="n:5:",
    today=AT_RISK,
    ends_at=utc("2026-06-02 01:00"),
    late_by=timedelta(0),
    light=False,
    in_channel=False,
    fallback=None,
)
BRIEF = Brief(5, "n:5:", AT_RISK, timedelta(0), in_channel=False, fallback=None)


def shown(message: Message) -> str:
    return json.dumps(message.view.to_components(), ensure_ascii=False)


def freezes(number: int) -> Today:
    return replace(AT_RISK, streak=replace(STREAK, freezes=number))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (0, "A day that is only forgotten can still be filled in with `/streak backfill`"),
        (1, "Otherwise your last freeze keeps them."),
        (2, "Otherwise one of your 2 freezes keeps them."),
    ],
)
def test_it_says_honestly_what_happens_otherwise(held: int, said: str) -> None:
    assert said in shown(warning_message(replace(RISK, today=freezes(held), can_fill_in=True)))


def test_filling_in_is_promised_only_while_it_can_be_kept() -> None:
    words = shown(warning_message(replace(RISK, today=freezes(0), can_fill_in=False)))
    assert "No freeze is left: otherwise a new count starts." in words
    assert "backfill" not in words


def test_the_shortest_task_is_at_hand_and_the_marker_begins_a_button() -> None:
    words = shown(warning_message(RISK))
    assert "**Your 12 days**: one task before 03:00" in words
    assert "c:done:1:2:8" in words
    assert "c:done:1:2:7" not in words
    assert '"n:5:1:2"' in words


def test_without_an_open_task_it_still_opens_the_day() -> None:
    words = shown(warning_message(replace(RISK, today=replace(AT_RISK, tasks=()))))
    assert "Your 12 days" in words
    assert "n:5:1:2" in words


def test_light_is_one_line_without_the_panel() -> None:
    words = shown(warning_message(replace(RISK, light=True)))
    assert "One task before 03:00 keeps your 12 days." in words
    assert "c:done" not in words
    assert "freeze" not in words


@pytest.mark.parametrize("light", [True, False])
def test_a_channel_learns_nothing_of_it(light: bool) -> None:
    brief = replace(RISK, in_channel=True, fallback=Reason.DM_CLOSED, light=light)
    words = shown(warning_message(brief))
    assert "<@2>, there is something for you." in words
    assert "direct messages are closed" in words
    told = words.replace("n:5:1:2", "")
    assert not [secret for secret in ("12", "streak", "task", "freeze") if secret in told]


@pytest.mark.parametrize("light", [True, False])
def test_a_late_one_says_so(light: bool) -> None:
    assert "1 h 5 min late" in shown(
        warning_message(replace(RISK, light=light, late_by=timedelta(minutes=65)))
    )


def test_a_light_nudge_is_one_line_and_the_last_one_announces_the_silence() -> None:
    full, light = shown(nudge_message(BRIEF)), shown(nudge_message(replace(BRIEF, light=True)))
    assert "c:done" in full
    assert "c:done" not in light
    assert "2 tasks for you today" in light
    assert "I stay quiet" not in full + light
    for brief in (replace(BRIEF, last=True), replace(BRIEF, last=True, light=True)):
        assert "I stay quiet from here on. With your next tick I am back." in shown(nudge_message(brief))
