"""What all commands for authors print: JSON, and the problems of checked files."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import exits

if TYPE_CHECKING:
    from bot.catalog import Limits, Problem

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True)]
Upload = Annotated[bool, typer.Option(help="Also hold it to the size limits of an upload.")]


def print_json(value: object) -> None:
    """On standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def check_each(
    files: Iterable[Path],
    check: "Callable[[bytes, str, Limits], Iterable[Problem]]",
    *,
    upload: bool,
    as_json: bool,
) -> typer.Exit:
    """Print every problem of the files; the exit says whether one of them is an error."""
    from bot.catalog import BUILT_IN_LIMITS, IMPORT_LIMITS

    files, limits = list(files), IMPORT_LIMITS if upload else BUILT_IN_LIMITS
    problems = [problem for file in files for problem in check(file.read_bytes(), str(file), limits)]
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        _report(problems, errors, len(files))
    return typer.Exit(exits.FOUND if errors else exits.FINE)


def _report(problems: "list[Problem]", errors: int, files: int) -> None:
    for problem in problems:
        colour = typer.colors.RED if problem.is_error else typer.colors.YELLOW
        typer.echo(f"{typer.style(problem.severity.value, fg=colour)}: {problem}")
    warnings = len(problems) - errors
    typer.echo(f"{files} checked, {_count(errors, 'error')}, {_count(warnings, 'warning')}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
