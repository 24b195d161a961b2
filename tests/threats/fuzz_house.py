"""Two servers full of data, for somebody to break into; and how to tell that nobody did."""

import hashlib
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass

import discord
from simcord import ChannelHandle, MemberActor

from bot.domain.mock_outside import OutsideWritten
from bot.domain.questions import QuestionKind
from bot.domain.reflections import Goals
from bot.domain.rituals import Ritual, present_period
from tests.journeys import mocks
from tests.journeys.world import World


@dataclass(frozen=True, slots=True)
class House:
    """`eve` is a member of the first server, `omar` an organiser of the second: both would like to know."""

    world: World
    other_channel: ChannelHandle
    eve: MemberActor
    zed: MemberActor
    cleo: MemberActor
    omar: MemberActor
    twin: MemberActor
    """Ada, who is a member of the second server too."""

    def guilds(self) -> tuple[int, int]:
        """Both servers."""
        return self.world.guild.id, self.omar.guild.id


def canary(who: MemberActor) -> str:
    """Words that nobody else may ever read."""
    return f"canary-{who.guild.id % 10_007}-{who.name}"


async def furnish(world: World) -> House:
    """Everybody has some of everything, with their canary in every text."""
    await mocks.matched(world)
    other = world.env.create_guild("Another group")
    room = other.create_text_channel("general")
    organiser = other.create_role("Organiser", permissions=_manage())
    house = House(
        world,
        room,
        eve=world.guild.add_member(world.env.create_user("eve")),
        zed=world.guild.add_member(world.env.create_user("zed")),
        cleo=other.add_member(world.env.create_user("cleo")),
        omar=other.add_member(world.env.create_user("omar"), roles=[organiser]),
        twin=other.add_member(world.ada.user),
    )
    await house.omar.slash(room, "setup", nudges=room, timezone="Europe/Berlin")
    for who, where in ((house.eve, world.channel), (house.cleo, room), (house.omar, room)):
        await who.slash(where, "join", roadmap="deep-dive-16w", timezone="Europe/Berlin")
    twin = house.twin
    await twin.slash(room, "join", roadmap="production-intensive", timezone="Europe/Berlin")
    for who, where in (
        *((each, world.channel) for each in (world.ada, world.ben, house.eve)),
        *((each, room) for each in (twin, house.cleo, house.omar)),
    ):
        await _fill(world, who, where)
    await world.ada.slash(world.channel, "buddy ask", member=world.ben)
    await world.ben.slash(world.channel, "buddy accept", member=world.ada)
    await world.ben.slash(world.channel, "buddy nudge", words=canary(world.ben))
    return house


async def _fill(world: World, who: MemberActor, where: ChannelHandle) -> None:
    """A task, words in rituals, a solve, an interview elsewhere, a nudge and a day filled in."""
    words, whose = canary(who), (who.guild.id, who.id)
    services = world.app.services
    await services.tasks.add(*whose, words)
    monday = present_period(Ritual.GOALS, world.now().date())
    await services.reflections.write(*whose, Ritual.GOALS, monday, Goals((words,)))
    await services.problem_solves.solve(*whose, "two-sum", note=words)
    outside = OutsideWritten(kind=QuestionKind.BEHAVIORAL, day="today", place=words, weak=words)
    await services.mock_outside.log(*whose, outside)
    await who.slash(where, "nudges set", time="09:00", where="dm")
    await who.slash(where, "streak backfill", date="yesterday", note=words)


def _manage() -> discord.Permissions:
    return discord.Permissions(manage_guild=True)


def untouched(path: str, guild_id: int, others: Collection[int] = ()) -> str:
    """A fingerprint of every row of a server, and of its members other than these."""
    with closing(sqlite3.connect(path)) as database:
        keys = ",".join(map(str, _members(database, guild_id, others))) or "0"
        rows: list[str] = []
        for table, columns in sorted(_tables(database).items()):
            if (mine := _whose(table, columns, guild_id, keys)) is not None:
                found = database.execute(f"SELECT * FROM {table} WHERE {mine}")  # noqa: S608 - our own schema
                rows += sorted(f"{table}{row}" for row in found)
    assert len(rows) > 100
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _members(database: sqlite3.Connection, guild_id: int, others: Collection[int]) -> list[int]:
    found = database.execute("SELECT id, user_id FROM member WHERE guild_id = ?", (guild_id,))
    return [key for key, user in found if user not in others]


def _tables(database: sqlite3.Connection) -> dict[str, list[str]]:
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in names}


def _whose(table: str, columns: list[str], guild_id: int, keys: str) -> str | None:
    """Which rows of a table belong to the server and these members; None for tables without an owner."""
    mine, here = f"IN ({keys})", f"guild_id = {guild_id}"
    special = {
        "member": f"id {mine}",
        "buddy": f"asker_key {mine} AND asked_key {mine}",
        "mock_rubric": f"by_key {mine} AND about_key {mine}",
        "block": f"{here} AND user_id IN (SELECT user_id FROM member WHERE id {mine})",  # noqa: S608 - ours
    }
    if table in special:
        return special[table]
    if "member_key" in columns:
        return f"member_key {mine}" + (
            f" OR (member_key IS NULL AND {here})" if "guild_id" in columns else ""
        )
    if "enrolment_id" in columns:
        return f"enrolment_id IN (SELECT id FROM enrolment WHERE member_key {mine})"  # noqa: S608 - ours
    return here if "guild_id" in columns else None
