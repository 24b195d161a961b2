"""What people read about the pool: where they stand, their week, and what stands in the way."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from discord import ui

from bot.domain.availability import ALWAYS, NEVER, Preset, hours, preset_windows
from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.members import Member
from bot.domain.mock_pool import USUAL, CanShown, PoolEntry, PoolShown
from bot.domain.mock_pool_errors import (
    InvalidWindows,
    NothingToCopy,
    NotInPool,
    PoolNotPaused,
    UnknownKind,
    WeekPassed,
    WindowFault,
)
from bot.domain.mock_rounds import Round, RoundReport, RoundState
from bot.domain.mock_sessions import Seat, Session, SessionSource, SessionState
from bot.domain.pace import Pace
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.ui.mock_availability import HoursForm, hours_layout
from bot.ui.mock_availability_words import hours_page
from bot.ui.mock_pool_sentences import about_mock_pool
from bot.ui.mock_pool_words import SHOWN_INTERVIEWS, pool_text
from bot.ui.mocks import pool_layout
from bot.ui.sentences import sentence
from tests.delivery.world import utc

GUILD, ADA, BEN = 2**62, 2**62 + 1, 2**62 + 2
NOW = utc("2026-06-01 10:00")
WEEK = "2026-W24"
ME = Member(1, GUILD, ADA, ZoneInfo("Europe/Berlin"), 180, None)
ENTRY = PoolEntry(ME, frozenset(), 2, 1, Role.EITHER, usual=hours([0], 9, 12))
AWAY = replace(ENTRY, paused_until=date(2026, 7, 1))
ROUND = Round(
    id=7,
    guild_id=GUILD,
    week=WEEK,
    state=RoundState.PLANNED,
    seed=1,
    opens_at=utc("2026-06-04 10:00"),
    closes_at=utc("2026-06-07 10:00"),
    next_at=None,
    report=RoundReport(),
    total=None,
    bound=None,
    paired_at=None,
)
SHOWN = PoolShown(GUILD, ADA, date(2026, 6, 1), ENTRY, ROUND, WEEK, (), ())
SESSION = Session(
    id=12,
    guild_id=GUILD,
    round_id=7,
    source=SessionSource.ROUND,
    week=WEEK,
    kind=QuestionKind.ML_THEORY,
    level=2,
    state=SessionState.FINDING,
    ended_why=None,
    minutes=60,
    slots=(),
    reasons=(),
    starts_at=None,
    thread_id=77,
    thread_lost=False,
    event_id=None,
    revision=0,
    turn=0,
    started_at=None,
    turned_at=None,
    ended_at=None,
    step=None,
    next_at=None,
    created_at=NOW,
    seats=(Seat(ME, 0), Seat(Member(2, GUILD, BEN, ZoneInfo("UTC"), 180, None), 1)),
)
CAN = CanShown(
    guild_id=GUILD,
    user_id=ADA,
    zone=ME.zone,
    week=USUAL,
    round_week=WEEK,
    windows=hours([0], 9, 12),
    own_week=False,
    others=3,
    earlier=True,
    in_pool=True,
    presets={preset: preset_windows(preset, Pace(600, frozenset({0}))) for preset in Preset},
)
CROWDED = sum(1 << slot for slot in range(0, 336, 2))
"""Every other half-hour: nothing takes more words."""


def labels(view: ui.LayoutView) -> list[str | None]:
    parts: list[Any] = [item for item in view.walk_children() if isinstance(item, ui.DynamicItem)]
    return [part.item.label for part in parts if isinstance(part.item, ui.Button)]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (SHOWN, "**Next round** opens <t:1780567200:D>, closes <t:1780826400:F>"),
        (SHOWN, "interviews are in the week of Mon 8 Jun 2026"),
        (
            replace(SHOWN, round=replace(ROUND, state=RoundState.OPEN)),
            "**Next round** closes <t:1780826400:F>",
        ),
        (replace(SHOWN, round=None), "No round is planned here"),
        (replace(SHOWN, entry=None), "You are not in the pool"),
        (replace(SHOWN, first=True), "**You are in the pool.**"),
        (SHOWN, "**When I can** 3 h a week"),
        (replace(SHOWN, entry=replace(ENTRY, usual=NEVER)), "You have not said when you can"),
        (
            replace(SHOWN, entry=replace(ENTRY, special={WEEK: hours([0], 9, 10)})),
            "**When I can** 1 h in the next round's week",
        ),
        (replace(SHOWN, entry=replace(ENTRY, last_bye="2026-W23", byes=1)), "That counts for you"),
        (replace(SHOWN, resting=True, plan_back=date(2026, 6, 9)), "paused until **Tue 9 Jun 2026**"),
        (
            replace(SHOWN, interviews=(SESSION,)),
            f" ML theory · with <@{BEN}> · looking for a time · the week of Mon 8 Jun 2026 · <#77>",
        ),
        (
            replace(SHOWN, interviews=(replace(SESSION, starts_at=NOW, thread_lost=True),)),
            f" ML theory · with <@{BEN}> · <t:1780308000:F>\n",
        ),
        (
            replace(SHOWN, interviews=(replace(SESSION, starts_at=NOW, state=SessionState.RUNNING),)),
            f"• #12 ML theory · with <@{BEN}> · now · <#77>",
        ),
    ],
)
def test_the_panel_says_where_somebody_stands(shown: PoolShown, words: str) -> None:
    assert words in pool_text(shown) + "\n"


@pytest.mark.parametrize(
    "entry",
    [
        replace(ENTRY, last_bye="2026-W20", byes=3),
        replace(ENTRY, paused_until=date(2026, 6, 1)),
        replace(ENTRY, skip_week="2026-W23", gauntlet_week="2026-W23"),
    ],
)
def test_what_is_past_is_not_spoken_of(entry: PoolEntry) -> None:
    assert pool_text(replace(SHOWN, entry=entry)) == pool_text(SHOWN)


def test_the_fullest_panel_fits_one_message() -> None:
    away = replace(AWAY, skip_week=WEEK, gauntlet_week=WEEK, last_bye="2026-W23")
    view = pool_layout(
        replace(
            SHOWN,
            entry=replace(away, kinds=frozenset(QuestionKind), per_week=3),
            interviews=(SESSION,) * 20,
            blocked=tuple(range(GUILD, GUILD + 40)),
            resting=True,
            first=True,
        )
    )
    assert view.content_length() <= 4_000
    assert view.total_children_count <= 40
    assert f"and {20 - SHOWN_INTERVIEWS} more" in pool_text(replace(SHOWN, interviews=(SESSION,) * 20))


@pytest.mark.parametrize("week", [USUAL, WEEK])
@pytest.mark.parametrize("windows", [NEVER, ALWAYS, CROWDED])
def test_the_fullest_week_fits_one_message_and_its_form(week: str, windows: int) -> None:
    can = replace(CAN, week=week, windows=windows, own_week=True, in_pool=False)
    view = hours_layout(can, 127)
    assert view.content_length() <= 4_000
    assert view.total_children_count <= 40
    form = HoursForm(can, 127)
    assert len(form.hours.default or "") <= (form.hours.max_length or 0)


def test_a_week_is_drawn_day_by_day() -> None:
    page = hours_page(replace(CAN, windows=hours([0], 9, 12) | CROWDED & hours([1], 0, 24)))
    assert "\nMon  09:00–12:00\n" in page
    assert "05:00–05:30 +18\n" in page
    assert "\nSun  –\n" in page
    assert "3 others in the pool are free then too." in page


def test_only_what_can_be_done_is_offered() -> None:
    assert "Copy last week's" in labels(hours_layout(CAN))
    assert "Copy last week's" not in labels(hours_layout(replace(CAN, earlier=False)))
    assert {"Clear", "Only the next round…"} <= set(labels(hours_layout(CAN)))
    assert {"As usual after all", "Usual week"} <= set(labels(hours_layout(replace(CAN, week=WEEK))))
    assert "Resume" in labels(
        pool_layout(replace(SHOWN, entry=replace(ENTRY, paused_until=date(2026, 7, 1))))
    )
    assert labels(pool_layout(replace(SHOWN, entry=None)))[:2] == ["Join the pool", "When I can…"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        *((InvalidWindows("*Mon* 18", fault), r"**\*Mon\* 18** ") for fault in WindowFault),
        (UnknownKind("_x_"), r"no kind of interview called **\_x\_**. Choose `coding`, `ML coding`"),
        (NotInPool(), "`/mock join` puts you in."),
        (PoolNotPaused(), "`/mock status` shows where you stand."),
        (WeekPassed(), "`/mock availability` shows the next one."),
        (NothingToCopy(), "Say when you can with `/mock availability`."),
    ],
)
def test_the_sentence_names_the_next_step(error: CohortError, words: str) -> None:
    assert words in sentence(error)


def test_other_errors_are_not_its_business() -> None:
    assert about_mock_pool(NoLongerAvailable()) is None
