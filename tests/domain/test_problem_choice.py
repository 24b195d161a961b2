"""Which problem a member gets, and why: examples and laws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.problem_choice import Choice, Situation, choose
from bot.domain.problem_errors import AllSolved, NoProblemFits, NothingSolvedYet, UnknownProblemList
from bot.domain.problem_log import Solve
from bot.domain.problem_needs import NO_WEEK, Week, Wish, asked_of_each, spoken, week_of, week_of_most
from bot.domain.problem_reasons import Reason, Why, from_json, to_json
from bot.domain.problems import Problem
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty, Problems
from bot.ui.problem_reason_words import why_text
from tests.domain.problem_samples import (
    EASY,
    FIRST,
    HARD,
    INVERT,
    KTH,
    MEDIUM,
    NOW,
    PATH,
    ROOMS,
    SMALL,
    THREE_SUM,
    TODAY,
    TWO_SUM,
    catalogue,
    solve,
)

DAY = timedelta(days=1)
NEW = Situation(NOW)


def chosen(situation: Situation = NEW, wish: Wish | None = None, seed: int = 1) -> Choice:
    return choose(SMALL, situation, wish or Wish(), Random(seed))


def problems(situation: Situation, wish: Wish | None = None) -> set[Problem]:
    """What may be chosen, by many seeds."""
    return {chosen(situation, wish, seed).problem for seed in range(60)}


def solved(*done: Problem) -> tuple[Solve, ...]:
    return tuple(map(solve, done))


def said(choice: Choice) -> str:
    return why_text(choice.reasons)


def whys(choice: Choice) -> list[Why]:
    return [reason.why for reason in choice.reasons]


def test_a_newcomer_gets_something_easy_or_medium() -> None:
    assert problems(NEW) == {TWO_SUM, INVERT, THREE_SUM, KTH}


def test_the_same_chance_chooses_the_same() -> None:
    assert chosen(seed=7) == chosen(seed=7)


def test_the_week_of_the_roadmap_goes_first() -> None:
    situation = replace(NEW, week=Week(frozenset({"tree"})))
    choice = chosen(situation)
    assert problems(situation) == {INVERT}
    assert choice.reasons[0] == Reason(Why.WEEK, "trees")
    assert said(choice) == "This week's plan has trees; its pattern is new to you."


def test_what_a_week_teaches_comes_before_what_only_touches_its_topic() -> None:
    situation = replace(NEW, week=Week(frozenset({"array", "two-pointers"})))
    assert problems(situation) == {TWO_SUM, THREE_SUM}
    touching = replace(THREE_SUM, number=16, slug="3sum-closest", pattern="trees", topics=("two-pointers",))
    both = catalogue([THREE_SUM, touching])
    week = replace(NEW, week=Week(frozenset({"two-pointers"})))
    assert {choose(both, week, Wish(), Random(seed)).problem for seed in range(40)} == {THREE_SUM}
    done = replace(week, solves=solved(THREE_SUM))
    assert choose(both, done, Wish(), Random(1)).problem == touching


def test_a_week_of_several_topics_does_not_give_away_which_one_it_is() -> None:
    situation = replace(NEW, week=Week(frozenset({"hash-table", "two-pointers", "tree"})))
    for seed in range(20):
        why = said(chosen(situation, seed=seed))
        assert why == "It fits this week's plan; its pattern is new to you."


def test_sql_is_a_surprise_to_nobody_who_did_not_ask_for_it() -> None:
    sql = replace(TWO_SUM, number=175, slug="combine-two-tables", topics=("database",))
    both = catalogue([sql, TWO_SUM])

    def picked(situation: Situation, wish: Wish | None = None) -> set[Problem]:
        return {choose(both, situation, wish or Wish(), Random(seed)).problem for seed in range(40)}

    assert picked(NEW) == picked(replace(NEW, missing={EASY: 100})) == {TWO_SUM}
    assert picked(replace(NEW, week=Week(frozenset({"database"})))) == {sql}
    assert picked(NEW, Wish(topic="database")) == {sql}
    assert picked(replace(NEW, solves=solved(TWO_SUM))) == {sql}


def test_again_takes_turns_and_begins_with_what_was_shown_longest_ago() -> None:
    situation = Situation(NOW, solved(TWO_SUM, KTH, INVERT), {}, seen=("kth-smallest", "two-sum"))
    assert problems(situation, Wish(again=True)) == {INVERT}
    all_seen = replace(situation, seen=("kth-smallest", "two-sum", "invert-binary-tree", "kth-smallest"))
    assert problems(all_seen, Wish(again=True)) == {TWO_SUM}


def test_a_week_may_be_about_a_list() -> None:
    situation = replace(NEW, week=Week(lists=frozenset({"first-four", "unknown"})))
    assert problems(situation) == {TWO_SUM, INVERT, THREE_SUM}
    assert chosen(situation).reasons[0] == Reason(Why.WEEK, "First Four")


def test_what_a_target_lacks_goes_first_and_is_counted() -> None:
    situation = replace(NEW, missing={EASY: 0, HARD: 2})
    choice = chosen(situation)
    assert choice.problem is PATH
    assert choice.reasons[0] == Reason(Why.TARGET, count=2, level=HARD)
    assert "2 more Hard to your target" in said(choice)


def test_a_target_comes_before_a_week_that_has_nothing_for_it() -> None:
    assert problems(replace(NEW, missing={HARD: 1}, week=Week(frozenset({"hash-table"})))) == {PATH}


def test_difficulties_come_as_often_as_they_are_missing() -> None:
    situation = replace(NEW, missing={EASY: 90, MEDIUM: 10})
    levels = Counter(chosen(situation, seed=seed).problem.difficulty for seed in range(400))
    assert 0.85 < levels[EASY] / 400 < 0.95


def test_a_weak_pattern_comes_more_often_and_is_named() -> None:
    hard_going = tuple(replace(solve(KTH, grade=Grade.AGAIN), key=f"tree-{turn}") for turn in range(6))
    easy_going = tuple(replace(solve(TWO_SUM, grade=Grade.EASY), key=f"map-{turn}") for turn in range(6))
    situation = replace(NEW, solves=(*hard_going, *easy_going), missing={EASY: 1})
    choices = [chosen(situation, seed=seed) for seed in range(300)]
    counts = Counter(choice.problem for choice in choices)
    weak = next(choice for choice in choices if choice.problem is INVERT)
    assert counts[INVERT] > 2.5 * counts[TWO_SUM] > 0
    assert Reason(Why.WEAK, "trees", 6, 6) in weak.reasons
    assert "6 of your last 6 with its pattern were hard" in said(weak)


def test_open_problems_come_before_due_ones() -> None:
    situation = Situation(NOW, solved(TWO_SUM, THREE_SUM), {"two-sum": NOW - DAY})
    assert problems(situation) == {INVERT, KTH}


def test_when_all_is_solved_the_longest_due_comes_back() -> None:
    everything = solved(*SMALL.free)
    due = {"two-sum": NOW - DAY, "kth-smallest": NOW - 3 * DAY, "3sum": NOW + DAY}
    choice = chosen(Situation(NOW, everything, due))
    assert choice.problem is KTH
    assert said(choice) == "Solved before, and due again for 3 days."


@pytest.mark.parametrize(
    ("days", "words"), [(0, "due again today."), (1, "due again since yesterday."), (9, "for 9 days.")]
)
def test_how_long_it_is_due_is_told(days: int, words: str) -> None:
    situation = Situation(NOW, solved(*SMALL.free), {"two-sum": NOW - days * DAY})
    assert said(chosen(situation)).endswith(words)


def test_when_all_is_solved_and_rests_the_next_due_time_is_told() -> None:
    due = {"two-sum": NOW + 2 * DAY, "3sum": NOW + DAY}
    with pytest.raises(AllSolved) as refusal:
        chosen(Situation(NOW, solved(*SMALL.free), due))
    assert (refusal.value.fitting, refusal.value.next_due) == (5, NOW + DAY)


def test_a_re_roll_never_shows_the_same_until_all_were_shown() -> None:
    seen: list[str] = []
    for turn in range(5):
        seen.append(chosen(replace(NEW, seen=tuple(seen)), seed=turn).problem.key)
    assert sorted(seen) == sorted(problem.key for problem in SMALL.free)
    again = chosen(replace(NEW, seen=tuple(seen)))
    assert again.problem.key == seen[0]
    assert said(again) == "You have seen the rest of what fits; you have not solved it yet."


def test_a_due_problem_that_was_re_rolled_comes_back_last() -> None:
    due = {"two-sum": NOW - 2 * DAY, "3sum": NOW - DAY}
    shown = Situation(NOW, solved(*SMALL.free), due, seen=("two-sum",))
    assert chosen(shown).problem is THREE_SUM
    both = chosen(replace(shown, seen=("3sum", "two-sum")))
    assert (both.problem, whys(both)) == (THREE_SUM, [Why.SHOWN, Why.DUE])


@pytest.mark.parametrize(
    ("wish", "fitting"),
    [
        (Wish(EASY), {TWO_SUM, INVERT}),
        (Wish(topic="trees"), {INVERT, KTH}),
        (Wish(HARD, "trees"), {PATH}),
        (Wish(topic="sorting"), {THREE_SUM}),
        (Wish(problem_list="first-four"), {TWO_SUM, INVERT, THREE_SUM}),
        (Wish(MEDIUM, problem_list="first-four"), {THREE_SUM}),
    ],
)
def test_a_wish_is_kept_whatever_the_week_says(wish: Wish, fitting: set[Problem]) -> None:
    situation = replace(NEW, week=Week(frozenset({"hash-table"})))
    assert (
        problems(situation, wish) == fitting if wish.names_a_place else problems(situation, wish) <= fitting
    )
    assert chosen(situation, wish).reasons[0].why is Why.ASKED


def test_a_wish_is_repeated_in_words() -> None:
    wish = Wish(MEDIUM, "two-pointers", "first-four")
    assert said(chosen(wish=wish)).startswith("You asked for Medium, two pointers, First Four;")
    assert said(chosen(wish=Wish(topic="hash-table"))).startswith("You asked for hash tables;")


@pytest.mark.parametrize("wish", [Wish(topic="nothing-like-it"), Wish(HARD, "hash-maps")])
def test_a_wish_that_nothing_free_fulfils_is_refused(wish: Wish) -> None:
    with pytest.raises(NoProblemFits):
        chosen(wish=wish)


def test_a_wish_for_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownProblemList):
        chosen(wish=Wish(problem_list="nobodys"))


def test_again_takes_what_is_solved_the_due_ones_first() -> None:
    situation = Situation(NOW, solved(TWO_SUM, KTH), {"kth-smallest": NOW - DAY, "two-sum": NOW + DAY})
    assert problems(situation, Wish(again=True)) == {KTH}
    resting = replace(situation, due={"two-sum": NOW + DAY})
    assert problems(resting, Wish(again=True)) == {TWO_SUM, KTH}
    assert (
        said(chosen(resting, Wish(EASY, again=True)))
        == "Solved before, again as you asked; you asked for Easy."
    )
    with pytest.raises(NothingSolvedYet):
        chosen(NEW, Wish(again=True))


def test_work_of_another_kind_solves_no_problem() -> None:
    other = Solve("two-sum", TODAY, kind=next(k for k in type(solve(KTH).kind) if k is not solve(KTH).kind))
    assert TWO_SUM in problems(replace(NEW, solves=(other,)))


def test_a_week_is_read_from_what_its_items_ask_for() -> None:
    asked = [
        Problems(easy=10, tags=("array", "string")),
        Problems(set="top-sql-50", tags=("database",)),
        Problems(hard=1),
    ]
    assert week_of(asked) == Week(frozenset({"array", "string"}), frozenset({"top-sql-50"}))
    assert not week_of([])
    assert asked_of_each([*asked, Problems(easy=4, medium=4)]) == {EASY: 14, MEDIUM: 4, HARD: 1}


def test_a_group_follows_the_week_of_most() -> None:
    trees, maps = Week(frozenset({"tree"})), Week(frozenset({"hash-table"}))
    assert week_of_most([maps, trees, NO_WEEK, NO_WEEK, NO_WEEK, trees]) == trees
    assert week_of_most([maps, trees]) == maps
    assert week_of_most([NO_WEEK]) is None


@pytest.mark.parametrize(
    ("slug", "words"),
    [("heap-priority-queue", "heaps"), ("two-pointers", "two pointers"), ("database", "SQL")],
)
def test_topics_are_told_in_words(slug: str, words: str) -> None:
    assert spoken(slug) == words


LEVELS = st.sampled_from(Difficulty)
TOPICS = st.sampled_from(sorted({topic for each in SMALL.problems for topic in each.topics}))
KEYS = st.sampled_from([problem.key for problem in SMALL.problems])
DUE = st.dictionaries(KEYS, st.integers(-20, 20).map(lambda days: NOW + days * DAY))
WEEKS = st.builds(Week, st.frozensets(TOPICS, max_size=2), st.sampled_from([frozenset(), {FIRST.key}]))
SITUATIONS = st.builds(
    Situation,
    st.just(NOW),
    st.lists(
        st.builds(solve, st.sampled_from(SMALL.problems), grade=st.sampled_from([None, *Grade])), max_size=12
    ),
    DUE,
    st.lists(KEYS, max_size=8, unique=True),
    WEEKS,
    st.dictionaries(LEVELS, st.integers(0, 100)),
)
WISHES = st.builds(
    Wish, st.none() | LEVELS, st.just("") | TOPICS, st.sampled_from(["", FIRST.key]), again=st.booleans()
)


def try_to_choose(situation: Situation, wish: Wish, chance: Random) -> Choice | None:
    try:
        return choose(SMALL, situation, wish, chance)
    except (NoProblemFits, AllSolved, NothingSolvedYet):
        return None


@given(SITUATIONS, WISHES, st.randoms(use_true_random=False))
def test_laws_of_every_choice(situation: Situation, wish: Wish, chance: Random) -> None:
    choice = try_to_choose(situation, wish, chance)
    if choice is None:
        return
    problem, done = choice.problem, {each.key for each in situation.solves}
    assert not problem.paid
    assert problem is not ROOMS
    if problem.key in done and not wish.again:
        assert situation.due[problem.key] <= situation.now
    assert (problem.key in done) or not wish.again
    assert wish.difficulty in (None, problem.difficulty)
    assert wish.topic in ("", problem.pattern, *problem.topics)
    assert not wish.problem_list or problem.key in SMALL.members(wish.problem_list)
    assert said(choice).endswith(".")
    assert said(choice).isprintable()


@given(SITUATIONS, WISHES, st.randoms(use_true_random=False))
def test_nothing_is_shown_twice_while_something_that_fits_was_not(
    situation: Situation, wish: Wish, chance: Random
) -> None:
    choice = try_to_choose(situation, wish, chance)
    if choice is None or choice.problem.key not in situation.seen:
        return
    rest = replace(situation, seen=())
    others = {
        other.problem.key
        for seed in range(40)
        if (other := try_to_choose(replace(rest, due=situation.due), wish, Random(seed)))
    }
    assert others <= {*situation.seen}


@given(SITUATIONS, WISHES, st.randoms(use_true_random=False))
def test_every_reason_is_true(situation: Situation, wish: Wish, chance: Random) -> None:
    choice = try_to_choose(situation, wish, chance)
    if choice is None:
        return
    problem, done = choice.problem, [each for each in situation.solves if each.key == choice.problem.key]
    for reason in choice.reasons:
        match reason.why:
            case Why.WEEK:
                in_topics = not situation.week.topics.isdisjoint(problem.topics)
                assert in_topics or any(problem.key in SMALL.members(key) for key in situation.week.lists)
            case Why.TARGET:
                assert reason.count == situation.missing[problem.difficulty] > 0
                assert reason.level is problem.difficulty
            case Why.UNTRIED:
                assert all(each.pattern != problem.pattern for each in situation.solves)
            case Why.WEAK:
                assert reason.count * 2 >= reason.of > 1
            case Why.DUE:
                assert done
                assert situation.due[problem.key] <= situation.now
            case Why.NEW:
                assert not done
            case Why.AGAIN:
                assert done
                assert wish.again
            case Why.SHOWN:
                assert problem.key in situation.seen
            case Why.ASKED:
                assert wish.difficulty or wish.names_a_place


@given(st.lists(st.sampled_from(SMALL.problems), unique=True), st.randoms(use_true_random=False))
def test_a_catalogue_of_paid_problems_alone_offers_nothing(held: Sequence[Problem], chance: Random) -> None:
    paid = catalogue([replace(problem, paid=True) for problem in held])
    with pytest.raises(NoProblemFits):
        choose(paid, NEW, Wish(), chance)


REASONS = st.builds(
    Reason,
    st.sampled_from(Why),
    st.text(max_size=20),
    st.integers(0, 99),
    st.integers(0, 99),
    st.none() | st.sampled_from(Difficulty),
)


@given(st.lists(REASONS))
def test_reasons_are_kept_as_they_are(reasons: Sequence[Reason]) -> None:
    assert from_json(to_json(reasons)) == tuple(reasons)


def test_a_line_kept_before_reasons_were_facts_gives_no_reason() -> None:
    assert from_json("It fits this week's plan.") == from_json("") == ()
