"""`cohort key`: the encryption key of what members write in private."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
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
def rotate(drop_old: DropOld = False, as_json: AsJson = False) -> None:
    """Make a new key and seal everything with it. Stop the bot first; after a kill, run it again."""
    from bot.store import rotation
    from bot.store.erased_file import ErasedFile

    with complaining():
        url, keys = _keys()
        if keys.from_environment and (drop_old or len(keys.read()) == 1):
            typer.echo(BY_HAND, err=True)
            raise typer.Exit(exits.USAGE)
        step = rotation.drop_old if drop_old else rotation.rotate
        with _shown("Sealing") as told:
            done = run_stoppable(lambda: step(url, keys, told, ErasedFile(keys.file.parent)))
    if as_json:
        made = {"new_key": done.new_key, "keys": done.keys, "dropped": done.dropped}
        print_json({"where": keys.where, **made, **_facts(done.census)})
    else:
        _say(done, keys)
    raise typer.Exit(exits.FOUND if done.census.unreadable else exits.FINE)


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
