"""What is said between buddies: every refusal has its sentence, and words stay words."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from discord import ui

from bot.domain import buddy_errors as e
from bot.domain.buddies import (
    BuddyBrief,
    BuddyDay,
    BuddyLine,
    BuddyShown,
    Condition,
    News,
    NoNudge,
    Partner,
    Request,
    Share,
    Words,
)
from bot.domain.delivery import Reason, marker_of
from bot.domain.errors import CohortError
from bot.domain.roadmap_time import Habit, Period
from bot.domain.slips import Slip
from bot.domain.tasks import HabitToday
from bot.ui.base import layout
from bot.ui.buddies import buddy_layout
from bot.ui.buddy_messages import buddy_message
from bot.ui.buddy_words import buddy_lines, partner_text
from bot.ui.refresh import RefreshButton
from bot.ui.sentences import GONE, sentence
from bot.ui.today import panel_items
from tests.delivery.world import utc
from tests.ui.test_today import TASK, TODAY, problems

NOW = utc("2026-06-01 10:00")
BACK = date(2026, 6, 8)
DAY = BuddyDay(2, checked_in=True, day_off=False, streak=12)
PARTNER = Partner(
    user_id=2,
    mine=Share.CHECKIN,
    theirs=Share.STREAK,
    condition=Condition.GOING,
    back=None,
    day=DAY,
    words=None,
    nudged=False,
)
ERRORS: list[tuple[CohortError, str]] = [
    (e.NotYourself(), "somebody else"),
    (e.NotABot(), "/buddy ask"),
    (e.NotJoined(2), "/join"),
    (e.HasBuddy(2), "/buddy end"),
    (e.RequestOpen(2, NOW), "/buddy end"),
    (e.AskLater(2, NOW), "somebody else"),
    (e.TakesNoRequests(2), "/buddy ask"),
    (e.BlockedByYou(2), "/buddy unblock"),
    (e.NoRequest(2), "/buddy show"),
    (e.NoBuddy(), "You have no buddy at present. `/buddy ask`"),
    (e.NothingToEnd(), "no buddy and no open request"),
    (e.TieChanged(), "/buddy show"),
    (e.NudgedToday(NOW), "<t:"),
    (e.NotBlocked(2), "/buddy show"),
    (e.LeftAlone(2, NoNudge.CHECKED_IN), "`/buddy nudge` with “Well done”"),
    (e.LeftAlone(2, NoNudge.DAY_OFF), "has a day off"),
    (e.LeftAlone(2, NoNudge.PAUSED, BACK), "until Mon 8 Jun 2026"),
    (e.LeftAlone(2, NoNudge.PAUSED), "taking a break."),
    (e.LeftAlone(2, NoNudge.FINISHED), "has finished"),
]


@pytest.mark.parametrize(("error", "step"), ERRORS)
def test_every_refusal_says_what_to_do(error: CohortError, step: str) -> None:
    said = sentence(error)
    assert step in said
    assert said != GONE


def test_no_refusal_says_that_somebody_has_blocked_one() -> None:
    told = [sentence(error) for error, _ in ERRORS if not isinstance(error, e.BlockedByYou | e.NotBlocked)]
    assert not [said for said in told if "block" in said.lower()]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (DAY, "<@2> has checked in today · 12-day streak"),
        (BuddyDay(2, checked_in=True, day_off=True, streak=None), "<@2> has checked in today"),
        (BuddyDay(2, checked_in=False, day_off=True, streak=0), "<@2> has a day off"),
        (BuddyDay(2, checked_in=False, day_off=False, streak=1), "<@2> still has today ahead · 1-day streak"),
    ],
)
def test_the_day_of_a_buddy_is_one_line_without_reproach(day: BuddyDay, said: str) -> None:
    (line,) = buddy_lines(BuddyLine(day, None, ()))
    assert line.endswith(said)


def test_everybody_who_asks_is_named_in_one_line() -> None:
    both = tuple(Request(who, NOW) for who in (2, 3))
    assert buddy_lines(BuddyLine(None, None, both)) == [
        "🤝 <@2> and <@3> ask whether you want to be buddies."
    ]


@pytest.mark.parametrize(
    ("condition", "back", "said"),
    [
        (Condition.PAUSED, BACK, "<@2> is taking a break until Mon 8 Jun 2026."),
        (Condition.PAUSED, None, "<@2> is taking a break."),
        (Condition.FINISHED, None, "<@2> has finished the roadmap."),
    ],
)
def test_a_break_is_told_with_its_end(condition: Condition, back: date | None, said: str) -> None:
    away = Partner(2, Share.NOTHING, Share.NOTHING, condition, back, None, None, nudged=True)
    assert said in partner_text(away)


def test_the_fullest_panel_fits_a_message() -> None:
    words = Words(2, "*" * 200, NOW)
    crowd = tuple(Request(10**18 + number, NOW + timedelta(days=7)) for number in range(9))
    partner = Partner(2, Share.STREAK, Share.STREAK, Condition.GOING, None, DAY, words, nudged=False)
    blocked = tuple(range(10**18, 10**18 + 500))
    view = buddy_layout(10**18, 10**18, BuddyShown(partner, crowd, crowd[0], blocked))
    assert view.total_children_count <= 40
    assert view.content_length() <= 4000


@pytest.mark.parametrize("news", News)
@pytest.mark.parametrize("in_channel", [False, True])
def test_every_message_can_be_found_again_and_a_channel_learns_nothing(news: News, in_channel: bool) -> None:
    brief = BuddyBrief(
        marker=marker_of(77),
        guild_id=1000,
        user_id=1,
        sender_id=222,
        news=news,
        text="@everyone secret",
        at=NOW,
        in_channel=in_channel,
        fallback=Reason.DM_CLOSED if in_channel else None,
    )
    sent = json.dumps(buddy_message(brief).view.to_components())
    assert '"n:77:buddy:1000:1"' in sent
    assert ("222" in sent) is (not in_channel and news is not News.LEFT)
    assert ("secret" in sent) is (news is News.WORDS and not in_channel)
    assert "@everyone" not in sent
    assert ("direct messages are closed" in sent) is in_channel
    assert ("<@1>, there is something for you." in sent) is in_channel


def test_the_fullest_day_has_room_for_a_buddy() -> None:
    words = Words(10**18, "*" * 200, NOW)
    line = BuddyLine(BuddyDay(10**18, checked_in=False, day_off=False, streak=365), words, ())
    crowd = tuple(Request(who, NOW) for who in range(10**18, 10**18 + 5))
    asked = BuddyLine(None, None, crowd)
    tasks = tuple(replace(TASK, id=number, title="*" * 400) for number in range(1, 61))
    habits = tuple(HabitToday(Habit(f"h{n}", "Read", Period.DAY), kept=False) for n in range(9))
    slip = Slip(900, 30, date(2026, 4, 1), date(2026, 5, 1))
    for buddy in (line, asked):
        full = replace(TODAY, tasks=tasks, habits=habits, slip=slip, newer_version=True, buddy=buddy)
        full = replace(full, where=("*" * 400, "*" * 400))
        assert problems(full) == []
        nudge = layout(ui.TextDisplay("3 tasks"), *panel_items(full, RefreshButton(1, 2)))
        assert nudge.total_children_count <= 40
