"""The streak in words: every kind of day has its reason, every refusal its next step, and all of it fits."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from discord import ui

from bot.domain.day_clock import DayClock, Move
from bot.domain.errors import CohortError
from bot.domain.outages import Outage
from bot.domain.streak_entries import Entry, EntryKind
from bot.domain.streak_errors import (
    CannotFillIn,
    CannotRest,
    CannotSetAside,
    CutoffEndsDay,
    NotChosen,
    StreakWaits,
)
from bot.domain.streak_limits import NoBackfill, NoFreeze, NoRest
from bot.domain.streak_rules import RULES
from bot.domain.streak_why import explain
from bot.domain.streaks import DayMark, DayRange, StreakFacts, StudyWeek, history, streak_on
from bot.services.streak_results import (
    Amnesties,
    AmnestyQuestion,
    Counted,
    FilledIn,
    StreakReasons,
    StreakShown,
)
from bot.ui.sentences import sentence
from bot.ui.streak_amnesties import amnesties_layout, question_layout
from bot.ui.streak_days import days_layout, filled_layout
from bot.ui.streak_reasons import reason_text
from bot.ui.streak_why import why_layout
from bot.ui.streak_words import summary
from tests.delivery.world import utc

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 6, 1)
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, SUNDAY = MONDAY + DAY, MONDAY + 2 * DAY, MONDAY - DAY
NOW = utc("2026-06-03 10:00")
WEEK = (StudyWeek(MONDAY - timedelta(weeks=4), frozenset(range(6))),)
FACTS = StreakFacts(frozenset(), WEEK, clock=DayClock(BERLIN))
HOSTILE_NOTE = ("@everyone [x](https://e.org) ``` ||" * 12)[:200]
"""As long as a note can be; almost every character needs an escape."""

BIG = 2**63 - 1


def away(began: str, ended: str) -> tuple[Outage, ...]:
    return (Outage(utc(began), utc(ended)),)


def reasons(facts: StreakFacts, day: date = TUESDAY, **more: object) -> StreakReasons:
    told = StreakReasons(1, 2, explain(facts, day, WEDNESDAY), WEDNESDAY, MONDAY - 400 * DAY, (), ())
    return replace(told, **more)  # pyright: ignore[reportArgumentType] - the fields of each case


LONDON = DayClock(ZoneInfo("Europe/London"))
MOVES = (
    Move(utc("2026-06-02 12:00"), LONDON, TUESDAY, WEDNESDAY),
    Move(utc("2026-06-01 12:00"), LONDON, MONDAY, WEDNESDAY),
)
KOLKATA, TOKYO = DayClock(ZoneInfo("Asia/Kolkata")), DayClock(ZoneInfo("Asia/Tokyo"))
AHEAD = Move(utc("2026-06-03 10:00"), KOLKATA, WEDNESDAY, WEDNESDAY)
"""To a place where today ends earlier."""


@pytest.mark.parametrize(
    ("mark", "facts", "day", "words"),
    [
        (DayMark.DONE, replace(FACTS, checked_in={TUESDAY}), TUESDAY, "The day counts."),
        (DayMark.BACKFILLED, replace(FACTS, backfilled={TUESDAY}), TUESDAY, "because you filled it in"),
        (DayMark.OPEN, FACTS, WEDNESDAY, "Nothing counts yet today."),
        (DayMark.FREE, FACTS, SUNDAY, "your week had no work on a Sunday"),
        (DayMark.FREE, FACTS, date(2026, 1, 1), "Before your time here**: your first day is Mon 4 May 2026"),
        (DayMark.FREE, StreakFacts(frozenset(), ()), TUESDAY, "Before your time here**. Such"),
        (DayMark.PAUSED, replace(FACTS, pauses=(DayRange(MONDAY, None),)), TUESDAY, "was paused"),
        (DayMark.PAUSED, replace(FACTS, pauses=(DayRange(MONDAY, None),)), WEDNESDAY, "is paused"),
        (DayMark.AMNESTY, replace(FACTS, amnesties={WEDNESDAY}), WEDNESDAY, "cannot break your streak"),
        (DayMark.REST, replace(FACTS, rests={TUESDAY}), TUESDAY, "A rest day of your own."),
        (DayMark.AMNESTY, replace(FACTS, amnesties={TUESDAY}), TUESDAY, "An organiser forgave the day."),
        (
            DayMark.OUTAGE,
            replace(FACTS, outages=away("2026-06-02 17:30", "2026-06-02 19:15")),
            TUESDAY,
            "I was away in your evening**, from 19:30 to 21:15.",
        ),
        (DayMark.TRAVEL, replace(FACTS, moves=MOVES[:1]), TUESDAY, "cut this day short"),
        (DayMark.TRAVEL, replace(FACTS, moves=MOVES[1:]), TUESDAY, "left this day out"),
        (DayMark.MISSED, FACTS, TUESDAY, "No streak was lost."),
        (
            DayMark.MISSED,
            replace(FACTS, outages=away("2026-06-02 17:30", "2026-06-02 18:15")),
            TUESDAY,
            "I was away from 19:30 to 20:15, too short to forgive the day.",
        ),
    ],
)
def test_every_kind_of_day_says_why(mark: DayMark, facts: StreakFacts, day: date, words: str) -> None:
    told = reasons(facts, day)

    assert told.explained.mark is mark
    assert words in reason_text(told)


def test_whoever_is_on_no_roadmap_is_told_so_instead_of_paused() -> None:
    facts = replace(FACTS, pauses=(DayRange(MONDAY - DAY, MONDAY), DayRange(TUESDAY, None)))
    now, then = (reason_text(reasons(facts, day, left_on=TUESDAY)) for day in (WEDNESDAY, MONDAY))

    assert "You are on no roadmap here now.** Your streak waits. `/join` starts again." in now
    assert "Your plan was paused" in then
    assert "backfill" not in reason_text(reasons(FACTS, left_on=WEDNESDAY))


def test_a_day_that_the_move_let_end_later_today_is_not_said_to_have_ended() -> None:
    told = reasons(replace(FACTS, moves=(AHEAD,), clock=TOKYO), WEDNESDAY)

    assert told.explained.move == AHEAD
    assert "ended by the move" not in reason_text(told)
    assert "counts until 03:00 on Thu 4 Jun 2026" in reason_text(told)


def test_a_fifth_journey_in_four_weeks_is_missed_and_says_why() -> None:
    there = [
        Move(utc(f"2026-05-{day:02} 12:00"), LONDON if day % 2 else TOKYO, date(2026, 5, day), later)
        for day in (14, 18, 22, 26, 30)
        if (later := date(2026, 5, day + 1))
    ]
    turned = [replace(move, clock=LONDON if number % 2 else TOKYO) for number, move in enumerate(there)]
    facts = replace(FACTS, moves=tuple(turned), clock=LONDON)

    marks = [reasons(facts, move.left_day).explained.mark for move in there]

    assert marks == [DayMark.TRAVEL] * 4 + [DayMark.MISSED]
    assert "4 such days in four weeks are excused" in reason_text(reasons(facts, date(2026, 5, 30)))


def test_a_freeze_says_whether_it_was_set_aside() -> None:
    week = {MONDAY - DAY * back for back in range(2, 9)}
    kept = replace(FACTS, checked_in=week | {MONDAY})

    by_itself, chosen = reasons(kept), reasons(replace(kept, set_aside={TUESDAY}))

    assert by_itself.explained.mark is DayMark.FROZEN
    assert "kept** by a freeze, spent by itself" in reason_text(by_itself)
    assert "kept** by the freeze you had set aside" in reason_text(chosen)


def test_what_saves_today_is_named_best_first() -> None:
    week = {MONDAY - DAY * back for back in range(2, 9)}
    text = reason_text(reasons(replace(FACTS, checked_in=week | {MONDAY, TUESDAY}), WEDNESDAY))

    ways = [text.index(way) for way in ("One task until", "a freeze is spent by itself", "From tomorrow on")]
    assert "What saves today" in text
    assert ways == sorted(ways)


def test_what_counted_is_listed_with_the_time_there_and_cut_when_long() -> None:
    counted = [Counted("task", f"Task *{number}*", NOW) for number in range(11)]
    told = reasons(FACTS, counted=(Counted("task", None, NOW), *counted))

    lines = reason_text(told).splitlines()

    assert lines[2] == "- 12:00 · A task of an earlier roadmap"
    assert lines[3] == "- 12:00 · Task \\*0\\*"
    assert "- … and 4 more" in lines


def entry(number: int, kind: EntryKind, user_id: int | None = BIG, revoked: datetime | None = None) -> Entry:
    return Entry(number, kind, TUESDAY, user_id, BIG, NOW, HOSTILE_NOTE, revoked)


def fits(view: ui.LayoutView) -> bool:
    return view.content_length() <= 4000 and view.total_children_count <= 40


def test_the_longest_reasons_fit_into_a_message() -> None:
    entries = tuple(entry(number, kind) for number, kind in enumerate(EntryKind))
    counted = tuple(Counted("task", "*" * 500, NOW) for _ in range(30))

    view = why_layout(reasons(FACTS, counted=counted, entries=(*entries, entry(9, EntryKind.AMNESTY, None))))

    assert fits(view)


@pytest.mark.parametrize("revoked", [None, NOW])
def test_the_longest_list_of_amnesties_fits_into_a_message(revoked: datetime | None) -> None:
    entries = tuple(entry(number, EntryKind.AMNESTY, revoked=revoked) for number in range(10))

    assert fits(amnesties_layout(BIG, Amnesties(BIG, TUESDAY, entries)))


def shown(facts: StreakFacts) -> StreakShown:
    return StreakShown(
        guild_id=BIG,
        user_id=BIG,
        streak=streak_on(facts, WEDNESDAY),
        day=WEDNESDAY,
        day_ends_at=NOW,
        cutoff_minutes=180,
        days=history(facts, MONDAY, WEDNESDAY),
        rests=tuple(sorted(facts.rests)),
        set_aside=tuple(sorted(facts.set_aside)),
        spare_freezes=1,
        fillable=(MONDAY, TUESDAY),
    )


def test_a_month_full_of_rest_fits_into_a_message() -> None:
    rests = {WEDNESDAY + DAY * ahead for ahead in range(12)}
    told = shown(replace(FACTS, rests=rests, set_aside={WEDNESDAY + DAY * 20}))

    assert fits(days_layout(told))
    assert fits(filled_layout(FilledIn(TUESDAY, 0, told)))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(FACTS, checked_in={WEDNESDAY}), "**Today counts.**"),
        (replace(FACTS, set_aside={WEDNESDAY}), "One task makes today count"),
        (
            replace(
                FACTS, set_aside={WEDNESDAY}, checked_in={WEDNESDAY - DAY * back for back in range(1, 9)}
            ),
            "A freeze is set aside for today.",
        ),
        (replace(FACTS, amnesties={WEDNESDAY}), "Today is forgiven: it can add a day but cannot break your"),
        (FACTS, "One task makes today count, until 03:00 your time"),
        (replace(FACTS, rests={WEDNESDAY}), "Today is free"),
    ],
)
def test_today_is_told_with_its_end(facts: StreakFacts, words: str) -> None:
    text = summary(shown(facts))

    assert words in text
    assert "03:00 your time (<t:" in text
    assert "Did something on Mon 1 Jun or yesterday that is missing here?" in text
    assert text.count("03:00") == 1


def test_days_are_counted_in_good_english() -> None:
    almost = replace(FACTS, checked_in={WEDNESDAY - DAY * back for back in range(1, 7)})
    assert "one more after 1 day that counts" in summary(shown(almost))
    assert "one more after 7 days that count" in summary(shown(FACTS))
    assert "Did something yesterday that" in summary(replace(shown(FACTS), fillable=(TUESDAY,)))
    assert "(3 of 3 fill-ins left in June)" in reason_text(reasons(FACTS))


def test_a_freeze_that_kept_a_streak_since_lost_is_not_told() -> None:
    spent = replace(FACTS, checked_in={TUESDAY - DAY * back for back in range(6, 13)})
    kept = shown(spent)
    assert kept.streak.frozen_on is not None
    assert kept.streak.current == 0
    assert "A freeze kept" not in summary(kept)


def test_whoever_is_on_no_roadmap_can_only_look() -> None:
    waiting = replace(shown(FACTS), waiting=True)
    told = "You are on no roadmap here now; your streak waits. `/join` starts again."
    assert summary(waiting).endswith(told)
    texts = [
        item.content for item in days_layout(waiting).walk_children() if isinstance(item, ui.TextDisplay)
    ]
    assert [told in each for each in texts] == [True]


@pytest.mark.parametrize(
    ("first", "headings"), [("rest", ["rest", "Freezes"]), ("freeze", ["Freezes", "rest"])]
)
def test_what_was_asked_for_is_told_first(first: Literal["rest", "freeze"], headings: list[str]) -> None:
    view = days_layout(shown(FACTS), first)
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    assert [heading in text for heading, text in zip(headings, texts, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (None, "every member who did nothing on that day"),
        (0, "ends nobody's streak"),
        (1, "the streak of **1 member**"),
        (12, "the streak of **12 members**"),
    ],
)
def test_taking_an_amnesty_back_says_what_it_does(ended: int | None, words: str) -> None:
    view = question_layout(1, AmnestyQuestion(2, entry(3, EntryKind.AMNESTY), ended))
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    assert words in "".join(texts)


def test_a_full_hand_of_freezes_says_that_no_more_fit() -> None:
    many = {WEDNESDAY - DAY * back for back in range(20)}
    assert "**2 freezes** held, as many as there can be" in summary(shown(replace(FACTS, checked_in=many)))


REFUSALS: list[CohortError] = [
    *(CannotFillIn(TUESDAY, reason, RULES[0], days) for reason in NoBackfill for days in ((), (MONDAY,))),
    *(CannotRest(TUESDAY, reason, RULES[0]) for reason in NoRest),
    *(CannotSetAside(TUESDAY, reason, RULES[0], held) for reason in NoFreeze for held in (0, 2)),
    *(NotChosen(TUESDAY, kind) for kind in EntryKind),
    StreakWaits(),
]


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: "-".join(map(str, vars(error).values()))[:60])
def test_every_refusal_names_a_next_step(error: CohortError) -> None:
    text = sentence(error)

    assert text.endswith(".")
    assert "`/" in text or "choose" in text or "You can fill in Mon 1 Jun 2026." in text


def test_a_cut_off_that_would_end_the_day_says_when_to_come_back() -> None:
    text = sentence(CutoffEndsDay(date(2026, 6, 5), 180))
    assert text == "Friday still counts until 03:00. Change it after that."
