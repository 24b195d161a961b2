"""Which week of its roadmap a member is in, and what that week asks for. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.domain.problem_needs import NO_WEEK, Week, week_of
from bot.domain.roadmap_claims import Problems
from bot.domain.roadmap_index import RoadmapIndex


def asking(index: RoadmapIndex) -> dict[str, Problems]:
    """The items of a roadmap that ask for problems."""
    return {key: place.item.problems for key, place in index.places.items() if place.item.problems}


def week_around(index: RoadmapIndex, item_keys: Sequence[str]) -> Week:
    """What the section asks for that most of these items stand in; of equals the first one.

    People at different paces have other items of one section before them: all of it makes them one group.
    """
    places = [index.places[key] for key in item_keys if key in index.places]
    sections = Counter(place.path[-1].key for place in places if place.path)
    if not sections:
        return NO_WEEK
    chosen = sections.most_common(1)[0][0]
    return week_of(_asked_in(index, chosen))


def _asked_in(index: RoadmapIndex, section: str) -> Iterable[Problems]:
    for place in index.places.values():
        if place.item.problems and place.path[-1].key == section:
            yield place.item.problems
