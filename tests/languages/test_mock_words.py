"""What is said about mock interviews is in the catalogues: every message, card, form and error."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from inspect import getmembers, isclass
from itertools import product
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain import (
    mock_errors,
    mock_interview_errors,
    mock_now_errors,
    mock_outside_errors,
    mock_pool_errors,
    mock_round_errors,
    question_errors,
)
from bot.domain.errors import CohortError
from bot.domain.mock_history import COURSE, PAGE, Course, HistoryShown, WeakArea
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_outside import MAX_PLACE, MAX_WEAK, Outside, OutsideShown
from bot.domain.mock_pool import USUAL, CanShown
from bot.domain.mock_reliability import Reliability, limit_of
from bot.domain.mock_round_notices import RoundBrief, RoundNotice
from bot.domain.mock_rounds import CancelWhy, RoundReport
from bot.domain.mock_rubrics import INTERVIEWER_RUBRIC, Feedback, RubricRole, sheets
from bot.domain.mock_sessions import EndedWhy, Session, SessionNotice, SessionState
from bot.domain.pairing import ByeWhy, Reason, ReasonKind, noted
from bot.domain.questions import Criterion, QuestionKind
from bot.services.mock_kits import AskedQuestion, OpenedKit
from bot.services.mock_now import RESCUED, TOGETHER
from bot.services.mock_rubrics import FeedbackPanel, Received, RubricForm
from bot.ui.language import use
from bot.ui.mock_availability import HoursForm
from bot.ui.mock_cards import card_layout
from bot.ui.mock_history import history_layout
from bot.ui.mock_interview_words import greeting_text, start_text
from bot.ui.mock_kits import kit_layout, question_layout
from bot.ui.mock_notices import FULL, NO_EVENT, mock_message
from bot.ui.mock_outside import OutsideForm, outside_layout
from bot.ui.mock_reason_words import reason_words
from bot.ui.mock_reliability import limit_text
from bot.ui.mock_rounds import OFFERED, round_message
from bot.ui.mock_rubrics import RubricModal, feedback_layout
from bot.ui.mock_times import CancelForm, ProposeForm
from bot.ui.mock_times import question_layout as sure_layout
from bot.ui.mock_words import event_name, thread_name
from bot.ui.mocks import PauseForm
from bot.ui.question_words import count_text
from bot.ui.sentences import sentence
from tests.catalog.built_in_questions import BANK
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, interview, paired_round, running, seat
from tests.languages.pseudo import untranslated, words_of
from tests.languages.seen import words_seen

PAIR = seat(ADA, 0, START), seat(BEN, 1, START + timedelta(hours=1))
TRIO = (*PAIR, seat(CYD, 2, START))
SLOTS = tuple(START + timedelta(hours=hour) for hour in range(9))
REASONS = (noted(Reason(ReasonKind.NEVER_MET)), TOGETHER, RESCUED)
CONTENT = ["Berlin", "UTC"]
"""What zones are called."""
UTC = ZoneInfo("UTC")

CAN = CanShown(1, ADA, UTC, USUAL, "2026-W48", 0, False, 0, False, False, {})
ROUND = paired_round(total=None, bound=None, paired_at=None)
ROUNDS = RoundBrief(
    guild_id=1,
    marker="n:5:",
    notice=RoundNotice.PAIRED,
    round=ROUND,
    pool=1,
    without_hours=2,
    following=replace(ROUND, id=8),
    late_by=timedelta(minutes=90),
)
ERRORS: tuple[ModuleType, ...] = (
    mock_errors,
    mock_interview_errors,
    mock_now_errors,
    mock_outside_errors,
    mock_pool_errors,
    mock_round_errors,
    question_errors,
)


@pytest.fixture(autouse=True)
def spoken(pseudo: str) -> None:
    use(pseudo)


def finding(*seats: Any) -> Session:
    """People who look for a time, and say yes to different ones."""
    return interview(*seats, state=SessionState.FINDING, starts_at=None, slots=SLOTS, reasons=REASONS)


def cancelled(why: EndedWhy, *seats: Any) -> Session:
    return interview(*seats, state=SessionState.CANCELLED, ended_why=why, ended_at=START, thread_id=5)


SESSIONS = (
    finding(seat(ADA, 0, vote=SLOTS[0]), seat(BEN, 1)),
    finding(seat(ADA, 0, vote=SLOTS[0]), seat(BEN, 1, vote=SLOTS[1]), seat(CYD, 2)),
    interview(),
    interview(*TRIO, thread_id=5, event_id=3),
    running(),
    running(*TRIO, turn=2, thread_id=5),
    finished(*PAIR),
    finished(*TRIO),
    *(cancelled(why) for why in EndedWhy),
)


@pytest.mark.parametrize("notice", SessionNotice)
def test_every_message_about_an_interview(notice: SessionNotice) -> None:
    for session, to, extra in product(SESSIONS, (None, ADA, CYD), ("", FULL, NO_EVENT)):
        late = timedelta(minutes=7)
        brief = SessionBrief(session, notice, "n:1:", to, False, late, START, extra, at=SLOTS[0])
        view = mock_message(brief).view
        assert untranslated(words_seen(view), CONTENT) == []
        assert view.content_length() <= 4_000


@pytest.mark.parametrize("session", SESSIONS)
def test_every_card_and_every_question_before_it_changes(session: Session) -> None:
    shown = [card_layout(session, START + timedelta(hours=hour)) for hour in (-30, -1, 0, 2)]
    shown += [sure_layout(session, verb) for verb in ("move", "cancel", "decline")]
    names = [thread_name(session), event_name(session), start_text(session)]
    names += [greeting_text(session, user) for user in (ADA, BEN, CYD)]
    assert untranslated([*words_seen(*shown), *names], CONTENT) == []


@pytest.mark.parametrize("kind", [kind for kind in ReasonKind if kind is not ReasonKind.LEVELS])
def test_every_reason(kind: ReasonKind) -> None:
    for topic, first, second in product(QuestionKind, (0, 1, 2, 3), (2, 3)):
        words = reason_words(noted(Reason(kind, topic, first, second)))
        assert untranslated([words]) == []


ENGLISH_REASONS = [
    (Reason(ReasonKind.BOTH_WANT, QuestionKind.RESUME, 2), "both want the résumé"),
    (Reason(ReasonKind.BOTH_WANT, QuestionKind.CODING, 3), "all want coding"),
    (Reason(ReasonKind.ONE_WANTS, QuestionKind.CODING), "coding, with somebody open to anything"),
    (Reason(ReasonKind.COMMON_HOURS, first=3), "1.5 h of common time"),
    (Reason(ReasonKind.MET_WEEKS_AGO, first=1, second=2), "you met a week ago"),
    (Reason(ReasonKind.MET_WEEKS_AGO, first=9, second=2), "you met 9 weeks ago"),
    (Reason(ReasonKind.MET_WEEKS_AGO, first=0, second=3), "two of you met this week"),
    (Reason(ReasonKind.MET_WEEKS_AGO, first=9, second=3), "two of you met 9 weeks ago"),
    (Reason(ReasonKind.SAME_LEVEL), "the same level"),
    (Reason(ReasonKind.NEVER_MET), "never met"),
]


@pytest.mark.parametrize(("reason", "said"), ENGLISH_REASONS)
def test_a_reason_reads_in_english_as_ever(reason: Reason, said: str) -> None:
    use("en")
    assert reason_words(noted(reason)) == said


def test_a_reason_in_words_of_its_own_is_shown_safely() -> None:
    use("en")
    assert reason_words("*once* kept") == r"\*once\* kept"


@pytest.mark.parametrize("notice", RoundNotice)
def test_every_message_about_a_round(notice: RoundNotice) -> None:
    reports = (
        RoundReport(bye_keys={1: ByeWhy.ODD}),
        RoundReport(pairs=2, trios=1, more=3, unheld=2, cancelled=CancelWhy.LATE),
    )
    for report, why in product(reports, (None, *ByeWhy)):
        brief = replace(ROUNDS, notice=notice, round=replace(ROUND, report=report), why=why)
        to_one = round_message(replace(brief, to=ADA)).view
        views = [to_one, round_message(brief).view] if notice in OFFERED else [to_one]
        assert untranslated(words_seen(*views)) == []


def questions() -> Iterator[OpenedKit]:
    bank = BANK
    for question in bank.all()[::25]:
        kit = bank.kit(question.key)
        yield OpenedKit(running(), 1, seat(BEN, 1), question, kit.framework, kit.rubric, changeable=True)


def test_kits_and_questions() -> None:
    for kit in questions():
        asked = [AskedQuestion(running(), seat(BEN, 1), each) for each in (kit.question, None)]
        views = [
            *map(question_layout, asked),
            kit_layout(kit, ADA),
            kit_layout(replace(kit, question=None), ADA),
        ]
        content = [*words_of(kit.question), *words_of(kit.framework), *words_of(kit.rubric)]
        assert untranslated(words_seen(*views), content) == []
        assert max(view.content_length() for view in views) <= 4_000


def panels() -> Iterator[FeedbackPanel]:
    session = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START))
    scores = {each.key: 3 for each in INTERVIEWER_RUBRIC.criteria}
    for user_id, readable, waiting, until in product((ADA, CYD), (True, False), (True, False), (START, None)):
        mine = tuple((sheet, None) for sheet in sheets(session) if sheet.by.user_id == user_id)
        received = tuple(
            Received(
                session.seats[1], Feedback(20, 10, role, "q", scores, "kindly", START), INTERVIEWER_RUBRIC, ""
            )
            for role in RubricRole
        )
        watched = user_id == CYD
        yield FeedbackPanel(
            session, user_id, mine, until, waiting, readable, () if watched else received, watched
        )


def test_feedback_that_is_written_and_read() -> None:
    for panel in panels():
        views = feedback_layout(panel), feedback_layout(replace(panel, mine=()))
        assert untranslated(words_seen(*views), ["kindly"]) == []


async def test_forms() -> None:
    session = finished(*TRIO)
    rubrics = [
        RubricModal(RubricForm(session, each, INTERVIEWER_RUBRIC, None), ADA) for each in sheets(session)
    ]
    shown = [
        *rubrics,
        CancelForm(1, 2),
        ProposeForm(1, 2),
        OutsideForm(1, ADA),
        HoursForm(CAN, 3),
        PauseForm(1, ADA),
    ]
    # What a form gives as an example is read as English.
    assert (
        untranslated(
            words_seen(*shown),
            ["Thu 19:30", "today, yesterday, 2026-12-01", "Mon-Thu 18:30-21, Sat 10-12", "mon, 1 Dec, +14"],
        )
        == []
    )
    assert max(len(word) for form in shown for word in words_seen(form)) <= 150


def outsides() -> Iterator[OutsideShown]:
    outside = Outside(3, date(2026, 6, 1), QuestionKind.ML_CODING, "Cafe", True, "calm")
    yield from (OutsideShown(1, ADA, date(2026, 6, 1), outside, counts) for counts in (True, False))
    yield OutsideShown(1, ADA, date(2026, 6, 1), None)


def test_interviews_held_elsewhere_and_the_history() -> None:
    views = [
        outside_layout(shown, new=new, sure=sure)
        for shown, new, sure in product(outsides(), (True, False), (True, False))
    ]
    areas = tuple(WeakArea(kind, "calm", 1.5, None) for kind in QuestionKind)
    courses = (Course(QuestionKind.CODING, ((START, 2.5),)),)
    entries = (*SESSIONS[6:], Outside(3, date(2026, 6, 1), QuestionKind.RESUME, "Cafe", True, "calm"))
    for user_id, held in product((ADA, 99), (0, 5)):
        whose = 1, user_id, date(2026, 6, 1)
        pages = HistoryShown(*whose, entries[:10], 1, 3, held, held, {7: 2.5}, courses, areas, ())
        views += [history_layout(pages), history_layout(replace(pages, entries=()))]
    assert untranslated(words_seen(*views), ["Cafe", "calm"]) == []


def test_in_long_words_a_full_page_of_the_history_still_fits_a_message() -> None:
    outside = Outside(3, date(2026, 6, 1), QuestionKind.RESUME, "x" * MAX_PLACE, True, "y " * (MAX_WEAK // 2))
    long = Criterion("key", "t" * 50, ("a" * 100,) * 4)
    areas = tuple(WeakArea(kind, "key", 1.5, long) for kind in QuestionKind)
    courses = tuple(Course(kind, ((START, 2.75),) * COURSE) for kind in QuestionKind)
    entries = (outside,) * PAGE
    shown = HistoryShown(1, ADA, date(2026, 6, 1), entries, 1, 3, 5, 5, {}, courses, areas, ())
    view = history_layout(shown)
    assert view.content_length() <= 4_000
    words = words_seen(view)
    assert not [word for word in words if "2.8" in word]
    assert sum("xxx" in word for word in words) == PAGE


def test_how_many_can_be_booked() -> None:
    records = (
        Reliability(),
        Reliability(kept=1, no_shows=1),
        Reliability(late=1, cancelled_late=3, no_shows=2),
    )
    words = [limit_text(limit_of(record)) for record in records]
    words += [count_text(kind, count) for kind, count in product(QuestionKind, (1, 2))]
    assert untranslated(words) == []


def made(kind: type[CohortError]) -> Iterator[CohortError]:
    """One or several with plausible facts."""
    facts: dict[str, Any] = {
        "user_id": 1,
        "session": interview(),
        "sessions": (interview(), interview()),
        "per_week": 2,
        "limit": 2,
        "text": "zzz",
        "part": "zzz",
        "key": "zzz",
        "more": 0,
        "offered": ("zzz",),
        "size": 3,
        "maximum": 2,
        "held": 1,
        "brought": 1,
    }
    varied: dict[str, tuple[Any, ...]] = {
        "why": (None, *EndedWhy),
        "fault": tuple(mock_pool_errors.WindowFault),
        "passed": (True, False),
    }
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    make: Any = kind
    for values in product(*(varied.get(name, (facts.get(name, START),)) for name in names)):
        yield make(**dict(zip(names, values, strict=True)))
    if "more" in names:
        yield make(key="zzz", more=2)
    if "offered" in names:
        yield make(key="zzz")


def of_module(module: ModuleType) -> list[type[CohortError]]:
    return [each for _name, each in getmembers(module, isclass) if issubclass(each, CohortError)]


@pytest.mark.parametrize("module", ERRORS)
def test_every_error(module: ModuleType) -> None:
    told = [sentence(error) for kind in of_module(module) for error in made(kind)]
    assert len(told) > 1
    assert untranslated(told, ["zzz"]) == []
