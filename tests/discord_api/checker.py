"""Would Discord take this request? The schema first, then the limits that only the documentation states."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from tests.discord_api import commands, forms, messages
from tests.discord_api.problem import Json, Problem
from tests.discord_api.spec import find, spec_problems

_Rules = Callable[[dict[str, Json]], Iterator[Problem]]
_edit: _Rules = partial(messages.message, edit=True)

_BY_OPERATION: dict[str, _Rules] = {
    "create_message": messages.message,
    "execute_webhook": messages.message,
    "update_message": _edit,
    "update_original_webhook_message": _edit,
    "update_webhook_message": _edit,
    "create_application_command": commands.command,
    "create_guild_application_command": commands.command,
    "create_thread": forms.thread,
    "create_thread_from_message": forms.thread,
    "create_guild_channel": forms.name,
    "update_channel": forms.name,
}


def _nested(data: Json, rules: _Rules) -> Iterator[Problem]:
    if isinstance(data, dict):
        yield from rules(data)


def _answer(body: dict[str, Json]) -> Iterator[Problem]:
    data = body.get("data")
    match body.get("type"):
        case 4:
            yield from messages.message(data if isinstance(data, dict) else {}, "data.")
        case 7:
            yield from _nested(data, lambda inner: messages.message(inner, "data.", edit=True))
        case 8:
            yield from _nested(data, forms.autocomplete)
        case 9:
            yield from _nested(data, forms.modal)
        case _:
            pass


def _documented(operation: str, body: Json, now: datetime | None) -> Iterator[Problem]:
    if operation.startswith("bulk_set_"):
        yield from commands.commands(body)
    if not isinstance(body, dict):
        return
    if operation == "create_interaction_response":
        yield from _answer(body)
    elif operation == "create_guild_scheduled_event":
        yield from forms.event(body, now)
    elif operation in _BY_OPERATION:
        yield from _BY_OPERATION[operation](body)
    if operation == "create_thread" and isinstance(body.get("message"), dict):
        yield from messages.message(body["message"], "message.")


def bare(path: str) -> str:
    """The path without host, version prefix, query and trailing slash."""
    path = re.sub(r"^https?://[^/]+", "", path).partition("?")[0]
    return re.sub(r"^/api/v\d+", "", path).rstrip("/")


def check(method: str, path: str, body: Json, *, now: datetime | None = None) -> list[Problem]:
    """Every rule that the request breaks, schema first; empty when Discord should take it.

    `now` is the moment of the request; without it events are not compared with the present.
    """
    operation = find(method.upper(), bare(path))
    if operation is None:
        return [Problem("spec", "", "no-route", f"Discord has no {method.upper()} {bare(path)}")]
    found = [*spec_problems(operation, body), *_documented(operation.id, body, now)]
    return list(dict.fromkeys(found))
