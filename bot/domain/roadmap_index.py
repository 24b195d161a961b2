"""A roadmap with everything in it found by key: what stands where, and in whose words. Pure."""

from dataclasses import dataclass, field

from bot.domain.claims import ClaimIndex
from bot.domain.roadmap import Place, Roadmap, Section, Thread
from bot.domain.roadmap_time import Habit


@dataclass(frozen=True, slots=True)
class RoadmapIndex:
    """A roadmap and its nodes by key. Built once per version: the whole tree is walked."""

    roadmap: Roadmap
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    threads: dict[str, Thread] = field(default_factory=dict[str, Thread])
    habits: dict[str, Habit] = field(default_factory=dict[str, Habit])
    sections: dict[str, tuple[Section, ...]] = field(default_factory=dict[str, tuple[Section, ...]])
    """Each section with those around it, outermost first, itself last; in reading order."""
    claims: ClaimIndex = field(default_factory=ClaimIndex)

    @classmethod
    def of(cls, roadmap: Roadmap) -> "RoadmapIndex":
        """Index every branch of a roadmap."""
        return cls(
            roadmap,
            places={place.item.key: place for place in roadmap.every_place()},
            threads={thread.key: thread for thread in roadmap.threads},
            habits={habit.key: habit for habit in roadmap.habits},
            sections={path[-1].key: path for path in roadmap.every_section()},
            claims=ClaimIndex.of(roadmap),
        )

    def path(self, item_key: str) -> tuple[Section, ...]:
        """The sections around an item, outermost first; empty for what is no item of this roadmap."""
        place = self.places.get(item_key)
        return place.path if place else ()
