"""What the page sends becomes what Discord's own client would send."""

import base64

import pytest

from bot.demo import values
from bot.demo.values import BadRequest
from tests.demo.page import Page

TEXT, INTEGER, TRUTH, PERSON, ROOM, ROLE, ANYONE, FILE = 3, 4, 5, 6, 7, 8, 9, 11


def spec(kind: int) -> dict[str, object]:
    return {"options": [{"name": "it", "type": kind, "description": ""}]}


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (TEXT, "09:00", "09:00"),
        (INTEGER, "7", 7),
        (TRUTH, True, True),
        (FILE, {"name": "a.yaml", "base64": base64.b64encode(b"id: a").decode()}, ("a.yaml", b"id: a")),
    ],
)
async def test_simple_values_take_the_type_of_the_option(
    page: Page, kind: int, raw: object, expected: object
) -> None:
    assert values.option_values(page.world, "do", spec(kind), {"it": raw}) == {"it": expected}


async def test_ids_become_the_people_rooms_and_roles_they_name(page: Page) -> None:
    role = page.world.guild.roles["Study crew"]

    def given(kind: int, ident: object) -> int:
        return values.option_values(page.world, "do", spec(kind), {"it": str(ident)})["it"].id

    assert given(PERSON, page.persona) == int(page.persona)
    assert given(ROOM, page.channel) == int(page.channel)
    assert given(ROLE, role.id) == role.id
    assert given(ANYONE, role.id) == role.id
    assert given(ANYONE, page.persona) == int(page.persona)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (PERSON, "1"),
        (ROOM, "1"),
        (ROLE, "1"),
        (ANYONE, "x"),
        (PERSON, None),
        (FILE, "text"),
        (FILE, {"name": "a"}),
    ],
)
async def test_what_names_nothing_is_refused(page: Page, kind: int, raw: object) -> None:
    with pytest.raises(BadRequest):
        values.option_values(page.world, "do", spec(kind), {"it": raw})


async def test_autocomplete_sees_the_values_that_are_complete_already(page: Page) -> None:
    options = {"options": [*_named("count", INTEGER), *_named("who", PERSON), *_named("word", TEXT)]}
    raw = {"count": "many", "who": "nobody", "word": "yes"}

    assert values.option_values(page.world, "do", options, raw, partial=True) == {"word": "yes"}


def _named(name: str, kind: int) -> list[dict[str, object]]:
    return [{"name": name, "type": kind, "description": ""}]


async def test_menus_and_forms_take_ids_and_leave_out_what_was_not_chosen(page: Page) -> None:
    form = {
        "components": [
            {"type": 18, "component": {"type": 5, "custom_id": "people"}},
            {"type": 18, "component": {"type": 4, "custom_id": "text"}},
            {"type": 18, "component": {"type": 3, "custom_id": "choice"}},
            {"type": 18, "component": {"type": 19, "custom_id": "files"}},
        ]
    }
    file = {"name": "a", "base64": ""}
    raw = {"people": [page.persona], "text": "", "choice": [], "files": [file]}

    given = values.modal_values(page.world, form, raw)

    assert [person.id for person in given.pop("people")] == [int(page.persona)]
    assert given == {"text": "", "files": [("a", b"")]}


async def test_a_field_the_form_does_not_have_is_refused(page: Page) -> None:
    with pytest.raises(BadRequest, match="open it again"):
        values.modal_values(page.world, {"components": []}, {"text": "x"})
