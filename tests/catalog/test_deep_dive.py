"""Every number and fact of the 16-week source, counted by hand, is in the roadmap."""

import time
from collections.abc import Callable

import pytest

from bot.catalog import IMPORT_LIMITS, load
from bot.catalog.builtin import folder
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_claims import Comparator, Difficulty, Goal, MockKind, Problems, Share
from bot.domain.roadmap_terms import OwnProject, Range
from bot.domain.roadmap_time import Duration, Span, SpanUnit
from tests.catalog.built_in import ROADMAPS

DEEP_DIVE = ROADMAPS["deep-dive-16w"]
ITEMS = {place.item.key: place.item for place in DEEP_DIVE.places()}
WEEKS = {section.key: section for phase in DEEP_DIVE.sections for section in phase.sections}


def _item(key: str) -> Item:
    return ITEMS[key]


def _week(number: int) -> Section:
    return WEEKS[f"week-{number}"]


def _problems(key: str) -> Problems:
    return _item(key).problems or Problems()


def _starting(prefix: str) -> list[Item]:
    return [item for key, item in ITEMS.items() if key.startswith(prefix)]


def _topics(key: str) -> tuple[str, ...]:
    return _item(key).topics


def _ways(key: str) -> list[str]:
    return [way.title for way in _item(key).alternatives]


def _resources(number: int) -> list[str]:
    return [resource.title for resource in _week(number).resources]


def _at_least(number: int) -> Goal:
    return Goal(Comparator.AT_LEAST, number, None, "problems")


FACTS: dict[str, tuple[Callable[[], object], object]] = {
    "16 weeks": (lambda: (len(WEEKS), DEEP_DIVE.duration), (16, Duration(Range(16, 16), SpanUnit.WEEK))),
    "4 phases of 4 weeks": (
        lambda: [(phase.label, phase.span) for phase in DEEP_DIVE.sections],
        [
            ("Phase I", Span(SpanUnit.WEEK, 1, 4)),
            ("Phase II", Span(SpanUnit.WEEK, 5, 8)),
            ("Phase III", Span(SpanUnit.WEEK, 9, 12)),
            ("Phase IV", Span(SpanUnit.WEEK, 13, 16)),
        ],
    ),
    "weeks 1 to 16 in order": (
        lambda: [section.label for section in WEEKS.values()],
        [f"Week {number}" for number in range(1, 17)],
    ),
    "W1 10 Easy": (lambda: _problems("w01-easy").easy, 10),
    "W1 5 Medium": (lambda: _problems("w01-medium").medium, 5),
    "W1 target split": (
        lambda: [(target.goal, target.split) for target in _week(1).targets],
        [(_at_least(15), (Share("easy", _at_least(10)), Share("medium", _at_least(5))))],
    ),
    "W2 Top 50 SQL": (
        lambda: (_item("w02-top-sql-50").problems, _week(2).targets[0].goal),
        (Problems(set="top-sql-50", tags=("database",)), _at_least(50)),
    ),
    "W2 window functions": (lambda: _topics("w02-sql-windows"), ("RANK", "LEAD")),
    "W3 BFS and DFS are two builds": (
        lambda: [item.title for item in _starting("w03-build")],
        ["Implement BFS from scratch", "Implement DFS from scratch"],
    ),
    "W4 Blind 75 checkpoint": (
        lambda: ([claim.key for claim in _week(4).checkpoint], _week(4).targets[0].goal),
        (["blind-75-complete"], _at_least(75)),
    ),
    "the two sets": (
        lambda: {each.title: each.count for each in DEEP_DIVE.problem_sets},
        {"Top 50 SQL": 50, "Blind 75": 75},
    ),
    "W4 Pandas": (lambda: _topics("w04-pandas"), ("groupby", "merge", "pivot")),
    "W5 distributions": (lambda: _topics("w05-distributions"), ("Normal", "Poisson", "Bernoulli")),
    "W5 deep dive on A/B tests": (
        lambda: _topics("w05-deep-ab"),
        ("sample size calculation", "null hypothesis", "result analysis"),
    ),
    "W5 example question": (
        lambda: [question.text for question in DEEP_DIVE.library.questions],
        ["What is the probability that a user clicks, given that they are on mobile?"],
    ),
    "W6 5 supervised, 3 unsupervised, 3 concepts": (lambda: len(_starting("w06-")), 11),
    "W7 4 algorithms without sklearn": (
        lambda: [(item.kind, item.title.endswith("without sklearn")) for item in _starting("w07-")],
        [(ItemKind.BUILD, True)] * 4,
    ),
    "W7 split criteria": (lambda: _topics("w07-tree-split"), ("Gini", "entropy")),
    "W8 3 metrics groups, 3 optimizers, 2 validations": (lambda: len(_starting("w08-")), 8),
    "W9 activations": (lambda: _topics("w09-activations"), ("ReLU", "Sigmoid", "Tanh", "GeLU")),
    "W9 4 training challenges": (
        lambda: [key[4:] for key in ITEMS if key.startswith("w09-")][3:],
        ["vanishing-gradients", "batch-norm", "dropout", "weight-init"],
    ),
    "W10 3 + 1 + 4 topics": (lambda: len(_starting("w10-")), 8),
    "W11 RAG bot": (lambda: _ways("w11-rag-bot"), ["LangChain", "LlamaIndex"]),
    "W11 inference": (lambda: _topics("w11-inference"), ("tokens", "temperature", "context window")),
    "W12 chapters 1 to 4": (
        lambda: [item.title[-9:] for item in _starting("w12-chapter")],
        ["chapter 1", "chapter 2", "chapter 3", "chapter 4"],
    ),
    "W12 6 stages of the lifecycle": (lambda: len(_topics("w12-lifecycle")), 6),
    "deep dive 2 in W12 and W13": (
        lambda: [key for key in ITEMS if "-deep-" in key],
        [
            "w05-deep-ab",
            "w05-deep-conditional",
            "w12-deep-embeddings",
            "w12-deep-leakage",
            "w13-deep-recommender",
        ],
    ),
    "W13 re-ranking": (
        lambda: _topics("w13-deep-recommender"),
        ("candidate generation", "scoring", "re-ranking"),
    ),
    "W13 one of two designs": (lambda: _ways("w13-design"), ["TikTok Feed", "Yelp Search"]),
    "W14 2 projects": (
        lambda: [item.own_project for item in _starting("w14-project")],
        [OwnProject.ANY] * 2,
    ),
    "W14 4 STAR themes": (
        lambda: (len(_starting("w14-star")), DEEP_DIVE.library.stories and DEEP_DIVE.library.stories.themes),
        (4, ("Leadership", "Conflict", "Failure", "Innovation")),
    ),
    "W15 3 mocks, recorded and critiqued": (
        lambda: [
            (item.mock.kind, item.mock.focus, item.mock.difficulty, item.mock.record, item.mock.critique)
            for item in _starting("w15-mock")
            if item.mock
        ],
        [
            (MockKind.CODING, "Hard problems", Difficulty.HARD, True, True),
            (MockKind.SYSTEM_DESIGN, "Recommender systems", None, True, True),
            (MockKind.ML_THEORY, "Deep learning", None, True, True),
        ],
    ),
    "W15 3 critiques": (
        lambda: [item.needs for item in _starting("w15-critique")],
        [("w15-mock-coding",), ("w15-mock-design",), ("w15-mock-theory",)],
    ),
    "W16 weak areas come from the mocks": (
        lambda: _item("w16-weak-areas").needs,
        ("w15-critique-coding", "w15-critique-design", "w15-critique-theory"),
    ),
    "W16 AV to CV, SaaS to NLP": (
        lambda: [
            (way.key, way.condition and way.condition.industries) for way in _item("w16-domain").alternatives
        ],
        [("computer-vision", ("av",)), ("nlp", ("saas",))],
    ),
    "W16 is light": (lambda: (_week(16).light, _week(16).limit_minutes), (True, 300)),
    "the thread": (
        lambda: [(t.stated, t.minutes, t.span, t.own_project) for t in DEEP_DIVE.threads],
        [(Range(120, 180), 150, Span(SpanUnit.WEEK, 1, 16), OwnProject.OLD)],
    ),
    "the thread's 4 additions": (
        lambda: [claim.key.removeprefix("refactor-") for claim in DEEP_DIVE.threads[0].steps],
        ["requirements", "logging", "data-tests", "dockerfile"],
    ),
}
RESOURCES = {
    1: ["Effective Python", "LeetCode"],
    2: ["Mode Analytics SQL Tutorial", "LeetCode Database"],
    3: ["NeetCode (YouTube)"],
    4: ["Pandas documentation"],
    5: ["Mathematics for Machine Learning"],
    6: ["StatQuest (YouTube)"],
    7: ["ML From Scratch repositories on GitHub"],
    8: ["The Elements of Statistical Learning"],
    9: ["DeepLearning.AI"],
    10: ["Attention Is All You Need", "Neural Networks: Zero to Hero"],
    11: ["Jay Alammar's blog"],
    12: ["Designing Machine Learning Systems"],
    13: ["Uber engineering blog", "Airbnb engineering blog"],
    14: ["Amazon Leadership Principles"],
    15: ["Pramp", "Interviewing.io"],
    16: [],
}


@pytest.mark.parametrize(("read", "expected"), FACTS.values(), ids=FACTS.keys())
def test_a_fact_of_the_source_is_kept(read: Callable[[], object], expected: object) -> None:
    assert read() == expected


@pytest.mark.parametrize("number", range(1, 17))
def test_each_week_names_the_resources_of_the_source(number: int) -> None:
    assert _resources(number) == RESOURCES[number]


@pytest.mark.parametrize("number", range(1, 17))
def test_each_week_fills_its_hours(number: int) -> None:
    hours = sum(item.minutes for item in _week(number).items) / 60
    low, high = (4, 5) if number == 16 else (9, 11)
    assert low <= hours <= high


def test_the_pace_of_twelve_and_a_half_hours_takes_sixteen_weeks() -> None:
    total = sum(item.minutes for item in ITEMS.values())
    weekly = DEEP_DIVE.nominal_minutes_per_week - DEEP_DIVE.threads[0].minutes
    assert DEEP_DIVE.nominal_minutes_per_week == 750
    assert 15 < total / weekly <= 16


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.key)
def test_an_item_fits_daily_work_and_says_what_done_looks_like(item: Item) -> None:
    assert 30 <= item.minutes <= 400
    assert 30 <= len(item.detail) <= 200
    assert item.detail.endswith(".")


def test_only_the_thread_has_hours_of_the_source() -> None:
    assert [key for key, item in ITEMS.items() if item.stated] == []
    assert not DEEP_DIVE.pace_stated


def test_most_items_fit_one_or_two_sittings() -> None:
    larger = [key for key, item in ITEMS.items() if item.minutes > 180]
    assert larger == ["w02-top-sql-50", "w04-blind-75", "w11-rag-bot", "w13-design"]


def test_contradictions_stay_visible() -> None:
    def notes(where: Roadmap | Section) -> str:
        return " ".join(note.text for note in where.notes)

    assert "all 75 problems after four weeks" in notes(_week(4))
    assert "Designing Machine Learning Systems" in notes(_week(12))
    assert all("The overview calls it" in notes(phase) for phase in DEEP_DIVE.sections)
    assert "no hours" in notes(DEEP_DIVE)


def test_a_choice_of_industry_moves_no_item() -> None:
    chosen = DEEP_DIVE.places(Choices(industries=frozenset({"saas"})))
    assert [place.item.key for place in chosen] == list(ITEMS)


def test_the_deep_dive_may_be_exported_and_uploaded_again() -> None:
    assert (folder() / "deep-dive-16w.yaml").stat().st_size < IMPORT_LIMITS.size


def test_it_loads_fast_enough_for_every_start() -> None:
    raw = (folder() / "deep-dive-16w.yaml").read_bytes()
    spent: list[float] = []
    for _ in range(5):
        before = time.process_time()
        load(raw, "deep-dive-16w.yaml")
        spent.append(time.process_time() - before)
    assert min(spent) < 0.15
