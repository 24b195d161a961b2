"""What the log says: how far a member is in lists, aims and patterns."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Tally
from bot.domain.problem_aims import Aim, aim_of, aim_progress, day_unmeasured, missing_by_difficulty
from bot.domain.problem_errors import UnknownProblemList
from bot.domain.problem_log import Solve, completed, first_solves, pattern_log
from bot.domain.problem_progress import list_progress, next_in_list, problem_progress
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Comparator, Difficulty, Goal, Share, Target
from bot.domain.roadmap_terms import Counted, Period
from tests.domain.problem_samples import (
    EASY,
    HARD,
    INVERT,
    KTH,
    MEDIUM,
    PATH,
    ROOMS,
    SMALL,
    THREE_SUM,
    TODAY,
    TWO_SUM,
    solve,
)

DAY = timedelta(days=1)


def goal(value: float) -> Goal:
    return Goal(Comparator.AT_LEAST, value, unit="problems")


def many(difficulty: Difficulty, count: int, day: date = TODAY) -> list[Solve]:
    return [Solve(f"{difficulty}-{number}-{day}", day, difficulty=difficulty) for number in range(count)]


FIFTEEN = Aim("w01", "Problems", 15, ((EASY, 10), (MEDIUM, 5)))


def test_a_list_goes_on_with_the_first_open_free_problem() -> None:
    assert next_in_list(SMALL, "first-four", set()) is TWO_SUM
    assert next_in_list(SMALL, "first-four", {"two-sum", "invert-binary-tree"}) is THREE_SUM
    assert next_in_list(SMALL, "first-four", {"two-sum", "invert-binary-tree", "3sum"}) is None
    with pytest.raises(UnknownProblemList):
        next_in_list(SMALL, "nobodys", set())


def test_a_list_is_counted_whole_and_by_heading_and_paid_ones_are_named() -> None:
    progress = list_progress(SMALL, "first-four", {"two-sum", "kth-smallest"})
    assert progress.tally == Tally(1, 4)
    assert [(group.title, group.tally) for group in progress.groups] == [
        ("Arrays", Tally(1, 2)),
        ("More", Tally(0, 2)),
    ]
    assert (progress.paid, progress.next_up) == ((ROOMS,), INVERT)


def test_a_paid_problem_somebody_solved_counts() -> None:
    progress = list_progress(SMALL, "first-four", {"meeting-rooms"})
    assert (progress.tally, progress.paid) == (Tally(1, 4), ())


def test_progress_counts_each_problem_once_on_its_first_day() -> None:
    solves = [
        solve(TWO_SUM, TODAY - 2 * DAY),
        solve(TWO_SUM, TODAY),
        solve(KTH, TODAY),
        Solve("some-other", TODAY, difficulty=HARD),
        Solve("3483", TODAY),
        Solve("k-means", TODAY, kind=ProblemKind.ML_CODING),
    ]
    progress = problem_progress(SMALL, solves)
    assert (progress.solved, progress.solves, progress.outside, progress.unrated) == (4, 5, 2, 1)
    assert progress.by_difficulty == {EASY: 1, MEDIUM: 1, HARD: 1}
    assert progress.days == ((TODAY - 2 * DAY, 1), (TODAY, 3))
    tallies = {each.pattern.key: each.tally for each in progress.patterns}
    assert tallies == {"hash-maps": Tally(1, 1), "two-pointers": Tally(0, 1), "trees": Tally(1, 3)}


def test_the_catalogue_knows_a_difficulty_better_than_the_log() -> None:
    progress = problem_progress(SMALL, [Solve("maximum-path-sum", TODAY, difficulty=EASY)])
    assert progress.by_difficulty == {EASY: 0, MEDIUM: 0, HARD: 1}


def test_a_log_is_completed_with_what_the_catalogue_knows() -> None:
    bare, own = Solve("two-sum", TODAY), Solve("two-sum", TODAY, difficulty=HARD, pattern="trees")
    other, task = Solve("other", TODAY, difficulty=HARD), Solve("two-sum", TODAY, kind=ProblemKind.ML_CODING)
    assert completed(SMALL, [bare, own, other, task]) == (
        solve(TWO_SUM),
        replace(own, difficulty=EASY),
        other,
        task,
    )


def test_the_pattern_log_has_the_weakest_first_and_the_newest_note_first() -> None:
    solves = [
        solve(TWO_SUM, TODAY - DAY, Grade.EASY),
        solve(KTH, TODAY - DAY, Grade.AGAIN, "in-order walk"),
        solve(INVERT, TODAY, Grade.HARD, "swap, then recurse"),
        Solve("3483", TODAY),
    ]
    trees, maps = pattern_log(solves)
    assert (trees.pattern, trees.problems, trees.troubled, trees.is_weak) == ("trees", 2, 2, True)
    assert [each.note for each in trees.notes] == ["swap, then recurse", "in-order walk"]
    assert (maps.pattern, maps.is_weak, maps.last) == ("hash-maps", False, TODAY - DAY)
    assert maps.weakness < 0.5 < trees.weakness


def test_old_trouble_is_forgotten_when_it_goes_well_now() -> None:
    solves = [solve(PATH, grade=Grade.AGAIN)] * 4 + [solve(PATH, grade=Grade.GOOD)] * 8
    (record,) = pattern_log(solves)
    assert (record.solves, record.graded, record.trouble, record.is_weak) == (12, 8, 0, False)


@given(st.lists(st.sampled_from(Grade), max_size=20))
def test_weakness_lies_between_0_and_1_and_grows_with_a_failure(grades: list[Grade]) -> None:
    solves = [solve(KTH, grade=grade) for grade in grades] + [solve(KTH, grade=Grade.AGAIN)]
    (after,) = pattern_log(solves)
    assert 0 < after.weakness < 1
    for before in pattern_log(solves[:-1]):
        assert after.weakness >= before.weakness or len(grades) > 7


def test_the_earliest_solve_counts_in_whatever_order_they_come() -> None:
    early, late = solve(TWO_SUM, TODAY - DAY), solve(TWO_SUM, TODAY)
    assert first_solves([late, early]) == first_solves([early, late]) == {"two-sum": early}


def test_an_aim_by_difficulty_counts_no_more_of_one_than_it_asks_for() -> None:
    progress = aim_progress(FIFTEEN, [*many(EASY, 14), *many(MEDIUM, 2), *many(HARD, 3)], TODAY)
    assert (progress.done, progress.left, progress.met) == (12, 3, False)
    assert progress.missing == {EASY: 0, MEDIUM: 3}
    assert progress.by_difficulty == {EASY: 14, MEDIUM: 2, HARD: 0}


def test_a_redo_is_no_further_problem() -> None:
    assert aim_progress(FIFTEEN, [solve(TWO_SUM), solve(TWO_SUM)], TODAY).done == 1


def test_an_aim_for_every_day_begins_anew_each_day() -> None:
    daily = Aim("daily", "A day", 2, per=Period.DAY)
    solves = [*many(EASY, 3, TODAY - DAY), *many(MEDIUM, 1)]
    progress = aim_progress(daily, solves, TODAY)
    assert (progress.done, progress.left, progress.behind) == (1, 1, 0)
    assert aim_progress(daily, [*solves, solve(KTH)], TODAY).met


def test_an_aim_for_a_list_counts_its_problems_alone() -> None:
    aim = Aim("blind", "Blind 75", 75, of_list="first-four")
    solves = [solve(TWO_SUM), solve(KTH), solve(THREE_SUM)]
    assert aim_progress(aim, solves, TODAY, SMALL.members("first-four")).done == 2


def test_tasks_of_machine_learning_have_aims_of_their_own() -> None:
    aim = Aim("ml", "Tasks", 50, kind=ProblemKind.ML_CODING)
    solves = [solve(TWO_SUM), Solve("k-means", TODAY, kind=ProblemKind.ML_CODING)]
    assert aim_progress(aim, solves, TODAY).done == 1


@pytest.mark.parametrize(
    ("days_in", "done", "behind", "needed"),
    [(0, 0, 0, 10.5), (5, 0, 7, 21.0), (5, 9, 0, 8.4), (9, 0, 13, 105)],
)
def test_the_pace_says_what_it_takes_and_how_far_behind_one_is(
    days_in: int, done: int, behind: int, needed: float
) -> None:
    aim = Aim("w01", "Problems", 15, since=TODAY - days_in * DAY, due=TODAY + (9 - days_in) * DAY)
    progress = aim_progress(aim, many(EASY, done), TODAY)
    assert progress.behind == behind
    assert progress.pace.needed == pytest.approx(needed)


def test_past_its_date_all_that_is_left_is_behind() -> None:
    aim = Aim("w01", "Problems", 15, since=TODAY - 20 * DAY, due=TODAY - 10 * DAY)
    progress = aim_progress(aim, many(EASY, 6), TODAY)
    assert (progress.behind, progress.pace.needed) == (9, 63)


def test_the_recent_pace_looks_back_four_weeks_or_to_the_beginning() -> None:
    solves = [*many(EASY, 8, TODAY - 60 * DAY), *many(MEDIUM, 4)]
    assert aim_progress(FIFTEEN, solves, TODAY).pace.recent == pytest.approx(1)
    young = Aim("w01", "Problems", 15, since=TODAY - 6 * DAY)
    assert aim_progress(young, solves, TODAY).pace.recent == pytest.approx(4)


def test_a_roadmaps_target_becomes_an_aim() -> None:
    target = Target(
        "w01",
        "Problems",
        goal(15),
        counts=Counted.PROBLEMS,
        split=(Share("medium", goal(5)), Share("easy", goal(10))),
    )
    assert aim_of(target, TODAY, TODAY + DAY) == Aim(
        "w01", "Problems", 15, ((EASY, 10), (MEDIUM, 5)), since=TODAY, due=TODAY + DAY
    )
    rate = Target(
        "daily", "A day", Goal(Comparator.BETWEEN, 2, 3, "problems"), per=Period.DAY, counts=Counted.PROBLEMS
    )
    assert aim_of(rate) == Aim("daily", "A day", 2, per=Period.DAY)
    of_list = Target("blind", "Blind 75", goal(75), problem_set="blind-75")
    assert aim_of(of_list) == Aim("blind", "Blind 75", 75, of_list="blind-75")
    tasks = Target("ml", "Tasks", goal(2), counts=Counted.ML_PROBLEMS)
    assert aim_of(tasks) == Aim("ml", "Tasks", 2, kind=ProblemKind.ML_CODING)


@pytest.mark.parametrize("counts", [None, Counted.MOCKS, Counted.MINUTES])
def test_a_target_about_something_else_is_no_aim(counts: Counted | None) -> None:
    assert aim_of(Target("other", "Other", goal(3), counts=counts)) is None


def test_what_is_missing_is_the_most_that_one_aim_asks_for() -> None:
    hundred = Aim("all", "All", 150, ((EASY, 100), (MEDIUM, 50)))
    progress = [aim_progress(aim, many(EASY, 12), TODAY) for aim in (FIFTEEN, hundred)]
    assert missing_by_difficulty(progress) == {EASY: 88, MEDIUM: 50}
    assert missing_by_difficulty([]) == {}


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from([None, Period.DAY, Period.WEEK, Period.MONTH]),
)
def test_what_was_solved_before_a_plan_counts_for_the_whole_and_for_no_pace(
    start: date, per: Period | None
) -> None:
    before = Solve("1", day_unmeasured(start), difficulty=EASY, before=True)
    progress = aim_progress(Aim("t", "T", 20, per=per), [before], start)
    assert progress.pace.recent == 0
    assert progress.done == (per is None)


def test_a_pattern_solved_before_the_plan_alone_has_no_last_day() -> None:
    before = Solve(INVERT.key, TODAY - 60 * DAY, pattern="trees", before=True)
    later = Solve(KTH.key, TODAY, pattern="trees")
    assert [record.last for record in pattern_log([before])] == [None]
    assert [record.last for record in pattern_log([before, later])] == [TODAY]


LOGS = st.lists(
    st.builds(
        lambda number, days: Solve(
            str(number), TODAY - days * DAY, difficulty=(EASY, MEDIUM, HARD)[number % 3]
        ),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=50,
)


@given(LOGS, st.sampled_from([FIFTEEN, Aim("t", "T", 20), Aim("w", "W", 3, per=Period.WEEK)]))
def test_done_and_left_make_the_aim_and_more_solves_never_less(solves: list[Solve], aim: Aim) -> None:
    whole = aim_progress(aim, solves, TODAY)
    assert whole.done + whole.left >= aim.total
    assert (whole.left == 0) == (whole.done >= aim.total)
    for fewer in (solves[1:], solves[:-1]):
        assert aim_progress(aim, fewer, TODAY).done <= whole.done
