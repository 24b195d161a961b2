"""`cohort doctor`: whether Cohort can run here, in a table or as JSON."""

import asyncio
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from rich.text import Text

    from bot.doctor.finding import Finding, Level

Online = Annotated[bool, typer.Option("--online", help="Also ask Discord: account, limits, every channel.")]


def doctor(online: Online = False, as_json: AsJson = False) -> None:
    """Look whether Cohort can run here and does: settings, files, database, backups; changes nothing.

    Exit code 0: all is well, 1: something was found, 78: a configuration that cannot run.
    """
    from bot.doctor.finding import exit_code

    found = _examined(online=online)
    code = exit_code(found)
    if as_json:
        print_json({"exit_code": code, "findings": [asdict(finding) for finding in found]})
    else:
        _print(found)
    raise typer.Exit(code)


def _examined(*, online: bool) -> "list[Finding]":
    from bot.clock import clock_of
    from bot.config import ConfigError, load_settings
    from bot.doctor.examine import examine, without_settings
    from bot.log import set_up_logging

    try:
        settings = load_settings()
    except ConfigError as error:
        return without_settings(error)
    # Findings say what there is to say; libraries may only say what is broken.
    set_up_logging("ERROR", "console", settings.secrets)
    if online:
        from bot.run import point_at

        point_at(settings)
    return asyncio.run(examine(settings, clock_of(settings.clock_file), online=online))


def _print(found: "Iterable[Finding]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for finding in found:
        said = Text(finding.sentence)
        if finding.next_step:
            said.append(f"\n→ {finding.next_step}", style="dim")
        table.add_row(_mark(finding.level), Text(finding.name), said)
    Console(highlight=False).print(table)


def _mark(level: "Level") -> "Text":
    from rich.text import Text

    colours = {"ok": "green", "warning": "yellow", "problem": "red", "fatal": "bold red"}
    return Text(level.value, style=colours[level.value])
