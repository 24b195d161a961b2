"""What spaced repetition brings back, and what a member says to it."""

from datetime import date, timedelta

import pytest

from bot.domain.problem_errors import UnknownProblemList
from bot.domain.problem_log_errors import ListDone, NotDueYet, NotInLog, UnknownPattern
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.domain.tasks import EnrolmentState
from bot.store import enrolments
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol
from tests.services.problem_house import NOW, TASK, ProblemHouse

TODAY = date(2026, 6, 2)
DAY = timedelta(days=1)


@pytest.fixture
async def home(store: Store) -> ProblemHouse:
    """Ada solved two problems, the first one with trouble, and days went by."""
    clock = HandClock(NOW)
    await enrol(store, clock)
    home = ProblemHouse(store, clock)
    await home.solves.solve(GUILD, ADA, "15", grade=Grade.GOOD)
    await home.solves.solve(GUILD, ADA, "1", grade=Grade.AGAIN, note="hash it")
    return home


async def test_a_task_of_our_own_comes_back_with_what_to_build(home: ProblemHouse) -> None:
    await home.solves.solve(GUILD, ADA, "ml:k-means", kind=None, grade=Grade.AGAIN)
    home.clock.pass_time(2 * DAY)
    cards = [
        (await home.due.page(GUILD, ADA, line.solve_id)).card
        for line in (await home.due.page(GUILD, ADA)).due
    ]

    tasks = {card.line.named.kind: card.task for card in cards if card}
    assert tasks == {ProblemKind.ML_CODING: TASK, ProblemKind.LEETCODE: None}


async def test_nothing_is_due_on_the_day_itself(home: ProblemHouse) -> None:
    page = await home.due.page(GUILD, ADA)

    assert (page.card, page.due, page.resting, page.next_day) == (None, (), 2, TODAY + DAY)


async def test_what_is_due_tomorrow_is_due_from_the_morning_on(home: ProblemHouse) -> None:
    home.clock.moment = NOW + timedelta(hours=12)

    page = await home.due.page(GUILD, ADA)

    assert [(line.named.label, line.day) for line in page.due] == [("1. Two Sum", TODAY + DAY)]


async def test_the_longest_due_comes_first_and_any_other_can_be_chosen(home: ProblemHouse) -> None:
    home.clock.pass_time(10 * DAY)
    page = await home.due.page(GUILD, ADA)
    other = await home.due.page(GUILD, ADA, page.due[1].solve_id)

    assert [line.named.label for line in page.due] == ["1. Two Sum", "15. 3Sum"]
    assert page.card is not None
    assert (page.card.line, page.card.last.note) == (page.due[0], "hash it")
    assert other.card is not None
    assert other.card.line == page.due[1]


@pytest.mark.parametrize("grade", Grade)
async def test_a_redo_comes_back_on_the_day_that_its_button_names(home: ProblemHouse, grade: Grade) -> None:
    home.clock.pass_time(3 * DAY)
    card = (await home.due.page(GUILD, ADA)).card
    assert card is not None

    page = await home.due.grade(GUILD, ADA, card.line.solve_id, grade)

    assert page.graded is not None
    assert page.graded.returns_on == card.back[grade]
    assert page.graded.streak.today_done
    assert card.line.named.label not in [line.named.label for line in page.due]


async def test_a_grade_pressed_twice_is_one_redo(home: ProblemHouse) -> None:
    home.clock.pass_time(3 * DAY)
    card = (await home.due.page(GUILD, ADA)).card
    assert card is not None
    first = await home.due.grade(GUILD, ADA, card.line.solve_id, Grade.HARD)

    second = await home.due.grade(GUILD, ADA, card.line.solve_id, Grade.EASY)

    assert first.graded is not None
    assert second.graded is None
    assert (await home.solves.sheet(GUILD, ADA, first.graded.id)).told.grade is Grade.HARD


async def test_what_is_put_off_comes_back_tomorrow_and_is_not_moved_twice(home: ProblemHouse) -> None:
    home.clock.pass_time(3 * DAY)
    card = (await home.due.page(GUILD, ADA)).card
    assert card is not None

    await home.due.put_off(GUILD, ADA, card.line.solve_id)
    page = await home.due.put_off(GUILD, ADA, card.line.solve_id)
    assert page.put_off == card.line.named
    assert card.line not in page.due
    home.clock.pass_time(DAY)
    assert card.line.named in [line.named for line in (await home.due.page(GUILD, ADA)).due]


async def test_only_what_is_due_can_be_put_off_by_its_name(home: ProblemHouse) -> None:
    with pytest.raises(NotDueYet):
        await home.due.put_off_named(GUILD, ADA, "1")
    with pytest.raises(NotInLog):
        await home.due.put_off_named(GUILD, ADA, "226")
    home.clock.pass_time(3 * DAY)
    assert (await home.due.put_off_named(GUILD, ADA, "two sum")).put_off is not None


async def test_weak_patterns_come_first_with_the_notes_that_belong_to_them(home: ProblemHouse) -> None:
    home.clock.pass_time(DAY)
    await home.solves.solve(GUILD, ADA, "1", grade=Grade.HARD, note="again")

    book = await home.progress.patterns(GUILD, ADA, "Hash maps")

    assert [line.pattern.key for line in book.lines] == ["hash-maps", "two-pointers", "trees"]
    assert book.opened is not None
    assert book.opened.record is not None
    assert book.opened.record.is_weak
    assert [note.solve.note for note in book.notes] == ["again", "hash it"]
    with pytest.raises(UnknownPattern):
        await home.progress.patterns(GUILD, ADA, "knitting")


async def test_a_list_goes_on_with_the_first_open_free_problem_in_its_order(home: ProblemHouse) -> None:
    found = await home.progress.next_in(GUILD, ADA, "First Four")
    assert (found.problem.label, found.heading) == ("226. Invert Binary Tree", "More")

    await home.solves.solve(GUILD, ADA, "226")
    with pytest.raises(ListDone) as done:
        await home.progress.next_in(GUILD, ADA, "first-four")
    assert done.value.paid == 1
    page = await home.progress.set_page(GUILD, ADA, "first-four", 99)
    assert [problem.number for problem in page.problems] == [252, 1, 226, 15]
    assert page.headings == {0: "Arrays", 2: "More"}
    with pytest.raises(UnknownProblemList):
        await home.progress.set_page(GUILD, ADA, "last-four")


async def test_the_picture_holds_the_log_against_the_roadmap(home: ProblemHouse) -> None:
    chart = await home.progress.chart(GUILD, ADA)

    assert (chart.progress.solved, chart.week, chart.ml_solved) == (2, 2, 0)
    assert [(each.aim.title, each.done) for each in chart.aims] == [
        ("Problems solved", 2),
        ("First Four", 2),
        ("Tasks from scratch", 0),
        ("Problems a day", 2),
    ]


async def test_whoever_left_their_roadmap_still_has_a_log_to_look_at(home: ProblemHouse) -> None:
    async with home.store.write() as tx:
        found = await home.shelf.enrolled(tx, GUILD, ADA)
        await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.LEFT, NOW)

    chart = await home.progress.chart(GUILD, ADA)

    assert (chart.progress.solved, chart.aims) == (2, ())
    assert (await home.progress.sets(GUILD, ADA)).lists[0].tally.done == 2
