"""What the documentation says about modals, autocomplete, threads and scheduled events."""

from collections.abc import Iterator
from datetime import datetime

from tests.discord_api import components
from tests.discord_api.problem import Json, Problem, length, objects, said

_EXTERNAL, _PRIVATE_THREAD = 3, 12


def modal(data: dict[str, Json]) -> Iterator[Problem]:
    """A modal: one to five components, unique ids, sane ranges."""
    given = data.get("components")
    if isinstance(given, list) and not 1 <= len(given) <= 5:
        yield said("data.components", "modal-components", f"{len(given)} components, 1 to 5 allowed")
    if not length(data.get("title")):
        yield said("data.title", "modal-title", "a modal has a title of 1-45 characters")
    yield from components.each(given, "data.components")


def autocomplete(data: dict[str, Json]) -> Iterator[Problem]:
    """Suggestions: at most 25, each with a name and a value of 1-100 characters."""
    choices = data.get("choices")
    if isinstance(choices, list) and len(choices) > 25:
        yield said("data.choices", "choices-count", f"{len(choices)} choices, at most 25")
    for index, choice in objects(choices):
        for key in ("name", "value"):
            text = choice.get(key)
            if isinstance(text, str) and not 1 <= len(text) <= 100:
                where = f"data.choices[{index}].{key}"
                yield said(where, "choice-length", f"{len(text)} characters, 1 to 100 allowed")


def name(body: dict[str, Json]) -> Iterator[Problem]:
    """A name of a thread, a channel or an event: 1-100 characters that are not all white space."""
    given = body.get("name")
    if isinstance(given, str) and not 1 <= length(given) <= 100:
        yield said("name", "name-length", f"{length(given)} characters, 1 to 100 allowed")


def thread(body: dict[str, Json]) -> Iterator[Problem]:
    """A thread: a name; `invitable` belongs to private threads; a forum post's first message."""
    yield from name(body)
    if "invitable" in body and body.get("type") != _PRIVATE_THREAD and "message" not in body:
        yield said("invitable", "private-only", "only a private thread (12) can be invitable")


def _moment(body: dict[str, Json], key: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(body.get(key)))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _place(body: dict[str, Json]) -> Iterator[Problem]:
    if body.get("entity_type") != _EXTERNAL:
        if not body.get("channel_id"):
            yield said("channel_id", "event-place", "a stage or voice event names its channel")
        return
    metadata = body.get("entity_metadata")
    location = length(metadata.get("location")) if isinstance(metadata, dict) else 0
    if not 1 <= location <= 100:
        yield said("entity_metadata.location", "event-place", "an external event names a place (1-100)")
    if _moment(body, "scheduled_end_time") is None:
        yield said("scheduled_end_time", "event-end", "an external event says when it ends")


def event(body: dict[str, Json], now: datetime | None) -> Iterator[Problem]:
    """A scheduled event; without `now` nothing is said about the past."""
    yield from name(body)
    yield from _place(body)
    start, end = _moment(body, "scheduled_start_time"), _moment(body, "scheduled_end_time")
    if start and end and end <= start:
        yield said("scheduled_end_time", "event-end", "an event ends after it starts")
    if start and now and start < now:
        yield said("scheduled_start_time", "event-future", "an event starts in the future")
