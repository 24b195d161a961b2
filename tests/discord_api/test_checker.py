"""The checker takes what Discord takes and names the rule that anything else breaks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.discord_api.checker import check
from tests.discord_api.problem import Problem

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

WIDE = [command(f"c{n}") for n in range(101)]

BAD: dict[str, tuple[Case, str, str]] = {
    "2001 characters": (post(content="x" * 2001), "content", "content-length"),
    "nothing": (post(), "", "empty-message"),
    "white space": (post(content=" \n "), "", "empty-message"),
    "an empty answer": (("POST", CALLBACK, {"type": 4, "data": {}}), "data", "empty-message"),
    "a misspelt key": (post(contnet="hi"), "", "unknown-key"),
    "a misspelt key deep down": (
        layout(container(row(button(lable="x")))),
        "components[0].components[0].components[0]",
        "unknown-key",
    ),
    "a nonce of 26": (post(content="x", nonce="n" * 26), "nonce", "maxLength"),
    "11 embeds": (post(embeds=[{"title": "x"}] * 11), "embeds", "maxItems"),
    "a title of 257": (post(embeds=[{"title": "x" * 257}]), "embeds[0].title", "maxLength"),
    "6001 characters in embeds": (
        post(embeds=[{"description": "x" * 4000}, {"description": "x" * 2001}]),
        "embeds",
        "embeds-total",
    ),
    "a blank field": (
        post(embeds=[{"fields": [{"name": " ", "value": "v"}]}]),
        "embeds[0].fields[0]",
        "field-blank",
    ),
    "26 fields": (
        post(embeds=[{"fields": [{"name": "n", "value": "v"}] * 26}]),
        "embeds[0].fields",
        "maxItems",
    ),
    "six rows": (
        post(content="x", components=[row(button(str(n))) for n in range(6)]),
        "components",
        "legacy-rows",
    ),
    "a layout without the flag": (post(components=[shown("x")]), "components[0]", "needs-v2"),
    "six buttons in a row": (
        post(content="x", components=[row(*(button(str(n)) for n in range(6)))]),
        "components[0].components",
        "maxItems",
    ),
    "a select beside a button": (
        post(content="x", components=[row(menu(), button())]),
        "components[0]",
        "select-alone",
    ),
    "26 options": (
        post(content="x", components=[row(menu(26))]),
        "components[0].components[0].options",
        "maxItems",
    ),
    "more chosen than offered": (
        post(content="x", components=[row(menu(3, max_values=4))]),
        "components[0].components[0]",
        "select-range",
    ),
    "a minimum above the maximum": (
        post(content="x", components=[row(menu(3, min_values=3, max_values=2))]),
        "components[0].components[0]",
        "select-range",
    ),
    "two equal options": (
        post(content="x", components=[row(menu() | {"options": [{"label": "a", "value": "v"}] * 2})]),
        "components[0].components[0]",
        "option-unique",
    ),
    "two equal ids": (
        layout(container(section("x", button()), row(button()))),
        "components",
        "custom-id-unique",
    ),
    "an id of 101": (
        post(content="x", components=[row(button("i" * 101))]),
        "components[0].components[0].custom_id",
        "maxLength",
    ),
    "a button without an id": (
        post(content="x", components=[row({"type": 2, "style": 1, "label": "Go"})]),
        "components[0].components[0]",
        "button-target",
    ),
    "a link with an id": (
        post(content="x", components=[row(button(style=5, url="https://a.example"))]),
        "components[0].components[0]",
        "button-target",
    ),
    "a premium button without a SKU": (
        post(content="x", components=[row({"type": 2, "style": 6})]),
        "components[0].components[0]",
        "button-target",
    ),
    "a button without a face": (
        post(content="x", components=[row({"type": 2, "style": 1, "custom_id": "a"})]),
        "components[0].components[0]",
        "button-face",
    ),
    "a label of 81": (
        layout(section("x", button(label="x" * 81))),
        "components[0].accessory.label",
        "maxLength",
    ),
    "41 components": (
        layout(container(*(shown("x") for _ in range(40)))),
        "components",
        "v2-components",
    ),
    "4001 characters of layout": (
        layout(shown("x" * 2000), container(shown("x" * 2001))),
        "components",
        "v2-text",
    ),
    "content beside a layout": (layout(shown("x"), content="x"), "content", "v2-excludes"),
    "embeds beside a layout": (layout(shown("x"), embeds=[{"title": "x"}]), "embeds", "v2-excludes"),
    "a bare button in a layout": (layout(button()), "components[0]", "anyOf"),
    "mentions parsed and listed": (
        post(content="x", allowed_mentions={"parse": ["users"], "users": ["1"]}),
        "allowed_mentions",
        "mentions",
    ),
    "six fields": (modal(*(label(n) for n in range(6))), "data.components", "modal-components"),
    "no field": (modal(), "data.components", "modal-components"),
    "a modal title of 46": (modal(label(), title="x" * 46), "data.title", "maxLength"),
    "two equal fields": (modal(label(), label()), "data.components", "custom-id-unique"),
    "an impossible text": (
        modal(label(min_length=9, max_length=2)),
        "data.components[0].component",
        "text-range",
    ),
    "26 suggestions": (suggestions(*(choice(str(n)) for n in range(26))), "data.choices", "choices-count"),
    "a suggestion of 101": (suggestions(choice("x" * 101)), "data.choices[0].name", "choice-length"),
    "a suggested nothing": (suggestions(choice(value="")), "data.choices[0].value", "choice-length"),
    "a command in capitals": (sync(command("Today")), "[0].name", "command-name"),
    "a command with a space": (sync(command("to day")), "[0].name", "command-name"),
    "a description of 101": (sync(command(description="x" * 101)), "[0].description", "maxLength"),
    "no description": (sync(command(description="")), "[0].description", "description"),
    "26 parameters": (sync(command("a", *(option(f"o{n}") for n in range(26)))), "[0].options", "maxItems"),
    "optional before required": (
        sync(command("a", option(), option("b", required=True))),
        "[0].options[1]",
        "required-first",
    ),
    "choices and autocomplete": (
        sync(command("a", option(choices=[choice()], autocomplete=True))),
        "[0].options[0]",
        "choices-or-autocomplete",
    ),
    "an option beside a sub-command": (
        sync(command("a", option(), {"type": 1, "name": "b", "description": "b"})),
        "[0].options",
        "sub-or-option",
    ),
    "two options of one name": (sync(command("a", option(), option())), "[0].options", "option-unique"),
    "a command of 8001": (
        sync(command("a", *(option(f"o{n}", choices=[choice("x" * 100, "y" * 100)] * 2) for n in range(25)))),
        "[0]",
        "command-size",
    ),
    "101 commands": (sync(*WIDE), "", "command-count"),
    "two commands of one name": (sync(command(), command()), "", "command-unique"),
    "a thread name of 101": (("POST", THREADS, {"name": "x" * 101, "type": 12}), "name", "name-length"),
    "a blank thread name": (("POST", THREADS, {"name": " ", "type": 12}), "name", "name-length"),
    "an invitable public thread": (
        ("POST", THREADS, {"name": "x", "type": 11, "invitable": True}),
        "invitable",
        "private-only",
    ),
    "an event name of 101": (event(name="x" * 101), "name", "name-length"),
    "an event in the past": (
        event(scheduled_start_time="2025-12-31T10:00:00Z"),
        "scheduled_start_time",
        "event-future",
    ),
    "an event without an end": (event(scheduled_end_time=None), "scheduled_end_time", "event-end"),
    "an event that ends before it starts": (
        event(scheduled_end_time="2026-01-02T09:00:00Z"),
        "scheduled_end_time",
        "event-end",
    ),
    "an event nowhere": (event(entity_metadata={"location": " "}), "entity_metadata.location", "event-place"),
    "a voice event without a channel": (
        event(entity_type=2, entity_metadata=None),
        "channel_id",
        "event-place",
    ),
    "a body where none belongs": (("POST", "/channels/1/typing", {"content": "x"}), "", "no-body"),
    "a route that is none": (("POST", "/channels/1/mesages", {"content": "x"}), "", "no-route"),
}


@pytest.mark.parametrize("case", GOOD.values(), ids=GOOD.keys())
def test_what_discord_takes_has_no_problem(case: Case) -> None:
    method, path, body = case

    assert check(method, path, body, now=NOW) == []


@pytest.mark.parametrize(("case", "where", "rule"), BAD.values(), ids=BAD.keys())
def test_a_broken_rule_is_named_at_its_place(case: Case, where: str, rule: str) -> None:
    method, path, body = case

    assert (where, rule) in {(p.path, p.rule) for p in check(method, path, body, now=NOW)}


def test_only_the_branch_that_fits_the_type_speaks() -> None:
    method, path, body = layout(container(row(button(label="x" * 81))))

    found = check(method, path, body)

    assert [(p.layer, p.path, p.rule) for p in found] == [
        ("spec", "components[0].components[0].components[0].label", "maxLength")
    ]


def test_without_a_present_nothing_is_said_about_the_past() -> None:
    method, path, body = event(scheduled_start_time="2025-12-31T10:00:00Z")

    assert check(method, path, body) == []


KEYS = [
    "content",
    "embeds",
    "components",
    "options",
    "choices",
    "type",
    "data",
    "name",
    "title",
    "fields",
    "footer",
    "author",
    "allowed_mentions",
    "parse",
    "users",
    "flags",
    "accessory",
    "component",
    "style",
    "custom_id",
    "min_values",
    "max_values",
    "name_localizations",
    "x",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 20) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(
    route=st.sampled_from(
        [("POST", MESSAGES), ("POST", CALLBACK), ("PATCH", ORIGINAL), ("PUT", SYNC), ("POST", EVENTS)]
    ),
    body=JSON,
)
def test_whatever_is_sent_is_judged_and_never_an_exception(route: tuple[str, str], body: Any) -> None:
    assert all(isinstance(problem, Problem) for problem in check(*route, body, now=NOW))


def test_a_problem_reads_as_one_line() -> None:
    [problem] = check("POST", MESSAGES, {"content": "x" * 2001})

    assert str(problem) == "[docs] content: content-length: 2001 characters, at most 2000"
