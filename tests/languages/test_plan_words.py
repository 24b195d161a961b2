"""What is said about plans, days and the group is in the catalogues, whatever the facts are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.domain.comebacks import Comeback, ComebackKind, Fillable
from bot.domain.errors import CohortError, NotEnoughTime, OneOrTheOther, QuotaReached
from bot.domain.member_review import MemberGroup, ReviewedMember, page_of
from bot.domain.mock_pool import PoolEntry, PoolShown
from bot.domain.pace import Pace, Stretch
from bot.domain.pairing import Role
from bot.domain.replans import Offer, Outlook, ReplanKind, Terms
from bot.domain.roadmap_terms import DayPart, Range
from bot.domain.roadmap_time import Duration, SpanUnit
from bot.domain.slips import Slip
from bot.domain.standings import Consistency
from bot.domain.streaks import DayMark
from bot.domain.study_week import StatedPace
from bot.domain.tasks import EnrolmentState, Task, TaskState, Week
from bot.services.enrolments import Enrolled, Left
from bot.services.replans import Crossroads, Replanned
from bot.ui.comebacks import comeback_line
from bot.ui.enrolments import days_layout, enrolled_layout, study_week_layout
from bot.ui.language import use
from bot.ui.leaving import left_text, paused_text, resumed_text
from bot.ui.members import members_layout
from bot.ui.replan_words import moves_text
from bot.ui.replans import crossroads_layout, preview_layout, replanned_layout
from bot.ui.sentences import sentence
from bot.ui.task_card import card_layout
from bot.ui.week import week_layout
from tests.domain.mock_house import interview, person
from tests.languages.pseudo import untranslated
from tests.languages.seen import words_seen

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = NOW.date()
FINISH = date(2026, 9, 1)
PARTS = Pace.of_days([(Stretch(60, DayPart.MORNING), Stretch(30)), *[()] * 6])
CONTENT = ["zzt", "zzw", "Europe/Berlin", "mon: morning 1h, 30m", "mon-fri: 2h", "mon-sat: 1h30"]
"""Titles, zones, and weeks as they are written: read back as English."""


@pytest.fixture(autouse=True)
def spoken(pseudo: str) -> None:
    use(pseudo)


def missed(words: list[str]) -> list[str]:
    """The words that passed no catalogue."""
    return untranslated(words, CONTENT)


def fillables() -> Iterator[Fillable | None]:
    yield None
    for yesterday, until in product((True, False), (None, NOW)):
        yield Fillable(DAY, yesterday, until)


@pytest.mark.parametrize("kind", ComebackKind)
def test_coming_back(kind: ComebackKind) -> None:
    lines = [comeback_line(Comeback(kind, days, each)) for days in (1, 9) for each in fillables()]
    assert missed(lines) == []


ENROLLED = Enrolled(
    guild_id=1,
    user_id=2,
    roadmap_title="zzt",
    state=EnrolmentState.ACTIVE,
    start=DAY,
    finish=FINISH,
    task_count=9,
    minutes_per_week=600,
    study_days=frozenset(range(5)),
    zone=ZoneInfo("Europe/Berlin"),
    cutoff_minutes=180,
    today=DAY,
    today_ends_at=NOW,
    nudge_minute=540,
    pace=Pace(600, frozenset(range(5))),
    by_day=None,
    paused_until=None,
    slip=None,
    optional=True,
    stated=None,
    has_choices=True,
    has_lists=True,
)
SLIPS = tuple(Slip(90, days, FINISH, FINISH + timedelta(moved)) for days in (-2, 0, 1, 3) for moved in (0, 9))
STATED = tuple(
    StatedPace(600, Duration(Range(low, high), unit))
    for unit, (low, high) in product(SpanUnit, ((1, 1), (0.5, 0.5), (3, 6), (4, None)))
)


def terms() -> Iterator[Enrolled]:
    yield replace(ENROLLED, finish=None, nudge_minute=None, by_day=FINISH, optional=False, pace=PARTS)
    for until in (None, FINISH):
        yield replace(ENROLLED, state=EnrolmentState.PAUSED, paused_until=until)
    yield from (replace(ENROLLED, slip=slip) for slip in SLIPS)
    yield from (replace(ENROLLED, stated=stated) for stated in STATED)


def test_what_was_agreed() -> None:
    every = [*terms()]
    shown = [enrolled_layout(each) for each in every]
    shown += [days_layout(ENROLLED), study_week_layout(replace(ENROLLED, pace=PARTS), [])]
    assert missed(words_seen(*shown)) == []
    assert missed([paused_text(None), paused_text(FINISH), *map(resumed_text, every)]) == []


def outlooks() -> Iterator[Outlook]:
    days = tuple((DAY + timedelta(each), 60) for each in range(7))
    yield Outlook(Terms(Pace(600, frozenset(range(5)))), FINISH, 9, 900, days)
    for optional, by, finish, pace in product(
        (True, False),
        (None, FINISH),
        (None, FINISH, FINISH + timedelta(1), DAY),
        (PARTS, Pace(540, frozenset({5}))),
    ):
        yield Outlook(Terms(pace, optional, by), finish, 1, 60, ((days[0][0], 0), *days[1:]))


@pytest.mark.parametrize("kind", [kind for kind in ReplanKind if kind is not ReplanKind.PACE])
def test_ways_on(kind: ReplanKind) -> None:
    now, *others = outlooks()
    offers = [Offer(kind, now, other) for other in others]
    previews = [preview_layout(1, 2, offer) for offer in offers]
    done = [
        replanned_layout(Replanned(1, 2, offer, number)) for offer, number in product(offers[:2], (None, 3))
    ]
    assert missed(words_seen(*previews, *done)) == []
    assert missed([moves_text(now, tuple(others))]) == []


def test_the_crossroads() -> None:
    now, *others = outlooks()
    offers = tuple(Offer(kind, now, others[0]) for kind in set(ReplanKind) - {ReplanKind.PACE})
    shown = [
        Crossroads(1, 2, DAY, slip, by, found, late)
        for slip, by, found, late in product((None, *SLIPS), (None, FINISH), ((), offers), (True, False))
    ]
    assert missed(words_seen(*map(crossroads_layout, shown))) == []


def test_leaving_with_and_without_interviews() -> None:
    bare = PoolShown(1, 2, DAY, None, None, "2026-W02", (), ())
    entry = PoolEntry(person(2), frozenset(), 3, 1, Role.EITHER)
    pools = (bare, replace(bare, entry=entry), replace(bare, interviews=(interview(),)))
    words = [left_text(Left("zzt", done, days), pool) for done, days, pool in product((1, 5), (0, 3), pools)]
    assert missed(words) == []


def members() -> Iterator[ReviewedMember]:
    for state, day, week, behind, silent in product(
        EnrolmentState,
        (None, DAY),
        (Consistency(0, 0), Consistency(1, 0), Consistency(5, 5)),
        (0, 4),
        (0, 20),
    ):
        yield ReviewedMember(3, "zzt", state, day, day, week, behind, silent, lost=behind)


@pytest.mark.parametrize("group", MemberGroup)
def test_the_group_for_its_organisers(group: MemberGroup) -> None:
    every = [*members()]
    views = [members_layout(1, 2, page_of(found, group, 0, 10)) for found in ([], every[:1], every)]
    views.append(members_layout(1, 2, page_of(every * 5, group, 1, 10)))
    assert missed(words_seen(*views)) == []
    assert max(view.content_length() for view in views) <= 4_000


def test_a_week_of_every_kind_of_day() -> None:
    task = Task(1, "zzt", "zzw", None, True, False, 1, 2, DAY, 60, TaskState.OPEN)
    many = tuple(replace(task, id=number, state=state) for number in range(20) for state in TaskState)
    for mark, offset in product(DayMark, (-5, -1, 0, 1)):
        days = ((), (), (), many, (), (), ())
        week = Week(
            1, 2, offset, DAY, DAY + timedelta(1), DAY, ("zzw",), days, (True, False) * 3 + (True,), 60
        )
        for start in (DAY, FINISH):
            view = week_layout(replace(week, start=start, marks={DAY: mark}))
            assert missed(words_seen(view)) == []
    cards = [
        card_layout(1, 2, replace(task, state=state), Comeback(ComebackKind.BREAK, 3)) for state in TaskState
    ]
    assert missed(words_seen(*cards)) == []


@pytest.mark.parametrize(
    "error",
    [
        OneOrTheOther("hours", "a date", "a week of your own"),
        NotEnoughTime(FINISH),
        QuotaReached("tasks of your own", 50),
    ],
)
def test_refusals(error: CohortError) -> None:
    assert missed([sentence(error)]) == []
