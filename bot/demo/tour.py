"""The guided tour: which of its steps the visitor has already lived through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from discord import ChannelType
from simcord.backend.models import Message

from bot.demo.world import Deed, World

# What the bot writes within a minute of being asked is an answer, not a nudge.
ANSWER_TIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the tour: what to try, and how to see in the world that it happened."""

    title: str
    hint: str
    command: str | None
    happened: Callable[[World], bool]


@dataclass(frozen=True, slots=True)
class Sign:
    """What a deed looks like: the start of a command's path, or a word in a control's id, label or title."""

    kind: str
    text: str

    def fits(self, deed: Deed) -> bool:
        """Whether the deed is one of this kind, and went well."""
        if not deed.fine or deed.kind != self.kind:
            return False
        if self.kind == "slash":
            return f"{deed.name} ".startswith(f"{self.text} ")
        return self.text in f"{deed.name} {deed.label}".lower()


def _did(*signs: Sign) -> Callable[[World], bool]:
    return lambda world: any(sign.fits(deed) for deed in world.deeds for sign in signs)


NUDGE_ON = (Sign("slash", "nudges set"), Sign("modal", "nudge"))


def _nudge_was_read(world: World) -> bool:
    """Whether a persona has looked at a message that the bot sent of its own accord."""
    switched_on = next((deed.at for deed in world.deeds if any(sign.fits(deed) for sign in NUDGE_ON)), None)
    return switched_on is not None and any(
        datetime.fromisoformat(message.timestamp) > switched_on + ANSWER_TIME
        for person in world.people
        for message in _unasked(world, person)
    )


def _two_met(world: World) -> bool:
    """Whether the bot has opened a thread for an interview."""
    return any(
        channel.type == ChannelType.private_thread.value for channel in world.env.backend.channels.values()
    )


def _unasked(world: World, person: int) -> Iterator[Message]:
    backend = world.env.backend
    channel = backend.dm_channels[person]
    seen = world.read.get((person, channel), 0)
    for message in backend.messages.get(channel, {}).values():
        mine = message.author_id == backend.bot_user.id and not message.interaction_metadata
        if mine and message.id <= seen:
            yield message


STEPS = (
    Step("Join a roadmap", "Type /join, pick a roadmap and send.", "join", _did(Sign("slash", "join"))),
    Step(
        "See your day",
        "/today lists what your plan asks of you today.",
        "today",
        _did(Sign("slash", "today"), Sign("click", ":today:")),
    ),
    Step(
        "Tick a task",
        "Press “Done” on one of the tasks.",
        None,
        _did(Sign("slash", "task done"), Sign("click", ":done:"), Sign("select", "done")),
    ),
    Step(
        "Look at your progress",
        "/streak show or /progress: the bot explains what it counts.",
        "progress",
        _did(Sign("slash", "streak"), Sign("slash", "progress")),
    ),
    Step(
        "Switch on a nudge",
        "/nudges set, at 09:00: one message a day, at your own local time.",
        "nudges set",
        _did(*NUDGE_ON),
    ),
    Step(
        "Read tomorrow’s nudge",
        "Press “Tomorrow 09:00” in the top bar, then open the direct message from Cohort.",
        None,
        _nudge_was_read,
    ),
    Step(
        "Meet for a mock interview",
        "As Ada choose a channel in /setup. Then two seats that have joined send /mock now: they meet in a "
        "private thread.",
        "mock now",
        _two_met,
    ),
)


def progress(world: World) -> dict[str, Any]:
    """The steps with their ticks, and whether the bot has been restarted since the demo began."""
    return {
        "steps": [
            {"title": step.title, "hint": step.hint, "command": step.command, "done": step.happened(world)}
            for step in STEPS
        ],
        "restarted": world.restarts > 0,
    }
