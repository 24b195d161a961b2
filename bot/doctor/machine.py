"""The quick checks: they ask neither the database nor Discord, and a start makes them too."""

from datetime import datetime
from functools import partial

from bot.config import Settings
from bot.doctor import backups, erased, files, keys, zones
from bot.doctor.attempts import attempt
from bot.doctor.finding import Finding
from bot.keys import keys_of


def on_this_machine(configured: Settings, now: datetime) -> list[Finding]:
    """Files, disk, zones, key, the list of the erased and backups."""
    found = [*attempt("data", partial(files.writable, configured)), *attempt("zones", zones.zone_data)]
    return [*found, *_in_folder(configured, now)] if files.has_a_folder(configured) else found


def _in_folder(configured: Settings, now: datetime) -> list[Finding]:
    return [
        *attempt("rights", partial(files.rights, configured)),
        *attempt("disk", partial(files.free_space, configured)),
        *attempt("key", lambda: keys.key(keys_of(configured))),
        *attempt("erased", partial(erased.erased_list, configured)),
        *attempt("backup", partial(backups.backup_age, configured, now)),
        *attempt("set aside", partial(backups.set_aside, configured, now)),
    ]
