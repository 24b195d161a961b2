"""What people read and press from the agreed time to the feedback, and that it always fits."""

from dataclasses import fields, is_dataclass
from inspect import getmembers, isclass
from typing import Any

import pytest
from discord import ui

from bot.catalog.questions import built_in_questions
from bot.domain import mock_interview_errors as errors
from bot.domain.errors import CohortError
from bot.domain.mock_reliability import Reliability, limit_of
from bot.domain.mock_rubrics import INTERVIEWER_RUBRIC, MAX_WORDS, Feedback, RubricRole, sheets
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.questions import Bank, Criterion, Question, Rubric
from bot.services.mock_kits import AskedQuestion, OpenedKit
from bot.services.mock_rubrics import FeedbackPanel, Received, RubricForm
from bot.ui.mock_interview_sentences import about_mock_interviews
from bot.ui.mock_interviews import InterviewButton, interview_rows
from bot.ui.mock_kits import kit_layout, question_layout
from bot.ui.mock_reliability import limit_text
from bot.ui.mock_rubrics import RubricModal, feedback_layout
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, interview, running, seat

MOST = 4_000
"""Characters that Discord takes in one message."""
MODAL_PARTS = 5
BANK = built_in_questions()
LONG = Rubric(tuple(Criterion(f"key{n}", "T" * 45, tuple("a" * 100 for _ in range(4))) for n in range(4)))


def words_of(view: ui.LayoutView) -> str:
    """All its text."""
    return "\n".join(each.content for each in view.walk_children() if isinstance(each, ui.TextDisplay))


def drawn(text: str) -> str:
    """Only letters and digits: how they are escaped does not matter here."""
    return "".join(filter(str.isalnum, text))


def kit_of(question: Question, bank: Bank = BANK) -> OpenedKit:
    kit = bank.kit(question.key)
    return OpenedKit(running(), 1, seat(BEN, 1), kit.question, kit.framework, kit.rubric, changeable=True)


@pytest.mark.parametrize("question", BANK.all(), ids=lambda each: each.key)
def test_every_kit_fits_a_message_whole(question: Question) -> None:
    view = kit_layout(kit_of(question), ADA)
    assert view.content_length() <= MOST
    shown = words_of(view)
    kit = BANK.kit(question.key)
    last_anchor, last_step = kit.rubric.criteria[-1].anchors[-1], kit.framework.steps[-1]
    for line in (question.follow_ups[-1], question.good[-1], last_anchor, last_step):
        assert drawn(line)[:20] in drawn(shown)


@pytest.mark.parametrize("question", BANK.all()[::10], ids=lambda each: each.key)
def test_the_candidate_sees_the_prompt_and_nothing_of_the_guide(question: Question) -> None:
    shown = drawn(words_of(question_layout(AskedQuestion(running(), seat(BEN, 1), question))))
    assert drawn(question.prompt)[:30] in shown
    for line in (*question.good, *question.follow_ups, *question.traps):
        assert drawn(line) not in shown


def test_without_a_question_the_guide_is_there_and_the_candidate_is_told_to_listen() -> None:
    kit = BANK.kit(BANK.all()[0].key)
    opened = OpenedKit(running(), 1, seat(BEN, 1), None, kit.framework, kit.rubric, changeable=False)
    view = kit_layout(opened, ADA)
    assert "Bring one of your own" in words_of(view)
    assert "Scores, 1 to 4" in words_of(view)
    assert not [each for each in view.walk_children() if isinstance(each, ui.Button)]
    assert "listen" in words_of(question_layout(AskedQuestion(running(), seat(BEN, 1), None)))


@pytest.mark.parametrize(
    ("session", "verbs"),
    [
        (interview(state=SessionState.FINDING), []),
        (interview(), ["here", "start", "kit", "report"]),
        (running(), ["kit", "question", "swap", "finish"]),
        (running(turn=2), ["kit", "question", "finish"]),
        (finished(), ["feedback"]),
        (interview(state=SessionState.CANCELLED, ended_why=EndedWhy.DECLINED), []),
        (interview(state=SessionState.CANCELLED, ended_why=EndedWhy.NO_SHOW), ["here"]),
    ],
)
def test_each_state_has_its_buttons(session: Session, verbs: list[str]) -> None:
    shown = [each for line in interview_rows(session) for each in line.children]
    assert [each.verb for each in shown if isinstance(each, InterviewButton)] == verbs


def panel_of(count: int, words: str, *, rubric: Rubric = LONG) -> FeedbackPanel:
    session = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START))
    feedback = Feedback(
        20, 10, RubricRole.CANDIDATE, "q", {each.key: 3 for each in rubric.criteria}, words, START
    )
    received = tuple(Received(session.seats[1], feedback, rubric, "Q" * 80) for _ in range(count))
    mine = tuple((sheet, None) for sheet in sheets(session) if sheet.by.user_id == ADA)
    return FeedbackPanel(session, ADA, mine, START, waiting=False, readable=True, received=received)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@pytest.mark.parametrize("words", ["", "a" * MAX_WORDS, "*" * MAX_WORDS, "@everyone " * 100])
def test_all_feedback_fits_one_message(count: int, words: str) -> None:
    view = feedback_layout(panel_of(count, words))
    assert view.content_length() <= MOST
    assert words_of(view).count("3 of 4") == count * len(LONG.criteria)


def test_plain_words_are_shown_whole_even_from_three() -> None:
    rubric = BANK.kit(BANK.all()[0].key).rubric
    shown = words_of(feedback_layout(panel_of(3, "a" * MAX_WORDS, rubric=rubric)))
    assert shown.count("a" * MAX_WORDS) == 3


def test_what_the_scores_mean_is_told_where_there_is_room() -> None:
    two = words_of(feedback_layout(panel_of(2, "Good", rubric=INTERVIEWER_RUBRIC)))
    assert INTERVIEWER_RUBRIC.criteria[0].anchors[2] in two


@pytest.mark.parametrize("rubric", [LONG, INTERVIEWER_RUBRIC])
async def test_a_form_holds_all_criteria_and_what_was_written(rubric: Rubric) -> None:
    session = finished(seat(ADA, 0, START), seat(BEN, 1, START))
    scores = {each.key: 2 for each in rubric.criteria}
    written = Feedback(10, 20, RubricRole.CANDIDATE, None, scores, "Calm", START)
    modal = RubricModal(RubricForm(session, sheets(session)[0], rubric, written), ADA)

    data: dict[str, Any] = modal.to_dict()  # pyright: ignore[reportAssignmentType]

    assert len(data["components"]) == len(rubric.criteria) + 1 <= MODAL_PARTS
    assert len(data["title"]) <= 45
    chosen = [
        option["value"]
        for part in data["components"]
        for option in part["component"].get("options", [])
        if option.get("default")
    ]
    assert chosen == ["2"] * len(rubric.criteria)
    assert data["components"][-1]["component"]["value"] == "Calm"


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (Reliability(), ["up to 3 interviews"]),
        (
            Reliability(kept=1, no_shows=1),
            ["up to 2 interviews", "1 missed", "1 as agreed", "Only you see this"],
        ),
        (
            Reliability(late=1, cancelled_late=3, no_shows=2),
            ["up to 1 interview a week", "3 cancelled", "1 begun late"],
        ),
    ],
)
def test_the_limit_is_told_with_its_reasons(record: Reliability, words: list[str]) -> None:
    text = limit_text(limit_of(record))
    assert [word for word in words if word not in text] == []


EVERY_ERROR = [
    each
    for _, each in getmembers(errors, isclass)
    if issubclass(each, CohortError) and each is not CohortError
]


def made(kind: type[CohortError]) -> CohortError:
    """One with plausible facts."""
    facts = {"user_id": 1}
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    make: Any = kind
    return make(**{name: facts.get(name, START) for name in names})


@pytest.mark.parametrize("kind", EVERY_ERROR)
def test_every_error_has_a_sentence_with_a_next_step(kind: type[CohortError]) -> None:
    told = about_mock_interviews(made(kind))
    assert told is not None
    assert told.endswith((".", "?"))
    assert about_mock_interviews(CohortError()) is None
