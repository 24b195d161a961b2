"""The copy of the checked roadmaps: equal to the files, made again whenever anything changed."""

import dataclasses
import json
import stat
import time
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from bot.catalog import Catalog, builtin, copies, load
from bot.catalog.codec import reader, to_plain
from bot.domain.roadmap import Roadmap
from tests.catalog.built_in import ROADMAPS
from tests.catalog.roadmaps import GOOD

BUILT_IN = tuple(ROADMAPS.values())
SMALL = load(GOOD.encode(), "sample.yaml").roadmap


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "data" / "roadmaps.json"


@pytest.fixture
def one_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Cohort shipped one small roadmap."""
    place = tmp_path / "roadmaps"
    place.mkdir()
    (place / "sample.yaml").write_text(GOOD)
    monkeypatch.setattr(builtin, "_FOLDERS", (place,))


def kinds(kind: Any, seen: set[Any]) -> set[Any]:
    """Every type that a value of this one may hold."""
    if kind in seen:
        return seen
    seen.add(kind)
    inside = get_type_hints(kind).values() if dataclasses.is_dataclass(kind) else get_args(kind)
    for each in inside:
        if each is not ...:
            kinds(each, seen)
    return seen


def test_everything_a_roadmap_may_hold_can_be_read_back() -> None:
    assert all(callable(reader(kind)) for kind in kinds(Roadmap, set()))


@pytest.mark.parametrize("roadmap", BUILT_IN, ids=[roadmap.id for roadmap in BUILT_IN])
def test_a_roadmap_comes_back_as_it_was(roadmap: Roadmap) -> None:
    text = json.dumps(to_plain(roadmap))
    assert reader(Roadmap)(json.loads(text)) == roadmap


@pytest.mark.parametrize("kind", [dict[str, str], str | int | None, tuple[int, str], bytes])
def test_a_kind_without_a_way_back_is_refused(kind: Any) -> None:
    with pytest.raises(TypeError, match="no way to read"):
        reader(kind)


def test_a_second_start_reads_no_yaml(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Catalog.built_in(copy).all() == BUILT_IN
    monkeypatch.setattr(builtin, "load", None)
    assert Catalog.built_in(copy).all() == BUILT_IN


@pytest.mark.usefixtures("one_small")
def test_the_copy_is_private(copy: Path) -> None:
    Catalog.built_in(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", "{}", '"key"', '{"key": "KEY"}', '{"key": "KEY", "roadmaps": [1]}',
     '{"key": "KEY", "roadmaps": [{"id": "x"}]}', '{"key": "other", "roadmaps": []}'],
)  # fmt: skip
@pytest.mark.usefixtures("one_small")
def test_a_copy_that_is_damaged_or_of_something_else_is_made_again(copy: Path, damaged: str) -> None:
    key = copies.key_of(builtin.files(builtin.folder()))
    copy.parent.mkdir()
    copy.write_text(damaged.replace("KEY", key))
    assert Catalog.built_in(copy).all() == (SMALL,)
    assert copies.recall(copy, key) == (SMALL,)


def test_a_changed_file_or_a_file_more_asks_for_another_copy(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text("id: one")
    other.write_text("id: other")
    before = {copies.key_of([one]), copies.key_of([one, other])}
    one.write_text("id: won")
    assert len(before | {copies.key_of([one]), copies.key_of([one, other])}) == 4


@pytest.mark.usefixtures("one_small")
def test_where_nothing_can_be_written_a_start_does_without(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    assert Catalog.built_in(tmp_path / "data" / "roadmaps.json").all() == (SMALL,)


def test_a_start_with_a_copy_is_quick(copy: Path) -> None:
    Catalog.built_in(copy)
    spent: list[float] = []
    for _ in range(5):
        before = time.process_time()
        Catalog.built_in(copy)
        spent.append(time.process_time() - before)
    assert min(spent) < 0.15
