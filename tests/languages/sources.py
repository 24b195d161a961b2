"""What the sources say about texts without being run: words that pass no catalogue, and tables of labels."""

import ast
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from tools.languages_found import LIMITS, ROOT

MARKS = frozenset({"_", "N_", "ngettext", "pgettext"})
ELSEWHERE = frozenset(
    {"Choice", "Group", "TypeVar", "TypeVarTuple", "cast", "command", "compile", "describe"}
)
"""What is handed to these is translated by Discord's own names for it, or read by no person."""

_CODE = re.compile(r"`[^`]*`")
_WORDS = re.compile(r"(?=.*[A-Za-z]{2,}).*\s|[A-Z][a-z]{2,}[.:!?…]*$", re.DOTALL)
"""Several words, or part of a sentence; or one that begins like a sentence. The rest are names and keys."""


@dataclass(frozen=True, slots=True)
class Label:
    """A table whose texts are shown where Discord takes so many characters."""

    table: str
    limit: int


@cache
def parsed(path: Path) -> ast.Module:
    """A source, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def sources(*folders: str) -> list[Path]:
    """The Python files in these folders of the repository."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def loose_words(tree: ast.AST) -> list[str]:
    """The texts in words that no mark was put on, and that are not for programmers."""
    return [text for text in _constants(tree) if _WORDS.match(_CODE.sub("", text))]


def _constants(node: ast.AST) -> Generator[str]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
        return
    for child in _shown(node):
        yield from _constants(child)


def _shown(node: ast.AST) -> Iterable[ast.AST]:
    """The children that may hold what a person reads."""
    match node:
        case ast.Call(func=func) if _name(func) in ELSEWHERE or _name(getattr(func, "value", func)) == "log":
            return ()
        case ast.Call(func=ast.Name(id=name), args=args) if name in MARKS:
            marked = [each for each in args if isinstance(each, ast.Constant)]
            return (each for each in ast.iter_child_nodes(node) if each not in marked)
        case ast.ClassDef(bases=bases) if any(_name(base).endswith(("Error", "Exception")) for base in bases):
            return ()
        case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
            return (*args.defaults, *(each for each in args.kw_defaults if each), *_told(node))
        case ast.AnnAssign(value=value):
            return (value,) if value else ()
        case ast.Subscript(value=value):
            return (value,)
        case ast.Compare() | ast.MatchValue():
            return ()
        case _:
            return _told(node)


def _told(node: ast.AST) -> Iterable[ast.AST]:
    """Without docstrings, annotations, and messages that are raised to programmers."""
    children = list(ast.iter_child_nodes(node))
    raised = {
        id(first)
        for first, then in pairwise(children)
        if isinstance(first, ast.Assign) and isinstance(then, ast.Raise)
    }
    return [
        each
        for each in children
        if id(each) not in raised
        and not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
        and not isinstance(each, ast.arguments)
        and each is not getattr(node, "returns", None)
    ]


def label_tables(tree: ast.AST) -> Generator[Label]:
    """The tables behind `label=_(TABLE[key])`, and behind names that were taken out of one."""
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = dict(_taken(scope))
            for call in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
                yield from _labels(call, taken)


def _labels(call: ast.Call, taken: dict[str, str]) -> Generator[Label]:
    for given in call.keywords:
        limit = LIMITS.get((_name(call.func), given.arg or ""))
        match given.value:
            case ast.Call(func=ast.Name(id="_"), args=[shown]) if limit:
                table = taken.get(shown.id) if isinstance(shown, ast.Name) else _table(shown)
                if table:
                    yield Label(table, limit)
            case _:
                pass


def _taken(scope: ast.AST) -> Generator[tuple[str, str]]:
    """Which name was taken out of which table."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[target], value=value):
                table = _table(value)
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                table = _table(value) or _name(value)
            case _:
                continue
        yield from ((each.id, table) for each in ast.walk(target) if table and isinstance(each, ast.Name))


def _table(node: ast.expr) -> str:
    """The table in `TABLE[key]` and in `TABLE.items()`."""
    match node:
        case ast.Subscript(value=ast.Name(id=name)):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="items" | "values")):
            return name
        case _:
            return ""


def table_texts(path: Path, name: str) -> list[str]:
    """The marked texts of a table, which may stand in another module, and be made of other constants."""
    for node in parsed(path).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                return list(_texts(path, value))
            case ast.AnnAssign(target=ast.Name(id=found), value=value) if found == name and value:
                return list(_texts(path, value))
            case ast.ImportFrom(module=module, names=names) if any(each.name == name for each in names):
                other = ROOT / f"{(module or '').replace('.', '/')}.py"
                return table_texts(other, name) if other.exists() else []
            case _:
                pass
    return []


def _texts(path: Path, value: ast.expr) -> Generator[str]:
    for node in ast.walk(value):
        match node:
            case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(text))]):
                yield text
            case ast.Name(id=name) if name.isupper():
                yield from table_texts(path, name)
            case _:
                pass


def _name(node: ast.AST) -> str:
    """The last part of a dotted name."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
