"""Every text a person reads, in their language: gettext catalogues behind the names gettext gave them.

The language is set where an interaction or a message begins (`use`, `speaking`) and follows its task; without
that it is English, whose texts are the msgids. Texts come from our catalogues alone; a value is put in as it
is, and nothing in it is ever read as a placeholder.
"""

import gettext as catalogues
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from bot.domain.languages import ENGLISH, N_, NAMES, placeholders

__all__ = [
    "N_",
    "_",
    "current",
    "install",
    "ngettext",
    "pgettext",
    "placeholders",
    "speaking",
    "translations",
    "use",
]

DOMAIN = "cohort"
FOLDER = Path(__file__).parents[1] / "locales"

_current: ContextVar[catalogues.NullTranslations | None] = ContextVar("language", default=None)
_code: ContextVar[str] = ContextVar("language_code", default=ENGLISH)
_installed: dict[str, catalogues.NullTranslations | None] = {ENGLISH: None}


def _(msgid: str, /, **values: object) -> str:
    """The text in the reader's language. `{name}` stands for a value, `{name:,}` for one in a format."""
    language = _current.get()
    # Of nothing gettext would tell the catalogue's own header.
    text = language.gettext(msgid) if language is not None and msgid else msgid
    return _filled(text, msgid, values) if values else text


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The form that goes with `count`, which is also the value `{count}`; in English one is 1 or -1."""
    english = one if abs(count) == 1 else many
    language = _current.get()
    text = english if language is None else language.ngettext(one, many, abs(count))
    return _filled(text, english, {"count": count, **values})


def pgettext(context: str, msgid: str, /, **values: object) -> str:
    """Like `_`, for words that mean several things: `context` tells translators which."""
    language = _current.get()
    text = msgid if language is None else language.pgettext(context, msgid)
    return _filled(text, msgid, values) if values else text


def current() -> str:
    """The code of the language that is spoken now."""
    return _code.get()


def use(code: str) -> None:
    """Speak this language for the rest of the task; one that we do not have is English."""
    _current.set(translations(code))
    _code.set(code if code in NAMES else ENGLISH)


@contextmanager
def speaking(code: str) -> Generator[None]:
    """Speak this language for a while."""
    before = current()
    use(code)
    try:
        yield
    finally:
        use(before)


def translations(code: str) -> catalogues.NullTranslations | None:
    """The catalogue of a language, read once; None for English and for what we do not have."""
    if code not in NAMES:
        return None
    if code not in _installed:
        install(code, catalogues.translation(DOMAIN, FOLDER, [code], fallback=True))
    return _installed[code]


def install(code: str, catalogue: catalogues.NullTranslations) -> None:
    """Let this be the catalogue of a language."""
    _installed[code] = catalogue


def _filled(text: str, english: str, values: Mapping[str, object]) -> str:
    """The text with its values; a broken translation never costs the reader the answer."""
    try:
        return _form(text)(values)
    except (KeyError, ValueError):
        if text is english:
            raise
        return _form(english)(values)


@lru_cache(maxsize=8192)
def _form(text: str) -> Callable[[Mapping[str, object]], str]:
    """What fills this text in: looked through once."""
    placeholders(text)
    return text.format_map
