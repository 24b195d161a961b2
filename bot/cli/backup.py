"""`cohort db backup`, `list-backups` and `restore`: copies of the database, and the way back."""

import shlex
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import exits
from bot.cli.complaints import complaining
from bot.cli.output import AsJson, print_json
from bot.cli.stopping import quiet_settings, run_stoppable, seen_on_terminal

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.store.backup import Backup
    from bot.store.restore import Restored

ANOTHER = "Another folder than the data directory's."

To = Annotated[Path | None, typer.Option("--to", metavar="FOLDER", file_okay=False, help=ANOTHER)]
From = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", exists=True, file_okay=False, help=ANOTHER)
]
BackupFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True, help="A backup of Cohort."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

A_DAY = timedelta(days=1)
"""One made by hand lets those of the last day stay beside it."""

NO_BACKUP = "No backup of Cohort is in {folder}. Make one with `cohort db backup`."


def backup(to: To = None, as_json: AsJson = False) -> None:
    """Back up the SQLite database, also while the bot runs. In its own folder, old ones make room."""
    from bot.store.errors import DatabaseMissing

    with complaining(refusals=True):
        settings = quiet_settings()
        database = _sqlite(settings, "pg_dump --format=custom --file=cohort.dump --dbname=")
        if not database.exists():
            raise DatabaseMissing(str(database))
        made, removed = run_stoppable(lambda: _back_up(settings, database, to))
    if as_json:
        print_json(_facts(made) | {"removed": removed})
    else:
        typer.echo(f"Backed up to {made.path} ({_megabytes(made.size)}, schema {made.name.revision}).")
        if removed:
            typer.echo(f"Removed, as newer ones stay: {', '.join(removed)}.")


def list_backups(folder: From = None, as_json: AsJson = False) -> None:
    """List the backups, the newest first."""
    from bot.clock import SystemClock
    from bot.store.backup import backups_folder
    from bot.store.backup import list_backups as listed

    with complaining(refusals=True):
        where = folder or backups_folder(quiet_settings().data_dir)
    found, now = listed(where), SystemClock().now()
    if as_json:
        print_json([_facts(each) | {"age_seconds": _seconds(now - each.name.made_at)} for each in found])
    elif found:
        _print_table(found, now)
    else:
        typer.echo(NO_BACKUP.format(folder=where))


def restore(file: BackupFile, yes: Yes = False, as_json: AsJson = False) -> None:
    """Put a backup in the database's place. Stop the bot first; the present database is kept aside."""
    with complaining(refusals=True):
        settings = quiet_settings()
        database = _sqlite(settings, "pg_restore --no-owner --single-transaction cohort.dump --dbname=")
        _ask(file, database, yes=yes)
        done = run_stoppable(lambda: _restore(settings, database, file))
    if as_json:
        aside = str(done.aside) if done.aside else None
        print_json({"database": str(database), "from_revision": done.revision, "kept": aside})
        return
    typer.echo(f"{database} is now as {file.name} had it.")
    if done.aside:
        typer.echo(f"The database before is kept as {done.aside}. Remove it when you are sure.")


async def _back_up(settings: "Settings", database: Path, to: Path | None) -> "tuple[Backup, list[str]]":
    from bot.clock import SystemClock
    from bot.store.backup import backups_folder, make_in_thread, rotate
    from bot.store.backup_copy import Watch

    own, now = backups_folder(settings.data_dir), SystemClock().now()
    with seen_on_terminal("Backing up") as seen:
        made = await make_in_thread(database, to or own, now, Watch(seen) if seen else Watch())
    # Another folder is the hoster's: what lies there is theirs to remove.
    return made, rotate(own, now, spared=A_DAY) if to is None else []


async def _restore(settings: "Settings", database: Path, file: Path) -> "Restored":
    from bot.cli.restoring import prepare
    from bot.clock import SystemClock
    from bot.store.backup_copy import Watch
    from bot.store.restore import restore as put_in_place

    clock = SystemClock()
    with seen_on_terminal("Copying") as seen:
        return await put_in_place(
            database,
            file,
            clock.now(),
            lambda staged: prepare(settings, database, staged, clock),
            watch=Watch(seen) if seen else Watch(),
        )


def _sqlite(settings: "Settings", for_postgresql: str) -> Path:
    """The database's file. PostgreSQL has tools of its own: says which, and ends the command with 2."""
    from bot.store.database_url import libpq, parse, sqlite_path

    url = parse(settings.store_url)
    database = sqlite_path(url)
    if database is None:
        command = f"{for_postgresql}{shlex.quote(libpq(url))}"
        typer.echo(
            f"cohort: this database is on PostgreSQL, whose own tool knows best: {command}\n"
            "The password comes from PGPASSWORD or ~/.pgpass. Restore into an empty database: "
            "docs/hosters.md says how, and what to do with erased.jsonl.",
            err=True,
        )
        raise typer.Exit(exits.USAGE)
    return database


def _ask(file: Path, database: Path, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        typer.echo("cohort: nobody is there to be asked; say --yes to restore without", err=True)
        raise typer.Exit(exits.USAGE)
    typer.confirm(f"Replace {database} by what {file} holds? The present one is kept aside.", abort=True)


def _facts(made: "Backup") -> dict[str, Any]:
    return {
        "file": str(made.path),
        "made_at": made.name.made_at.isoformat(),
        "revision": made.name.revision,
        "before": made.name.before,
        "bytes": made.size,
    }


def _seconds(passed: timedelta) -> int:
    return int(passed.total_seconds())


def age(passed: timedelta) -> str:
    """How long ago, in the one unit that says enough."""
    minutes = int(passed / timedelta(minutes=1))
    for name, size in (("days", 24 * 60), ("hours", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size} {name}"
    return f"{minutes} min"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _print_table(found: "list[Backup]", now: datetime) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=str(found[0].path.parent))
    for name in ("file", "age", "size", "schema"):
        table.add_column(name, justify="right" if name in {"age", "size"} else "left", no_wrap=True)
    for each in found:
        table.add_row(each.path.name, age(now - each.name.made_at), _megabytes(each.size), each.name.revision)
    Console().print(table)
