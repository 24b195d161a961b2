"""One attacker's turn: forged presses, forms, commands and typing, until there were enough."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from discord import app_commands
from simcord import ChannelHandle, MemberActor

from tests.threats.feed import Feed
from tests.threats.forging import Forger

NEVER_RUN = {"leave", "data delete", "manage roadmaps import", "manage questions import"}
"""What would end the attacker's own part in it, and what takes a file from Discord."""

TEXT, LABEL, ROW = 4, 18, 1
CHOOSERS = {3, 5, 6, 7, 8, 22}
_IDENTITY = re.compile(r'"custom_id": "((?:c|n):[^"]{1,90})"')


class Attack:
    """Everything one person sends from one place."""

    def __init__(self, feed: Feed, forger: Forger, who: MemberActor, where: ChannelHandle) -> None:
        self.feed, self.forger, self.who, self.where = feed, forger, who, where
        self.sent: dict[str, str] = {}
        """What each interaction was, by its id."""
        self.elsewhere: list[tuple[str, str]] = []
        """What else the bot asked of Discord meanwhile and by `deliver`: where, and with which words."""
        self._forms: deque[Any] = deque(maxlen=20)
        self._leaves = list(_leaves(feed.world.app.client.tree))

    async def run(self, count: int) -> None:
        """So many interactions; what they are shown goes into those that follow."""
        before = len(self.feed.answers.elsewhere)
        for _ in range(count):
            await self._one()
        self.elsewhere += self.feed.answers.elsewhere[before:]

    async def deliver(self) -> None:
        """Send what all that left owed to channels and people, themselves and others."""
        before = len(self.feed.answers.elsewhere)
        await self.feed.world.tick()
        self.elsewhere += self.feed.answers.elsewhere[before:]

    async def _one(self) -> None:
        chance = self.forger.chance
        match chance.randrange(20):
            case 0 | 1 | 2 if self._forms:
                identity, components = chance.choice(self._forms)
                case = self.feed.submit(self.who, self.where, identity, list(self._filled(components)))
                what = f"form {components}"
            case 3:
                path, data, typing = self._command()
                case = self.feed.command(self.who, self.where, data, typing=typing)
                what = f"/{path} {data}"
            case 4:
                case = self.feed.submit(self.who, self.where, self.forger.word()[:100] or "x", [])
                what = "form of nobody"
            case _:
                identity, kind = self.forger.press()
                values = [self._value() for _ in range(chance.randrange(3))]
                case = self.feed.press(self.who, self.where, identity, kind, values)
                what = f"{identity!r} {kind} {values}"
        identifier = await self.feed.send(case)
        self.sent[identifier] = f"{self.who.name}: {what[:400]}"
        self._learn(identifier)

    def _value(self) -> str:
        return (self.forger.word() if self.forger.chance.random() < 0.6 else str(self.forger.number()))[:100]

    def _learn(self, identifier: str) -> None:
        """Forms that opened are filled in, and parts that were shown are forged."""
        for body in self.feed.answers.first.get(identifier, ()):
            if body["type"] == 9:
                self._forms.append((body["data"]["custom_id"], body["data"]["components"]))
        for text in self.feed.answers.texts.get(identifier, ()):
            self.forger.seen.extend(_IDENTITY.findall(text)[:3])

    def _filled(self, components: list[Any]) -> Iterator[Any]:
        """The fields of a form with anything in them, sometimes without one, or with one too many."""
        chance = self.forger.chance
        for component in components:
            if component["type"] == LABEL and chance.random() > 0.05:
                yield {"type": LABEL, "id": 1, "component": self._field(component["component"])}
            elif component["type"] == ROW:
                yield {"type": ROW, "id": 1, "components": [self._field(component["components"][0])]}
        if chance.random() < 0.05:
            yield {
                "type": LABEL,
                "id": 9,
                "component": {"type": TEXT, "id": 9, "custom_id": "x", "value": "y"},
            }

    def _field(self, component: Any) -> Any:
        kind = component["type"]
        field = {"type": kind, "id": 1, "custom_id": component["custom_id"]}
        if kind in CHOOSERS:
            return {**field, "values": [self._value() for _ in range(self.forger.chance.randrange(3))]}
        return {**field, "value": self.forger.word()[: 4_000 if kind == TEXT else 100]}

    def _command(self) -> tuple[str, Any, bool]:
        """Its name, its data, and whether it is still being typed."""
        chance = self.forger.chance
        path, options = chance.choice(self._leaves)
        wanted = [each for each in options if chance.random() < 0.7 or each["required"]]
        given = [self._option(each) for each in wanted]
        helped = [made for each, made in zip(wanted, given, strict=True) if each.get("autocomplete")]
        if typing := bool(helped) and chance.random() < 0.5:
            focused = chance.choice(helped)
            focused |= {"focused": True, "value": str(focused["value"])}  # as typed so far
        names = path.split()
        for name in reversed(names[1:]):
            given = [{"type": 1 if name == names[-1] else 2, "name": name, "options": given}]
        data = {"id": "1", "name": names[0], "type": 1, "options": given, "resolved": {}}
        return path, data, typing

    def _option(self, option: Any) -> dict[str, Any]:
        chance, kind = self.forger.chance, option["type"]
        choices = [each["value"] for each in option.get("choices", ())]
        value: Any = self.forger.word()
        if choices and chance.random() < 0.8:
            value = chance.choice(choices)
        elif kind in (4, 10):
            value = self.forger.number()
        elif kind == 5:
            value = chance.random() < 0.5
        elif kind not in (3, 4, 10):
            value = str(self.forger.number())
        return {"type": kind, "name": option["name"], "value": value}


def _leaves(tree: app_commands.CommandTree[Any]) -> Iterator[tuple[str, list[Any]]]:
    for command in tree.walk_commands():
        if isinstance(command, app_commands.Command) and command.qualified_name not in NEVER_RUN:
            options: list[Any] = command.to_dict(tree)["options"]
            # Discord describes users, roles and channels itself; those cannot be forged.
            if not any(each["type"] in (6, 7, 8, 9, 11) and each.get("required") for each in options):
                kept = [each for each in options if each["type"] in (3, 4, 5, 10)]
                yield command.qualified_name, [{"required": False, **each} for each in kept]
