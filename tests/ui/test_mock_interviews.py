"""What people read and press from the agreed time to the feedback, and that it always fits."""

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from inspect import getmembers, isclass
from typing import Any

import pytest
from discord import ui

from bot.domain import mock_interview_errors as errors
from bot.domain.errors import CohortError
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_reliability import Reliability, limit_of
from bot.domain.mock_rubrics import INTERVIEWER_RUBRIC, MAX_WORDS, Feedback, RubricRole, sheets
from bot.domain.mock_sessions import EndedWhy, Seat, Session, SessionNotice, SessionState
from bot.domain.questions import GUIDE_SIZE, QUESTION_SIZE, Bank, Criterion, Framework, Question, Rubric
from bot.services.mock_kits import AskedQuestion, OpenedKit
from bot.services.mock_rubrics import FeedbackPanel, Received, RubricForm
from bot.ui.mock_interview_notices import INTERVIEW_NOTICES
from bot.ui.mock_interview_sentences import about_mock_interviews
from bot.ui.mock_interview_words import buttons_text, greeting_text, start_text
from bot.ui.mock_interviews import InterviewButton, interview_rows
from bot.ui.mock_kits import kit_layout, question_layout
from bot.ui.mock_reliability import limit_text
from bot.ui.mock_rubrics import RubricModal, feedback_layout
from tests.catalog.built_in_questions import BANK
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, interview, running, seat

MOST = 4_000
"""Characters that Discord takes in one message."""
MODAL_PARTS = 5
LONG = Rubric(tuple(Criterion(f"key{n}", "T" * 45, tuple("a" * 100 for _ in range(4))) for n in range(4)))


def words_of(view: ui.LayoutView) -> str:
    """All its text."""
    return "\n".join(each.content for each in view.walk_children() if isinstance(each, ui.TextDisplay))


def drawn(text: str) -> str:
    """Only letters and digits: how they are escaped does not matter here."""
    return "".join(filter(str.isalnum, text))


def kit_of(question: Question, bank: Bank = BANK) -> OpenedKit:
    kit = bank.kit(question.key)
    return OpenedKit(running(), 1, seat(BEN, 1), question, kit.framework, kit.rubric, changeable=True)


@pytest.mark.parametrize("question", BANK.all(), ids=lambda each: each.key)
def test_every_kit_fits_a_message_whole(question: Question) -> None:
    view = kit_layout(kit_of(question), ADA)
    assert view.content_length() <= MOST
    shown = words_of(view)
    kit = BANK.kit(question.key)
    last_anchor, last_step = kit.rubric.criteria[-1].anchors[-1], kit.framework.steps[-1]
    assert "longer than one message" not in shown
    for line in (question.follow_ups[-1], question.good[-1], last_anchor, last_step):
        assert drawn(line)[:20] in drawn(shown)


LINES = 5


def at_the_limit(text: str) -> OpenedKit:
    """A kit of one's own as long as the format allows, made of characters that Discord wants escaped."""
    long = {name: tuple(text * 30 for _ in range(LINES)) for name in ("follow_ups", "good", "traps")}
    question = replace(BANK.all()[0], prompt=text * 90, examples=(), complexity="", **long)
    question = replace(question, title=text * 6)
    rubric = Rubric(
        tuple(Criterion(f"key{n}", text * 4, tuple(text * 15 for _ in range(4))) for n in range(4))
    )
    framework = Framework(text * 6, tuple(text * 20 for _ in range(4)))
    assert question.size <= QUESTION_SIZE
    assert rubric.size + framework.size <= GUIDE_SIZE
    return OpenedKit(running(), 1, seat(BEN, 1), question, framework, rubric, changeable=True)


@pytest.mark.parametrize("text", ["*_", "[<", "~|", "ab"])
def test_a_kit_of_ones_own_keeps_its_scores_at_any_length_and_says_what_is_missing(text: str) -> None:
    shown = words_of(kit_layout(at_the_limit(text), ADA))
    assert len(shown) <= MOST
    for part in ("Scores, 1 to 4", "Ask further", "A good answer"):
        assert part in shown
    assert ("longer than one message" in shown) is (text != "ab")


@pytest.mark.parametrize("lines", [1, 120, 400])
def test_even_a_kit_of_countless_lines_keeps_its_scores(lines: int) -> None:
    kit = kit_of(replace(BANK.all()[0], follow_ups=("****",) * lines, good=("____",) * lines))
    shown = words_of(kit_layout(kit, ADA))
    assert len(shown) <= MOST
    assert "Scores, 1 to 4" in shown
    assert ("longer than one message" in shown) is (lines > 1)


def test_a_prompt_that_one_message_holds_is_not_cut_for_the_candidate() -> None:
    question = replace(BANK.all()[0], prompt="*_" * 900, examples=())
    shown = words_of(question_layout(AskedQuestion(running(), seat(BEN, 1), question)))
    assert shown.count("\\*") == 900
    assert "longer than one message" not in shown


@pytest.mark.parametrize(("minutes", "said"), [(10, True), (15, True), (20, False), (30, False)])
def test_a_short_question_leaves_room_for_another_one(minutes: int, said: bool) -> None:
    shown = words_of(kit_layout(kit_of(replace(BANK.all()[0], minutes=minutes)), ADA))
    assert ("Your half is longer" in shown) is said


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


MISSED = interview(
    seat(ADA, 0, START),
    seat(BEN, 1, absent=True),
    state=SessionState.CANCELLED,
    ended_why=EndedWhy.NO_SHOW,
    ended_at=START,
)


@pytest.mark.parametrize(
    ("session", "minutes", "verbs"),
    [
        (interview(state=SessionState.FINDING), 0, []),
        (interview(), -24 * 60, []),
        (interview(), -61, []),
        (interview(), -60, ["kit"]),
        (interview(), -10, ["here", "start", "kit", "report"]),
        (running(), 0, ["kit", "question", "swap", "finish"]),
        (running(turn=2), 40, ["kit", "question", "finish"]),
        (finished(), 70, ["feedback"]),
        (interview(state=SessionState.CANCELLED, ended_why=EndedWhy.DECLINED), 0, []),
        (MISSED, 10, ["here"]),
        (MISSED, 11, []),
    ],
)
def test_only_buttons_that_do_something_now_are_shown(
    session: Session, minutes: int, verbs: list[str]
) -> None:
    shown = [
        each for line in interview_rows(session, START + timedelta(minutes=minutes)) for each in line.children
    ]
    assert [each.verb for each in shown if isinstance(each, InterviewButton)] == verbs


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "You are here."),
        (5, "You are here."),
        (6, "You are here, a few minutes late, and that is fine."),
        (15, "You are here, a few minutes late, and that is fine."),
        (54, "You are here, 54 min after the agreed time; good that you came."),
    ],
)
def test_who_comes_late_reads_how_late_without_blame(minutes: int, said: str) -> None:
    session = interview(seat(ADA, 0, START + timedelta(minutes=minutes)), seat(BEN, 1))
    assert greeting_text(session, ADA) == said


@pytest.mark.parametrize(
    ("session", "said"),
    [
        (interview(seat(ADA, 0, START), seat(BEN, 1)), "Once <@2> is here too, press Start."),
        (interview(seat(ADA, 0, START), seat(BEN, 1, START)), "You are both here: press Start."),
        (
            interview(seat(ADA, 0), seat(BEN, 1), seat(CYD, 2, START)),
            "Once <@1> and <@2> are here too, press Start.",
        ),
        (
            interview(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2)),
            "Everybody who asks or answers is here: press Start.",
        ),
    ],
)
def test_it_is_said_what_is_needed_to_begin(session: Session, said: str) -> None:
    assert start_text(session) == said


def test_before_the_buttons_are_there_the_card_says_when_they_come() -> None:
    assert "ten minutes before" in buttons_text(interview(), START - timedelta(hours=25))
    assert buttons_text(interview(), START - timedelta(minutes=10)) == ""


def told(notice: SessionNotice, session: Session, to: int | None) -> str:
    """The message that leaves."""
    brief = SessionBrief(session, notice, "n:1:", to, in_channel=False, late_by=timedelta(0), now=START)
    view = INTERVIEW_NOTICES[notice](brief).view
    return words_of(view)


PAIR = (seat(ADA, 0, START), seat(BEN, 1, START))
TRIO = (*PAIR, seat(CYD, 2, START))


@pytest.mark.parametrize(
    ("session", "to", "words"),
    [
        (finished(*PAIR), None, ["It counts for today.", "Each of you reads the other's"]),
        (finished(*PAIR), ADA, ["It counts for today.", "Each of you reads the other's"]),
        (finished(*TRIO), None, ["for <@3>, who watched this time, not as", "<@1> and <@2> read each"]),
        (finished(*TRIO), CYD, ["You watched this time: it counts for your day, but not", "If you like"]),
        (finished(*PAIR, seat(CYD, 2)), None, ["It counts for today.", "Each of you reads the other's"]),
    ],
)
def test_the_end_is_told_as_it_was_for_everybody(session: Session, to: int | None, words: list[str]) -> None:
    text = told(SessionNotice.END, session, to)
    assert [each for each in words if each not in text] == []
    assert text.count("counts for") == 1


@pytest.mark.parametrize("seats", [PAIR, TRIO])
def test_the_reminder_of_feedback_says_which_and_who_reads_it(seats: tuple[Seat, ...]) -> None:
    text = told(SessionNotice.FEEDBACK, finished(*seats), ADA)
    assert "#7 coding" in text
    assert "You and <@2> read each other's" in text


@pytest.mark.parametrize(
    ("session", "to", "words"),
    [
        (interview(*PAIR), None, "You can begin after all."),
        (interview(*PAIR), ADA, "You can begin after all.\n#7 coding"),
        (running(*PAIR), ADA, "Somebody has come after all.\n#7 coding"),
    ],
)
def test_somebody_who_comes_after_all_is_announced_as_things_stand(
    session: Session, to: int | None, words: str
) -> None:
    assert words in told(SessionNotice.ARRIVED, session, to)


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


def watched(*, readable: bool, until: bool = True, came: bool = True) -> str:
    """What Cyd, who watched, reads."""
    session = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START if came else None))
    mine = tuple((sheet, None) for sheet in sheets(session) if sheet.by.user_id == CYD)
    return words_of(
        feedback_layout(
            FeedbackPanel(
                session,
                CYD,
                mine,
                START if until else None,
                waiting=False,
                readable=readable,
                received=(),
                watched=came,
            )
        )
    )


def test_who_watched_reads_that_nobody_writes_about_them() -> None:
    for shown in (watched(readable=False), watched(readable=True)):
        assert "You watched this time, so nobody writes about you." in shown
        assert "Yours is sent" not in shown
        assert "with <@1> and <@2>" in shown
    assert "It took place without you" in watched(readable=False, came=False)


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


async def test_who_watched_is_told_in_the_form_when_it_is_read() -> None:
    session = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START))
    for sheet in sheets(session):
        data = RubricModal(RubricForm(session, sheet, INTERVIEWER_RUBRIC, None), sheet.by.user_id).to_dict()
        note = data["components"][-1]["description"]  # pyright: ignore[reportGeneralTypeIssues, reportTypedDictNotRequiredAccess]
        assert ("the two of them have both sent" in note) is sheet.optional
        assert len(note) <= 100


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
