"""The week of a guild's members, as far as it asks for problems."""

from collections import defaultdict
from datetime import date, timedelta

from bot.domain.calendar import monday_of
from bot.domain.errors import UnknownRoadmap
from bot.domain.members import Membership
from bot.domain.problem_needs import Week, week_of_most
from bot.domain.problem_weeks import asking, week_around
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.tasks import EnrolmentState
from bot.services.shelf import Shelf
from bot.store import members, problem_posts
from bot.store.transaction import Tx

DAYS = timedelta(days=6)


async def week_of_group(tx: Tx, shelf: Shelf, guild_id: int, day: date) -> Week | None:
    """The week that most active members are in, in the calendar week of `day`; None when none asks for
    problems.

    Two statements, however many members there are, and one more for each roadmap of the guild's own.
    """
    found = await members.memberships(tx, guild_id)
    indexes = await _indexes(tx, shelf, [e for e in found if e.enrolment.state is EnrolmentState.ACTIVE])
    keys = {key for index in indexes.values() for key in asking(index)}
    if not keys:
        return None
    monday = monday_of(day)
    versions = {each.enrolment.id: _version(each) for each in found}
    items: defaultdict[int, list[str]] = defaultdict(list)
    for enrolment_id, key in await problem_posts.sittings_of(tx, guild_id, keys, monday, monday + DAYS):
        items[enrolment_id].append(key)
    return week_of_most(
        week_around(indexes[versions[enrolment_id]], held)
        for enrolment_id, held in items.items()
        if versions.get(enrolment_id) in indexes
    )


async def _indexes(tx: Tx, shelf: Shelf, found: list[Membership]) -> dict[tuple[str, str], RoadmapIndex]:
    """Each followed version of a roadmap, without those that are gone."""
    indexes: dict[tuple[str, str], RoadmapIndex] = {}
    for version, one in {_version(each): each for each in found}.items():
        try:
            indexes[version] = (await shelf.follow(tx, one)).index
        except UnknownRoadmap:
            continue
    return indexes


def _version(each: Membership) -> tuple[str, str]:
    return each.enrolment.roadmap_id, each.enrolment.roadmap_version
