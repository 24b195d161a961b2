"""Whatever bytes arrive, the outcome is a roadmap or a CatalogError."""

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog import CatalogError, check, load
from bot.catalog.fingerprint import fingerprint
from bot.catalog.walk import slug
from tests.catalog.roadmaps import GOOD, text_of

yamlish = st.text(alphabet="abk:-#[]{}&*!|>'\"%@`,? \n\t01.~é", max_size=80)
spot = st.integers(0, len(GOOD))


def _refused_or_loaded(raw: bytes) -> bool:
    try:
        load(raw, "x.yaml")
    except CatalogError as error:
        return len(error.problems) > 0 and all(problem.line >= 1 for problem in error.problems)
    return True


@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing_else(raw: bytes) -> None:
    assert _refused_or_loaded(raw)


@given(yamlish)
def test_random_text_raises_nothing_else(text: str) -> None:
    assert _refused_or_loaded(text.encode())


@settings(max_examples=200)
@given(spot, yamlish, st.integers(0, 30))
def test_a_damaged_roadmap_raises_nothing_else(at: int, junk: str, lost: int) -> None:
    assert _refused_or_loaded((GOOD[:at] + junk + GOOD[at + lost :]).encode())


@given(st.text(min_size=1, max_size=200))
def test_a_key_made_from_a_title_is_a_short_key(title: str) -> None:
    assert slug(title) == slug(title).strip("-").lower()
    assert 1 <= len(slug(title)) <= 60


def test_the_version_ignores_wording_and_notices_the_plan() -> None:
    def version(text: str) -> str:
        return load(text.encode(), "x.yaml").roadmap.version

    same = [GOOD.replace("Do it", "Do that"), GOOD.replace("A sample.", "Another."), GOOD + "notes: [Hm.]\n"]
    other = [GOOD.replace("60m", "61m"), GOOD.replace("item-1", "item-2"), GOOD.replace(": task", ": build")]
    assert {version(text) for text in same} == {version(GOOD)}
    assert len({version(text) for text in [GOOD, *other]}) == 4


def test_a_roadmap_and_its_errors_travel_between_processes() -> None:
    roadmap = load(text_of("duration: 1 weeks").encode(), "x.yaml").roadmap
    error = CatalogError(check(b"", "x.yaml"))
    copy = pickle.loads(pickle.dumps(roadmap))  # noqa: S301 (our own bytes)
    assert (copy, fingerprint(copy)) == (roadmap, roadmap.version)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 (our own bytes)
