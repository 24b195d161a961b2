"""What can be wrong with a translation, told for one message at a time."""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from bot.ui.language import placeholders

MARKS = ("**", "__", "~~", "||", "`", "[", "]", "(<")
"""Markdown that comes in pairs or opens something."""

ENTITIES = re.compile(
    r"<(?:@&?|#|/|t:|a?:|id:)[^>]*>|@everyone|@here|https?://\S+|`/[^`]*`|\{\w+(?::[^{}]*)?\}"
)
"""What Discord reads as more than text, commands, addresses and our placeholders: the same, in any order."""

COUNT = re.compile(r"\{count(?::[^{}]*)?\}")
"""How many: a form for one or for two may say it in words."""

STARTS = re.compile(r"^(?:#{1,3} |-# |> |- )", re.MULTILINE)
LIMIT = "limit:"


def faults(message: Message, catalogue: Catalog) -> list[str]:
    """Sentences about this message; empty when it is fine."""
    sources, texts = _forms(message.id), _forms(message.string)
    if not all(texts) or (len(sources) > 1 and len(texts) != catalogue.num_plurals):
        return [f"{sources[0]!r} is not translated"]
    one, many = sources[0], sources[-1]
    counts = frozenset(COUNT.findall(one + many))
    *others, most = texts
    compared = ((many if at else one, text, counts) for at, text in enumerate(others))
    return [
        f"{text!r} for {source!r}: {fault}"
        for source, text, spared in (*compared, (many, most, frozenset[str]()))
        for fault in (*_differences(source, text, spared), *_too_long(message, text))
    ]


def _forms(words: object) -> list[str]:
    return [str(word or "") for word in words] if isinstance(words, list | tuple) else [str(words or "")]


def _differences(source: str, text: str, spared: frozenset[str]) -> Iterator[str]:
    """`spared` may be there or not: only the form for most numbers must tell how many."""
    try:
        names = placeholders(text)
    except ValueError as error:
        yield str(error)
        return
    if (names ^ placeholders(source)) - placeholders("".join(spared)):
        yield "other placeholders"
    elif _entities(source, spared) != _entities(text, spared):
        yield "a mention, a command, an address or a format differs"
    if _edges(source) != _edges(text):
        yield "other white space at an end"
    if source.count("\n") != text.count("\n") or STARTS.findall(source) != STARTS.findall(text):
        yield "other lines, headings or lists"
    if any(source.count(mark) != text.count(mark) for mark in MARKS):
        yield "other Markdown marks"


def _entities(text: str, spared: frozenset[str]) -> Counter[str]:
    return Counter(each for each in ENTITIES.findall(text) if each not in spared)


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _too_long(message: Message, text: str) -> Iterator[str]:
    """Placeholders are not counted: what stands for them is only known when it is shown."""
    limits = [int(note.removeprefix(LIMIT)) for note in message.auto_comments if note.startswith(LIMIT)]
    length = len(re.sub(r"\{\w*(?::[^{}]*)?\}", "", text))
    if limits and length > min(limits):
        yield f"{length} characters, {min(limits)} fit"
