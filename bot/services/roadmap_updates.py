"""From one version of a roadmap to the next: what changes for a member who is in the middle of it."""

from dataclasses import dataclass, replace
from datetime import date

from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.tasks import TaskState
from bot.services.drafts import OWN, Draft
from bot.services.shelf import Following


@dataclass(frozen=True, slots=True)
class Update:
    """What accepting a new version changes: titles of what comes and goes, how many items take longer or
    shorter, and the finish and the minutes of open work before and after. `version` is the new one's."""

    guild_id: int
    user_id: int
    version: str
    title: str
    added: tuple[str, ...]
    gone: tuple[str, ...]
    resized: int
    finish_before: date | None
    finish_after: date | None
    minutes_before: int
    minutes_after: int


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A member with their present plan, and the version they could follow."""

    found: Following
    draft: Draft
    newer: RoadmapIndex

    @property
    def followed(self) -> Following:
        """The member on the new version, before anything is stored."""
        return replace(self.found, index=self.newer)

    def weights(self) -> dict[int, int]:
        """What finished rows must count for in the new version, by their id."""
        return self.draft.weights(self.newer)

    def update(self) -> Update:
        """What accepting would change."""
        after = replace(self.draft.weighed(self.weights()), roadmap=self.newer.roadmap)
        before_look, after_look = self.draft.outlook(self.draft.terms), after.outlook(after.terms)
        old, new = _minutes(self.draft), _minutes(after)
        planned = {row.item_key for row in self.draft.stored}
        still_open = {row.item_key for row in self.draft.stored if row.state is TaskState.OPEN}
        return Update(
            guild_id=self.found.member.guild_id,
            user_id=self.found.member.user_id,
            version=self.newer.roadmap.version,
            title=self.newer.roadmap.title,
            added=tuple(_title(self.newer, key) for key in new if key not in old and key not in planned),
            gone=tuple(
                _title(self.found.index, key)
                for key in dict.fromkeys(row.item_key for row in self.draft.stored)
                if key in still_open and key not in new and not key.startswith(OWN)
            ),
            resized=sum(key in old and old[key] != minutes for key, minutes in new.items()),
            finish_before=before_look.finish,
            finish_after=after_look.finish,
            minutes_before=before_look.minutes,
            minutes_after=after_look.minutes,
        )


def _minutes(draft: Draft) -> dict[str, int]:
    """Minutes of everything a draft asks for, by key."""
    work = draft.work(draft.terms)
    return {each.key: each.minutes for each in (*work.items, *work.threads)}


def _title(index: RoadmapIndex, key: str) -> str:
    place, thread = index.places.get(key), index.threads.get(key)
    source = place.item if place else thread
    return source.title if source else key
