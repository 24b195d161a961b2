"""Finding what somebody chose or typed among keyed parts of a roadmap."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from bot.domain.claims import token
from bot.domain.errors import NoLongerAvailable, NoSuchClaim

CHOSEN = "#"
"""How the value of a chosen suggestion begins; the key's token follows."""

MAX_SUGGESTIONS = 25


class Keyed(Protocol):
    """Anything a roadmap gives a key."""

    @property
    def key(self) -> str: ...


_Keyed = TypeVar("_Keyed", bound=Keyed)


def fitting(offered: Iterable[_Keyed], text: str, name: Callable[[_Keyed], str]) -> tuple[_Keyed, ...]:
    """Those whose name holds `text`, in their order, at most 25; names that begin with it come first."""
    wanted = " ".join(text.split()).casefold()
    found = [each for each in offered if wanted in name(each).casefold()]
    found.sort(key=lambda each: not name(each).casefold().startswith(wanted))
    return tuple(found[:MAX_SUGGESTIONS])


def search(offered: Iterable[_Keyed], wanted: str, what: str, name: Callable[[_Keyed], str]) -> _Keyed:
    """The one with this token (`#0123456789`), key or name, or the first whose name holds the text.

    Raises NoSuchClaim for words that fit nothing, NoLongerAvailable for a token that fits nothing (any more).
    """
    every = tuple(offered)
    plain = wanted.strip()
    if plain.startswith(CHOSEN):
        chosen = (each for each in every if token(each.key) == plain.removeprefix(CHOSEN))
        if (found := next(chosen, None)) is None:
            raise NoLongerAvailable
        return found
    folded = plain.casefold()
    exact = (each for each in every if folded in (each.key, name(each).casefold()))
    found = next(exact, None) or next(iter(fitting(every, plain, name)), None)
    if found is None or not folded:
        raise NoSuchClaim(what, wanted)
    return found
