"""What people read when a problem cannot be found or chosen."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.problem_errors import (
    AllSolved,
    NoProblemFits,
    NothingSolvedYet,
    UnknownProblem,
    UnknownProblemList,
)
from bot.ui.problem_sentences import about_problems
from bot.ui.sentences import sentence

DUE = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            UnknownProblem("*two*", ("1. Two Sum", "167. Two Sum II")),
            r"I know no problem **\*two\***. Did you mean **1\. Two Sum** or **167\. Two Sum II**?",
        ),
        (UnknownProblem("zzz"), "can be named by its number or its address."),
        (UnknownProblemList("blind", ("Blind 75", "Grind 75")), "Take one of: Blind 75 or Grind 75."),
        (NoProblemFits(), "Leave out the difficulty, the topic or the list."),
        (NothingSolvedYet(), "Ask for a new problem, or log one you solved."),
        (AllSolved(12), "You have solved all 12 problems that fit. Ask for one of them again"),
        (
            AllSolved(1, DUE),
            "You have solved the one problem that fits. The next one is due <t:1795564800:D>",
        ),
    ],
)
def test_the_sentence_names_the_next_step(error: CohortError, words: str) -> None:
    assert words in sentence(error)


def test_other_errors_are_not_its_business() -> None:
    assert about_problems(NoLongerAvailable()) is None
