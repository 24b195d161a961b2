"""A group's rituals in its language, and a member's own words about them in theirs."""

from datetime import date, timedelta
from itertools import product

import pytest

from bot.domain import ritual_errors as e
from bot.domain.moment_errors import AlreadyShared
from bot.domain.reflections import Adjustment, Answers, Fate, Goals, Reflection, Week, WeekPlan, Wins
from bot.domain.rituals import WRITTEN, Ritual
from bot.services.reflection_results import Posting, Sheet
from bot.ui.language import use
from bot.ui.reflection_posts import public_layout
from bot.ui.reflections import page_layout
from bot.ui.ritual_forms import form_of
from bot.ui.ritual_words import carry_text, period_text, post_text, title_text
from bot.ui.sentences import sentence
from tests.journeys.rituals import MONDAY as FIRST
from tests.journeys.rituals import open_group, post, room, write
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, bracketed, untranslated
from tests.languages.seen import Shown, words_seen
from tests.simtools import choose, press, speaking, submit
from tests.ui.test_reflections import FULL, MONDAY, NOW, SHORT, page, reflections

WRITTEN_WORDS = ["ship the demo", "a demo", "read", "write", "well", "better", "Europe/Berlin"]
"""What people wrote."""


def missed(*seen: Shown) -> list[str]:
    """The words that passed no catalogue."""
    assert all(OPEN in "".join(words_seen(each)) for each in seen)
    return untranslated(words_seen(*seen), WRITTEN_WORDS)


ERRORS = [
    e.NothingWritten(),
    e.TooManyLines(9, 5),
    *(
        make(ritual.value, MONDAY)
        for make, ritual in product((e.RitualClosed, e.NoReflection), (Ritual.GOALS, Ritual.REVIEW))
    ),
    e.AlreadyPosted("wins"),
    e.NothingToPost(),
    e.MayNotPost(),
    e.NoRitualChannel("digest"),
    e.NoRitualNamed(),
    e.OneWeekday(True),
    e.OneWeekday(False),
    AlreadyShared(),
]


def test_every_line_of_a_ritual_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    told = [post_text(ritual, timedelta(minutes=90)) for ritual in WRITTEN]
    told += [words(ritual, MONDAY) for words, ritual in product((period_text, title_text), Ritual)]
    told += [carry_text(tasks, minutes) for tasks, minutes in product(((), ("read",) * 7), (0, 90))]
    told += [sentence(error) for error in ERRORS]
    assert untranslated(told, WRITTEN_WORDS) == []


def posting(each: Reflection, answers: Answers) -> Posting:
    return Posting(1, 2, each, answers, None, each)


def test_every_page_of_ones_own_words_is_in_the_catalogue_and_fits(pseudo: str) -> None:
    use(pseudo)
    short, long = reflections(SHORT), reflections(FULL)
    some = [
        *short,
        Reflection(Ritual.WINS, MONDAY, Wins(("read",), ("write",), "a demo"), NOW),
        Reflection(Ritual.WINS, MONDAY, Wins((), ("write",)), NOW),
        Reflection(Ritual.GOALS, MONDAY, SHORT[0], NOW, NOW),
        Reflection(Ritual.GOALS, MONDAY, SHORT[0], NOW, NOW - timedelta(days=1)),
    ]
    views = [page_layout(page((each,), ritual=each.ritual)) for each in some]
    views += [page_layout(page(short)), page_layout(page(())), page_layout(page((), date(2026, 6, 1)))]
    views += [page_layout(page((), ritual=ritual)) for ritual in WRITTEN]
    views += [public_layout(posting(each, each.answers)) for each in short]
    assert missed(*views) == []
    full = [page_layout(page((each,), ritual=each.ritual)) for each in long]
    assert max(view.content_length() for view in (*full, page_layout(page(long)))) <= 4000
    shortened = page_layout(page(long))
    assert bracketed("Shortened to fit here; `/ritual show which:` shows one of them in full.") in "".join(
        words_seen(shortened)
    )


@pytest.mark.parametrize("ritual", WRITTEN)
def test_every_form_is_in_the_catalogue(pseudo: str, ritual: Ritual) -> None:
    use(pseudo)
    by_ritual = {each.ritual: each for each in reflections(SHORT)}
    wins = Wins(("read",), ("write",))
    week = Week(Goals(("read",)), Adjustment((("read", Fate.KEEP),)), wins, WeekPlan((), ("write",)))
    known = Sheet(1, 2, ritual, MONDAY, by_ritual[ritual], week, previous=by_ritual[Ritual.REVIEW])
    empty = Sheet(1, 2, ritual, MONDAY, None, Week())
    assert missed(form_of(known, page_layout), form_of(empty, page_layout)) == []


async def test_a_week_of_a_group_in_two_languages(world: World, pseudo: str) -> None:
    group = await open_group(world)
    with speaking(group.ada, pseudo):
        board = await group.ada.slash(group.channel, "manage rituals")
        await choose(group.ada, board, "goals", prefix="c:ritpick")
        form = await press(group.ada, board, label=bracketed("Time and day…"))
        assert missed(board, form) == []
        await press(group.ada, board, label=bracketed("Switch on"))
    await group.ben.slash(group.channel, "language set", language=pseudo)
    await group.travel_to(f"{FIRST} 09:00")
    assert OPEN not in "".join(words_seen(post(group)))

    form = await press(group.ben, post(group), label="Write my goals")
    card = await submit(group.ben, form, ["ship the demo", "", ""])
    assert missed(form, card) == []
    posted = await press(group.ben, card, label=bracketed("Post to the channel"))
    assert missed(posted) == []
    newest = room(group).last_message
    assert newest is not None
    assert "Goals for the week · week of 5 Jan 2026" in "".join(words_seen(newest))

    await group.ada.slash(group.channel, "setup", language=pseudo)
    await group.travel_to("2026-01-07 10:00")
    await write(group.ben, group.channel, "wins", ["0"], "a demo")
    own = await group.ben.slash(group.channel, "ritual post", which="wins")
    assert missed(own) == []
