"""Every text of the programme that a catalogue should hold, read from the sources and from the commands.

Three things need no mark: the limits of labels (from where a text is used), the names of values (from
`bot.ui.names.SHOWN`) and the descriptions of commands (from the commands themselves).
"""

import ast
import asyncio
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog
from discord import app_commands

from bot.client import COGS, StudyBot
from bot.ui.names import SHOWN, plain_name

ROOT = Path(__file__).parents[1]
FOLDERS = "bot", "cogs"

LIMITS = {
    ("Button", "label"): 80,
    ("SelectOption", "label"): 100,
    ("SelectOption", "description"): 100,
    ("Select", "placeholder"): 150,
    ("ChannelSelect", "placeholder"): 150,
    ("RoleSelect", "placeholder"): 150,
    ("UserSelect", "placeholder"): 150,
    ("TextInput", "label"): 45,
    ("TextInput", "placeholder"): 100,
    ("Label", "text"): 45,
    ("Label", "description"): 100,
    ("Choice", "name"): 100,
    ("__init__", "title"): 45,
}
"""Characters Discord takes, by what is called with which argument.

https://discord.com/developers/docs/components/reference
"""

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group

DESCRIPTION, CHOICE = 100, 100
"""https://discord.com/developers/docs/interactions/application-commands#application-command-object"""


@dataclass(frozen=True, slots=True)
class Found:
    """One text as a source holds it; `limit` in characters where its use or a comment above it tells one."""

    text: str | tuple[str, str]
    context: str | None = None
    limit: int | None = None


def found() -> Catalog:
    """A template of everything."""
    catalogue = Catalog(charset="utf-8")
    for each in (*_marked_texts(), *_names(), *described()):
        comments = [] if each.limit is None else [f"limit: {each.limit}"]
        catalogue.add(each.text, auto_comments=comments, context=each.context)
    return catalogue


def _marked_texts() -> Iterator[Found]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from texts_in(path.read_text(encoding="utf-8"))


def texts_in(source: str) -> Iterator[Found]:
    """What is marked in a Python file, also inside f-strings (where Babel's own reader does not look)."""
    lines, labels = source.splitlines(), dict[int, int]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            labels |= _labels(node)
            marked = _marked(node)
            if marked is not None:
                limit = labels.get(id(node)) or _told(lines[node.lineno - 2] if node.lineno > 1 else "")
                yield replace(marked, limit=limit)


def _marked(call: ast.Call) -> Found | None:
    """The text of `_("…")` and its like; None where it comes from a table, which has marked it itself."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in {"_", "N_"} and words:
        return Found(words[0])
    if name == "ngettext" and len(words) == 2:
        return Found((words[0], words[1]))
    return Found(words[1], context=words[0]) if name == "pgettext" and len(words) == 2 else None


def _labels(call: ast.Call) -> dict[int, int]:
    """The limits of what is handed to Discord as a label, by the identity of the node."""
    name = ast.unparse(call.func).rpartition(".")[2]
    limits = ((id(each.value), LIMITS.get((name, each.arg or ""))) for each in call.keywords)
    return {key: limit for key, limit in limits if limit is not None}


def _told(line: str) -> int | None:
    """The limit in a comment on the line above."""
    told = re.fullmatch(r"\s*# limit: (\d+)", line)
    return int(told[1]) if told else None


def _names() -> Iterator[Found]:
    for kind in SHOWN:
        yield from (Found(plain_name(value), context=kind.__name__) for value in kind)


def described() -> Iterator[Found]:
    """What commands, their options and choices say."""
    for command in all_commands():
        yield Found(command.description, limit=DESCRIPTION)
        for option in command.parameters if isinstance(command, app_commands.Command) else ():
            yield Found(str(option.description), limit=DESCRIPTION)
            yield from (Found(choice.name, limit=CHOICE) for choice in option.choices)


@cache
def all_commands() -> tuple[AnyCommand, ...]:
    """Every command and every group of them, as the client has them once it has loaded its cogs."""
    return tuple(asyncio.run(_loaded()))


async def _loaded() -> list[AnyCommand]:
    client = StudyBot()
    client.services = cast("Any", _Unused())
    for name in COGS:
        await importlib.import_module(name).setup(client)
    return list(client.tree.walk_commands())


class _Unused:
    """In place of the use cases: the cogs only take them out."""

    def __getattr__(self, name: str) -> "_Unused":
        return self
