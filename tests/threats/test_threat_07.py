"""Threat 7: a number or key of somebody else's is worth no more than one that nobody has."""

from dataclasses import dataclass
from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor
from sqlalchemy import make_url

from tests.catalog.own_questions import OWN as QUESTIONS
from tests.journeys.own_roadmap import bring
from tests.journeys.world import World
from tests.simtools import text
from tests.threats.fuzz_house import House, furnish, untouched

SURE: dict[str, Any] = {"confirm": True}

Row = tuple[str, str, str, dict[str, Any]]
"""A command, its option that names something, what that is, and its other options."""

COMMANDS: tuple[Row, ...] = (
    ("mock interview", "interview", "interview", {}),
    ("mock agree", "interview", "interview", {"time": "Wed 19:00"}),
    ("mock propose", "interview", "interview", {"time": "tomorrow 18:00"}),
    ("mock here", "interview", "interview", {}),
    ("mock start", "interview", "interview", {}),
    ("mock kit", "interview", "interview", {}),
    ("mock swap", "interview", "interview", {}),
    ("mock finish", "interview", "interview", {}),
    ("mock report", "interview", "interview", {}),
    ("mock feedback", "interview", "interview", {}),
    ("mock reschedule", "interview", "interview", SURE),
    ("mock decline", "interview", "interview", SURE),
    ("mock cancel", "interview", "interview", SURE),
    ("mock log", "entry", "interview elsewhere", {"kind": "coding"}),
    ("mock log", "entry", "interview elsewhere", {"remove": True}),
    ("task move", "task", "task", {"to": "tomorrow"}),
    ("task skip", "task", "task", {}),
    ("task done", "task", "task", {}),
    ("log", "task", "task", {"minutes": "5"}),
    ("buddy accept", "member", "asker", {}),
    ("buddy decline", "member", "asker", {}),
    ("buddy unblock", "member", "blocked", {}),
    ("leetcode note", "problem", "solved problem", {"note": "mine"}),
    ("leetcode due", "put_off", "solved problem", {}),
    ("leetcode solved", "problem", "solved problem", {"take_back": True}),
    ("roadmap show", "roadmap", "roadmap", {}),
    ("manage roadmaps notes", "roadmap", "roadmap", {}),
    ("manage roadmaps export", "roadmap", "roadmap", {}),
    ("manage roadmaps remove", "roadmap", "roadmap", {}),
    ("join", "roadmap", "roadmap", {}),
    ("manage questions export", "set", "questions", {}),
    ("manage questions remove", "set", "questions", {}),
    ("manage deliveries retry", "message", "dead message", {}),
    ("manage deliveries drop", "message", "waiting message", {}),
    ("manage rounds replay", "round", "paired round", {}),
    ("manage rounds cancel", "round", "planned round", SURE),
    ("manage streaks revoke", "day", "forgiven day", SURE),
)
PEOPLE = {"asker", "blocked"}
"""Whom Discord lets nobody name from another server."""
SHARED = {"roadmap"}
"""What everybody in its server may name."""


@dataclass(frozen=True, slots=True)
class Key:
    """What names a thing of Ada's, and what names nothing alike; `shown` is how answers write either."""

    theirs: Any
    nobodys: Any
    shown: tuple[str, ...] = ()

    def bare(self, said: str) -> str:
        """An answer without the name."""
        for name in sorted({*self.shown, str(self.theirs), str(self.nobodys)}, key=len, reverse=True):
            said = said.replace(name, "…")
        return said


async def own_something(house: House) -> dict[str, Key]:
    """Ada, an organiser, has one of everything that a command can name."""
    world = house.world
    ada, channel = world.ada, world.channel
    await bring(world)
    await ada.slash(channel, "manage questions import", file=("x.yaml", QUESTIONS.encode()))
    await ada.slash(channel, "leetcode solved", problem="3sum")
    await ada.slash(channel, "manage streaks amnesty", day="2026-01-04", note="A storm")
    await ada.slash(channel, "manage rounds set", on=True, channel=channel)
    await ada.slash(channel, "manage rounds run", confirm=True)
    await world.join(house.zed)
    await ada.slash(channel, "buddy block", member=house.zed)
    await world.tick()
    async with world.store() as tx:
        await tx.exec_driver_sql("UPDATE delivery SET state = 'dead' WHERE id = 1")
        await tx.exec_driver_sql("UPDATE delivery SET state = 'queued' WHERE id = 2")
        logged = await tx.exec_driver_sql("SELECT id FROM mock_outside WHERE member_key = 1")
        elsewhere = logged.scalar_one()
    task = (await world.today(ada)).open_tasks[0]
    return {
        "interview": Key("#1", "#999999"),
        "interview elsewhere": Key(f"#{elsewhere}", "#999999"),
        "task": Key(f"#{task.id}", "#999999"),
        "asker": Key(world.ben, house.zed, (str(world.ben.id), str(house.zed.id))),
        "blocked": Key(house.zed, world.ben, (str(world.ben.id), str(house.zed.id))),
        "solved problem": Key("3sum", "4sum", ("15\\. 3Sum", "18\\. 4Sum")),
        "roadmap": Key("our-way", "no-way"),
        "questions": Key("our-theory", "no-theory"),
        "dead message": Key("#1", "#999999"),
        "waiting message": Key("#2", "#999999"),
        "paired round": Key(1, 999_999),
        "planned round": Key(2, 999_999),
        "forgiven day": Key("2026-01-04", "2026-01-03", ("Sun 4 Jan 2026", "Sat 3 Jan 2026")),
    }


async def both(who: MemberActor, where: ChannelHandle, row: Row, key: Key) -> set[str]:
    """What somebody is answered who names the thing, and who names nothing: one answer if they are alike."""
    command, option, _, others = row
    done = [await who.slash(where, command, **{option: name, **others}) for name in (key.theirs, key.nobodys)]
    return {key.bare(answer(each)) for each in done}


def answer(shown: InteractionResult) -> str:
    """What was said, or the title of the form that was opened in its place."""
    if shown.response is not None:
        return "\n".join(map(text, [shown, *shown.followups]))
    assert shown.modal is not None
    return str(shown.modal["title"])


def attackers(house: House, command: str, thing: str) -> list[tuple[MemberActor, ChannelHandle]]:
    """Another member, an organiser of another server, and Ada herself in that server, as far as they may."""
    if command.startswith("manage"):
        return [(house.omar, house.other_channel)]
    here = [] if thing in SHARED else [(house.eve, house.world.channel)]
    elsewhere = [] if thing in PEOPLE else [house.omar, house.twin]
    return [*here, *((who, house.other_channel) for who in elsewhere)]


async def test_07_idor(world: World) -> None:
    house = await furnish(world)
    keys = await own_something(house)
    database = make_url(world.settings.store_url).database or ""
    before = untouched(database, world.guild.id, {house.eve.id})

    unlike = [
        (who.name, row, answers)
        for row in COMMANDS
        for who, where in attackers(house, row[0], row[2])
        if len(answers := await both(who, where, row, keys[row[2]])) > 1
    ]

    assert unlike == []
    assert untouched(database, world.guild.id, {house.eve.id}) == before
    # And to whom it belongs, each of them does something.
    alike = [row[0] for row in COMMANDS if len(await both(world.ada, world.channel, row, keys[row[2]])) == 1]
    assert alike == ["buddy decline"]
