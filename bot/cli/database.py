"""`cohort db`: the schema of the database."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot import exits
from bot.cli import backup
from bot.cli.stopping import quiet_settings, run_stoppable, seen_on_terminal

if TYPE_CHECKING:
    from bot.config import Settings

app = typer.Typer(no_args_is_help=True)
app.command()(backup.backup)
app.command("list-backups")(backup.list_backups)
app.command()(backup.restore)


@app.command()
def upgrade(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help="Do not back up a SQLite database before it changes.")
    ] = False,
) -> None:
    """Bring the database to this version's schema. `cohort run` does it too."""
    from bot.config import ConfigError
    from bot.store.advice import advice
    from bot.store.errors import StoreError

    try:
        settings = quiet_settings()
        revision = run_stoppable(lambda: _upgrade(settings, save=not no_backup))
    except (ConfigError, StoreError) as error:
        reason = advice(error) if isinstance(error, StoreError) else str(error)
        typer.echo(f"cohort: {reason}", err=True)
        raise typer.Exit(exits.CONFIG) from None
    typer.echo(json.dumps({"revision": revision}) if as_json else f"The database is at revision {revision}.")


async def _upgrade(settings: "Settings", *, save: bool) -> str | None:
    from bot.clock import SystemClock
    from bot.keys import keys_of
    from bot.store.backup import Safety, backups_folder
    from bot.store.backup_copy import Watch
    from bot.store.migrate import upgrade as upgrade_schema
    from bot.store.revisions import vault_for

    vault = await vault_for(settings.store_url, keys_of(settings))
    with seen_on_terminal("Backing up") as seen:
        watch = Watch(seen) if seen else Watch()
        safety = Safety(backups_folder(settings.data_dir), SystemClock().now(), watch) if save else None
        return await upgrade_schema(settings.store_url, vault=vault, safety=safety)
