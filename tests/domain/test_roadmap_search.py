"""Finding things in a roadmap by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roadmap_book import Book
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_pages import PageKind
from bot.domain.roadmap_search import MAX_NEAREST, closest, meant
from tests.catalog.roadmaps import parsed

SNIPPET = """\
resources:
  - {key: ng, title: Deep Learning Specialization, kind: course, author: Andrew Ng}
threads:
  - {key: journal, title: Keep a journal, hours: 1}
sections:
  - key: week-1
    title: Containers
    weeks: 1
    items:
      - {key: ship, kind: task, title: Ship it, estimate: 60m, detail: A Docker image of your service}
      - {key: docker, kind: topic, title: Docker, estimate: 60m}
      - {key: compose, kind: topic, title: Dockerfile and Compose, estimate: 60m}
      - {key: course, kind: reading, title: First unit, estimate: 60m, resources: [ng]}
      - {key: cafe, kind: task, title: Write the café example in C++, estimate: 60m, topics: [naïve Bayes]}
library:
  questions:
    - {category: Transformers, ask: [What is attention?]}
"""


SEARCH = Book(RoadmapIndex.of(parsed(SNIPPET))).search


def titles(query: str) -> list[str]:
    return [hit.title for hit in SEARCH.find(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("docker", ["Docker", "Dockerfile and Compose", "Ship it"]),
        ("DOCKER image", ["Ship it"]),
        ("dock", ["Docker", "Dockerfile and Compose", "Ship it"]),
        ("cafe", ["Write the café example in C++"]),
        ("CAFÉ c++", ["Write the café example in C++"]),
        ("naive", ["Write the café example in C++"]),
        ("andrew ng", ["Deep Learning Specialization", "First unit"]),
        ("attention", ["What is attention?"]),
        ("journal", ["Keep a journal"]),
        ("containers", ["Containers"]),
        ("docker attention", []),
        ("", []),
        ("?!", []),
    ],
)
def test_every_word_must_be_there_and_titles_and_whole_words_come_first(query: str, found: list[str]) -> None:
    assert titles(query) == found


def test_a_hit_names_its_page_and_where_it_stands() -> None:
    (hit, *_) = SEARCH.find("docker")

    assert (hit.page.kind, hit.page.number, hit.where) == (PageKind.ITEM, 1, "Week 1")


@pytest.mark.parametrize(("query", "first"), [("dokcer", "Docker"), ("jurnal", "Keep a journal")])
def test_a_slip_of_the_pen_finds_the_nearest_title(query: str, first: str) -> None:
    assert SEARCH.find(query) == ()
    assert SEARCH.nearest(query)[0].title == first


def test_nothing_like_it_has_no_nearest() -> None:
    assert SEARCH.nearest("zzzzqqq") == ()


@given(st.text(max_size=60))
def test_any_text_can_be_searched(query: str) -> None:
    assert len(SEARCH.nearest(query)) <= MAX_NEAREST
    assert all(hit.title for hit in SEARCH.find(query))


@given(st.text(alphabet="abcdkoer ", max_size=20))
def test_a_longer_search_never_finds_more(query: str) -> None:
    longer = {hit.title for hit in SEARCH.find(query + " docker")}

    assert longer <= {hit.title for hit in SEARCH.find("docker")}


@pytest.mark.parametrize(
    ("text", "number"),
    [("week 1", 0), ("Week 12", 1), ("case", 1), ("week", None), ("", None), ("nothing", None)],
)
def test_one_title_is_meant_by_the_whole_or_by_a_part_that_no_other_has(
    text: str, number: int | None
) -> None:
    assert meant(text, ["Week 1", "Week 12 · Case studies"]) == (1 if text == "Week 12" else number)


def test_the_closest_titles_come_best_first() -> None:
    names = ["Compose a song", "Docker Compose", "Docker", "Kubernetes"]

    assert closest("docker", names) == (2, 1)
    assert closest("kuberntes", names) == (3,)
    assert closest("", names) == (0, 1, 2, 3)
