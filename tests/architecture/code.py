"""The project's own files, read once."""

import ast
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAMME = ("bot", "cogs")
# Never committed, whatever they contain.
SKIPPED = {
    ".git",
    ".venv",
    ".venv-lock",
    "__pycache__",
    ".hypothesis",
    ".pytest_cache",
    ".ruff_cache",
    "data",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file; `name` is what one would import, `shown` its path from the root."""

    path: Path
    shown: str
    name: str
    text: str
    tree: ast.Module

    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in it."""
        return _nodes(self)

    def functions(self) -> Iterator[Function]:
        """Every function and method in it."""
        return (node for node in self.nodes() if isinstance(node, Function))


def files() -> Iterator[Path]:
    """Every file that could be committed."""
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in SKIPPED and not name.endswith(".egg-info")]
        yield from (Path(folder) / name for name in names)


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files of these folders."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    # Millions of nodes that live to the end: the collector need not look through them at every test.
    gc.disable()
    try:
        found = tuple(_source(path) for path in paths)
        for source in found:
            _nodes(source)
    finally:
        gc.enable()
    gc.freeze()
    return found


@cache
def _nodes(source: Source) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(source.tree))


@cache
def _source(path: Path) -> Source:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Source(path, str(path.relative_to(ROOT)), name, text, ast.parse(text))


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, anywhere in the file, also for types only."""
    for node in source.nodes():
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def dotted(node: ast.expr) -> str:
    """`a.b.c` as text; what is not a plain name is left out at its start."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func)
