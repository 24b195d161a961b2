"""Orientation names what there is, in as few messages as hold it."""

import pytest
from discord import ui

from bot.domain.hosting import Hosting
from bot.ui.about import TOPICS, about_layout, help_pages
from bot.ui.language import speaking
from bot.ui.members import ORGANISERS_SEE
from tests.languages.pseudo import pseudo_language

COMMANDS = (
    "streak why",
    "streak rest",
    "streak freeze",
    "streak backfill",
    "streak cutoff",
    "streak board",
    "buddy ask",
    "leetcode prompt",
    "leetcode solved",
    "leetcode progress",
    "manage leetcode",
    "ritual write",
    "mock join",
    "mock interview",
    "mock now",
    "mock history",
    "privacy",
    "data export",
    "manage rounds set",
    "manage members",
    "manage rituals",
    "manage streaks amnesty",
)


def words(view: ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_what_there_is(command: str) -> None:
    assert f"`/{command}`" in words(help_pages({})[0])


def test_help_that_can_be_clicked_is_one_message() -> None:
    (page,) = help_pages({name.split(" ")[0]: 2**63 - 1 for _, commands in TOPICS for name, _ in commands})

    assert page.content_length() <= 4_000
    assert "### For organisers" in words(page)


def test_help_names_every_way_to_change_the_plan() -> None:
    (line,) = [line for line in words(help_pages({})[0]).splitlines() if line.startswith("`/plan show`")]

    assert all(f"{command}`" in line for command in ("pace", "timezone", "update"))


def test_help_takes_as_many_messages_as_a_longer_language_needs() -> None:
    with pseudo_language() as code, speaking(code):
        pages = help_pages({name.split(" ")[0]: 2**63 - 1 for _, commands in TOPICS for name, _ in commands})
    told = "\n".join(map(words, pages))

    assert [page.content_length() <= 4_000 for page in pages] == [True] * len(pages)
    assert len(pages) > 1
    assert all(f"</{name}:" in told for _, commands in TOPICS for name, _ in commands)


def test_whoever_missed_a_day_is_led_to_filling_it_in() -> None:
    (line,) = [line for line in words(help_pages({})[0]).splitlines() if "missed a day" in line]

    assert line.startswith("`/streak backfill`")


def test_about_tells_members_what_organisers_see() -> None:
    assert ORGANISERS_SEE in words(about_layout(1, 0.1, Hosting()))


def test_about_leads_to_whoever_hosts_it() -> None:
    hosting = Hosting("https://example.org/privacy", "https://example.org/contact")
    view = about_layout(1, 0.1, hosting)

    shown = {item.label: item.url for item in view.walk_children() if isinstance(item, ui.Button)}
    assert shown.pop("Add to another server")
    assert shown == {"Privacy policy": hosting.privacy_url, "Contact the host": hosting.support_url}
