"""The words of every picture in every language: translated, whole, clear of each other and of the edge."""

from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import replace
from itertools import combinations

import discord
import pytest
from simcord import ResponseMessage

from bot.domain.moments import Moment
from bot.domain.streaks import Streak
from bot.ui.charts import progress_chart
from bot.ui.charts_canvas import LEFT, RIGHT, SMALL, Canvas
from bot.ui.charts_card import moment_card
from bot.ui.charts_problems import problems_chart
from bot.ui.charts_streak import streak_chart
from bot.ui.language import speaking, use
from bot.ui.pictures import drawn
from tests.journeys.test_moments import begin, study
from tests.journeys.world import World
from tests.languages.pseudo import bracketed, pseudo_language, untranslated
from tests.simtools import choose, press
from tests.ui import test_charts as progress
from tests.ui import test_charts_card as card
from tests.ui import test_charts_problems as problems
from tests.ui import test_charts_streak as streak
from tests.ui.drawn_words import Words, ink, shaping

pytestmark = shaping

BENGALI_TITLE = "মেশিন লার্নিং ইঞ্জিনিয়ার হওয়ার ষোলো সপ্তাহের রোডম্যাপ: শুরু থেকে চাকরি পর্যন্ত"
HUGE = progress.life(ago=400, length=900, minutes=1440, done=0.3)
LONG = Streak(36500, 36500, today_done=True, today_planned=True, freezes=0, next_freeze_in=6)

Draw = Callable[[], bytes]
TYPICAL: dict[str, Draw] = {
    **{f"progress, {name}": lambda each=each: progress_chart(each) for name, each in progress.CHARTS.items()},
    **{
        f"streak, {name}": lambda each=each: streak_chart(*each, streak.TODAY)
        for name, each in streak.CASES.items()
    },
    **{
        f"streak, {week} weeks later": lambda day=streak.TODAY + week * 7 * streak.DAY: streak_chart(
            streak.every_mark(day), streak.STREAK, day
        )
        for week in range(4, 53, 8)
    },
    **{
        f"problems, {name}": lambda each=each: problems_chart(each)
        for name, each in problems.CHARTS.items()
        if name != "everything"
    },
    **{
        f"card, {kind}": lambda kind=kind: moment_card(Moment(1, kind, "Deep Dive", card.DAY))
        for kind in card.KINDS
    },
}
EXTREME: dict[str, Draw] = {
    "progress, huge": lambda: progress_chart(HUGE),
    "progress, long title": lambda: progress_chart(replace(HUGE, title=BENGALI_TITLE * 3)),
    "streak, a century": lambda: streak_chart(streak.every_mark(), LONG, streak.TODAY),
    "problems, everything": lambda: problems_chart(problems.CHARTS["everything"]),
    **{
        f"card, {kind}, long title": lambda kind=kind: moment_card(
            Moment(1, kind, BENGALI_TITLE * 3, card.DAY)
        )
        for kind in card.KINDS
    },
}
ALL = TYPICAL | EXTREME
TITLES = [
    *("ML engineer in 16 weeks", "Empty", "Deep Dive"),
    *(each.aim.title for chart in problems.CHARTS.values() for each in chart.aims),
    *(each.pattern.title for each in problems.CHARTS["everything"].progress.patterns),
]


@pytest.fixture(params=["en", "bn", "pseudo"])
def spoken(request: pytest.FixtureRequest) -> Generator[str]:
    """Each language in turn, and one whose words are longer than any."""
    with ExitStack() as stack:
        code = stack.enter_context(pseudo_language()) if request.param == "pseudo" else request.param
        stack.enter_context(speaking(code))
        yield request.param


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Words]:
    """The words of the pictures drawn from here on."""
    found: list[Words] = []

    def text(
        self: Canvas, x: float, y: float, words: str, colour: str, size: int = SMALL, anchor: str = "ls"
    ) -> None:
        if words:
            found.append(Words(words, ink(words, x, y, size, anchor), size))
            # Nothing is visible of words beside the page.
            assert found[-1].box[1] > 0
            assert found[-1].box[3] < self._image.height

    monkeypatch.setattr(Canvas, "text", text)
    return found


@pytest.mark.parametrize("name", ALL)
def test_no_words_stand_on_others_or_outside_the_panels(name: str, spoken: str, seen: list[Words]) -> None:
    ALL[name]()
    assert [(one.text, two.text) for one, two in combinations(seen, 2) if one.touches(two)] == []
    for each in seen:
        assert LEFT + 6 <= each.box[0] <= each.box[2] <= RIGHT - 6, each
        assert each.size >= SMALL


@pytest.mark.parametrize("name", TYPICAL)
def test_in_bengali_no_words_are_cut(name: str, seen: list[Words]) -> None:
    with speaking("bn"):
        TYPICAL[name]()
    assert [each.text for each in seen if each.text.endswith("…")] == []


@pytest.mark.parametrize("name", TYPICAL)
def test_every_word_is_translated(
    name: str, pseudo: str, seen: list[Words], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Canvas, "fitting", lambda self, words, width, size=SMALL: words)
    use(pseudo)
    TYPICAL[name]()
    assert untranslated([each.text for each in seen], TITLES) == []


async def test_a_picture_drawn_beside_the_loop_has_the_readers_language() -> None:
    moment = Moment(1, "streak:7", "Deep Dive", card.DAY)
    english = moment_card(moment)
    with speaking("bn"):
        bengali = moment_card(moment)
        assert await drawn(moment_card, moment) == bengali
    assert await drawn(moment_card, moment) == english != bengali


async def test_a_card_that_is_shared_speaks_the_servers_language_and_ones_own_card_ones_own(
    world: World, pseudo: str
) -> None:
    await begin(world)
    await study(world, 5, 6, 7, 8, 9, 10, 12)
    await world.ben.slash(world.channel, "language set", language=pseudo)
    (moment,) = await world.app.services.moments.all(world.guild.id, world.ben.id)
    listed = await world.ben.slash(world.channel, "streak moments")
    own = await choose(world.ben, listed, str(moment.id), prefix="c:moments")

    shared = await press(world.ben, own, label=bracketed("Share with the group"))

    assert own.response is not None
    with speaking(pseudo):
        assert await file_of(own.response) == moment_card(moment)
    (posted,) = shared.followups
    with speaking("en"):
        assert await file_of(posted) == moment_card(moment)


async def file_of(message: ResponseMessage | discord.Message) -> bytes:
    (attachment,) = message.attachments
    return await attachment.read()
