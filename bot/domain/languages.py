"""Which language a person reads. English is what the programme is written in."""

ENGLISH = "en"

NAMES = {ENGLISH: "English", "bn": "বাংলা"}
"""The languages there are, by their code, each by the name its own readers give it."""


def N_(msgid: str) -> str:  # noqa: N802 - what gettext calls it
    """Marks a text for the catalogues where it stands; whoever shows it translates it: `_(text)`."""
    return msgid


def spoken(*wishes: str | None) -> str:
    """The first wish that we have, the strongest first; English when there is none.

    A regional form such as `en-GB` is met by its language.
    """
    for wish in wishes:
        for code in (wish, wish.partition("-")[0]) if wish else ():
            if code in NAMES:
                return code
    return ENGLISH
