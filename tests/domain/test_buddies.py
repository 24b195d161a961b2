"""What follows from a tie on a day: what a buddy sees, and when they are left alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buddies import (
    ASK_LIFE,
    ASK_PAUSE,
    BuddyDay,
    BuddyLine,
    Condition,
    News,
    NoNudge,
    Request,
    Share,
    Words,
    asked_since,
    is_praise,
    news_of,
)
from bot.domain.buddy_ties import (
    Tie,
    TieState,
    active,
    ask_again_at,
    asked_by,
    back_on,
    condition,
    hoping,
    is_day_off,
    line_of,
    may_know,
    no_nudge,
    partner_of,
    waiting,
)
from bot.domain.delivery import DeliveryKind
from bot.domain.members import Member
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek, streak_on
from bot.domain.tasks import EnrolmentState
from tests.delivery.world import BERLIN, EVERY_DAY, utc

NOW = utc("2026-06-01 10:00")
MONDAY, SUNDAY = date(2026, 6, 1), date(2026, 5, 31)
DAILY = [StudyWeek(MONDAY - timedelta(days=7), EVERY_DAY)]
WEEK_BEFORE = frozenset(MONDAY - timedelta(days=back) for back in range(1, 8))
BEN = Member(7, 1000, 2, BERLIN, 180, None)
TIE = Tie(
    id=1,
    state=TieState.ACTIVE,
    by_me=True,
    other=BEN,
    state_of_other=EnrolmentState.ACTIVE,
    mine=Share.CHECKIN,
    theirs=Share.CHECKIN,
    my_nudge=None,
    created_at=NOW,
    answered_at=NOW,
)
ASK = replace(TIE, state=TieState.ASKED, by_me=False, answered_at=None)
FACTS = StreakFacts(checked_in=frozenset({SUNDAY}), study_weeks=(StudyWeek(date(2026, 1, 1), EVERY_DAY),))
DONE = replace(FACTS, checked_in=frozenset({SUNDAY, MONDAY}))
AWAY = replace(FACTS, pauses=(DayRange(SUNDAY, date(2026, 6, 7)),))
WORDS = Words(2, "Hi", NOW)


@pytest.mark.parametrize(
    ("facts", "tie", "day"),
    [
        (FACTS, TIE, BuddyDay(2, checked_in=False, day_off=False, streak=None)),
        (DONE, TIE, BuddyDay(2, checked_in=True, day_off=False, streak=None)),
        (DONE, replace(TIE, theirs=Share.STREAK), BuddyDay(2, checked_in=True, day_off=False, streak=2)),
        (FACTS, replace(TIE, theirs=Share.NOTHING), None),
        (replace(FACTS, rests={MONDAY}), TIE, BuddyDay(2, checked_in=False, day_off=True, streak=None)),
        (replace(FACTS, amnesties={MONDAY}), TIE, BuddyDay(2, checked_in=False, day_off=True, streak=None)),
        (replace(FACTS, backfilled={MONDAY}), TIE, BuddyDay(2, checked_in=True, day_off=False, streak=None)),
        (AWAY, TIE, None),
        (FACTS, replace(TIE, state_of_other=EnrolmentState.FINISHED), None),
    ],
)
def test_a_buddy_sees_only_what_is_shared_and_nothing_of_a_break(
    facts: StreakFacts, tie: Tie, day: BuddyDay | None
) -> None:
    assert partner_of(tie, facts, MONDAY, NOW).day == day
    assert line_of([tie], facts, NOW) == (BuddyLine(day, None, ()) if day else None)


def test_a_buddys_day_is_counted_where_they_are() -> None:
    """At 00:30 in Berlin it is still Sunday for them; at 03:30 it is Monday."""
    days = [line_of([TIE], FACTS, utc(moment)) for moment in ("2026-05-31 22:30", "2026-06-01 01:30")]
    assert [line and line.day and line.day.checked_in for line in days] == [True, False]


@pytest.mark.parametrize(
    ("facts", "state", "expected", "back"),
    [
        (FACTS, EnrolmentState.ACTIVE, Condition.GOING, None),
        (AWAY, EnrolmentState.PAUSED, Condition.PAUSED, date(2026, 6, 8)),
        (replace(FACTS, pauses=(DayRange(SUNDAY, None),)), EnrolmentState.PAUSED, Condition.PAUSED, None),
        # A break that is over, although nobody has opened the plan since.
        (
            replace(FACTS, pauses=(DayRange(date(2026, 5, 1), SUNDAY),)),
            EnrolmentState.PAUSED,
            Condition.GOING,
            None,
        ),
        (AWAY, EnrolmentState.FINISHED, Condition.FINISHED, None),
    ],
)
def test_a_break_lasts_until_the_day_that_was_named(
    facts: StreakFacts, state: EnrolmentState, expected: Condition, back: date | None
) -> None:
    tie = replace(TIE, state_of_other=state)
    assert condition(tie, facts, NOW) is expected
    assert partner_of(tie, facts, MONDAY, NOW).back == back


def test_there_is_no_way_back_from_no_break() -> None:
    assert back_on(FACTS, MONDAY) is None


@pytest.mark.parametrize(
    ("facts", "why", "told"),
    [
        (FACTS, None, True),
        (DONE, NoNudge.CHECKED_IN, False),
        (replace(FACTS, rests={MONDAY}), NoNudge.DAY_OFF, False),
        (AWAY, NoNudge.PAUSED, True),
    ],
)
def test_who_shares_nothing_is_left_alone_without_a_reason_that_tells_something(
    facts: StreakFacts, why: NoNudge | None, told: bool
) -> None:
    secret = replace(TIE, theirs=Share.NOTHING)
    assert no_nudge(TIE, facts, NOW) == no_nudge(secret, facts, NOW) == why
    if why is not None:
        assert may_know(TIE, why)
        assert may_know(secret, why) is told


@pytest.mark.parametrize(("last", "used"), [(None, False), (SUNDAY, False), (MONDAY, True)])
def test_a_nudge_is_used_up_for_the_study_day(last: date | None, used: bool) -> None:
    assert partner_of(replace(TIE, my_nudge=last), FACTS, MONDAY, NOW).nudged is used


@given(passed=st.timedeltas(timedelta(0), timedelta(days=30)), declined=st.booleans())
def test_a_declined_request_looks_to_the_one_who_asked_like_one_without_an_answer(
    passed: timedelta, declined: bool
) -> None:
    now = NOW + passed
    theirs = replace(ASK, answered_at=NOW if declined else None)
    mine = replace(theirs, by_me=True)
    assert (hoping([mine], now) is not None) == (passed < ASK_LIFE)
    assert (waiting([theirs], now) == (theirs,)) == (passed < ASK_LIFE and not declined)
    assert (asked_by([theirs], 2, now) is not None) == (passed < ASK_LIFE)
    assert waiting([mine], now) == ()
    assert asked_by([mine], 2, now) is None


@given(asked_at=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - only a difference
def test_asking_again_takes_the_week_of_the_request_and_two_more(asked_at: datetime) -> None:
    assert ask_again_at(asked_at) - asked_at == ASK_LIFE + ASK_PAUSE == timedelta(days=21)


def test_requests_are_shown_only_to_somebody_without_a_buddy() -> None:
    assert line_of([ASK], None, NOW) == BuddyLine(None, None, (Request(2, NOW + ASK_LIFE),))
    other = replace(ASK, id=2, other=replace(BEN, key=8, user_id=3))
    line = line_of([other, TIE], FACTS, NOW)
    assert line is not None
    assert line.asking == ()
    assert active([other, TIE]) == TIE
    assert line_of([], None, NOW) is None


def test_a_request_is_told_until_somebody_was_told_since() -> None:
    line = BuddyLine(None, WORDS, (Request(2, NOW + ASK_LIFE),))
    assert asked_since(line, NOW) == line
    assert asked_since(line, NOW + timedelta(seconds=1)) == BuddyLine(None, WORDS, ())


@pytest.mark.parametrize(
    ("words", "praise"),
    [
        ("Well done", True),
        ("well done!", True),
        ("Well done. ", True),
        ("Well done, now more", False),
        ("", False),
    ],
)
def test_only_congratulations_are_no_nagging(words: str, praise: bool) -> None:
    assert is_praise(words) is praise


def test_words_are_shown_even_by_somebody_who_shares_nothing() -> None:
    tie = replace(TIE, theirs=Share.NOTHING, words=WORDS)
    assert line_of([tie], FACTS, NOW) == BuddyLine(None, WORDS, ())


@given(news=st.sampled_from(News), tie_id=st.integers(0, 2**63), day=st.none() | st.dates())
def test_a_message_is_known_by_its_reference(news: News, tie_id: int, day: date | None) -> None:
    ref = news.ref(tie_id, day)
    assert news_of(ref) == (news, tie_id)
    assert len(ref) <= 64


@pytest.mark.parametrize("ref", ["", "ask", "ask:", "ask:x", "ask:-1", "poke:1", "ask:²", ":1"])
def test_a_reference_of_something_else_is_nothing(ref: str) -> None:
    assert news_of(ref) is None


def test_what_members_write_to_one_another_waits_for_the_end_of_quiet_hours_for_a_day() -> None:
    assert DeliveryKind.BUDDY.keeps_quiet
    assert DeliveryKind.BUDDY.window == timedelta(hours=24)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (StreakFacts(frozenset(), DAILY), False),
        (StreakFacts(frozenset(), DAILY, amnesties=frozenset({MONDAY})), True),
        (StreakFacts(frozenset(), DAILY, rests=frozenset({MONDAY})), True),
        (StreakFacts(frozenset(), DAILY, set_aside=frozenset({MONDAY})), False),
        (StreakFacts(WEEK_BEFORE, DAILY, set_aside=frozenset({MONDAY})), True),
    ],
    ids=["a study day", "forgiven", "a rest day", "no freeze to set aside", "a freeze set aside"],
)
def test_a_day_on_which_nobody_need_be_reminded(facts: StreakFacts, answer: bool) -> None:
    assert is_day_off(facts, streak_on(facts, MONDAY), MONDAY) is answer
