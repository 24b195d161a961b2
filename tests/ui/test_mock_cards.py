"""Cards, news and errors of interviews in words: for every state, within Discord's limits, blaming nobody."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.domain import mock_errors as e
from bot.domain.errors import CohortError
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_sessions import EndedWhy, Session, SessionNotice, SessionState
from bot.ui.mock_calendar import calendar_bytes, has_calendar
from bot.ui.mock_cards import card_layout
from bot.ui.mock_notices import RENDER, mock_message
from bot.ui.mock_times import question_layout
from bot.ui.mock_words import ENDED, city, day_and_times, local_times
from bot.ui.sentences import GONE, sentence
from tests.domain.interviews import NOW, seat, session

LIMIT_TEXT, LIMIT_PARTS = 4000, 40
"""Of one message: https://discord.com/developers/docs/components/reference"""

HOSTILE = ("@everyone <@&1> [free](https://evil.example)", "*_~|`" * 100, "🏳️‍🌈" * 90, "\u202eback" * 50)

START = NOW + timedelta(hours=34)


def pair(**changes: object) -> Session:
    """Ada in Berlin interviews Ben in New York first."""
    return session(seat(1), seat(2, 1, "America/New_York"), **changes)


def brief(
    held: Session, notice: SessionNotice, to: int | None = None, *, in_channel: bool = False
) -> SessionBrief:
    """A message about it that leaves on time."""
    return SessionBrief(held, notice, "n:1:", to, in_channel, timedelta(0), NOW)


@pytest.mark.parametrize(
    ("zones", "shown"),
    [
        (("Europe/Berlin",), "Tue 19:00 in Berlin"),
        (("Europe/Berlin", "America/New_York"), "Tue 19:00 in Berlin · 13:00 in New York"),
        (("Europe/Berlin", "Asia/Tokyo"), "Tue 19:00 in Berlin · Wed 03:00 in Tokyo"),
        (("Asia/Kolkata", "UTC"), "Tue 23:30 in Kolkata · 18:00 in UTC"),
        (("America/Argentina/Buenos_Aires",), "Tue 15:00 in Buenos Aires"),
    ],
)
def test_a_time_is_told_on_everybodys_clock(zones: tuple[str, ...], shown: str) -> None:
    assert local_times(START, [ZoneInfo(zone) for zone in zones]) == shown


def test_a_button_names_the_day() -> None:
    zones = [ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")]

    assert day_and_times(START, zones) == "6 Jan · Tue 19:00 Berlin · 13:00 New York"
    assert city(ZoneInfo("America/New_York")) == "New York"


@pytest.mark.parametrize("state", SessionState)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_fullest_card_fits_into_a_message_in_every_state(state: SessionState, hostile: str) -> None:
    slots = tuple(START + timedelta(hours=hour) for hour in range(25))
    seats = (
        seat(10**18 + 1, 0, "America/Argentina/ComodRivadavia", vote=slots[-1], words=hostile, gone=NOW),
        seat(10**18 + 2, 1, "America/North_Dakota/New_Salem", vote=slots[-2]),
        seat(10**18 + 3, 2, "Antarctica/DumontDUrville", vote=slots[-3]),
    )
    agreed_at = None if state is SessionState.FINDING else START
    held = session(
        *seats,
        slots=slots,
        reasons=(hostile,) * 5,
        state=state,
        starts_at=agreed_at,
        turn=1,
        ended_why=EndedWhy.CANCELLED if state is SessionState.CANCELLED else None,
    )

    view = card_layout(held, NOW, note=" ".join(["note"] * 20))

    shown = str(view.to_components())
    assert "@everyone" not in shown
    assert "\u202e" not in shown
    assert view.content_length() <= LIMIT_TEXT
    assert view.total_children_count <= LIMIT_PARTS


@pytest.mark.parametrize("why", EndedWhy)
def test_every_end_has_kind_words_that_name_nobody(why: EndedWhy) -> None:
    words = ENDED[why]

    assert "<@" not in words
    assert not [blame for blame in ("block", "fault", "failed", "declined", "missed") if blame in words]


@pytest.mark.parametrize("notice", RENDER)
def test_in_a_channel_for_all_nothing_is_told_but_that_there_is_something(notice: SessionNotice) -> None:
    held = pair(state=SessionState.AGREED, starts_at=START, reasons=("never met",))

    message = mock_message(brief(held, notice, 2, in_channel=True))

    shown = str(message.view.to_components())
    assert "<@2>, there is something for you" in shown
    assert "<@1>" not in shown
    assert "interview" not in shown
    assert "never met" not in shown
    assert message.files == ()


def test_in_the_thread_both_are_called_and_in_a_message_nobody_needs_to_be() -> None:
    held = pair(state=SessionState.AGREED, starts_at=START)

    assert mock_message(brief(held, SessionNotice.DAY)).mentions == (1, 2)
    assert mock_message(brief(held, SessionNotice.DAY, 1)).mentions == ()


@pytest.mark.parametrize(
    ("votes", "notice", "called", "words"),
    [
        ((START, None, None), SessionNotice.PROPOSED, (2, 3), "<@1> would take"),
        ((START, None, START), SessionNotice.PROPOSED, (2,), "<@1> and <@3> would both take"),
        ((START, None, NOW), SessionNotice.ANSWER, (2,), "<@1> and <@3> would like to know"),
        ((START, NOW, START), SessionNotice.ANSWER, (1, 2, 3), "You like different times so far"),
    ],
)
def test_a_question_calls_only_those_who_have_not_answered_it(
    votes: tuple[datetime | None, ...], notice: SessionNotice, called: tuple[int, ...], words: str
) -> None:
    held = session(
        *(seat(who, who - 1, vote=vote) for who, vote in enumerate(votes, start=1)), slots=(START,)
    )

    asked = mock_message(replace(brief(held, notice), at=START))
    private = mock_message(replace(brief(held, notice, 2), at=START))

    assert (asked.mentions, private.mentions) == (called, ())
    assert words in str(asked.view.to_components())
    assert words in str(private.view.to_components())


def test_a_calendar_learns_of_a_later_time_and_of_the_end() -> None:
    agreed = pair(state=SessionState.AGREED, starts_at=START, revision=1)
    off = pair(state=SessionState.CANCELLED, ended_why=EndedWhy.CANCELLED, starts_at=START, revision=1)

    versions = replace(agreed, revision=0), pair(revision=1), agreed, off
    found = [Calendar.from_ical(calendar_bytes(each, NOW)) for each in versions]

    assert [each["method"] for each in found] == ["PUBLISH", "CANCEL", "PUBLISH", "CANCEL"]
    assert [each.events[0]["sequence"] for each in found] == [0, 1, 2, 3]
    assert len({str(each.events[0]["uid"]) for each in found}) == 1


@pytest.mark.parametrize(
    ("held", "known"),
    [
        (pair(), False),
        (pair(state=SessionState.AGREED, starts_at=START), True),
        (pair(state=SessionState.CANCELLED, starts_at=START, ended_why=EndedWhy.LEFT), True),
        (pair(state=SessionState.CANCELLED, starts_at=START, ended_why=EndedWhy.NOT_STARTED), False),
        (pair(state=SessionState.FINISHED, starts_at=START), False),
    ],
)
def test_a_file_is_given_only_where_a_calendar_has_something_to_learn(held: Session, known: bool) -> None:
    assert has_calendar(held) is known


@pytest.mark.parametrize("verb", ["move", "cancel", "decline"])
def test_each_question_offers_a_way_back(verb: str) -> None:
    shown = str(question_layout(pair(state=SessionState.AGREED, starts_at=START), verb).to_components())

    assert "Leave it as it is" in shown


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (e.NotYourInterview(), "/mock interview"),
        (e.NoInterview(), "/mock status"),
        (e.WhichInterview((pair(), pair(id=8))), "interview:"),
        (e.InterviewOver(None), "/mock history"),
        *((e.InterviewOver(why), "/mock status") for why in EndedWhy),
        (e.InterviewRunning(), "/mock interview"),
        (e.InterviewAgreed(START), "/mock reschedule"),
        (e.NothingAgreed(), "/mock propose"),
        (e.StartPassed(START), "/mock interview"),
        (e.MovedEnough(2), "/mock cancel"),
        (e.InvalidStart("@everyone"), "Thu 19:30"),
        (e.TooSoon(START), "five minutes"),
        (e.TooFarAhead(START), "up to"),
        (e.NotProposed(START), "/mock propose"),
        (e.BusyThen(START), "/mock status"),
    ],
)
def test_every_error_names_the_next_step(error: CohortError, step: str) -> None:
    words = sentence(error)

    assert words != GONE
    assert step in words
    assert "@everyone" not in words
