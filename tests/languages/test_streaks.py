"""A streak in somebody's language: every reason, every refusal, every screen around it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from discord import ui

from bot.domain.errors import CohortError
from bot.domain.streak_entries import EntryKind
from bot.domain.streak_errors import (
    AlreadyBegun,
    AlreadyForgiven,
    CannotRest,
    CutoffEndsDay,
    CutoffTooLate,
    NeverMet,
)
from bot.domain.streak_limits import NoRest
from bot.domain.streak_rules import RULES
from bot.domain.streaks import DayMark
from bot.services.streak_results import Amnesties, AmnestyQuestion, Counted, FilledIn, StreakReasons
from bot.ui.language import use
from bot.ui.sentences import sentence
from bot.ui.streak_amnesties import amnesties_layout, question_layout
from bot.ui.streak_days import cutoff_layout, days_layout, filled_layout
from bot.ui.streak_reasons import reason_text
from bot.ui.streak_why import why_layout
from bot.ui.streak_words import heading, streak_line, summary
from bot.ui.streaks import FillForm, FreezeForm, RestForm
from tests.catalog.built_in import ROADMAPS
from tests.journeys.world import ROADMAP, World
from tests.languages.pseudo import OPEN, bracketed, untranslated
from tests.languages.seen import Shown, words_seen
from tests.simtools import choose, press, speaking, submit
from tests.ui.test_streaks import (
    BIG,
    FACTS,
    HOSTILE_NOTE,
    MONDAY,
    NOW,
    REFUSALS,
    TUESDAY,
    WEDNESDAY,
    away,
    entry,
    reasons,
    shown,
)
from tests.ui.test_today import TODAY

READ = [
    "tomorrow, fri, 24 Dec - 26 Dec",
    "Europe/Berlin",
    "On the train",
    "Arrays and strings",
    ROADMAPS[ROADMAP].title,
]
"""What is understood in English alone, what a zone is called, and what people and authors wrote."""

DAY = timedelta(days=1)
STREAKS = [
    replace(TODAY.streak, current=current, longest=longest, freezes=freezes, today_done=done)
    for current, longest, freezes, done in product((0, 1, 9), (0, 9, 30), (0, 2), (True, False))
]


def missed(*seen: Shown) -> list[str]:
    """The words that passed no catalogue."""
    assert all(OPEN in "".join(words_seen(each)) for each in seen)
    return untranslated(words_seen(*seen), READ)


def every_reason() -> Iterator[StreakReasons]:
    """Days of every kind, told of today and of a day that is over."""
    known = reasons(
        FACTS,
        counted=(Counted("task", None, NOW), *[Counted("mock", None, NOW)] * 9),
        entries=(*(entry(1, kind) for kind in EntryKind), entry(2, EntryKind.AMNESTY, 2)),
    )
    known = replace(known, entries=tuple(replace(each, note="On the train") for each in known.entries))
    absent = away("2026-06-02 17:30", "2026-06-02 18:15")
    for mark, today, lost in product(DayMark, (TUESDAY, WEDNESDAY), (0, 3)):
        told = replace(known.explained, mark=mark, lost=lost, absences=absent, before=lost)
        yield replace(known, explained=told, today=today)
        yield replace(known, explained=replace(told, joined=None, set_aside=True), left_on=MONDAY)
        yield replace(known, explained=replace(told, savings=replace(told.savings, ways=())), today=today)


def test_every_reason_for_a_day_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    told = [reason_text(each) for each in every_reason()]
    assert untranslated(told, READ) == []
    assert missed(*(why_layout(each) for each in list(every_reason())[:4])) == []


def test_every_line_about_today_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    panels = [
        replace(TODAY, streak=streak, planned=planned, set_aside=aside, kept_by_freeze=WEDNESDAY)
        for streak, planned, aside in product(STREAKS, (True, False), (True, False))
    ]
    forgiven = replace(TODAY, streak=replace(TODAY.streak, today_done=False, today_forgiven=True))
    assert untranslated([streak_line(each) for each in (*panels, forgiven)]) == []
    states = [
        replace(FACTS, checked_in={WEDNESDAY - DAY * back for back in range(20)}),
        replace(FACTS, set_aside={WEDNESDAY}, checked_in={WEDNESDAY - DAY * back for back in range(1, 9)}),
        replace(FACTS, amnesties={WEDNESDAY}),
        replace(FACTS, rests={WEDNESDAY, WEDNESDAY + DAY}, checked_in={TUESDAY - DAY}),
        FACTS,
    ]
    held = [shown(each) for each in states]
    told = [each for state in held for each in (heading(state), summary(state))]
    assert untranslated([*told, summary(replace(held[0], waiting=True))]) == []


def test_every_screen_of_a_streak_is_in_the_catalogue_and_fits(pseudo: str) -> None:
    use(pseudo)
    rests = shown(replace(FACTS, rests={WEDNESDAY + DAY * ahead for ahead in range(12)}))
    aside = replace(rests, set_aside=(WEDNESDAY,))
    given = [replace(entry(1, EntryKind.AMNESTY, user), note="On the train") for user in (None, BIG)]
    taken = [replace(each, revoked_at=NOW) for each in given]
    views = [
        *(days_layout(state, first) for state in (rests, aside) for first in ("rest", "freeze")),
        *(days_layout(replace(state, spare_freezes=0, rests=())) for state in (rests, aside)),
        days_layout(replace(rests, waiting=True)),
        *(filled_layout(FilledIn(TUESDAY, left, rests)) for left in (0, 2)),
        cutoff_layout(rests),
        *(question_layout(1, AmnestyQuestion(2, each, ended)) for each in given for ended in (None, 0, 3)),
        amnesties_layout(BIG, Amnesties(BIG, TUESDAY, (*given, *taken))),
        amnesties_layout(BIG, Amnesties(BIG, TUESDAY, ())),
    ]
    fill = [FillForm(replace(rests, fillable=days)) for days in ((TUESDAY,), ())]
    assert missed(*views, RestForm(1, 2), FreezeForm(1, 2), *fill) == []
    full = tuple(entry(number, EntryKind.AMNESTY, revoked=NOW) for number in range(10))
    longest = [*views, amnesties_layout(BIG, Amnesties(BIG, TUESDAY, full)), longest_reasons()]
    assert max(view.content_length() for view in longest) <= 4000


def longest_reasons() -> ui.LayoutView:
    """As much as one day can say."""
    entries = tuple(entry(number, kind) for number, kind in enumerate(EntryKind))
    counted = tuple(Counted("task", "*" * 500, NOW) for _each in range(30))
    assert HOSTILE_NOTE in {each.note for each in entries}
    return why_layout(reasons(FACTS, counted=counted, entries=(*entries, entry(9, EntryKind.AMNESTY, None))))


MORE: list[CohortError] = [
    AlreadyBegun(TUESDAY),
    CutoffTooLate(600, 540),
    CutoffEndsDay(date(2026, 6, 5), 180),
    AlreadyForgiven(TUESDAY),
    NeverMet(2),
    CannotRest(TUESDAY, NoRest.TOO_FAR, RULES[0]),
]


def test_every_refusal_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    assert untranslated([sentence(error) for error in (*REFUSALS, *MORE)]) == []


def test_a_day_to_fill_in_stands_as_it_can_be_read_again(pseudo: str) -> None:
    english = FillForm(shown(FACTS)).day.default
    use(pseudo)
    assert (english, FillForm(shown(FACTS)).day.default) == ("Tue 2 Jun 2026", "2026-06-02")


@pytest.fixture
async def studying(world: World) -> World:
    """Ben has studied since Monday 5 January 2026; it is Tuesday, eight days later."""
    await world.travel_to("2026-01-05 18:00")
    await world.join(world.ben)
    for day in (5, 6, 7, 8, 9, 10, 12):
        await world.travel_to(f"2026-01-{day:02} 18:00")
        first = (await world.today(world.ben)).open_tasks[0]
        await world.app.services.tasks.done(world.guild.id, world.ben.id, first.id)
    await world.travel_to("2026-01-14 18:00")
    return world


async def test_a_streak_its_moments_and_the_board_from_one_end_to_the_other(
    studying: World, pseudo: str
) -> None:
    world, ben = studying, studying.ben
    await ben.slash(world.channel, "language set", language=pseudo)

    picture = await ben.slash(world.channel, "streak show")
    why = await press(ben, picture, label=bracketed("Why?"))
    forms = [await press(ben, picture, label=bracketed(label)) for label in ("Rest days…", "Fill in a day…")]
    rested = await submit(ben, forms[0], ["fri"])
    filled = await submit(ben, forms[1], ["2026-01-13", "On the train"])
    assert missed(picture, why, *forms, rested, filled) == []
    for command, options in (
        ("streak why", {"date": "2026-01-13"}),
        ("streak freeze", {}),
        ("streak cutoff", {"at": "04:00"}),
        ("streak backfill", {"date": "2026-01-05", "note": "x" * 200}),
        ("streak board", {"me": "join"}),
        ("streak board", {"me": "leave"}),
    ):
        assert missed(await ben.slash(world.channel, command, **options)) == [], command

    listed = await ben.slash(world.channel, "streak moments")
    card = await choose(ben, listed, "1")
    assert missed(listed, card) == []
    shared = await press(ben, card, label=bracketed("Share with the group"))
    assert missed(shared) == []
    public = world.channel.last_message
    assert public is not None
    assert f"<@{ben.id}>: A 7-day streak" in "".join(words_seen(public))


async def test_an_organiser_forgives_in_their_language_and_a_member_reads_it_in_theirs(
    studying: World, pseudo: str
) -> None:
    world = studying
    with speaking(world.ada, pseudo):
        listed = await world.ada.slash(
            world.channel, "manage streaks amnesty", day="2026-01-15", note="On the train"
        )
        asked = await press(world.ada, listed, label=bracketed("Take back"))
        kept = await press(world.ada, asked, label=bracketed("Keep it"))
        assert missed(listed, asked, kept) == []
    why = await world.ben.slash(world.channel, "streak why")
    assert OPEN not in "".join(words_seen(why))
