"""The list of the erased beside the database: it can be read, and our keys open what it needs."""

from contextlib import suppress

from bot.config import Settings
from bot.doctor.finding import Finding, fatal, fine, warning
from bot.keys import keys_of
from bot.store.erased_errors import ErasedListUnusable
from bot.store.erased_file import ErasedFile, ErasedList
from bot.store.vault import Vault
from bot.store.vault_errors import KeyUnusable, KeyWrong

PUT_BACK = "Put back a whole copy of the file, if there is one. The next start goes on without these lines."
GIVE_KEY = "Set the key they were sealed with too, beside the present one, or run `cohort forget` once more."


def erased_list(settings: Settings) -> Finding:
    """Whoever was erased is found in it when an older database is put back."""
    file = ErasedFile(settings.data_dir)
    try:
        found = file.read()
    except ErasedListUnusable as error:
        step = "Check its rights and its disk, or put back a copy: without it a restore brings people back."
        return fatal("erased", f"The list of the erased ({file.path}) is unusable: {error.reason}.", step)
    if found.damaged:
        sentence = f"Lines of the list of the erased ({file.path}) cannot be read: {found.damaged}."
        return warning("erased", sentence, PUT_BACK, lines=found.damaged)
    if sealed := _sealed(settings, found):
        sentence = f"Entries of the list of the erased ({file.path}) that no key opens: {sealed}."
        return warning("erased", sentence, GIVE_KEY, entries=sealed)
    return fine("erased", "The list of the erased can be read.", entries=len(found.stones))


def _sealed(settings: Settings, found: ErasedList) -> int:
    """How many entries were made with a secret that is sealed with another key than ours."""
    if not found.secrets:
        return 0
    try:
        vault = Vault(keys_of(settings).read())
    except KeyUnusable:
        return 0  # the check of the key says so
    opened = set[str]()
    for secret in set(found.secrets.values()):
        with suppress(KeyWrong):
            vault.unlocked(secret)
            opened.add(secret)
    return sum(secret not in opened for secret in found.secrets.values())
