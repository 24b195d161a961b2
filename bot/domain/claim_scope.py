"""Which parts of a roadmap one member's plan holds. Pure."""

from bot.domain.claims import mine
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Obligation


def planned(
    index: RoadmapIndex, choices: Choices, *, optional: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the sections and of the items meant for a member; without `optional` items also none of the
    sections that hold nothing else."""
    sections, items = mine(index.roadmap, choices)
    if optional:
        return sections, items
    dropped = {key for key in items if index.places[key].item.obligation is Obligation.OPTIONAL}
    kept = items - dropped
    filled = {section.key for key in kept for section in index.path(key)}
    emptied = {section.key for key in dropped for section in index.path(key)} - filled
    return sections - emptied, kept
