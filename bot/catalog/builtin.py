"""The roadmaps Cohort ships: beside the source in a checkout, inside the package in a wheel."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.catalog import copies
from bot.catalog.load import load
from bot.catalog.reader import BUILT_IN_LIMITS
from bot.domain.errors import UnknownRoadmap
from bot.domain.roadmap import Roadmap

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE / "_data" / "roadmaps", _PACKAGE.parent / "roadmaps")


def folder() -> Path:
    """Where the built-in roadmaps lie; FileNotFoundError names both places when neither is there."""
    for place in _FOLDERS:
        if place.is_dir():
            return place
    raise FileNotFoundError("no roadmaps in " + " or ".join(map(str, _FOLDERS)))


def files(place: Path) -> tuple[Path, ...]:
    """The roadmap files of a folder, by name."""
    return tuple(sorted(place.glob("*.yaml")))


class Catalog:
    """Roadmaps by id, in a fixed order."""

    def __init__(self, roadmaps: Iterable[Roadmap]) -> None:
        self._roadmaps = {roadmap.id: roadmap for roadmap in roadmaps}

    @classmethod
    def built_in(cls, copy: Path | None = None) -> "Catalog":
        """Everything Cohort ships; CatalogError when a file is broken.

        `copy` is a file for the checked roadmaps: as long as nothing changed, they come from there.
        """
        place = folder()
        if copy is None:
            return cls(_load_all(place))
        key = copies.key_of(files(place))
        kept = copies.recall(copy, key)
        if kept is None:
            kept = tuple(_load_all(place))
            copies.keep(copy, key, kept)
        return cls(kept)

    def all(self) -> tuple[Roadmap, ...]:
        """Every roadmap, in the order given."""
        return tuple(self._roadmaps.values())

    def get(self, roadmap_id: str) -> Roadmap:
        """The roadmap with this id, or UnknownRoadmap."""
        if roadmap_id not in self._roadmaps:
            raise UnknownRoadmap(roadmap_id, tuple(self._roadmaps))
        return self._roadmaps[roadmap_id]


def _load_all(place: Path) -> Iterator[Roadmap]:
    for path in files(place):
        yield load(path.read_bytes(), f"{place.name}/{path.name}", BUILT_IN_LIMITS).roadmap
