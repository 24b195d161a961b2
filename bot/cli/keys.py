"""`cohort key`: the encryption key of what members write in private."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import exits
from bot.cli.complaints import complaining
from bot.cli.output import AsJson, print_json
from bot.cli.stopping import quiet_settings, run_stoppable

if TYPE_CHECKING:
    from bot.store.keys import Keys
    from bot.store.private_rows import Census, Place
    from bot.store.rotation import Rotated

app = typer.Typer(no_args_is_help=True)

DropOld = Annotated[
    bool,
    typer.Option(
        "--drop-old",
        help="Make no new key, but remove the old ones: backups from before the newest key "
        "cannot be read any more.",
    ),
]

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

BY_HAND = """\
The key comes from COHORT_ENCRYPTION_KEY, which only you can change:
1. print a new key with `cohort key new` and put it in front: COHORT_ENCRYPTION_KEY=new,old
2. stop the bot and run `cohort key rotate`: everything is sealed with the new one
3. remove the old key from the variable once no backup needs it"""


@app.command("show-path")
def show_path(as_json: AsJson = False) -> None:
    """Print where the key comes from: its file, or the variable."""
    with complaining():
        keys = _keys()[1]
        count = len(keys.read())
    if as_json:
        print_json({"where": keys.where, "from_environment": keys.from_environment, "keys": count})
    else:
        typer.echo(keys.where)


@app.command()
def new() -> None:
    """Print a new random key, for COHORT_ENCRYPTION_KEY. Nothing is changed."""
    from bot.store.vault import new_key

    typer.echo(new_key())


@app.command()
def check(as_json: AsJson = False) -> None:
    """Open everything private once, to see that the key fits. Shows no writing."""
    with complaining():
        url, keys = _keys()
        with _shown("Opening") as told:
            census = run_stoppable(lambda: _census(url, keys, told))
    if as_json:
        print_json(_facts(census))
    else:
        typer.echo(f"{census.sealed} private texts, {census.old} of them sealed with an older key.")
        _complain(census)
    raise typer.Exit(exits.FOUND if census.unreadable else exits.FINE)


@app.command()
def rotate(drop_old: DropOld = False, yes: Yes = False, as_json: AsJson = False) -> None:
    """Make a new key and seal everything with it. Stop the bot first; after a kill, run it again."""
    with complaining():
        url, keys = _keys()
        if keys.from_environment and (drop_old or len(keys.read()) == 1):
            typer.echo(BY_HAND, err=True)
            raise typer.Exit(exits.USAGE)
        if drop_old and not yes:
            _ask(keys, as_json=as_json)
        with _shown("Sealing") as told:
            done = run_stoppable(lambda: _rotated(url, keys, told, drop_old=drop_old))
    if as_json:
        made = {"new_key": done.new_key, "keys": done.keys, "dropped": done.dropped}
        print_json({"where": keys.where, **made, **_facts(done.census)})
    else:
        _say(done, keys)
    raise typer.Exit(exits.FOUND if done.census.unreadable else exits.FINE)


def _ask(keys: "Keys", *, as_json: bool) -> None:
    """Whether backups may go that only the old keys open; nothing is asked when there are none."""
    lost, folder = _given_up(keys)
    if not lost:
        return
    backups = "1 backup" if lost == 1 else f"{lost} backups"
    need = f"{backups} in {folder} can no longer be restored without the old keys"
    if as_json or not sys.stdin.isatty():
        typer.echo(f"cohort: {need}. Nobody is there to be asked; say --yes to drop the keys", err=True)
        raise typer.Exit(exits.USAGE)
    typer.confirm(f"{need}. Drop the keys?", abort=True)


def _given_up(keys: "Keys") -> "tuple[int, Path]":
    """How many backups the newest key does not open while another of ours does, and where they are."""
    from bot.store.backup import backups_folder, list_backups
    from bot.store.backup_keys import needs_another_key

    folder, ours = backups_folder(keys.file.parent), keys.read()
    files = [backup.path for backup in list_backups(folder)]
    lost = [each for each in files if needs_another_key(each, ours[:1]) and not needs_another_key(each, ours)]
    return len(lost), folder


async def _rotated(
    url: str, keys: "Keys", told: "Callable[[Place, int], None]", *, drop_old: bool
) -> "Rotated":
    from bot.store import rotation
    from bot.store.erased_file import ErasedFile
    from bot.store.revisions import require_migrated

    await require_migrated(url)
    step = rotation.drop_old if drop_old else rotation.rotate
    return await step(url, keys, told, ErasedFile(keys.file.parent))


def _say(done: "Rotated", keys: "Keys") -> None:
    if done.new_key:
        typer.echo(f"A new key is in {keys.where}. Keep a copy of the file, apart from the backups.")
    typer.echo(f"{done.census.sealed} private texts, {done.census.old} of them sealed anew.")
    if done.dropped:
        typer.echo(f"Old keys removed: {done.dropped}. Backups that need one of them cannot be read now.")
    elif done.keys > 1 and keys.from_environment:
        typer.echo(f"Remove the old key from {keys.where} once no backup needs it.")
    elif done.keys > 1:
        typer.echo("Old keys stay for the backups. Once none needs them: `cohort key rotate --drop-old`.")
    _complain(done.census)


def _complain(census: "Census") -> None:
    for place, row_id in census.unreadable:
        typer.echo(f"cohort: no key opens {place} of row {row_id}", err=True)


def _facts(census: "Census") -> dict[str, Any]:
    unreadable = [{"table": p.table, "column": p.column, "row": row} for p, row in census.unreadable]
    return {"texts": census.sealed, "older_key": census.old, "unreadable": unreadable}


async def _census(url: str, keys: "Keys", told: "Callable[[Place, int], None]") -> "Census":
    from bot.store import private_rows, sentinel
    from bot.store.engine import open_store
    from bot.store.revisions import require_migrated

    await require_migrated(url)
    store = await open_store(url)
    try:
        async with store.read() as tx:
            sealed = await sentinel.find(tx)
        if sealed is None:
            return private_rows.Census()
        store.entrust(keys.vault(sealed))
        return await private_rows.census(store, told)
    finally:
        await store.close()


def _keys() -> "tuple[str, Keys]":
    """The database's address, and where its key comes from."""
    from bot.keys import keys_of

    settings = quiet_settings()
    return settings.store_url, keys_of(settings)


@contextmanager
def _shown(what: str) -> "Generator[Callable[[Place, int], None]]":
    """On a terminal, a line that tells how far it is."""
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …") as status:
        yield lambda place, done: status.update(f"{what} {place}: {done}")
