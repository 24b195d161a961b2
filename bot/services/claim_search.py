"""Finding what somebody chose or typed among keyed parts of a roadmap."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from bot.domain.claim_errors import AmbiguousClaim
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
    wanted = _folded(text)
    found = [each for each in offered if wanted in name(each).casefold()]
    found.sort(key=lambda each: not name(each).casefold().startswith(wanted))
    return tuple(found[:MAX_SUGGESTIONS])


def search(
    offered: Iterable[_Keyed],
    wanted: str,
    what: str,
    name: Callable[[_Keyed], str],
    full: Callable[[_Keyed], str] | None = None,
) -> _Keyed:
    """The one with this token (`#0123456789`), key or name, else the only one whose name holds the text.

    `full` is a longer name that tells those of one name apart. Raises NoSuchClaim for words that fit nothing,
    AmbiguousClaim for words that fit several, NoLongerAvailable for a token that fits nothing (any more).
    """
    every = tuple(offered)
    whole = full or name
    found = exact(every, wanted, lambda each: (name(each), whole(each))) or _holding(every, wanted, name)
    if not found:
        raise NoSuchClaim(what, wanted)
    one, *others = found
    if others:
        raise AmbiguousClaim(what, wanted, tuple(map(whole, found)))
    return one


def _holding(every: Iterable[_Keyed], text: str, name: Callable[[_Keyed], str]) -> tuple[_Keyed, ...]:
    words = _folded(text)
    return tuple(each for each in every if words and words in _folded(name(each)))


def exact(
    offered: Iterable[_Keyed], wanted: str, names: Callable[[_Keyed], Iterable[str]]
) -> tuple[_Keyed, ...]:
    """The one with this token or key, else all that are called just this.

    Raises NoLongerAvailable for a token that fits nothing (any more).
    """
    every, words = tuple(offered), _folded(wanted)
    if words.startswith(CHOSEN):
        chosen = tuple(each for each in every if token(each.key) == words.removeprefix(CHOSEN))
        if not chosen:
            raise NoLongerAvailable
        return chosen
    by_key = tuple(each for each in every if each.key == words)
    return by_key or tuple(each for each in every if words in map(_folded, names(each)))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
