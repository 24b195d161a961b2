"""The post of a group's problem: what it says in each case, and that Discord takes it."""

from datetime import date, timedelta

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.problem_posts import DAILY, ROADMAP, GroupPrompt, Solvers
from bot.domain.roadmap_claims import Difficulty
from bot.services.problem_post_results import PostShown
from bot.ui.problem_post_page import post_layout
from bot.ui.problem_posts import post_message
from tests.discord_api.checker import check
from tests.domain.problem_samples import FIRST

COMPONENTS_V2 = 1 << 15
DAY = date(2026, 11, 21)
TOPICS = ("array", "hash-table")
PROMPT = GroupPrompt("two-sum", "1. Two Sum", Difficulty.EASY, TOPICS, ROADMAP, number=3, size=41, round=2)
SHOWN = PostShown(10**18, "n:7:", 5, DAY, PROMPT, None, Solvers(), timedelta(0))


def words(view: ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def said(
    solvers: Solvers = SHOWN.solvers,
    late_by: timedelta = SHOWN.late_by,
    *,
    listed: bool = False,
    **prompt: object,
) -> str:
    changed = GroupPrompt(**{**_fields(), **prompt})  # pyright: ignore[reportArgumentType]
    shown = PostShown(10**18, "n:7:", 5, DAY, changed, FIRST if listed else None, solvers, late_by)
    return words(post_layout(shown))


def _fields() -> dict[str, object]:
    return {name: getattr(PROMPT, name) for name in PROMPT.__slots__}


def test_title_link_and_difficulty_are_open_and_the_topics_hidden() -> None:
    text = said()
    assert "**[1\\. Two Sum](<https://leetcode.com/problems/two-sum/>)** · Easy" in text
    assert "Topics: ||arrays, hash tables||" in text
    assert "late" not in text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (said(), "From the whole catalogue · number 3 of the 41 that fit, round 2"),
        (said(of_week=True), "Fits the roadmap week that most of you are in · number 3 of the 41 that fit"),
        (
            said(listed=True, source=FIRST.key),
            "[First Four](<https://example.org/first-four>) by Somebody · number 3 of the 41",
        ),
        (said(source=DAILY), "LeetCode's own problem of the day\n"),
        (said(stand_in=True), "this one takes its place"),
        (said(late_by=timedelta(hours=2)), "2 h late: I was away"),
    ],
)
def test_it_says_where_it_is_from(text: str, part: str) -> None:
    assert part in text


@pytest.mark.parametrize(
    ("solvers", "part"),
    [
        (Solvers(), "Only how many did is shown here"),
        (Solvers(1, DAY, 1), "✅ **1 solved it**"),
        (Solvers(1, DAY + timedelta(days=1), 1), "✅ **1 solved it** on 22 Nov"),
        (Solvers(1_200, DAY + timedelta(days=1), 2), "✅ **1,200 solved it** · 2 on 22 Nov"),
    ],
)
def test_how_many_solved_it_is_true_on_every_later_day(solvers: Solvers, part: str) -> None:
    assert said(solvers).endswith(part) or f"{part}." in said(solvers)


def test_a_problem_without_topics_hides_nothing() -> None:
    assert "||" not in said(topics=(), difficulty=None)


def test_the_marker_begins_the_buttons_and_the_thread_is_called_after_the_problem() -> None:
    message = post_message(SHOWN)
    ids = [getattr(part, "custom_id", None) for part in message.view.walk_children()]
    assert {each for each in ids if each} == {f"n:7:lcpost:{10**18}:5", f"n:7:lcmine:{10**18}:5"}
    assert message.thread == "1. Two Sum · 21 Nov"


@given(
    st.text(max_size=400).map(lambda title: f"9. {title}"),
    st.lists(st.text(max_size=60), max_size=30).map(tuple),
    st.integers(0, 10**6),
)
def test_discord_takes_it_whatever_leetcode_calls_it(label: str, topics: tuple[str, ...], count: int) -> None:
    solvers = Solvers(count, DAY, count) if count else Solvers()
    prompt = GroupPrompt("a-slug", label, None, topics, DAILY)
    shown = PostShown(2**63 - 1, f"n:{10**17}:", 10**17, DAY, prompt, FIRST, solvers, timedelta(hours=6))
    message = post_message(shown)
    body = {"flags": COMPONENTS_V2, "components": message.view.to_components()}
    assert list(check("POST", "/channels/1/messages", body)) == []
    assert message.thread is not None
    assert 1 <= len(message.thread) <= 100
