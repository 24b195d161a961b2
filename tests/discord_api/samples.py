"""Requests that Discord takes, and the pieces that they are built of."""

from datetime import UTC, datetime
from typing import Any

MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"
FOLLOWUP = "/webhooks/1/token"
ORIGINAL = "/webhooks/1/token/messages/@original"
SYNC = "/applications/1/commands"
EVENTS = "/guilds/1/scheduled-events"
THREADS = "/channels/1/threads"
V2 = 1 << 15
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Case = tuple[str, str, Any]


def button(custom_id: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id} | more


def row(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(children)}


def menu(options: int = 3, **more: Any) -> dict[str, Any]:
    given = [{"label": f"L{n}", "value": f"v{n}"} for n in range(options)]
    return {"type": 3, "custom_id": "menu", "options": given} | more


def shown(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def container(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": list(children)}


def section(content: str, accessory: dict[str, Any]) -> dict[str, Any]:
    return {"type": 9, "components": [shown(content)], "accessory": accessory}


def post(**body: Any) -> Case:
    return "POST", MESSAGES, body


def layout(*components: dict[str, Any], **more: Any) -> Case:
    return post(flags=V2, components=list(components), **more)


def modal(*components: dict[str, Any], title: str = "Title") -> Case:
    data = {"custom_id": "m", "title": title, "components": list(components)}
    return "POST", CALLBACK, {"type": 9, "data": data}


def label(number: int = 0, **more: Any) -> dict[str, Any]:
    field = {"type": 4, "custom_id": f"t{number}", "style": 1} | more
    return {"type": 18, "label": "Label", "component": field}


def suggestions(*choices: dict[str, Any]) -> Case:
    return "POST", CALLBACK, {"type": 8, "data": {"choices": list(choices)}}


def choice(name: str = "name", value: Any = "value") -> dict[str, Any]:
    return {"name": name, "value": value}


def sync(*commands: dict[str, Any]) -> Case:
    return "PUT", SYNC, list(commands)


def command(name: str = "today", *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "What is on today", "type": 1, "options": list(options)} | more


def option(name: str = "text", **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "A text"} | more


def event(**more: Any) -> Case:
    body = {
        "name": "Mock interview",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "Zoom"},
        "scheduled_start_time": "2026-01-02T10:00:00+00:00",
        "scheduled_end_time": "2026-01-02T11:00:00+00:00",
    }
    return "POST", EVENTS, body | more


GOOD: dict[str, Case] = {
    "a text": post(content="hi"),
    "a text of 2000": post(content="x" * 2000),
    "a nonce of 25": post(content="hi", nonce="n" * 25, enforce_nonce=True),
    "an embed": post(embeds=[{"title": "T", "description": "D", "fields": [{"name": "n", "value": "v"}]}]),
    "an embed as discord.py sends it": post(embeds=[{"type": "rich", "title": "T", "flags": 0}]),
    "five rows of buttons": post(content="x", components=[row(button(str(n))) for n in range(5)]),
    "a menu": post(content="x", components=[row(menu(25, min_values=0, max_values=25))]),
    "a link": post(
        content="x", components=[row({"type": 2, "style": 5, "label": "Go", "url": "https://a.example"})]
    ),
    "a layout": layout(container(section("Task", button()), {"type": 14}, row(button("b")))),
    "40 components": layout(container(*(shown("x") for _ in range(39)))),
    "an attachment alone": post(attachments=[{"id": 0, "filename": "plan.png"}]),
    "mentions off": post(content="@everyone", allowed_mentions={"parse": []}),
    "mentions of listed people": post(content="<@1>", allowed_mentions={"parse": [], "users": ["1"]}),
    "an answer": ("POST", CALLBACK, {"type": 4, "data": {"content": "hi", "flags": 64}}),
    "a deferral": ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
    "a deferred update": ("POST", CALLBACK, {"type": 6}),
    "an update that removes its buttons": ("POST", CALLBACK, {"type": 7, "data": {"components": []}}),
    "a follow-up": ("POST", FOLLOWUP, {"content": "and", "flags": 64}),
    "an edit without content": ("PATCH", ORIGINAL, {"components": []}),
    "an edit of a layout without its flag": ("PATCH", ORIGINAL, {"components": [shown("new")]}),
    "a modal": modal(label(), label(1, min_length=2, max_length=9)),
    "25 suggestions": suggestions(*(choice(str(n)) for n in range(25))),
    "suggested numbers": suggestions(choice(value=7)),
    "a command": sync(command("today", option(required=True), option("more"))),
    "a command in Russian": sync(command("сегодня")),
    "a group": sync(command("task", {"type": 1, "name": "done", "description": "d", "options": [option()]})),
    "permissions as digits": sync(command(default_member_permissions="32", nsfw=False)),
    "a context menu": sync({"name": "Report this", "type": 3}),
    "a thread": ("POST", THREADS, {"name": "Interview", "type": 12, "invitable": False}),
    "an event": event(),
    "a DM channel": ("POST", "/users/@me/channels", {"recipient_id": 1}),
    "a reading": ("GET", "/gateway/bot", None),
    "a full address": ("GET", "https://discord.com/api/v10/users/@me?x=1", None),
}
