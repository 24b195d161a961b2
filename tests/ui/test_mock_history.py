"""The history fits one message, whatever is in it."""

from datetime import date, timedelta

import pytest
from discord import ui

from bot.domain.claims import TargetPlace
from bot.domain.mock_history import COURSE, PAGE, Course, Entry, HistoryShown, WeakArea
from bot.domain.mock_outside import MAX_PLACE, MAX_WEAK, Outside
from bot.domain.mock_sessions import EndedWhy, SessionState
from bot.domain.questions import Criterion, QuestionKind
from bot.domain.roadmap_claims import Comparator, Goal, Target
from bot.domain.targets import Standing
from bot.ui.mock_history import history_layout
from bot.ui.mock_history_words import course_line, weak_names
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, interview, seat

HUGE = 2**63 - 1
LONG = "word " * 100
GONE = interview(
    seat(ADA, 0), seat(BEN, 1), seat(CYD, 2), state=SessionState.CANCELLED, ended_why=EndedWhy.REMATCHED
)
HELD = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START))
OUTSIDE = Outside(
    HUGE, date(2026, 11, 25), QuestionKind.SYSTEM_DESIGN, "x" * MAX_PLACE, True, "y " * (MAX_WEAK // 2)
)
AREAS = tuple(
    WeakArea(kind, key, 1.5, Criterion(key, LONG, (LONG,) * 4))
    for kind in QuestionKind
    for key in ("one-thing", "another")
)
COURSES = tuple(
    Course(kind, tuple((START + timedelta(days=day), 2.5) for day in range(COURSE))) for kind in QuestionKind
)
TARGET = Target("t", LONG, Goal(Comparator.BETWEEN, 2, 3, "mock interviews"))
STANDING = Standing(TargetPlace(TARGET), 1, None, None, (), None, met=False)


def page(*entries: Entry) -> HistoryShown:
    """As much as there can be on a page."""
    whose = {"guild_id": HUGE, "user_id": ADA, "today": date(2026, 12, 1)}
    return HistoryShown(
        **whose,  # pyright: ignore[reportArgumentType]
        entries=entries,
        page=4,
        pages=9,
        held=1234,
        elsewhere=500,
        scores={HELD.id: 2.75},
        courses=COURSES,
        weak=AREAS,
        targets=(STANDING,) * 5,
    )


@pytest.mark.parametrize("entry", [GONE, HELD, OUTSIDE], ids=["gone", "held", "outside"])
def test_a_full_page_fits_one_message(entry: Entry) -> None:
    view = history_layout(page(*[entry] * PAGE))

    assert view.content_length() <= 4_000
    assert view.total_children_count <= 40
    assert len([item for item in view.walk_children() if isinstance(item, ui.Section)]) in (0, PAGE)


def test_a_course_is_one_line_of_a_table() -> None:
    line = course_line(COURSES[0])

    assert line.startswith("coding ")
    assert line.endswith("2.5")
    assert "\n" not in line


def test_a_panel_names_what_to_work_on_by_kind() -> None:
    (line,) = weak_names(AREAS[:3])

    assert "coding (one thing, another) and ML coding (one thing)" in line
    assert weak_names(()) == []
