"""What stops a command, in one line with the next step."""

from collections.abc import Generator
from contextlib import contextmanager

import typer

from bot import exits


@contextmanager
def complaining(*, refusals: bool = False) -> Generator[None]:
    """End with 78 when the settings, the roadmaps or the database are at fault; with `refusals`, with 1 when
    a backup was refused or failed."""
    from bot.catalog import CatalogError
    from bot.config import ConfigError
    from bot.store.advice import advice
    from bot.store.backup_errors import BackupError
    from bot.store.errors import StoreError

    try:
        yield
    except (CatalogError, ConfigError, StoreError) as error:
        reason = advice(error) if isinstance(error, StoreError) else str(error)
        typer.echo(f"cohort: {reason}", err=True)
        found = refusals and isinstance(error, BackupError)
        raise typer.Exit(exits.FOUND if found else exits.CONFIG) from None
