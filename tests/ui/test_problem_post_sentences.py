"""Every refusal around a group's problem of the day names the next step."""

import pytest

from bot.domain import problem_post_errors as e
from bot.domain.errors import CohortError, TaskGone
from bot.ui.problem_post_sentences import about_problem_posts
from bot.ui.sentences import GONE, sentence


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (e.NoPostChannel(), "`/manage leetcode channel:`"),
        (e.NoPostDay(), "Choose at least one weekday"),
        (e.DailyNotOffered(), "Draw from the roadmap or a list instead"),
    ],
)
def test_a_refusal_names_the_next_step(error: CohortError, part: str) -> None:
    assert part in sentence(error)
    assert sentence(error) != GONE


def test_other_errors_are_left_to_others() -> None:
    assert about_problem_posts(TaskGone()) is None
