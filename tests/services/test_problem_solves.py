"""The log of solved problems: what a solve does, and that taking it back leaves nothing of it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NoLongerAvailable, NotEnrolled, OutOfRange, QuotaReached, TextTooLong
from bot.domain.problem_errors import UnknownProblem
from bot.domain.problem_log_errors import NotInLog, UnknownPattern
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.domain.targets import Voucher
from bot.services import problem_solves as use_cases
from bot.services.problem_log import remembered
from bot.services.problem_results import Told
from bot.services.reviews import Spacing
from bot.store import checkins, problem_reviews, problem_solves, timelogs
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol
from tests.services.problem_house import NOW, ProblemHouse

BEN, OTHER_GUILD = 2, 2000
TODAY = date(2026, 6, 2)
SPACING = Spacing()


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


async def trace(home: ProblemHouse, user_id: int = ADA) -> dict[str, object]:
    """Everything that a solve leaves behind."""
    async with home.store.read() as tx:
        member = await use_cases.following(tx, GUILD, user_id)
        return {
            "solves": [each.key for each in await problem_solves.of(tx, member.key)],
            "days": set((await checkins.streak_facts(tx, member.key)).checked_in),
            "due": await problem_reviews.due_times(tx, member.key),
            "minutes": await timelogs.total(tx, member.key, TODAY, TODAY),
        }


@pytest.mark.parametrize(
    "named", ["1", "#1", "1. Two Sum", "two sum", "two-sum", "https://leetcode.com/problems/two-sum/"]
)
async def test_a_problem_is_found_by_number_title_slug_and_address(small: ProblemHouse, named: str) -> None:
    shown = await small.solves.solve(GUILD, ADA, named, kind=None)

    assert (shown.named.label, shown.solve.difficulty, shown.pattern_title) == (
        "1. Two Sum",
        Difficulty.EASY,
        "Hash maps",
    )


@pytest.mark.parametrize("named", ["ml:k-means", "k-means from scratch", "K-MEANS"])
async def test_a_task_is_found_by_its_mark_or_its_title(small: ProblemHouse, named: str) -> None:
    shown = await small.solves.solve(GUILD, ADA, named, kind=None)

    assert shown.named.kind is ProblemKind.ML_CODING
    assert await small.number("Tasks from scratch") == 1


@pytest.mark.parametrize(
    ("named", "key"),
    [("3483", "3483"), ("https://leetcode.com/problems/alien-words/", "alien-words")],
)
async def test_any_other_problem_is_logged_by_number_or_address(
    small: ProblemHouse, named: str, key: str
) -> None:
    shown = await small.solves.solve(GUILD, ADA, named, kind=None, difficulty=Difficulty.MEDIUM)

    assert (shown.named.key, shown.solve.difficulty) == (key, Difficulty.MEDIUM)
    assert await small.number("Problems solved") == 1


async def test_a_prompt_that_names_a_problem_by_its_slug_is_taken_at_its_word(small: ProblemHouse) -> None:
    assert (await small.solves.solve(GUILD, ADA, "alien-words")).named.key == "alien-words"
    with pytest.raises(UnknownProblem):
        await small.solves.solve(GUILD, ADA, "alien-words", kind=None)


async def test_a_solve_counts_for_the_day_the_numbers_the_time_log_and_comes_back(home: ProblemHouse) -> None:
    shown = await home.solves.solve(GUILD, ADA, "two-sum", minutes=35, grade=Grade.GOOD, note="maps")

    assert (shown.streak.current, shown.streak.today_done) == (1, True)
    assert shown.returns_on > TODAY
    assert [each.target.title for each in shown.targets] == ["Problems solved", "Problems a day"]
    left = await trace(home)
    assert (left["solves"], left["days"], left["minutes"]) == (["two-sum"], {TODAY}, 35)
    assert await home.number("Problems solved") == 1
    assert await home.number("First Four") == 1


async def test_what_is_remembered_is_kept_as_it_is(home: ProblemHouse) -> None:
    await home.solves.solve(GUILD, ADA, "two-sum", grade=Grade.HARD)
    home.clock.pass_time(timedelta(days=4, seconds=1.5))
    await home.solves.solve(GUILD, ADA, "two-sum", grade=Grade.AGAIN)

    async with home.store.read() as tx:
        member = await use_cases.following(tx, GUILD, ADA)
        (review,) = await problem_reviews.of(tx, member.key)
        solves = await problem_solves.of_problem(tx, member.key, "two-sum")
    assert review.state == remembered(SPACING, solves)
    assert (review.state.reps, review.state.lapses) == (2, 1)


async def test_taking_it_back_leaves_nothing_of_it_however_often_it_is_pressed(home: ProblemHouse) -> None:
    before = await trace(home)
    shown = await home.solves.solve(GUILD, ADA, "two-sum", minutes=35, grade=Grade.EASY)

    await home.solves.take_back(GUILD, ADA, shown.id)
    gone = await home.solves.take_back(GUILD, ADA, shown.id)

    assert (gone.returns_on, gone.streak.current) == (None, 0)
    assert await trace(home) == before
    assert await home.number("Problems solved") == 0


async def test_a_number_from_the_log_says_so_and_a_larger_report_still_counts(small: ProblemHouse) -> None:
    await small.solves.solve(GUILD, ADA, "two-sum")
    logged = (await small.targets.card(GUILD, ADA, "Problems solved")).standing
    reported = (await small.targets.report(GUILD, ADA, "Problems solved", "5")).standing

    assert logged.counted is not None
    assert (logged.voucher, logged.counted.logged) == (Voucher.COHORT, True)
    assert (reported.number, reported.voucher) == (5, Voucher.MEMBER)


async def test_the_same_problem_twice_counts_once_for_every_number(small: ProblemHouse) -> None:
    first = await small.solves.solve(GUILD, ADA, "two-sum")
    small.clock.pass_time(timedelta(days=1))
    second = await small.solves.solve(GUILD, ADA, "1")

    assert (second.times, second.changed) == (2, False)
    assert await small.number("Problems solved") == 1
    assert await small.number("Problems a day") == 1
    gone = await small.solves.take_back(GUILD, ADA, first.id)
    assert gone.returns_on is not None
    assert await small.number("Problems solved") == 1


async def test_what_is_said_of_a_solve_can_be_changed_and_moves_all_that_hangs_on_it(
    home: ProblemHouse,
) -> None:
    plain = await home.solves.solve(GUILD, ADA, "two-sum", minutes=20)
    told = Told(50, Grade.AGAIN, "Trees", "  <@1> **look**\u202e\nagain ", Difficulty.HARD)

    changed = await home.solves.amend(GUILD, ADA, plain.id, told)

    assert changed.returns_on == TODAY + timedelta(days=1) < plain.returns_on
    assert (changed.pattern_title, changed.solve.note) == ("Trees", "<@1> **look** again")
    assert changed.solve.difficulty is Difficulty.EASY
    left = await trace(home)
    assert (left["solves"], left["minutes"]) == (["two-sum"], 50)
    sheet = await home.solves.sheet(GUILD, ADA, plain.id)
    assert (sheet.told.minutes, sheet.told.grade, sheet.told.pattern) == (50, Grade.AGAIN, "trees")
    assert (await home.solves.amend(GUILD, ADA, plain.id, Told())).returns_on == plain.returns_on
    assert (await trace(home))["minutes"] == 0


async def test_the_time_log_takes_no_more_than_a_day_has(small: ProblemHouse) -> None:
    await small.solves.solve(GUILD, ADA, "1", minutes=1400)
    full = await small.solves.solve(GUILD, ADA, "15", minutes=100)
    third = await small.solves.solve(GUILD, ADA, "226", minutes=10)

    assert (full.solve.minutes, third.solve.minutes) == (100, 10)
    assert (await trace(small))["minutes"] == 24 * 60


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"minutes": 0}, OutOfRange),
        ({"minutes": 1441}, OutOfRange),
        ({"pattern": "knitting"}, UnknownPattern),
        ({"note": "x" * 501}, TextTooLong),
    ],
)
async def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    small: ProblemHouse, told: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await small.solves.solve(GUILD, ADA, "1", **told)  # pyright: ignore[reportArgumentType]

    assert (await trace(small))["solves"] == []


async def test_nobody_reaches_the_solves_of_somebody_else(home: ProblemHouse) -> None:
    shown = await home.solves.solve(GUILD, ADA, "1", note="mine")
    await enrol(home.store, home.clock, user_id=BEN)
    await enrol(home.store, home.clock, guild_id=OTHER_GUILD)

    for guild_id, user_id in ((GUILD, BEN), (OTHER_GUILD, ADA)):
        for use_case in (
            home.solves.sheet(guild_id, user_id, shown.id),
            home.solves.amend(guild_id, user_id, shown.id, Told()),
            home.solves.take_back(guild_id, user_id, shown.id),
            home.due.grade(guild_id, user_id, shown.id, Grade.EASY),
            home.due.put_off(guild_id, user_id, shown.id),
        ):
            with pytest.raises(NoLongerAvailable):
                await use_case
        with pytest.raises(NotInLog):
            await home.solves.take_back_newest(guild_id, user_id, "1")
        assert (await home.progress.chart(guild_id, user_id)).progress.solved == 0
    assert (await trace(home))["solves"] == ["two-sum"]


async def test_whoever_is_on_no_roadmap_here_is_led_to_joining(small: ProblemHouse) -> None:
    with pytest.raises(NotEnrolled):
        await small.solves.solve(GUILD, BEN, "1")


@pytest.mark.parametrize(("guild_id", "kept"), [(GUILD, True), (OTHER_GUILD, False)])
async def test_a_solve_answers_only_a_prompt_of_its_own_guild(
    home: ProblemHouse, guild_id: int, kept: bool
) -> None:
    post_id = await home.posted(guild_id)

    await home.solves.solve(GUILD, ADA, "two-sum", post_id=post_id)

    async with home.store.read() as tx:
        (stored,) = await problem_solves.of(tx, (await use_cases.following(tx, GUILD, ADA)).key)
    assert stored.post_id == (post_id if kept else None)


async def test_there_is_an_end_to_a_log(small: ProblemHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "MAX_SOLVES", 2)
    await small.solves.solve(GUILD, ADA, "1")
    last = await small.solves.solve(GUILD, ADA, "15")
    with pytest.raises(QuotaReached):
        await small.solves.solve(GUILD, ADA, "226")

    await small.solves.take_back(GUILD, ADA, last.id)
    assert (await small.solves.solve(GUILD, ADA, "226")).times == 1


async def test_a_note_is_kept_with_the_newest_solve_and_removed_by_an_empty_one(small: ProblemHouse) -> None:
    await small.solves.solve(GUILD, ADA, "1", minutes=20, grade=Grade.HARD)

    noted = await small.solves.set_note(GUILD, ADA, "two sum", "one pass is enough")
    bare = await small.solves.set_note(GUILD, ADA, "1", "")

    assert (noted.solve.note, bare.solve.note) == ("one pass is enough", "")
    assert (bare.solve.minutes, bare.solve.grade) == (20, Grade.HARD)
    with pytest.raises(NotInLog):
        await small.solves.set_note(GUILD, ADA, "15", "never solved")


async def test_seven_days_of_problems_are_a_moment(small: ProblemHouse) -> None:
    reached: Sequence[object] = ()
    for number in range(7):
        small.clock.moment = NOW + timedelta(days=number)
        reached = (await small.solves.solve(GUILD, ADA, "1")).reached

    assert len(reached) == 1


GRADES = st.none() | st.sampled_from(Grade)


def solves_of(grades: Sequence[Grade | None], gaps: Sequence[int]) -> list[StoredSolve]:
    """Solves of one problem, so many days apart."""
    found: list[StoredSolve] = []
    at = NOW
    for grade, gap in zip(grades, gaps, strict=True):
        at += timedelta(days=gap, minutes=1)
        found.append(StoredSolve(ProblemKind.LEETCODE, "two-sum", at.date(), at, grade=grade))
    return found


@given(st.lists(st.tuples(GRADES, st.integers(0, 60)), max_size=12), GRADES, st.integers(0, 60))
def test_what_is_remembered_after_taking_the_last_back_is_what_was_before(
    earlier: list[tuple[Grade | None, int]], grade: Grade | None, gap: int
) -> None:
    solves = solves_of([*(each for each, _ in earlier), grade], [*(days for _, days in earlier), gap])
    before = remembered(SPACING, solves[:-1])
    after = remembered(SPACING, solves)

    assert remembered(SPACING, solves[:-1]) == before
    assert after is not None
    assert after.due > after.last
    assert after.due >= solves[-1].at


@given(st.lists(st.just(None), min_size=1, max_size=6))
def test_repeating_a_solve_on_one_day_says_nothing_new(grades: list[None]) -> None:
    solves = solves_of([None, *grades], [0] * (len(grades) + 1))

    assert remembered(SPACING, solves) == remembered(SPACING, solves[:1])
