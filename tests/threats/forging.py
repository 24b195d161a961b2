"""Forged interactions: custom_ids out of the templates themselves, values and options that nobody offered.

Everything comes from one `random.Random`, so that a seed tells the whole run.
"""

import random
from collections.abc import Sequence
from re import _constants as c  # pyright: ignore[reportAttributeAccessIssue] - the parser has no public name
from re import _parser  # pyright: ignore[reportAttributeAccessIssue]
from typing import Any, get_args

from discord import ui

from bot.ui.parts import ALL_PARTS

NUMBERS = (0, 1, 7, 2**31, 2**53, 2**63 - 1, 2**63, 10**17 - 1, 10**18 - 1, 10**19 - 1)
"""Around every limit that an id meets."""

HOSTILE = (
    *("", " ", "-1", "0", "1e9", "NaN", "１２", "٣", "9" * 30, "#1", "#999999999999999999", "2026-02-30"),
    *(
        "@everyone <@&1> <@2>",
        "[x](https://evil.example)",
        "```\n```",
        "\u202eabc\u200b",
        "Z" + "\u0351" * 40,
    ),
    *("{0.__class__}", "{member._state.http.token}", "%(x)s", "${x}", "'; DROP TABLE member; --", "\x00"),
    *("a" * 5_000, "😀" * 1_000, "\n" * 300, "c:done:1:2:3", "https://" + "a" * 600, "../../etc/passwd"),
    *("tomorrow", "19:30", "90", "mon-fri", "10", "own", "all", "deep-dive-16w", "two-sum", "5", "yes"),
)

BUTTON, SELECT, USERS, ROLES, CHANNELS = 2, 3, 5, 6, 8
_KINDS: dict[type[ui.Item[Any]], int] = {
    ui.Button: BUTTON,
    ui.Select: SELECT,
    ui.UserSelect: USERS,
    ui.RoleSelect: ROLES,
    ui.ChannelSelect: CHANNELS,
}
ANY_KIND = tuple(_KINDS.values())


def kind_of(part: type[Any]) -> int:
    """The component type of a part, from what it says it is made of."""
    for base in part.__mro__:
        for written in getattr(base, "__orig_bases__", ()):
            for argument in get_args(written):
                if (found := _KINDS.get(getattr(argument, "__origin__", argument))) is not None:
                    return found
    return BUTTON


KINDS = {part: kind_of(part) for part in ALL_PARTS}
PARSED = {part: _parser.parse(part.__discord_ui_compiled_template__.pattern) for part in ALL_PARTS}


class Forger:
    """Writes what a client never would; `guilds`, `users` and `numbers` are ids that exist."""

    def __init__(
        self,
        seed: int,
        guilds: Sequence[int],
        users: Sequence[int],
        seen: list[str],
        words: Sequence[str],
    ) -> None:
        self.chance = random.Random(seed)
        self.guilds, self.users, self.seen, self.words = guilds, users, seen, words

    def press(self) -> tuple[str, int]:
        """A custom_id and the type of the component that bears it."""
        part = self.chance.choice(ALL_PARTS)
        match self.chance.randrange(10):
            case 0:
                made = self.chance.choice(["", "c:", "n:", "c:done", self.word(), "c:" + self.word()])[:100]
            case 1 | 2 | 3 if self.seen:
                made = self._crossed(self.chance.choice(self.seen))
            case _:
                made, _ = self.of(part)
        kind = next((KINDS[each] for each in ALL_PARTS if _fits(each, made)), BUTTON)
        return made or "x", kind if self.chance.random() < 0.95 else self.chance.choice(ANY_KIND)

    def of(self, part: type[ui.DynamicItem[Any]]) -> tuple[str, int]:
        """A custom_id of this part, and the type of the component that bears it."""
        pattern = part.__discord_ui_compiled_template__
        return self._written(PARSED[part], pattern.groupindex)[:100], KINDS[part]

    def word(self) -> str:
        """A text nobody should have typed, or one that means something."""
        return self.chance.choice(self.words if self.words and self.chance.random() < 0.3 else HOSTILE)

    def number(self) -> int:
        """Mostly one that could be the key of a row."""
        return self.chance.choice(NUMBERS) if self.chance.random() < 0.2 else self.chance.randint(0, 400)

    def _crossed(self, identity: str) -> str:
        """A custom_id that was really shown, with one of its pieces put in the place of another."""
        pieces = identity.split(":")
        at = self.chance.randrange(len(pieces))
        pieces[at] = self.chance.choice(
            [
                str(self.number()),
                str(self.chance.choice([*self.users, *self.guilds])),
                self.word()[:40],
                pieces[at],
            ]
        )
        return ":".join(pieces)[:100]

    def _written(self, parsed: Any, names: Any) -> str:
        return "".join(self._piece(kind, value, names) for kind, value in parsed)

    def _piece(self, kind: Any, value: Any, names: Any) -> str:
        if kind is c.LITERAL:
            return chr(value)
        if kind is c.SUBPATTERN:
            return self._group(value[0], value[3], names)
        if kind is c.BRANCH:
            return self._written(self.chance.choice(value[1]), names)
        if kind in (c.MAX_REPEAT, c.MIN_REPEAT):
            least, most, inner = value
            times = self.chance.randint(int(least), min(int(most), int(least) + 8))
            return "".join(self._written(inner, names) for _ in range(times))
        if kind is c.IN:
            return self._one_of(value)
        return self.chance.choice("az09-é")

    def _group(self, index: int | None, inner: Any, names: Any) -> str:
        name = next((each for each, number in names.items() if number == index), "")
        if name == "guild":
            return str(self.chance.choice(self.guilds) if self.chance.random() < 0.95 else self.number())
        if name == "user":
            return str(self.chance.choice(self.users) if self.chance.random() < 0.97 else self.number())
        written = self._written(inner, names)
        is_number = written.isascii() and written.isdigit()
        return str(self.number()) if is_number and self.chance.random() < 0.7 else written

    def _one_of(self, choices: Any) -> str:
        kind, value = self.chance.choice([each for each in choices if each[0] is not c.NEGATE])
        if kind is c.RANGE:
            return chr(self.chance.randint(*value))
        return chr(value) if kind is c.LITERAL else self.chance.choice("az09_")


def _fits(part: type[ui.DynamicItem[Any]], identity: str) -> bool:
    return part.__discord_ui_compiled_template__.fullmatch(identity) is not None
