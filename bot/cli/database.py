"""`cohort db`: the schema of the database."""

import asyncio
import json
from typing import Annotated

import typer

from bot import exits

app = typer.Typer(no_args_is_help=True)


@app.command()
def upgrade(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring the database to this version's schema. `cohort run` does it too."""
    from bot.config import ConfigError, load_settings
    from bot.store.advice import advice
    from bot.store.errors import StoreError
    from bot.store.migrate import upgrade as upgrade_schema

    try:
        revision = asyncio.run(upgrade_schema(load_settings().store_url))
    except (ConfigError, StoreError) as error:
        reason = advice(error) if isinstance(error, StoreError) else str(error)
        typer.echo(f"cohort: {reason}", err=True)
        raise typer.Exit(exits.CONFIG) from None
    typer.echo(json.dumps({"revision": revision}) if as_json else f"The database is at revision {revision}.")
