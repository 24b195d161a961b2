"""Interactions straight into the client, and every answer kept instead of being shown.

A journey lets the simulated Discord store and check each message, which takes most of its time; here only
what the bot does is left.
"""

import asyncio
import copy
import json
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from simcord import ChannelHandle, MemberActor, interactions
from simcord.backend import Backend, serializers
from simcord.http import router

from tests.discord_api.checker import check
from tests.discord_api.problem import Problem
from tests.journeys.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
V2 = 1 << 15


@dataclass
class Answers:
    """What the bot sent, by the interaction it answered; `elsewhere` is all other."""

    first: dict[str, list[Any]] = field(default_factory=lambda: defaultdict[str, list[Any]](list))
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict[str, list[str]](list))
    elsewhere: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    refused: list[tuple[str, list[Problem]]] = field(default_factory=list[tuple[str, list[Problem]]])


class Feed:
    """Hands payloads to a world's client, one at a time, and waits for all that they set off."""

    def __init__(self, world: World, shown: dict[str, Any]) -> None:
        self.world = world
        self.answers = Answers()
        self._shown = shown
        self._bases: dict[tuple[int, int], dict[str, Any]] = {}
        self._count = 0
        self._started: list[asyncio.Task[Any]] = []

    def press(
        self, who: MemberActor, where: ChannelHandle, identity: str, kind: int, values: list[str]
    ) -> tuple[str, dict[str, Any]]:
        """A press of a component with any custom_id, on a message of the bot that has it."""
        component: dict[str, Any] = {"type": kind, "custom_id": identity, "id": 2}
        data: dict[str, Any] = {"custom_id": identity, "component_type": kind, "id": 2}
        if kind == 2:
            component |= {"style": 2, "label": "Press", "disabled": False}
        else:
            data |= {"values": values, "resolved": self._resolved(who, where, kind, values)}
            component |= {"min_values": 0, "max_values": 25, "disabled": False}
        if kind == 3:
            component["options"] = [{"label": "x", "value": each or "x"} for each in dict.fromkeys(values)]
        identifier, payload = self._payload(who, where, COMPONENT, data)
        row = {"type": 1, "id": 1, "components": [component]}
        payload["message"] = {**self._shown, "flags": V2, "components": [row]}
        return identifier, payload

    def submit(
        self, who: MemberActor, where: ChannelHandle, identity: str, components: list[Any]
    ) -> tuple[str, dict[str, Any]]:
        """A form that was filled in."""
        data = {"custom_id": identity, "components": components, "resolved": {}}
        identifier, payload = self._payload(who, where, MODAL, data)
        payload["message"] = {**self._shown, "flags": V2, "components": []}
        return identifier, payload

    def command(
        self, who: MemberActor, where: ChannelHandle, data: dict[str, Any], *, typing: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """A command, or the suggestions for one."""
        return self._payload(who, where, AUTOCOMPLETE if typing else COMMAND, data)

    async def send(self, case: tuple[str, dict[str, Any]]) -> str:
        """Let it arrive, and wait until nothing that it set off runs any more. Returns its id."""
        self._started.clear()
        with self.world.env._bot_scope():
            self.world.app.client._connection.parse_interaction_create(cast("Any", case[1]))
            while running := [each for each in self._started if not each.done()]:
                await asyncio.wait(running)
        return case[0]

    @contextmanager
    def capturing(self) -> Generator[Answers]:
        """Inside, answers to interactions are kept and taken for good; other requests are done as ever."""
        real = cast("Callable[..., Any]", router.dispatch)

        def dispatch(backend: Backend, method: str, path: str, **request: Any) -> Any:
            parts, body = path.strip("/").split("/"), request.get("json")
            if parts[0] == "interactions" and parts[-1] == "callback":
                self._note(method, path, parts[1], body)
                self.answers.first[parts[1]].append(body)
                return {"interaction": {"id": parts[1], "type": 3, "response_message_id": self._shown["id"]}}
            if parts[0] == "webhooks" and method != "GET":
                self._note(method, path, parts[2].removeprefix("fuzz-"), body)
                return copy.deepcopy(self._shown)
            self.answers.elsewhere.append(
                (f"{method} {path}", json.dumps(body, ensure_ascii=False, default=str))
            )
            return real(backend, method, path, **request)

        router.dispatch = dispatch
        loop = asyncio.get_running_loop()
        loop.set_task_factory(self._start)
        try:
            yield self.answers
        finally:
            loop.set_task_factory(None)
            router.dispatch = real

    def _start(self, loop: asyncio.AbstractEventLoop, work: Any, **details: Any) -> asyncio.Task[Any]:
        """Notes every task, apart from the one in which a form waits to be filled in."""
        task = asyncio.Task(work, loop=loop, **details)
        if "timeout" not in work.__qualname__:
            self._started.append(task)
        return task

    def _note(self, method: str, path: str, identifier: str, body: Any) -> None:
        self.answers.texts[identifier].append(json.dumps(body, ensure_ascii=False))
        if problems := check(method, path, body):
            self.answers.refused.append((identifier, problems))

    def _payload(
        self, who: MemberActor, where: ChannelHandle, kind: int, data: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        self._count += 1
        identifier = str(2**60 + self._count)
        base = self._bases.get((who.guild.id, who.id)) or self._base(who, where)
        token = f"fuzz-{identifier}"
        return identifier, {**base, "id": identifier, "token": token, "type": kind, "data": data}

    def _base(self, who: MemberActor, where: ChannelHandle) -> dict[str, Any]:
        details = {"type": COMPONENT, "channel_id": where.id, "guild_id": who.guild.id, "user_id": who.id}
        _, payload = interactions.base_payload(self.world.env.backend, **details, data={})
        return self._bases.setdefault((who.guild.id, who.id), payload)

    def _resolved(
        self, who: MemberActor, where: ChannelHandle, kind: int, values: list[str]
    ) -> dict[str, Any]:
        """Discord describes what was chosen; of anything else there is nothing to describe."""
        if kind == 8 and str(where.id) in values:
            channel = dict(serializers.channel_payload(self.world.env.backend, where._channel))
            return {"channels": {str(where.id): {**channel, "permissions": "0"}}}
        if kind == 5 and str(who.id) in values:
            user = dict(serializers.user_payload(self.world.env.backend.get_user(who.id)))
            return {"users": {str(who.id): user}}
        return {}


async def open_feed(world: World) -> Feed:
    """A feed whose presses are said to be on a message that the bot once sent."""
    posted = await world.post_raw("x")
    backend = world.env.backend
    shown = serializers.message_payload(backend, backend.get_message(world.channel.id, posted.id))
    return Feed(world, dict(shown))


def worded(answers: Answers, identifier: str) -> str:
    """What one interaction was answered, in one string; formatting is left as sent."""
    bodies: list[Any] = [json.loads(each) for each in answers.texts[identifier]]
    data = [body.get("data", body) for body in bodies]
    return "\n".join(each.get("content") or json.dumps(each) for each in data)
