"""Every text of the programme that a catalogue should hold, read from the sources and from the commands.

Three things need no mark: the limits of labels (from where a text is used), the names of values (from
`bot.ui.names.SHOWN`) and the descriptions of commands (from the commands themselves).
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from babel.messages.catalog import Catalog
from discord import app_commands
from discord.ext import commands

from bot.client import COGS
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
    for each in (*_marked_texts(), *_names(), *_described()):
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


def _described() -> Iterator[Found]:
    """What commands, their options and choices say."""
    for command in _commands():
        yield Found(command.description, limit=DESCRIPTION)
        for option in command.parameters if isinstance(command, app_commands.Command) else ():
            yield Found(str(option.description), limit=DESCRIPTION)
            yield from (Found(choice.name, limit=CHOICE) for choice in option.choices)


def _commands() -> Iterator[app_commands.Command[commands.Cog, ..., object] | app_commands.Group]:
    for name in COGS:
        for _name, cog in inspect.getmembers(importlib.import_module(name), _is_cog):
            for command in cog.__cog_app_commands__:
                yield command
                yield from command.walk_commands() if isinstance(command, app_commands.Group) else ()


def _is_cog(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, commands.Cog) and thing is not commands.Cog
