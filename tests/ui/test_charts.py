import io
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor, ImageDraw, ImageFont

from bot.domain.hours_by_kind import NO_BUDGETS, Budgets
from bot.domain.pace import Pace
from bot.domain.progress import ProgressChart, ProgressFacts, TaskFact, chart_of
from bot.domain.streaks import DayRange, Streak
from bot.domain.tasks import TaskState
from bot.domain.work_kinds import WorkKind
from bot.ui import charts_canvas
from bot.ui.charts import progress_chart
from bot.ui.charts_canvas import WIDTH, Canvas, drawable
from bot.ui.charts_letters import BENGALI, JOINERS
from bot.ui.charts_words import alt_text, summary
from bot.ui.theme import PALETTE

TODAY = date(2026, 11, 20)
STREAK = Streak(current=12, longest=21, today_done=True, today_planned=True)
PACE = Pace(600, frozenset(range(5)))
PAUSE = DayRange(TODAY - timedelta(days=30), TODAY - timedelta(days=24))
PAUSED = {PAUSE.first + timedelta(days=offset) for offset in range(7)}
PICTURE_BYTES = 60_000
PICTURE_SECONDS = 0.03
BUDGET = "the budget so far (what was planned where the roadmap states none)"
PLANNED = "what was planned so far"
KINDS = (WorkKind.STUDY, WorkKind.HANDS_ON, WorkKind.INTERVIEW)
BUDGETS = {"first": {WorkKind.STUDY: 6000, WorkKind.HANDS_ON: 3000}}


def life(
    ago: int = 60,
    length: int = 112,
    *,
    done: float = 0.8,
    kinds: tuple[WorkKind, ...] = KINDS,
    budgets: Budgets = NO_BUDGETS,
    minutes: int = 90,
) -> ProgressChart:
    """A member who started `ago` days before today and did a share of what was due."""
    start = TODAY - timedelta(days=ago)
    tasks: list[TaskFact] = []
    for offset in range(length):
        day = start + timedelta(days=offset)
        if day in PAUSED:
            continue
        settled = offset < ago and offset % 10 < done * 10
        state = TaskState.OPEN if not settled else TaskState.SKIPPED if offset % 17 == 3 else TaskState.DONE
        kind, section = kinds[offset % len(kinds)], "first" if offset < length // 2 else "second"
        tasks.append(TaskFact(day, minutes + offset % 4 * 10, state, day if settled else None, kind, section))
    left = [task.day for task in tasks if task.state is TaskState.OPEN]
    return chart_of(
        ProgressFacts(
            title="ML engineer in 16 weeks",
            start=start,
            today=TODAY,
            pace=PACE,
            streak=STREAK,
            tasks=tasks,
            budgets=budgets,
            pauses=(PAUSE,),
            finish=max(left, default=None),
        )
    )


def bare(start: date = TODAY, pace: Pace = PACE, title: str = "Empty") -> ProgressChart:
    return chart_of(ProgressFacts(title=title, start=start, today=TODAY, pace=pace, streak=STREAK))


CHARTS = {
    "under way": life(),
    "first day": life(ago=0),
    "400 days": life(ago=400, length=520, kinds=tuple(WorkKind), minutes=600),
    "78 weeks": life(ago=100, length=546, kinds=tuple(WorkKind), budgets=BUDGETS),
    "budgets": life(budgets=BUDGETS),
    "one kind": life(ago=30, kinds=KINDS[:1]),
    "far behind": life(ago=100, length=140, done=0.1),
    "finished": life(ago=112, done=1),
    "starts next month": life(ago=-20),
    "all rest": bare(TODAY - timedelta(days=20), Pace(0, frozenset())),
    "nothing planned": bare(),
}


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("name", CHARTS)
def test_every_life_makes_a_small_upright_png(name: str) -> None:
    data = progress_chart(CHARTS[name])
    image = picture(data)
    assert (image.format, image.mode, image.width) == ("PNG", "P", WIDTH)
    assert 1 < image.height / image.width < 1.5
    assert len(data) < PICTURE_BYTES


def test_a_picture_is_drawn_within_a_blink() -> None:
    progress_chart(CHARTS["400 days"])
    spent: list[float] = []
    for _ in range(5):
        began = time.process_time()
        progress_chart(CHARTS["400 days"])
        spent.append(time.process_time() - began)
    assert min(spent) < PICTURE_SECONDS


def test_pictures_drawn_in_many_threads_are_the_same_as_in_one() -> None:
    wanted = {name: progress_chart(chart) for name, chart in CHARTS.items()}
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: (name, progress_chart(CHARTS[name])), list(CHARTS) * 3))
    assert all(data == wanted[name] for name, data in drawn)


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_drawn_over_the_edge(name: str) -> None:
    image = picture(progress_chart(CHARTS[name])).convert("RGB")
    width, height = image.size
    edges = [
        (0, 0, width, 12),
        (0, height - 12, width, height),
        (0, 0, 12, height),
        (width - 12, 0, width, height),
    ]
    page = ImageColor.getrgb(PALETTE.page)
    assert {colour for edge in edges for _, colour in image.crop(edge).getcolors() or []} == {page}


@pytest.mark.parametrize(
    ("sign", "name", "other"),
    [
        (PALETTE.pause, "under way", "first day"),
        (PALETTE.missed, "under way", "finished"),
        (PALETTE.ahead, "under way", "finished"),
        (PALETTE.done_area, "under way", "nothing planned"),
        (PALETTE.future, "first day", "400 days"),
        (PALETTE.rest, "all rest", "first day"),
        (PALETTE.levels[3], "400 days", "first day"),
    ],
)
def test_a_sign_is_drawn_where_it_applies(sign: str, name: str, other: str) -> None:
    assert pixels(CHARTS[name], sign) > pixels(CHARTS[other], sign)


def pixels(chart: ProgressChart, colour: str) -> int:
    found = picture(progress_chart(chart)).convert("RGB").getcolors(1 << 20) or []
    return sum(number for number, value in found if value == ImageColor.getrgb(colour))


def test_the_font_has_every_character_that_is_called_drawable() -> None:
    missing = glyph("\U000fffff")
    assert [char for char in charts_canvas._DRAWN if glyph(char) == missing] == []


def glyph(char: str) -> bytes:
    image = Image.new("L", (60, 60))
    ImageDraw.Draw(image).text((10, 10), char, fill=255, font=ImageFont.load_default(30))
    return image.tobytes()


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("ML engineer in 16 weeks", "ML engineer in 16 weeks"),
        ("Café – Łódź naïve", "Cafe - Lodz naive"),
        ("“Deep” 機械学習 dive", "“Deep” dive"),
        ("機械学習 – ML", "ML"),
        ("🔥 Hot\u200b\n\tpath", "Hot path"),
        ("機械学習", ""),
        ("…", "..."),
    ],
)
def test_a_title_shows_what_the_font_has(title: str, shown: str) -> None:
    assert drawable(title) == shown


@given(st.text(max_size=300))
@settings(max_examples=25, deadline=None)
def test_no_title_can_break_the_picture(title: str) -> None:
    words = Canvas(10, 10, PALETTE.page).fitting(drawable(title), 660, 26)
    assert set(words) <= charts_canvas._DRAWN | BENGALI | {*JOINERS, "…"}
    assert Canvas(10, 10, PALETTE.page).width_of(words, 26) <= 660
    assert len(progress_chart(bare(title=title))) < PICTURE_BYTES


def test_the_picture_is_told_in_words() -> None:
    monday = date(2026, 11, 16)
    tasks = (
        TaskFact(monday, 90, TaskState.DONE, monday, WorkKind.STUDY),
        TaskFact(monday, 30, TaskState.SKIPPED, monday, WorkKind.STUDY),
        TaskFact(monday + timedelta(days=1), 120, TaskState.OPEN, None, WorkKind.HANDS_ON),
        TaskFact(monday + timedelta(days=14), 60, TaskState.OPEN, None, WorkKind.HANDS_ON),
    )
    pause = DayRange(monday + timedelta(days=2), monday + timedelta(days=3))
    chart = chart_of(
        ProgressFacts("T", monday, TODAY, PACE, STREAK, tasks, pauses=(pause,), finish=date(2026, 11, 30))
    )
    assert alt_text(chart) == " ".join(("Progress chart of T.", *summary(chart)))
    assert summary(chart) == (
        "40 % done: 2 h of 5 h, 0.5 h of it skipped.",
        "2 h behind plan, projected to finish on Mon 30 Nov 2026.",
        f"By kind, against {PLANNED}: study 1.5 h of 2 h (2 h in all); hands-on 0 h of 2 h (3 h in all).",
        "Streak: 12 days, longest 21 days.",
        "This week: 1.5 h of 10 h.",
        "Last 17 weeks: 1 day studied, 1 missed, 2 paused, 0 rest days.",
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("first day", "On plan, projected to finish on Thu 11 Mar 2027."),
        ("finished", "Finished on Thu 19 Nov 2026."),
        ("nothing planned", "Nothing planned yet."),
        ("nothing planned", "0 % done: 0 h of 0 h."),
    ],
)
def test_the_words_fit_the_life(name: str, sentence: str) -> None:
    assert sentence in summary(CHARTS[name])


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("one kind", [f"By kind, against {PLANNED}: study 28.5 h of 42 h (184 h in all)."]),
        (
            "budgets",
            [
                (
                    f"By kind, against {BUDGET}: study 19.2 h of 103.2 h (133.2 h in all); "
                    "hands-on 22.5 h of 51.8 h (81.5 h in all); interviews 23 h of 31.5 h (61.3 h in all)."
                )
            ],
        ),
        ("nothing planned", []),
    ],
)
def test_hours_by_kind_are_told_with_where_their_budget_comes_from(name: str, sentences: list[str]) -> None:
    assert [line for line in summary(CHARTS[name]) if line.startswith("By kind")] == sentences


def test_being_ahead_is_told() -> None:
    task = TaskFact(TODAY + timedelta(days=9), 90, TaskState.DONE, TODAY)
    later = TaskFact(TODAY + timedelta(days=10), 90, TaskState.OPEN)
    chart = chart_of(ProgressFacts("T", TODAY, TODAY, PACE, STREAK, tasks=(task, later), finish=later.day))
    assert summary(chart)[1] == "1.5 h ahead of plan, projected to finish on Mon 30 Nov 2026."


@given(st.text(max_size=2000))
@settings(max_examples=50)
def test_the_alt_text_fits_and_still_ends_with_the_figures(title: str) -> None:
    words = alt_text(bare(title=title))
    assert len(words) <= 1024
    assert words.startswith("Progress chart of ")
    assert words.endswith("rest days.")
