"""What somebody writes of an interview held elsewhere."""

from datetime import date, timedelta

import pytest

from bot.domain.errors import CohortError, DateOutOfRange, InvalidDate, TextTooLong
from bot.domain.mock_outside import BACK, MAX_PLACE, MAX_WEAK, NONE, Outside, OutsideWritten
from bot.domain.questions import QuestionKind

TODAY = date(2026, 6, 10)
BEFORE = Outside(1, date(2026, 6, 1), QuestionKind.CODING, "Pramp", recorded=True, weak="Speed")


def test_what_is_not_written_stays() -> None:
    assert OutsideWritten().applied(BEFORE, TODAY) == BEFORE


def test_what_is_written_is_cleaned_and_taken() -> None:
    written = OutsideWritten(QuestionKind.RESUME, "yesterday", " A \u202e friend ", False, "One\n two")

    changed = written.applied(BEFORE, TODAY)

    assert changed == Outside(1, TODAY - timedelta(days=1), QuestionKind.RESUME, "A friend", False, "One two")


@pytest.mark.parametrize("nothing", [NONE, "", "  "])
def test_words_can_be_taken_away(nothing: str) -> None:
    changed = OutsideWritten(place=nothing, weak=nothing).applied(BEFORE, TODAY)

    assert (changed.place, changed.weak) == ("", "")


@pytest.mark.parametrize(
    ("written", "error"),
    [
        (OutsideWritten(day="tomorrow"), DateOutOfRange),
        (OutsideWritten(day=str(TODAY - BACK - timedelta(days=1))), DateOutOfRange),
        (OutsideWritten(day="at noon"), InvalidDate),
        (OutsideWritten(place="x" * (MAX_PLACE + 1)), TextTooLong),
        (OutsideWritten(weak="x" * (MAX_WEAK + 1)), TextTooLong),
    ],
)
def test_what_cannot_be_is_refused(written: OutsideWritten, error: type[CohortError]) -> None:
    with pytest.raises(error):
        written.applied(BEFORE, TODAY)
