"""Every refusal of a ritual names the next step."""

from datetime import date

import pytest

from bot.domain import ritual_errors as e
from bot.domain.errors import CohortError, TaskGone
from bot.ui.ritual_sentences import about_rituals
from bot.ui.sentences import GONE, sentence

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (e.NothingWritten(), "Write a few words and try again"),
        (e.TooManyLines(7, 5), "7 lines; 5 fit"),
        (e.RitualClosed("goals", MONDAY), "not for the week of 5 Jan 2026"),
        (e.NoReflection("review", date(2026, 1, 1)), "The month in review (Jan 2026)"),
        (e.AlreadyPosted("wins"), "Edit it first"),
        (e.MayNotPost(), "`/ritual post` where you may"),
        (e.NoRitualChannel("goals"), "`/manage rituals channel:`"),
        (e.NoRitualNamed(), "under `ritual:`"),
        (e.OneWeekday(monthly=True), "last day of each month"),
        (e.OneWeekday(monthly=False), "Choose one day"),
    ],
)
def test_a_refusal_names_the_next_step(error: CohortError, part: str) -> None:
    assert part in sentence(error)
    assert sentence(error) != GONE


def test_other_errors_are_left_to_others() -> None:
    assert about_rituals(TaskGone()) is None
