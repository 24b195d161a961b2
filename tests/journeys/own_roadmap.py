"""A small roadmap of a group's own, and what one does with it."""

import gzip

from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.journeys.world import World

OWN = """\
id: our-way
title: Our way
summary: What our group does.
estimate_per_week: 10h
sections:
  - key: week-1
    title: First
    weeks: 1
    source: 3-9
    notes: [{text: "The source says *two* weeks here, and one below.", source: "4, 30-31"}]
    items:
      - {key: read, kind: reading, title: Read the book, estimate: 2h}
      - {key: build, kind: build, title: Build the thing, estimate: 3h, notes: [{text: Nobody says how.}]}
      - {key: talk, kind: task, title: Talk about it, estimate: 1h}
"""


def packed(words: str) -> tuple[str, bytes]:
    return "ours.yaml.gz", gzip.compress(words.encode())


def plain(words: str) -> tuple[str, bytes]:
    return "ours.yaml", words.encode()


async def bring(world: World, words: str = OWN) -> InteractionResult:
    """The organiser imports a file."""
    return await world.ada.slash(world.channel, "manage roadmaps import", file=plain(words))


def files(seen: InteractionResult, world: World) -> dict[str, bytes]:
    """What is attached to an answer, by name."""
    assert seen.response is not None
    found: dict[str, bytes] = {}
    for attachment in seen.response.attachments:
        blob = world.env.backend.cdn.get(attachment.url)
        assert blob is not None
        found[attachment.filename] = blob
    return found


async def offered(who: MemberActor, channel: ChannelHandle, typed: str = "") -> list[str]:
    """The ids that /join suggests."""
    shown = await who.autocomplete(channel, "join", "roadmap", typed)
    return [str(choice["value"]) for choice in shown]
