"""A visitor's way through the demo, in a real browser."""

import re
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.demo.process import running

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Generator[Browser, None, None]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser on this machine: install one of {', '.join(names)}")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


@pytest.fixture(params=[pytest.param("desktop", marks=pytest.mark.soak), "phone"])
def page(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Generator[Page, None, None]:
    width, height = SIZES[request.param]
    with running(tmp_path) as demo:
        page = browser.new_page(viewport={"width": width, "height": height}, timezone_id="Europe/Madrid")
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)
        page.goto(demo.address)
        expect(field(page)).to_be_visible()
        yield page
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.close()
        assert (broken, too_wide) == ([], 0)


def field(page: Page) -> Locator:
    """The message field."""
    return page.get_by_role("combobox", name="Message", exact=True)


def newest(page: Page) -> Locator:
    """The newest message."""
    return page.locator("#log > li").last


def command(page: Page, path: str) -> None:
    """Choose a command from the picker by the keyboard."""
    field(page).click()
    page.keyboard.type(f"/{path}")
    expect(page.get_by_role("option").first).to_contain_text(f"/{path}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name=f"/{path}")).to_be_visible()


def option(page: Page, name: str, text: str, choice: str | None = None) -> None:
    """Type into an option of the command, and take the highlighted choice if there is to be one."""
    page.locator(f"input[data-option={name}]").fill(text)
    if choice is not None:
        expect(page.get_by_role("option").first).to_contain_text(choice)
        page.keyboard.press("Enter")


def open_room(page: Page, name: str) -> None:
    """Open a room from the sidebar, which a phone hides behind a button."""
    menu = page.get_by_role("button", name="Channels")
    if menu.is_visible():
        menu.click()
    page.locator(f"[data-room='{name}']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def sit(page: Page, name: str) -> None:
    """Take the seat of a persona."""
    menu = page.get_by_role("button", name="Channels")
    if menu.is_visible():
        menu.click()
    page.locator(f"[data-persona='{name}']").click()
    expect(page.locator(f"[data-persona='{name}']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")


def test_a_visitor_joins_ticks_a_task_and_reads_tomorrows_nudge(page: Page) -> None:
    command(page, "join")
    option(page, "roadmap", "deep", choice="Deep Dive")
    page.get_by_role("button", name="+ timezone").click()
    option(page, "timezone", "Berlin", choice="Europe/Berlin")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("Only you can see this")
    expect(newest(page)).to_contain_text("Europe/Berlin")

    command(page, "today")
    page.keyboard.press("Enter")
    newest(page).get_by_role("button", name="Done", exact=True).first.click()
    expect(newest(page).get_by_role("button", name="Undo")).to_be_visible()

    command(page, "progress")
    page.keyboard.press("Enter")
    picture = newest(page).get_by_role("img").last
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 0

    command(page, "nudges set")
    option(page, "time", "09:00")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("09:00")

    page.get_by_role("button", name="Tomorrow 09:00").click()
    expect(page.locator("#clock")).to_contain_text("9:00")
    expect(page.locator(".room-link.unread")).to_contain_text("Cohort")
    open_room(page, "Cohort")
    expect(newest(page)).to_contain_text("for you today")
    expect(page.get_by_role("button", name="Tour 6/7")).to_be_visible()

    page.get_by_role("button", name="Restart the bot").click()
    expect(page.get_by_role("status")).to_contain_text("has been restarted")
    newest(page).get_by_role("button", name="Done", exact=True).first.click()
    expect(newest(page).get_by_role("button", name="Undo")).to_be_visible()


@pytest.mark.soak
def test_a_form_and_a_menu_work_by_the_keyboard_alone(page: Page) -> None:
    command(page, "join")
    option(page, "roadmap", "deep", choice="Deep Dive")
    page.keyboard.press("Enter")
    newest(page).get_by_role("button", name="Hours a week").press("Enter")
    form = page.get_by_role("dialog", name="How many hours a week?")
    form.get_by_label("Hours a week").fill("5")
    page.keyboard.press("Enter")
    expect(form).to_be_hidden()
    expect(newest(page)).to_contain_text("5 h a week")

    newest(page).get_by_role("button", name="Study days").press("Enter")
    menu = newest(page).get_by_role("combobox")
    expect(menu).to_contain_text("Saturday")
    menu.focus()
    for key in ("ArrowDown", "Enter", "Escape"):
        page.keyboard.press(key)
    expect(newest(page)).to_contain_text("Tue–Sat")


@pytest.mark.soak
def test_a_menu_shows_the_channel_that_was_chosen(page: Page) -> None:
    command(page, "setup")
    page.keyboard.press("Enter")
    newest(page).get_by_role("combobox").first.click()
    newest(page).get_by_role("option", name="#study-nudges").click()
    expect(newest(page).locator("p", has_text="#study-nudges")).to_be_visible()

    command(page, "setup")
    page.keyboard.press("Enter")
    expect(page.locator("#log > li", has=page.get_by_role("combobox"))).to_have_count(2)
    expect(newest(page).get_by_role("combobox").first).to_contain_text("#study-nudges")


def test_text_of_people_is_shown_and_never_run(page: Page) -> None:
    field(page).fill("**bold** <img src=x onerror=alert(1)> ||secret|| [site](https://example.org) `a*b*`")
    page.keyboard.press("Enter")

    shown = newest(page)
    expect(shown.locator("strong", has_text="bold")).to_be_visible()
    expect(shown).to_contain_text("<img src=x onerror=alert(1)>")
    expect(shown.locator("code")).to_have_text("a*b*")
    expect(shown.get_by_role("link", name="site")).to_have_attribute("rel", re.compile("noopener"))
    spoiler = shown.get_by_role("button", name="Spoiler")
    expect(spoiler.locator("span")).to_be_hidden()
    spoiler.press("Enter")
    expect(shown.get_by_text("secret")).to_be_visible()


@pytest.mark.soak
def test_the_next_persona_sees_the_message_but_not_the_private_answer(page: Page) -> None:
    command(page, "help")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("Only you can see this")
    field(page).fill("Hello, everyone " + "and a very long word " + "x" * 300)
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("Hello, everyone")

    sit(page, "Ben")

    expect(page.locator("#log .message")).to_have_count(1)
    expect(newest(page)).to_contain_text("Hello, everyone")


JOIN_IN_TOKYO = """async () => {
  const state = await (await fetch("/api/state")).json();
  const room = state.channels.find((one) => one.name === "general");
  const here = { persona: state.personas[1].id, channel: room.id };
  const run = (command, options) => fetch("/api/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ kind: "slash", ...here, command, options }),
  });
  await run("join", { roadmap: "deep-dive-16w", timezone: "Asia/Tokyo" });
  await run("mock availability", { week: "next" });
}"""


@pytest.mark.soak
def test_times_are_read_on_the_clock_of_whoevers_seat_one_takes(page: Page) -> None:
    page.evaluate(JOIN_IN_TOKYO)
    sit(page, "Ben")
    expect(newest(page).locator("time.stamp").last).to_contain_text("9:00")


@pytest.mark.soak
def test_the_wide_sign_of_a_disarmed_mention_is_shown_as_the_usual_one(page: Page) -> None:
    field(page).fill("\uff20everyone")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("@everyone")


@pytest.mark.soak
def test_the_tour_is_put_away_and_taken_up_again(page: Page) -> None:
    tour = page.get_by_role("complementary", name="Guided tour")
    tour.get_by_role("button", name="Put the tour away").click()
    expect(tour).to_be_hidden()
    page.reload()
    expect(field(page)).to_be_visible()
    expect(tour).to_be_hidden()

    page.get_by_role("button", name="Tour 0/7").click()

    expect(tour).to_contain_text("Join a roadmap")
    assert tour.get_by_role("listitem").count() in {1, 7}, "a phone shows the present step alone"


def scrolled_up(page: Page) -> int:
    """How many pixels of messages lie below what is on screen."""
    measure = "list => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight)"
    pixels: int = page.locator("#scroll").evaluate(measure)
    return pixels


@pytest.mark.soak
def test_whoever_sends_a_command_while_reading_further_up_sees_its_answer(page: Page) -> None:
    for _ in range(3):
        command(page, "help")
        page.keyboard.press("Enter")
        expect(field(page)).to_be_visible()
    page.locator("#scroll").evaluate("list => list.scrollTo(0, 0)")
    page.wait_for_function("document.querySelector('#scroll').scrollTop === 0")
    assert scrolled_up(page) > 0

    command(page, "about")
    page.keyboard.press("Enter")

    expect(newest(page)).to_contain_text("/about")
    assert scrolled_up(page) <= 1


@pytest.mark.soak
def test_a_space_after_the_name_of_a_command_opens_it(page: Page) -> None:
    field(page).click()
    page.keyboard.type("/task add ")
    expect(page.get_by_role("group", name="/task add")).to_be_visible()
    page.keyboard.type("Read chapter 3")
    expect(page.locator("input[data-option=title]")).to_have_value("Read chapter 3")


@pytest.mark.soak
def test_a_text_that_is_too_long_stays_to_be_shortened(page: Page) -> None:
    command(page, "task add")
    option(page, "title", "x" * 121)
    page.keyboard.press("Enter")
    expect(page.locator("#suggest")).to_contain_text("title takes 120 characters, this is 121")
    expect(page.locator("input[data-option=title]")).to_have_value("x" * 121)


@pytest.mark.soak
def test_the_conversation_with_the_bot_does_not_offer_commands_it_lacks(page: Page) -> None:
    open_room(page, "Cohort")
    expect(page.locator("#log")).to_contain_text("whoever has switched on a nudge")
    expect(field(page)).to_have_attribute("placeholder", "Message Cohort")
