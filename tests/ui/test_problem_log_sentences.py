"""Refusals around the log of solved problems name the next step."""

from datetime import date

import pytest

from bot.domain import problem_log_errors as e
from bot.domain.errors import CohortError
from bot.ui.sentences import sentence

HOSTILE = "**@everyone** <@1>"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (e.NotInLog("1. Two Sum"), "`/leetcode solved` writes it down"),
        (e.NotDueYet("1. Two Sum", date(2026, 6, 5)), "comes back on Fri 5 Jun 2026"),
        (e.UnknownPattern("knitting", ("Trees", "Graphs")), "Take one of: Trees or Graphs"),
        (e.ListDone("Blind 75"), "You have solved all of **Blind 75**"),
        (e.ListDone("Blind 75", 1), "1 problem that needs a subscription at LeetCode is left"),
        (e.ListDone("Blind 75", 6), "6 problems that need a subscription at LeetCode are left"),
    ],
)
def test_what_to_do_now(error: CohortError, said: str) -> None:
    assert said in sentence(error)


@pytest.mark.parametrize("error", [e.NotInLog(HOSTILE), e.UnknownPattern(HOSTILE, ())])
def test_nothing_written_works_in_a_refusal(error: CohortError) -> None:
    assert "@everyone" not in sentence(error)
    assert "<@1>" not in sentence(error)
