"""The picture of solved problems: what a person on a phone can read of it, and what it says in words."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest
from discord import ui
from PIL import Image

from bot.domain.problem_aims import Aim, aim_progress
from bot.domain.problem_log import Solve
from bot.domain.problem_progress import problem_progress
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.domain.roadmap_terms import Period
from bot.services.problem_results import ProblemChart
from bot.ui.charts_canvas import INNER_LEFT, WIDTH
from bot.ui.charts_problems import problems_chart
from bot.ui.charts_problems_words import alt_text, pace_text, summary
from bot.ui.problem_progress import problems_message
from tests.catalog.built_in_problems import PROBLEMS
from tests.ui.test_charts_layout import LEAST, PHONE, Reader

TODAY = date(2026, 3, 1)
EASY, MEDIUM = Difficulty.EASY, Difficulty.MEDIUM
PICTURE_BYTES = 90_000


def log(number: int, grade: Grade | None = None) -> list[Solve]:
    """So many problems, two a day up to today."""
    return [
        Solve(
            each.key,
            TODAY - timedelta(days=(number - index) // 2),
            difficulty=each.difficulty,
            pattern=each.pattern,
            grade=grade,
        )
        for index, each in enumerate(PROBLEMS.free[:number])
    ]


def chart(solves: list[Solve], *aims: Aim, due: int = 0, tasks: int = 0) -> ProblemChart:
    progress = tuple(aim_progress(aim, solves, TODAY, PROBLEMS.members(aim.of_list or "")) for aim in aims)
    whole = problem_progress(PROBLEMS, solves)
    return ProblemChart(1, 2, TODAY, whole, progress, tasks, 72, due, min(14, len(solves)))


PARTS = Aim(
    "p", "Problems " * 30, 1500, ((EASY, 1000), (MEDIUM, 500)), due=date(2026, 4, 1), since=date(2026, 1, 1)
)
LATE = Aim("l", "Blind 75", 75, of_list="blind-75", due=date(2026, 2, 1), since=date(2026, 1, 1))
DAILY = Aim("d", "Every day", 30, per=Period.DAY)
REACHED = Aim("r", "A handful", 5)
CHARTS = {
    "nothing yet": chart([]),
    "nothing yet of a goal": chart([], LATE),
    "everything": chart(log(412, Grade.AGAIN), PARTS, LATE, DAILY, REACHED, due=412, tasks=72),
    "on the way": chart(log(60, Grade.GOOD), LATE, REACHED, due=1),
}


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Reader]]:
    monkeypatch.setattr("bot.ui.charts_problems.Canvas", Reader)
    Reader.pages.clear()
    yield Reader.pages
    Reader.pages.clear()


@pytest.mark.parametrize("name", CHARTS)
def test_all_words_are_large_enough_and_none_stands_on_another(name: str, pages: list[Reader]) -> None:
    problems_chart(CHARTS[name])
    (page,) = pages
    assert min(each.size for each in page.words) * PHONE / WIDTH >= LEAST
    assert [(one.text, two.text) for one, two in combinations(page.words, 2) if one.touches(two)] == []
    for each in page.words:
        left, top, right, bottom = each.box
        assert left >= INNER_LEFT - 6, each
        assert right <= WIDTH - INNER_LEFT + 6, each
        assert 0 < top < bottom < page.height, each


@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_is_small_and_its_words_say_the_same(name: str) -> None:
    data = problems_chart(CHARTS[name])

    assert Image.open(io.BytesIO(data)).width == WIDTH
    assert len(data) < PICTURE_BYTES
    assert len(alt_text(CHARTS[name])) <= 1024
    assert f"{CHARTS[name].progress.solved} problems solved" in summary(CHARTS[name])[0]


@pytest.mark.parametrize(
    ("aim", "solved", "words"),
    [
        (DAILY, 60, "30 to go today"),
        (REACHED, 60, "reached"),
        (LATE, 0, "75 to go · was due 1 Feb · 0 a week lately"),
        (Aim("a", "A", 40), 14, "26 to go · 4 a week lately"),
        (Aim("a", "A", 40), 1, "39 to go · less than 1 a week lately"),
        # Five in three days are no pace of twelve a week.
        (Aim("y", "A", 40, since=date(2026, 2, 27)), 6, "34 to go · 5 a week lately"),
        (Aim("c", "C", 10, due=date(2026, 3, 28)), 0, "3 a week reach it by 28 Mar · 0 a week lately"),
        # 28 days are left: 28 problems are 7 a week.
        (Aim("b", "B", 28, due=date(2026, 3, 28)), 0, "7 a week reach it by 28 Mar · 0 a week lately"),
    ],
)
def test_a_pace_says_what_it_takes_and_how_it_went(aim: Aim, solved: int, words: str) -> None:
    (progress,) = chart(log(solved), aim).aims

    if aim is DAILY:
        progress = aim_progress(aim, [], TODAY)
    assert pace_text(progress, TODAY) == words


def test_by_difficulty_the_most_that_any_number_asks_for_is_shown(pages: list[Reader]) -> None:
    sitting = Aim("s", "A sitting", 50, ((MEDIUM, 50),))
    whole = Aim("w", "All of it", 150, ((EASY, 100), (MEDIUM, 40)))
    problems_chart(chart(log(10), sitting, whole))

    (page,) = pages
    words = [each.text for each in page.words]
    assert {"of 100", "of 50"} <= {text[text.index("of") :] for text in words if " of " in text}


async def test_what_the_picture_shows_is_said_once_beneath_and_in_full_in_its_description() -> None:
    _, view = await problems_message(CHARTS["on the way"])

    (words, *rest) = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)][1:]
    assert rest == []
    assert words.startswith("60 problems solved")
    assert "By pattern" not in words
    assert "By pattern" in alt_text(CHARTS["on the way"])


async def test_the_message_fits_and_shows_titles_as_they_are_written() -> None:
    hostile = Aim("h", "**@everyone** [x](https://example.org)" * 20, 3)
    file, view = await problems_message(chart(log(412, Grade.AGAIN), hostile, due=3))

    words = "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))
    assert file.filename == "problems.png"
    assert view.content_length() <= 4_000
    assert "@everyone" not in words
    assert "**" not in words
