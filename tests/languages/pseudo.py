"""A language made on the fly: every text in brackets, 40 % longer. Words outside passed no catalogue.

What stands for a value is outside too: a value in words must have passed a catalogue of its own.
"""

import gettext
import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from math import ceil

from bot.domain.languages import NAMES
from bot.ui import language
from tools.languages_found import all_commands

CODE = "bn"
"""It takes the place of a language that people can choose."""
OPEN, CLOSE, FILLER = "⟦", "⟧", "ō"
_BRACKETED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_PIECE = re.compile(r"(?P<value>\{\w+(?::[^{}]*)?\})|(?:`[^`]*`|[^{}])+")
"""A value, or what stands between values; in a code span nothing counts as words."""
_COMMANDS = "|".join(sorted((each.qualified_name for each in all_commands()), key=len, reverse=True))
_NO_WORDS = re.compile(rf"<[@#/t:&!][^>]*>|\(<[^>]*>\)|https?://\S+|`[^`]*`|/(?:{_COMMANDS})\b")
LONG = 30
_CUT = re.compile(f"([^\\n{OPEN}{CLOSE}]+)…")
"""The beginning of a content that did not fit."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def bracketed(text: str) -> str:
    """A text of the pseudo-language."""
    return _PIECE.sub(lambda piece: piece[0] if piece["value"] else _in_brackets(piece[0]), text)


def _in_brackets(run: str) -> str:
    return f"{OPEN}{run}{FILLER * ceil(len(run) * 0.4)}{CLOSE}"


class Pseudo(gettext.NullTranslations):
    """A catalogue that has everything."""

    def gettext(self, message: str) -> str:
        return bracketed(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracketed(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return bracketed(message)


@contextmanager
def pseudo_language(code: str = CODE) -> Generator[str]:
    """Inside this language is the pseudo-language; its code."""
    names, catalogues = dict(NAMES), dict(language._installed)
    NAMES[code] = bracketed("Pseudo")
    language.install(code, Pseudo())
    try:
        yield code
    finally:
        NAMES.clear()
        NAMES.update(names)
        language._installed.clear()
        language._installed.update(catalogues)


def untranslated(shown: Iterable[str], content: Iterable[str] = ()) -> list[str]:
    """The words outside the brackets, without mentions, commands, addresses and `content`.

    Content is what people and authors wrote. It stands on both sides of brackets, so it goes first.
    """
    rest = "\n".join(shown).replace("\\", "")
    pieces = sorted(set(content), key=len, reverse=True)
    # Short ones last: they would break the beginnings of those that were cut off.
    for piece in pieces:
        rest = rest.replace(piece, "") if len(piece) > LONG else rest
    for cut in _CUT.findall(rest):
        ends = (cut[start.start() :] for start in re.finditer(r"\b\w", cut))
        begun = next((end for end in ends if any(piece.startswith(end) for piece in pieces)), None)
        if begun is not None:
            rest = rest.replace(f"{begun}…", "")
    for piece in pieces:
        rest = rest.replace(piece, "")
    while (inner := _BRACKETED.sub(" ", rest)) != rest:
        rest = inner
    return _WORD.findall(_NO_WORDS.sub(" ", rest))


def words_of(value: object) -> Generator[str]:
    """Every text in a value of the domain, e.g. all that a roadmap's author wrote."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from words_of(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from words_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_of(getattr(value, field.name))
