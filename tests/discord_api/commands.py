"""What the documentation says about application commands."""

from collections.abc import Iterator

import regex

from tests.discord_api.problem import Json, Problem, length, objects, repeated, said

_NAME = regex.compile(r"[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}")
_SUB, _GROUP = 1, 2
_CAPS = {1: 100, 2: 15, 3: 15}


def _name(value: Json, path: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not _NAME.fullmatch(value) or value != value.lower():
        yield said(path, "command-name", f"{value!r}: 1-32 lower-case letters, digits, - or _")


def _longest(node: dict[str, Json], key: str) -> int:
    translated = node.get(f"{key}_localizations")
    texts = list(translated.values()) if isinstance(translated, dict) else []
    return max(len(str(text)) for text in [node.get(key) or "", *texts])


def _size(node: dict[str, Json]) -> int:
    own = _longest(node, "name") + _longest(node, "description") + len(str(node.get("value") or ""))
    inner = [child for key in ("options", "choices") for _, child in objects(node.get(key))]
    return own + sum(_size(child) for child in inner)


def _leaf(option: dict[str, Json], path: str, *, optional_before: bool) -> Iterator[Problem]:
    if option.get("required") and optional_before:
        yield said(path, "required-first", "required options stand before optional ones")
    if option.get("choices") and option.get("autocomplete"):
        yield said(path, "choices-or-autocomplete", "an option offers choices or autocomplete, not both")


def _options(node: dict[str, Json], at: str, depth: int) -> Iterator[Problem]:
    found = objects(node.get("options"))
    if repeated([option.get("name") for _, option in found]):
        yield said(at, "option-unique", "two options share a name")
    branches = [option.get("type") in (_SUB, _GROUP) for _, option in found]
    if any(branches) and not all(branches):
        yield said(at, "sub-or-option", "sub-commands and plain options do not mix")
    optional_before = False
    for index, option in found:
        path = f"{at}[{index}]"
        yield from _name(option.get("name"), f"{path}.name")
        if option.get("type") in (_SUB, _GROUP):
            if depth > 1 or (depth == 1 and option.get("type") == _GROUP):
                yield said(path, "nesting", "group, sub-command, option is as deep as it goes")
            yield from _options(option, f"{path}.options", depth + 1)
            continue
        yield from _leaf(option, path, optional_before=optional_before)
        optional_before = optional_before or not option.get("required")


def _kind(command: dict[str, Json]) -> int:
    kind = command.get("type")
    return kind if isinstance(kind, int) else 1


def command(body: dict[str, Json], at: str = "") -> Iterator[Problem]:
    """Rules of one command; `at` is its path with a trailing dot, or empty."""
    if _kind(body) != 1:
        if body.get("description") or body.get("options"):
            yield said(at.rstrip("."), "context-menu", "a context menu has no description and no options")
        return
    yield from _name(body.get("name"), f"{at}name")
    if not length(body.get("description")):
        yield said(f"{at}description", "description", "a slash command describes itself in 1-100 characters")
    yield from _options(body, f"{at}options", 0)
    size = _size(body)
    if size > 8000:
        yield said(at.rstrip("."), "command-size", f"{size} characters of names and texts, at most 8000")


def commands(body: Json) -> Iterator[Problem]:
    """Rules of a bulk sync: what one scope can hold, and every command in it."""
    found = objects(body)
    for kind, cap in _CAPS.items():
        names = [item.get("name") for _, item in found if _kind(item) == kind]
        if len(names) > cap:
            yield said("", "command-count", f"{len(names)} commands of type {kind}, at most {cap}")
        if repeated(names):
            yield said("", "command-unique", f"two commands of type {kind} share a name")
    for index, item in found:
        yield from command(item, f"[{index}].")
