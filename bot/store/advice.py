"""What a hoster can do about a database that cannot be used."""

from bot.store.errors import (
    DatabaseInUse,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseUnreachable,
    StoreError,
    UnusableUrl,
)


def advice(error: StoreError) -> str:
    """What is wrong and the next step, in one line."""
    match error:
        case DatabaseInUse():
            step = "stop the other Cohort first, or give this one its own COHORT_DATA_DIR"
        case DatabaseLocked():
            step = "nothing was changed; close the other program and start again"
        case DatabaseNewer():
            step = "nothing was changed; update Cohort, or restore a backup made by this version"
        case DatabaseUnreachable():
            step = (
                "check DATABASE_URL or COHORT_DATA_DIR, and that the server runs or the folder can be written"
            )
        case UnusableUrl():
            step = "set DATABASE_URL to sqlite:///path/to/file.db or postgresql://user:password@host/name"
        case _:
            step = "nothing was changed"
    return f"{error}: {step}"
