"""Which language a person reads. English is what the programme is written in."""

from string import Formatter

ENGLISH = "en"

NAMES = {ENGLISH: "English", "bn": "বাংলা"}
"""The languages there are, by their code, each by the name its own readers give it."""


def N_(msgid: str) -> str:  # noqa: N802 - what gettext calls it
    """Marks a text for the catalogues where it stands; whoever shows it translates it: `_(text)`."""
    return msgid


def placeholders(text: str) -> frozenset[str]:
    """The names a text puts values in for. Raises ValueError when one is more than a plain name.

    Attributes, indices, conversions and nested formats would let a catalogue reach into our objects.
    """
    names: set[str] = set()
    for _literal, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not (name.isascii() and name.isidentifier()) or conversion or (form and "{" in form):
            message = f"{name!r} is no plain placeholder"
            raise ValueError(message)
        names.add(name)
    return frozenset(names)


def spoken(*wishes: str | None) -> str:
    """The first wish that we have, the strongest first; English when there is none.

    A regional form such as `en-GB` is met by its language.
    """
    for wish in wishes:
        for code in (wish, wish.partition("-")[0]) if wish else ():
            if code in NAMES:
                return code
    return ENGLISH
