"""What `--branch K=V` chooses, checked against the roadmap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import typer

from bot.domain.roadmap import Item, Roadmap, Section
from bot.domain.roadmap_choices import Choices

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Question:
    """Something to choose: which keys, and how many of them."""

    options: tuple[str, ...]
    least: int
    most: int


def choices(roadmap: Roadmap, given: Iterable[str]) -> Choices:
    """The choices that `given` pairs like `field=nlp` and `posts=one+two` make.

    Raises typer.BadParameter, which names the nearest valid words, for anything the roadmap does not offer.
    """
    questions = _questions(roadmap)
    picked: dict[str, tuple[str, ...]] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals:
            raise refusal(f"{pair} is no choice; write KEY=OPTION", "keys", key, questions)
        if key not in questions:
            raise refusal(f"there is nothing called {key} to choose", "keys", key, questions)
        named = [*picked.get(key, ()), *value.split("+")]
        for option in named:
            if option not in questions[key].options:
                raise refusal(f"{key} has no option {option}", "options", option, questions[key].options)
        picked[key] = tuple(dict.fromkeys(named))
    for key, options in picked.items():
        _check_number(key, len(options), questions[key])
    return Choices(
        next(iter(picked.pop("path", ())), None),
        frozenset(picked.pop("role", ())),
        frozenset(picked.pop("industry", ())),
        picked,
    )


def refusal(message: str, what: str, given: str, valid: Iterable[str]) -> typer.BadParameter:
    """A usage error that names the valid words nearest to the one given."""
    known = list(valid)
    near = get_close_matches(given, known, n=_SHOWN) or known[:_SHOWN]
    more = ", …" if len(near) < len(known) else ""
    return typer.BadParameter(f"{message}; {what}: {', '.join(near)}{more}" if near else message)


def _check_number(key: str, number: int, question: _Question) -> None:
    if not question.least <= number <= question.most:
        span = (
            f"{question.least}" if question.least == question.most else f"{question.least} to {question.most}"
        )
        raise typer.BadParameter(f"{key} takes {span} of: {', '.join(question.options)}")


def _questions(roadmap: Roadmap) -> dict[str, _Question]:
    """Everything that can be chosen, by key."""
    whole = {
        "path": _Question(tuple(path.key for path in roadmap.paths), 1, 1),
        "role": _Question(tuple(role.key for role in roadmap.roles), 1, len(roadmap.roles)),
        "industry": _Question(tuple(each.key for each in roadmap.industries), 1, len(roadmap.industries)),
    }
    inside = dict(_branches(roadmap.sections))
    return {key: question for key, question in (whole | inside).items() if question.options}


def _branches(sections: Sequence[Section]) -> Iterator[tuple[str, _Question]]:
    for section in sections:
        if section.choose:
            options = tuple(node.key for node in section.sections or section.items)
            yield section.key, _Question(options, section.choose.least, section.choose.most)
        yield from filter(None, map(_alternatives, section.items))
        yield from _branches(section.sections)


def _alternatives(item: Item) -> tuple[str, _Question] | None:
    keys = tuple(way.key for way in item.alternatives)
    return (item.key, _Question(keys, 1, 1)) if keys else None
