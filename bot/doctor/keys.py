"""The encryption key: it can be read, and it opens the database."""

from bot.doctor.finding import Finding, fatal, fine
from bot.store.advice import advice
from bot.store.errors import StoreError
from bot.store.keys import Keys


def key(keys: Keys, sealed: str | None = None) -> Finding:
    """The encryption key opens what the database keeps for that purpose."""
    try:
        there = keys.read()
        if there or sealed is not None:
            keys.vault(sealed)
    except StoreError as error:
        return fatal("key", f"{_sentence(str(error))}.", _sentence(advice(error).removeprefix(f"{error}: ")))
    if not there:
        return fine("key", "There is no encryption key yet.", "The first start makes one; keep a copy of it.")
    if sealed is None:
        return fine("key", f"There is an encryption key ({keys.where}); nothing is sealed with it yet.")
    return fine("key", f"The encryption key ({keys.where}) opens this database.")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
