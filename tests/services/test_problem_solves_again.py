"""A solve that is told, changed or taken back more than once, and what must not get in its way."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import make_url

from bot.catalog import Catalog
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.services.claim_records import ClaimRecords
from bot.services.plans import Planner
from bot.services.problem_results import Told
from bot.services.problem_solves import ProblemSolves
from bot.services.shelf import Shelf
from bot.services.streak_ledger import following
from bot.store import problem_posts, problem_solves, timelogs
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol
from tests.services.problem_house import NOW, ProblemHouse

TODAY = date(2026, 6, 2)


@pytest.fixture
async def home(store: Store) -> ProblemHouse:
    """Ada's log, on each kind of database."""
    clock = HandClock(NOW)
    await enrol(store, clock)
    return ProblemHouse(store, clock)


@pytest.fixture
async def small(sqlite_store: Store) -> ProblemHouse:
    """The same, where the kind of database does not matter."""
    clock = HandClock(NOW)
    await enrol(sqlite_store, clock)
    return ProblemHouse(sqlite_store, clock)


async def logged(home: ProblemHouse) -> list[str]:
    """The keys in Ada's log."""
    async with home.store.read() as tx:
        member = await following(tx, GUILD, ADA)
        return [each.key for each in await problem_solves.of(tx, member.key)]


async def minutes(home: ProblemHouse) -> int:
    """Ada's time today."""
    async with home.store.read() as tx:
        return await timelogs.total(tx, (await following(tx, GUILD, ADA)).key, TODAY, TODAY)


def is_held(path: str) -> bool:
    """Whether somebody writes to the database at this moment."""
    with closing(sqlite3.connect(path, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False


async def test_a_solve_told_twice_on_one_day_is_one_and_the_second_time_adds_to_it(
    home: ProblemHouse,
) -> None:
    first = await home.solves.solve(GUILD, ADA, "two-sum", minutes=35, note="maps")
    second = await home.solves.solve(GUILD, ADA, "1", grade=Grade.HARD)

    assert (second.id, second.times, second.changed) == (first.id, 1, True)
    assert (second.solve.minutes, second.solve.grade, second.solve.note) == (35, Grade.HARD, "maps")
    assert (await logged(home), await minutes(home)) == (["two-sum"], 35)


async def test_whoever_says_solved_again_that_day_sees_what_they_said(home: ProblemHouse) -> None:
    told = await home.solves.solve(GUILD, ADA, "two-sum", minutes=35)
    sheet = await home.solves.new_sheet(GUILD, ADA, "1", None, None)
    home.clock.pass_time(timedelta(days=1))
    fresh = await home.solves.new_sheet(GUILD, ADA, "1", None, None)

    assert (sheet.solve_id, sheet.told.minutes) == (told.id, 35)
    assert (fresh.solve_id, fresh.told.minutes) == (None, None)


async def test_two_forms_to_one_prompt_leave_one_solve_even_a_day_apart(home: ProblemHouse) -> None:
    post_id = await home.posted(GUILD)
    first = await home.solves.solve(GUILD, ADA, "two-sum", post_id=post_id, minutes=20)
    home.clock.pass_time(timedelta(days=1))
    sheet = await home.solves.new_sheet(GUILD, ADA, "two-sum", ProblemKind.LEETCODE, post_id)
    second = await home.solves.solve(GUILD, ADA, "two-sum", post_id=post_id, note="sort first")

    assert (sheet.solve_id, second.id, second.solve.minutes) == (first.id, first.id, 20)
    assert await logged(home) == ["two-sum"]


async def test_a_solve_by_command_answers_the_prompt_that_is_pressed_after_it(home: ProblemHouse) -> None:
    post_id = await home.posted(GUILD)
    told = await home.solves.solve(GUILD, ADA, "two-sum")
    await home.solves.solve(GUILD, ADA, "two-sum", post_id=post_id)

    async with home.store.read() as tx:
        member = await following(tx, GUILD, ADA)
        assert await problem_posts.answer(tx, member.key, post_id) == told.id


async def test_a_note_leaves_a_problem_put_off_and_a_grade_moves_it(home: ProblemHouse) -> None:
    told = await home.solves.solve(GUILD, ADA, "two-sum", grade=Grade.AGAIN)
    home.clock.pass_time(timedelta(days=3))
    await home.due.put_off(GUILD, ADA, told.id)
    tomorrow = TODAY + timedelta(days=4)

    noted = await home.solves.set_note(GUILD, ADA, "1", "a map")
    gone = await home.solves.amend(GUILD, ADA, told.id, Told(25, Grade.AGAIN))
    page = await home.due.page(GUILD, ADA)
    graded = await home.solves.amend(GUILD, ADA, told.id, Told(grade=Grade.EASY))

    assert (noted.returns_on, gone.returns_on, page.due) == (tomorrow, tomorrow, ())
    assert graded.returns_on != tomorrow


async def test_pressing_undo_again_says_so_and_leaves_what_was_put_off(home: ProblemHouse) -> None:
    old = await home.solves.solve(GUILD, ADA, "two-sum", grade=Grade.AGAIN)
    home.clock.pass_time(timedelta(days=3))
    new = await home.solves.solve(GUILD, ADA, "two-sum")
    first = await home.solves.take_back(GUILD, ADA, new.id)
    await home.due.put_off(GUILD, ADA, old.id)
    second = await home.solves.take_back(GUILD, ADA, new.id)

    assert (first.gone, second.gone) == (False, True)
    assert second.returns_on == TODAY + timedelta(days=4)
    assert (await home.due.page(GUILD, ADA)).due == ()


async def test_a_solve_is_kept_and_shown_when_its_numbers_cannot_be_read(small: ProblemHouse) -> None:
    without = Shelf(Catalog([]))
    records = ClaimRecords(small.store, small.clock, without, Planner(without), small.problems)
    solves = ProblemSolves(small.store, small.clock, small.shelf, small.problems, records)

    shown = await solves.solve(GUILD, ADA, "two-sum")
    gone = await solves.take_back(GUILD, ADA, shown.id)

    assert (shown.targets, gone.targets, gone.returns_on) == ((), (), None)
    assert await logged(small) == []


@pytest.mark.parametrize("use_case", ["redo", "put off", "amend", "take back"])
async def test_no_file_is_read_with_the_database_in_hand(
    small: ProblemHouse, sqlite_url: str, use_case: str
) -> None:
    shown = await small.solves.solve(GUILD, ADA, "two-sum", grade=Grade.AGAIN)
    small.clock.pass_time(timedelta(days=3))
    held: list[bool] = []
    path = make_url(sqlite_url).database or ""
    house = ProblemHouse(small.store, small.clock)
    house.read_with(lambda: held.append(is_held(path)))

    match use_case:
        case "redo":
            await house.solves.redo(GUILD, ADA, shown.id, Grade.GOOD)
        case "put off":
            await house.due.put_off(GUILD, ADA, shown.id)
        case "amend":
            await house.solves.amend(GUILD, ADA, shown.id, Told(20))
        case _:
            await house.solves.take_back(GUILD, ADA, shown.id)

    assert held == [False, False]
