"""The demo over HTTP, with the real bot behind it."""

import asyncio
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.demo.page import ROADMAP, Page, parts, text_of

BERLIN = "Europe/Berlin"
KOLKATA = "Asia/Kolkata"


async def join(page: Page, zone: str = BERLIN) -> None:
    reply = await page.slash("join", roadmap=ROADMAP, timezone=zone)
    assert reply == {}


async def test_the_page_finds_people_rooms_and_commands(page: Page) -> None:
    state = await page.state()
    commands = (await page.get(f"/api/commands?persona={page.persona}&channel={page.channel}"))[1]["commands"]

    assert [one["name"] for one in state["personas"]] == ["Ada", "Ben", "Chi"]
    assert {"general", "study-nudges", "wins", "Cohort"} <= {one["name"] for one in state["channels"]}
    assert {"join", "today", "nudges set"} <= {one["path"] for one in commands}
    assert state["messages"] == []
    assert not any(step["done"] for step in state["tour"]["steps"])


async def test_only_the_organiser_is_offered_the_settings_of_the_server(page: Page) -> None:
    async def offered(name: str) -> set[str]:
        await page.sit(name)
        path = f"/api/commands?persona={page.persona}&channel={page.channel}"
        return {one["path"] for one in (await page.get(path))[1]["commands"]}

    assert "setup" in await offered("Ada")
    assert "setup" not in await offered("Ben")


async def test_a_channel_that_was_chosen_is_the_one_a_menu_shows(page: Page) -> None:
    room = next(each for each in (await page.state())["channels"] if each["name"] == "study-nudges")
    await page.slash("setup", nudges=room["id"])
    await page.slash("setup")

    shown = parts((await page.state())["messages"][-1]["components"])
    chosen = [each["id"] for part in shown for each in part.get("default_values", [])]
    # A browser would round a number as long as Discord's ids.
    assert room["id"] in chosen
    assert all(isinstance(each, str) for each in chosen)


async def test_typing_into_an_option_asks_the_bot(page: Page) -> None:
    reply = await page.act("suggest", command="join", option="roadmap", text="deep")

    assert ROADMAP in [choice["value"] for choice in reply["choices"]]


async def test_the_tour_ticks_itself_off_as_things_really_happen(page: Page) -> None:
    async def ticks() -> list[bool]:
        return [step["done"] for step in (await page.state())["tour"]["steps"]]

    await page.slash("today")
    assert await ticks() == [False] * 7, "a refusal is no step"
    await join(page)
    await page.slash("today")
    await page.press("Done")
    await page.slash("progress")
    await page.slash("nudges set", time="09:00")
    assert await ticks() == [True] * 5 + [False] * 2

    await page.act("travel", leap="tomorrow", zone="UTC")
    await page.enter("Cohort")
    nudge = (await page.state())["messages"][-1]
    assert not (await ticks())[5], "delivered, but nobody has read it"
    await page.act("read", message=nudge["id"])
    assert await ticks() == [True] * 6 + [False]


async def test_two_seats_meet_in_a_private_thread_of_which_the_channel_says_nothing(page: Page) -> None:
    room = next(each for each in (await page.state())["channels"] if each["name"] == "mock-interviews")
    await page.slash("setup", nudges=room["id"])
    for name in ("Ada", "Ben"):
        await page.sit(name)
        await join(page)
        await page.slash("mock now")

    await page.act("travel", leap="hour", zone="UTC")
    state = await page.state()
    threads = [each for each in state["channels"] if each["parent"] == room["id"]]

    assert [each["type"] for each in threads] == [12]
    assert state["tour"]["steps"][-1]["done"]
    await page.enter("mock-interviews")
    assert not [each for each in (await page.state())["messages"] if each["type"] == 18]


async def test_tomorrow_at_nine_is_nine_where_the_persona_lives(page: Page) -> None:
    await page.sit("Ben")
    await join(page, KOLKATA)
    await page.slash("nudges set", time="09:00")
    began = datetime.fromisoformat((await page.state())["now"])
    await page.act("travel", leap="tomorrow", zone="America/New_York")

    state = await page.state()
    direct = next(one for one in state["channels"] if one["type"] == 1)
    now = datetime.fromisoformat(state["now"]).astimezone(ZoneInfo(KOLKATA))

    assert state["personas"][1]["zone"] == KOLKATA
    assert (now.hour, now.minute) == (9, 0)
    # Who starts the demo after the night's cut-off hour passes this morning's nine o'clock too.
    nines = 1 + (now - began > timedelta(days=1))
    assert direct["unread"] == nines


async def test_before_joining_nine_o_clock_is_the_browsers(page: Page) -> None:
    await page.act("travel", leap="tomorrow", zone="America/New_York")

    now = datetime.fromisoformat((await page.state())["now"]).astimezone(ZoneInfo("America/New_York"))

    assert (now.hour, now.minute) == (9, 0)


async def test_in_a_week_every_nudge_comes_at_its_own_hour_and_the_wait_is_short(page: Page) -> None:
    await join(page, KOLKATA)
    await page.slash("nudges set", time="07:40")
    begun = time.perf_counter()
    await page.act("travel", leap="week")
    took = time.perf_counter() - begun

    await page.enter("Cohort")
    sent = [datetime.fromisoformat(one["timestamp"]) for one in (await page.state())["messages"]]
    local = [moment.astimezone(ZoneInfo(KOLKATA)) for moment in sent]

    assert len({moment.date() for moment in local}) == len(local) >= 5
    assert {(moment.hour, moment.minute) for moment in local} == {(7, 40)}
    assert took < 2


async def test_a_button_of_an_old_message_answers_after_a_restart(page: Page) -> None:
    await join(page)
    await page.slash("today")
    before = page.world.app
    assert await page.act("restart") == {}
    assert await page.press("Done") == {}

    state = await page.state()

    assert page.world.app is not before
    assert state["tour"]["restarted"]
    assert "Undo" in [part.get("label") for part in parts(state["messages"][-1]["components"])]


async def test_a_form_opens_is_filled_in_and_its_answer_is_for_one_person(page: Page) -> None:
    await join(page)
    reply = await page.press("Hours a week…")
    field = next(part["component"] for part in reply["modal"]["components"] if part["component"]["type"] == 4)
    done = await page.act("submit", modal=reply["modal"]["key"], values={field["custom_id"]: "5"})
    mine = (await page.state())["messages"]
    await page.sit("Ben")

    assert done == {}
    assert "5 h a week" in text_of(mine[-1])
    assert mine[-1]["ephemeral"]
    assert (await page.state())["messages"] == []


async def test_a_form_that_was_sent_cannot_be_sent_again(page: Page) -> None:
    await join(page)
    shown = (await page.press("Time zone…"))["modal"]
    values = {shown["components"][0]["component"]["custom_id"]: "Paris"}
    await page.act("submit", modal=shown["key"], values=values)

    again = await page.act("submit", modal=shown["key"], values=values)

    assert "open it again" in again["error"]
    assert (await page.state())["personas"][0]["zone"] == "Europe/Paris"


async def test_a_picture_of_the_bot_can_be_fetched_from_the_demo_itself(page: Page) -> None:
    await join(page)
    await page.slash("progress")
    message = (await page.state())["messages"][-1]
    (file,) = message["attachments"]
    async with page.http.get(page.origin + file["url"]) as answer:
        body = await answer.read()

    assert file["url"].startswith("/cdn/")
    assert answer.content_type == "image/png"
    assert body.startswith(b"\x89PNG")


async def test_dismissing_hides_a_private_answer_from_its_reader(page: Page) -> None:
    await page.slash("help")
    (message,) = (await page.state())["messages"]
    await page.act("dismiss", message=message["id"])

    assert (await page.state())["messages"] == []


async def test_people_see_each_others_messages_as_unread_until_they_look(page: Page) -> None:
    await page.act("say", text="Good morning")
    await page.sit("Chi")
    state = await page.state()
    room = next(one for one in state["channels"] if one["id"] == page.channel)
    await page.act("read", message=state["messages"][-1]["id"])
    after = next(one for one in (await page.state())["channels"] if one["id"] == page.channel)

    assert (room["unread"], after["unread"]) == (1, 0)
    assert state["messages"][-1]["content"] == "Good morning"


async def test_an_error_inside_the_bot_is_shown_and_the_demo_goes_on(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> None:
        raise RuntimeError("the bell is cracked")

    with monkeypatch.context() as patch:
        patch.setattr(page.world.app, "tick", broken)
        assert await page.act("travel", leap="hour") == {}
    faults = (await page.state())["faults"]
    await join(page)

    assert "the bell is cracked" in faults[-1]["text"]
    assert len((await page.state())["faults"]) == len(faults)


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("slash", {"command": "nonsense"}, "not available"),
        ("slash", {"command": "join"}, "roadmap"),
        ("slash", {"command": "join", "options": {"speed": "9"}}, "speed"),
        ("press", {"message": "1", "custom_id": "x"}, "no longer exists"),
        ("submit", {"modal": "guild-1", "values": {}}, "open it again"),
    ],
)
async def test_what_cannot_be_done_is_refused_in_words(
    page: Page, kind: str, body: dict[str, object], said: str
) -> None:
    reply = await page.act(kind, **body)

    assert said in reply["error"]


@pytest.mark.parametrize("body", ['{"kind": "destroy"}', "[]", "{", '{"kind": "restart"}'])
async def test_a_malformed_request_is_refused_before_anything_happens(page: Page, body: str) -> None:
    headers = {"Origin": page.origin, "Content-Type": "application/json"}
    async with page.http.post(f"{page.origin}/api/act", data=body, headers=headers) as answer:
        reply = await answer.json()

    assert answer.status == 400
    assert reply["error"]


@pytest.mark.parametrize(
    "path", ["/api/state?persona=7", "/api/state?persona=x", "/api/commands?channel=7", "/cdn/x"]
)
async def test_unknown_people_rooms_and_files_do_not_exist(page: Page, path: str) -> None:
    status, body = await page.get(path)

    assert status == 404
    assert body["error"]


async def test_the_live_line_tells_that_something_changed_and_what_time_it_is(page: Page) -> None:
    async with page.http.ws_connect(f"{page.origin}/live", origin=page.origin) as line:
        first = await line.receive_json(timeout=5)
        await page.act("travel", leap="hour")
        news = [await line.receive_json(timeout=5) for _ in range(2)]

    hour = timedelta(minutes=59)
    assert news[-1]["version"] > first["version"]
    assert datetime.fromisoformat(news[-1]["now"]) - datetime.fromisoformat(first["now"]) > hour


async def test_time_passes_by_itself(page: Page) -> None:
    before = page.world.env.now()
    async with page.http.ws_connect(f"{page.origin}/live", origin=page.origin) as line:
        async with asyncio.timeout(10):
            while page.world.env.now() <= before:
                await line.receive_json()

    assert page.world.env.now() > before


async def test_a_long_demo_keeps_no_records_that_nobody_reads(page: Page) -> None:
    await join(page)
    version = (await page.state())["version"]
    await page.act("travel", leap="week")

    assert len(page.world.env.backend.transcript) < 10
    assert len(page.world.env.http_requests) < 10
    assert (await page.state())["version"] > version
