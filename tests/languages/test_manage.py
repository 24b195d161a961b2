"""Organisers look after their server in their language: every word of /manage is in the catalogues."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from simcord import InteractionResult

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.domain.delivery_review import DeliveryGroup, Reviewed
from bot.domain.errors import BrokenFile, Fault, QuotaReached
from bot.domain.mock_rounds import CancelWhy, RoundFigures, RoundReport, RoundSettings, RoundState
from bot.domain.pairing import ByeWhy
from bot.domain.problem_posts import DAILY, ROADMAP, PostSetting
from bot.domain.questions import QuestionKind
from bot.domain.roadmap_claims import Difficulty
from bot.domain.roadmap_notes import Remark
from bot.domain.roadmap_terms import Lines
from bot.services.delivery_review import Review
from bot.services.mock_round_results import Preview, Replay, RoundBoard
from bot.services.problem_post_results import PostBoard
from bot.services.question_results import ExportedSet, ImportedSet, ListedSet, SetListing, SetOutcome
from bot.services.roadmap_results import Exported, Imported, Listed, Notes, Outcome, Removal
from bot.ui import manage_questions_words as question_words
from bot.ui import manage_roadmaps_words as roadmap_words
from bot.ui.deliveries import review_layout
from bot.ui.deliveries_words import changed_text, choice_text, entry_text
from bot.ui.language import use
from bot.ui.manage_leetcode import MixForm, TimeForm
from bot.ui.manage_leetcode_words import board_text, sources
from bot.ui.manage_roadmaps import notes_layout
from bot.ui.manage_round_answers import preview_text, question_text, replay_text
from bot.ui.manage_round_checks import round_label
from bot.ui.manage_round_forms import RhythmForm, RulesForm, SeedForm
from bot.ui.manage_rounds import change_rounds, replay_round, round_layout
from bot.ui.manage_rounds_words import board_text as rounds_text
from bot.ui.permissions import NEEDED
from bot.ui.sentences import sentence
from bot.ui.uploads import broken_layout, report
from tests.catalog.built_in import ROADMAPS
from tests.catalog.built_in_problems import PROBLEMS
from tests.catalog.own_questions import OWN as QUESTIONS
from tests.domain.mock_house import paired_round
from tests.journeys.own_roadmap import OWN, plain
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, untranslated
from tests.languages.seen import Shown, words_seen
from tests.simtools import choose, press, submit

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
FEW = (0, 1, 2, 5)
FAULTS = tuple(Fault(number, "", "5") for number in range(12))
ROUND = paired_round(opens_at=AT, closes_at=AT, paired_at=AT)
BYES = dict.fromkeys(ByeWhy, 2)
REPORTS = (
    RoundReport(),
    RoundReport(1, 1, byes={ByeWhy.ODD: 1}, forced=1),
    RoundReport(9, 3, 1, 2, byes=BYES, forced=2, cancelled=CancelWhy.ORGANISER),
    RoundReport(cancelled=CancelWhy.LATE),
)


@pytest.fixture
def spoken(pseudo: str) -> None:
    use(pseudo)


def missed(*shown: Shown | str) -> list[str]:
    """The words of texts, forms and messages that passed no catalogue."""
    lines = [[each] if isinstance(each, str) else words_seen(each) for each in shown]
    return untranslated([word for each in lines for word in each], ["UTC"])


@pytest.mark.usefixtures("spoken")
def test_what_became_of_messages() -> None:
    for group, count in product(DeliveryGroup, FEW):
        review = Review(dict.fromkeys(DeliveryGroup, count), group, (), count or None, AT)
        assert missed(review_layout(1, 2, review), changed_text("retry"), changed_text("drop")) == []
        one = Reviewed(9, count or None, DeliveryKind.NUDGE, AT, AT, DeliveryState.QUEUED, None, count, AT)
        for kind, state in product(DeliveryKind, DeliveryState):
            entry = replace(one, kind=kind, state=state)
            assert missed(entry_text(entry, review), choice_text(entry)) == []
        for reason in (None, *Reason):
            entry = replace(one, state=DeliveryState.DEAD, reason=reason)
            past = replace(entry, expires_at=AT - timedelta(1))
            assert missed(entry_text(entry, review), entry_text(past, review)) == []


@pytest.mark.usefixtures("spoken")
def test_the_servers_own_roadmaps() -> None:
    roadmap = replace(next(iter(ROADMAPS.values())), id="1", title="2", version="3")
    for outcome, count in product(Outcome, FEW):
        assert missed(roadmap_words.imported_text(Imported(roadmap, outcome, count, FAULTS))) == []
    for count, version, built_in in product(FEW, (None, "3"), (True, False)):
        listed = Listed("1", "2", built_in, version, count, count)
        assert missed(roadmap_words.listing_text([listed] * 20)) == []
        removal = Removal("1", "2", count)
        assert missed(roadmap_words.removal_text(removal), roadmap_words.removed_text(removal)) == []
    remarks = tuple(
        Remark(where, "4" * 900, (Lines(1, last),)) for where in ((), ("5",)) for last in (1, 2, 3)
    )
    for notes, page in product((Notes("1", "2", ()), Notes("1", "2", remarks)), (0, 1)):
        assert missed(notes_layout(1, 2, notes, page)) == []
    for packed in (None, b"y"):
        assert missed(roadmap_words.exported_text(Exported("1", b"x", packed))) == []
    view, _files = broken_layout(BrokenFile(FAULTS, 20))
    assert missed(view, report(FAULTS, 20), sentence(QuotaReached("1", 2, "3"))) == []


@pytest.mark.usefixtures("spoken")
def test_the_servers_own_questions() -> None:
    for kind, count, outcome in product(QuestionKind, FEW, SetOutcome):
        listed = ListedSet("1", "2", kind, count)
        assert missed(question_words.imported_text(ImportedSet(listed, outcome, FAULTS))) == []
        assert missed(question_words.removal_text(listed), question_words.removed_text(listed)) == []
        assert missed(question_words.listing_text(SetListing((listed,) * (count % 2), (listed,)))) == []
    exports = (), (ExportedSet("1", b"x", None),), (ExportedSet("1", b"x", b"y"),)
    assert missed(*map(question_words.exported_text, exports)) == []


@pytest.mark.usefixtures("spoken")
def test_the_problem_of_the_day() -> None:
    mixes: tuple[dict[Difficulty, int], ...] = {}, {Difficulty.EASY: 2}, dict.fromkeys(Difficulty, 1)
    board = PostBoard(1, ZONE, PostSetting(), 60, frozenset({0}), None, None, None, {}, True)
    for source, mix, pool, on in product((ROADMAP, DAILY), mixes, (None, 0, 1, 5, 50), (None, AT)):
        board = replace(board, setting=PostSetting(source=source, mix=mix), pool=pool, next_due_at=on)
        assert missed(board_text(board), *sources(board).values()) == []
        assert missed(board_text(replace(board, posts_in=7))) == []
    assert missed(TimeForm(board), MixForm(board)) == []


@pytest.mark.parametrize("state", [None, *RoundState])
@pytest.mark.usefixtures("spoken")
def test_rounds_of_mock_interviews(state: RoundState | None) -> None:
    found = replace(ROUND, state=state) if state else None
    for on, every, window, count in product((True, False), (1, 2), (0, 1, 8), FEW):
        settings = RoundSettings(
            1, on, count, open_days=every, remind_hours=count, every_weeks=every, window=window, trios=on
        )
        figures = RoundFigures(count, every, window)
        past = tuple((replace(ROUND, report=each), figures) for each in REPORTS)
        board = RoundBoard(ZONE, settings, count or None, found, count, window, past)
        assert missed(rounds_text(board)) == []
        if found is None:
            continue
        asked = [question_text(found, verb, count) for verb in ("run", "cancel")]
        assert missed(*asked, round_layout(2, board, found), round_label(found)) == []


@pytest.mark.usefixtures("spoken")
def test_rounds_looked_at_and_matched_again() -> None:
    for rounds, more, count in product(REPORTS, (-500, -1, 0, 1, 500), FEW):
        replay = Replay(ROUND, 4, not count, 1, count, 900 + more, rounds)
        preview = preview_text(Preview("2026-W48", None, rounds))
        assert missed(replay_text(replay), preview) == []
    settings = RoundSettings(1)
    forms = RhythmForm(settings, change_rounds), RulesForm(settings, change_rounds), SeedForm(1, replay_round)
    assert missed(*forms) == []


async def test_an_organiser_walks_through_it_all(world: World, pseudo: str) -> None:
    content = ["UTC", "Cohort", "cohort", "Week", *(name for _attribute, name in NEEDED)]
    content += [each.title for each in (*ROADMAPS.values(), *PROBLEMS.lists.values())]
    content += ["Our way", "Our theory", "problems.txt", "Berlin", "five"]
    await world.ada.slash(world.channel, "language set", language=pseudo)

    def told(shown: Shown) -> None:
        assert any(OPEN in word for word in words_seen(shown))
        assert untranslated(words_seen(shown), content) == []

    async def said(command: str, **options: Any) -> InteractionResult:
        shown = await world.ada.slash(world.channel, f"manage {command}", **options)
        told(shown)
        return shown

    await said("roadmaps list")
    await said("roadmaps import", file=plain(OWN))
    await said("roadmaps export", roadmap="our-way")
    told(await press(world.ada, await said("roadmaps remove", roadmap="our-way"), prefix="c:mapremove"))
    await said("questions import", file=("ours.yaml", QUESTIONS.encode()))
    await said("questions list")
    told(await press(world.ada, await said("questions remove", set="our-theory"), prefix="c:setremove"))
    await said("deliveries list", show="dead")
    await said("deliveries drop", message="#1")
    shown = await said("rituals")
    await choose(world.ada, shown, "wins", prefix="c:ritpick")
    await press(world.ada, shown, prefix="c:ritset", nth=0)
    told(shown)
    form = await press(world.ada, shown, prefix="c:ritset", nth=1)
    told(form)
    told(await submit(world.ada, form, ["five", ["3"]]))
    shown = await said("leetcode", on=True, channel=world.channel)
    told(await press(world.ada, shown, prefix="c:lcday", nth=1))
    offered = await world.ada.autocomplete(world.channel, "manage leetcode", "source", "")
    assert OPEN in str(offered[0]["name"])
    await said("rounds set", on=True, channel=world.channel)
    await said("rounds preview")
    asked = await said("rounds run")
    await press(world.ada, asked, prefix="c:rounds", nth=0)
    await said("rounds show")
    told(await world.ada.slash(world.channel, "setup"))
