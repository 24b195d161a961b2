"""What the documentation says about messages: sending, answering, editing."""

from collections.abc import Iterator

from tests.discord_api import components
from tests.discord_api.problem import Json, Problem, length, objects, said

_CARRIES = (
    "content",
    "embeds",
    "sticker_ids",
    "components",
    "attachments",
    "poll",
    "message_reference",
    "shared_client_theme",
)
_NOT_WITH_V2 = ("content", "embeds", "sticker_ids", "poll")


def _flags(body: dict[str, Json]) -> int:
    flags = body.get("flags")
    return flags if isinstance(flags, int) else 0


def _embed_length(embed: dict[str, Json]) -> int:
    fields = [field for _, field in objects(embed.get("fields"))]
    footer, author = embed.get("footer"), embed.get("author")
    return (
        length(embed.get("title"))
        + length(embed.get("description"))
        + (length(footer.get("text")) if isinstance(footer, dict) else 0)
        + (length(author.get("name")) if isinstance(author, dict) else 0)
        + sum(length(field.get("name")) + length(field.get("value")) for field in fields)
    )


def _embeds(body: dict[str, Json], at: str) -> Iterator[Problem]:
    embeds = objects(body.get("embeds"))
    total = sum(_embed_length(embed) for _, embed in embeds)
    if total > 6000:
        yield said(f"{at}embeds", "embeds-total", f"{total} characters in all embeds, at most 6000")
    for index, embed in embeds:
        for number, field in objects(embed.get("fields")):
            if not length(field.get("name")) or not length(field.get("value")):
                where = f"{at}embeds[{index}].fields[{number}]"
                yield said(where, "field-blank", "a field needs a name and a value")


def _content(body: dict[str, Json], at: str) -> Iterator[Problem]:
    content = body.get("content")
    if isinstance(content, str) and len(content) > 2000:
        yield said(f"{at}content", "content-length", f"{len(content)} characters, at most 2000")


def _mentions(body: dict[str, Json], at: str) -> Iterator[Problem]:
    allowed = body.get("allowed_mentions")
    if not isinstance(allowed, dict):
        return
    parsed = allowed.get("parse")
    for kind in ("users", "roles"):
        if isinstance(parsed, list) and kind in parsed and allowed.get(kind):
            yield said(f"{at}allowed_mentions", "mentions", f"{kind} are both parsed and listed")


def _emptiness(body: dict[str, Json], at: str) -> Iterator[Problem]:
    carried = [key for key in _CARRIES if body.get(key)]
    if carried == ["content"] and not length(body["content"]):
        carried = []
    if not carried:
        yield said(at.rstrip("."), "empty-message", "nothing to show (Discord answers 50006)")


def _parts(body: dict[str, Json], at: str, *, edit: bool) -> Iterator[Problem]:
    given = body.get("components")
    path = f"{at}components"
    # An edit may leave the flag out: a V2 message stays one.
    implied = edit and any(c.get("type") != components.ROW for _, c in objects(given))
    yield from components.each(given, path)
    if _flags(body) & components.IS_COMPONENTS_V2 or implied:
        yield from components.layout(given, path)
        for key in _NOT_WITH_V2:
            if body.get(key):
                yield said(f"{at}{key}", "v2-excludes", f"{key} cannot stand beside Components V2")
    else:
        yield from components.rows(given, path)


def message(body: dict[str, Json], at: str = "", *, edit: bool = False) -> Iterator[Problem]:
    """Rules of one message; `at` is the prefix of its path (`data.` in an interaction's answer)."""
    yield from _content(body, at)
    yield from _embeds(body, at)
    yield from _mentions(body, at)
    yield from _parts(body, at, edit=edit)
    if not edit:
        yield from _emptiness(body, at)
