"""Buddies, the board and the digest in somebody's language: what one writes, the other reads in theirs."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from bot.domain import buddy_errors as e
from bot.domain.buddies import (
    MAX_WORDS,
    PRAISE,
    Asked,
    BuddyBrief,
    BuddyDay,
    BuddyLine,
    BuddyShown,
    Condition,
    News,
    Nudged,
    Reach,
    Request,
    Share,
    Words,
)
from bot.domain.buddy_ties import TieState
from bot.domain.digests import DigestBrief, GroupWeek, SharedMoment, SharedWin
from bot.domain.moments import Moment
from bot.domain.standings import Board, Consistency, Place
from bot.ui.boards import board_layout
from bot.ui.buddies import WordsForm, buddy_layout, parting_layout
from bot.ui.buddy_messages import buddy_message
from bot.ui.buddy_words import (
    READY,
    asked_text,
    blocked_now_text,
    buddy_lines,
    ended_text,
    meant,
    nudged_text,
)
from bot.ui.digests import digest_message
from bot.ui.language import use
from bot.ui.moments import card_layout, moments_layout
from bot.ui.sentences import sentence
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, bracketed, untranslated
from tests.languages.seen import Shown, words_seen
from tests.simtools import press, submit, text
from tests.ui.test_buddies import ERRORS, NOW, PARTNER

WRITTEN = ["Shall we?", "A title", "Europe/Berlin"]
"""What people and authors wrote."""

MONDAY = date(2026, 1, 5)


def missed(*seen: Shown) -> list[str]:
    """The words that passed no catalogue."""
    assert all(OPEN in "".join(words_seen(each)) for each in seen)
    return untranslated(words_seen(*seen), WRITTEN)


def test_every_line_between_buddies_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    asking = tuple(Request(who, NOW) for who in (2, 3))
    days = [
        BuddyDay(2, done, off, streak) for done, off, streak in product((True, False), (True, False), (0, 3))
    ]
    lines = [
        BuddyLine(day, Words(2, "Shall we?", NOW), asking[:count]) for day in days for count in (0, 1, 2)
    ]
    said = [line for each in lines for line in buddy_lines(each)]
    said += [asked_text(Asked(2, partners, NOW)) for partners in (True, False)]
    said += [nudged_text(Nudged(2, words, reach)) for words in ("Shall we?", *READY) for reach in Reach]
    said += [ended_text(state, 2) for state in TieState]
    said += [sentence(error) for error, _step in ERRORS]
    assert untranslated([*said, blocked_now_text(2), sentence(e.NotBlocked(2))], WRITTEN) == []


def test_every_screen_of_buddies_is_in_the_catalogue_and_fits(pseudo: str) -> None:
    use(pseudo)
    asking = tuple(Request(10**18 + each, NOW) for each in range(9))
    partners = [
        replace(PARTNER, condition=condition, back=back, theirs=theirs, mine=mine, nudged=back is None)
        for condition, back, (theirs, mine) in product(
            Condition, (None, MONDAY), zip(Share, Share, strict=True)
        )
    ]
    words = Words(2, "*" * MAX_WORDS, NOW)
    fullest = replace(PARTNER, mine=Share.STREAK, words=words, nudged=False)
    views = [
        *(buddy_layout(1, 2, BuddyShown(each, asking[:2], asking[0], (3,))) for each in (*partners, None)),
        buddy_layout(
            10**18, 10**18, BuddyShown(fullest, asking, asking[0], tuple(range(10**18, 10**18 + 50)))
        ),
        parting_layout(1, 2, 3),
    ]
    briefs = [
        BuddyBrief("n:7:", 1000, 1, 222, news, "Shall we?", NOW, in_channel, None)
        for news, in_channel in product(News, (True, False))
    ]
    assert missed(*views, *(buddy_message(each).view for each in briefs), WordsForm(1, 2)) == []
    assert max(view.content_length() for view in views) <= 4000


def test_ready_words_are_read_by_each_in_their_language(pseudo: str) -> None:
    kept = [meant(words) for words in ("Shall we?", *READY)]
    assert kept == ["Shall we?", *READY]
    use(pseudo)
    assert [meant(words) for words in (bracketed(PRAISE), "Shall we?", PRAISE)] == [
        PRAISE,
        "Shall we?",
        PRAISE,
    ]
    assert bracketed(PRAISE) in nudged_text(Nudged(2, PRAISE, Reach.TODAY))


def test_the_board_and_the_digest_are_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    places = tuple(Place(user, user, user, Consistency(20, 20 - user)) for user in (1, 2, 5))
    boards = [
        Board(7, 2, mine, own, listed, 9 if listed else 0)
        for own, mine in ((None, None), (None, Consistency(1, 1)), (places[1], places[1].counted))
        for listed in (places, ())
    ]
    moments = tuple(
        SharedMoment(1, Moment(1, kind, title, MONDAY))
        for kind, title in product(("streak:30", "project", "roadmap:x"), ("A title", None))
    )
    wins = (SharedWin(1, 2, "A title"), SharedWin(2, 0, "A title"))
    weeks = [
        GroupWeek(MONDAY, MONDAY, (1, 2), 3, wins, 4, moments, 5, 6, 1, 2),
        GroupWeek(MONDAY, MONDAY, kept_unnamed=1, wins_unnamed=2, moments_unnamed=1, tasks=1),
    ]
    late = timedelta(minutes=90)
    digests = [digest_message(DigestBrief(7, "n:7:", week, late)).view for week in weeks]
    assert missed(*(board_layout(each) for each in boards), *digests) == []


def test_moments_are_in_the_catalogue_and_all_of_them_fit(pseudo: str) -> None:
    use(pseudo)
    kinds = product(("streak:30", "project", "roadmap:x"), ("A title", None), (NOW, None))
    every = [Moment(at, kind, title, MONDAY, shared_at=when) for at, (kind, title, when) in enumerate(kinds)]
    views = [moments_layout(1, 2, every), moments_layout(1, 2, [])]
    views += [card_layout(1, 2, each, share=share) for each in every for share in (True, False)]
    assert missed(*views) == []
    long = [Moment(at, "roadmap:x", "W" * 300, MONDAY, shared_at=NOW) for at in range(40)]
    assert moments_layout(1, 2, long).content_length() <= 4000


@pytest.fixture
async def pair(world: World, pseudo: str) -> World:
    """Ada reads English, Ben reads the other language; both are nudged, and it is Monday 5 January 2026."""
    await world.travel_to("2026-01-05 08:00")
    for who in (world.ada, world.ben):
        await world.join(who)
        await who.slash(world.channel, "nudges set", time="09:00")
    await world.ben.slash(world.channel, "language set", language=pseudo)
    await world.travel_to("2026-01-05 10:00")
    return world


async def test_a_friendship_in_two_languages(pair: World) -> None:
    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    await pair.tick()
    asked = pair.ben.user.dm_channel.last_message
    assert asked is not None
    assert missed(asked) == []
    assert missed(await pair.ben.slash(pair.channel, "buddy accept", member=pair.ada)) == []
    await pair.tick()
    assert OPEN not in pair.inbox(pair.ada)[-1]

    panel = await pair.ben.slash(pair.channel, "buddy show")
    form = await press(pair.ben, panel, label=bracketed("Nudge…"))
    said = await submit(pair.ben, form, [["1"], ""])
    assert missed(panel, form, said) == []
    await pair.tick()
    assert f"“{READY[1]}”" in pair.inbox(pair.ada)[-1]
    assert missed(await pair.ben.slash(pair.channel, "buddy nudge", words="Now?")) == []

    await pair.ada.slash(pair.channel, "buddy nudge", words=READY[0])
    await pair.tick()
    assert f"“{bracketed(READY[0])}”" in pair.inbox(pair.ben)[-1]
    assert missed(await pair.ben.slash(pair.channel, "buddy end")) == []
    assert OPEN not in text(await pair.ada.slash(pair.channel, "buddy show"))
