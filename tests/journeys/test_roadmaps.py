"""Reading a roadmap: what is offered, its pages, searching it, and where a member is in it."""

import pytest
from simcord import InteractionResult

from bot.domain.roadmap_pages import Address, PageKind
from bot.services.readings import Reading
from bot.ui.roadmaps import page_layout
from tests.journeys.world import ROADMAP, World
from tests.simtools import buttons, choose, press, submit, text


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on the roadmap."""
    await world.join(world.ben)
    return world


async def opened(world: World, **options: str) -> InteractionResult:
    """Ben asks to read."""
    return await world.ben.slash(world.channel, "roadmap show", **options)


async def reading_of(world: World, roadmap_id: str = ROADMAP) -> Reading:
    """What Ben reads, as the use case knows it."""
    reading = await world.app.services.readings.open(world.guild.id, world.ben.id, roadmap_id)
    assert reading is not None
    return reading


async def test_the_list_says_what_each_roadmap_takes_and_leaves_open(world: World) -> None:
    shown = await world.ben.slash(world.channel, "roadmap list")

    assert shown.ephemeral
    assert "`/join`" in text(shown)
    assert "16 weeks · about 12.5 h a week" in text(shown)
    assert "6 roles" in text(shown)
    assert "2 branches to choose" in text(shown)
    assert len([button for button in buttons(shown) if button.label == "Look inside"]) == 5


async def test_looking_inside_opens_a_roadmap_and_the_way_back_to_the_list(world: World) -> None:
    shown = await world.ben.slash(world.channel, "roadmap list")

    await press(world.ben, shown, label="Look inside", nth=1)
    assert "Deep Dive" in text(shown)
    assert "▫️ **Phase" in text(shown)

    await press(world.ben, shown, label="All roadmaps")
    assert "`/join` puts you on one of them" in text(shown)


async def test_who_is_on_no_roadmap_and_names_none_gets_the_list(world: World) -> None:
    assert "`/join` puts you on one of them" in text(await opened(world))


async def test_a_reader_goes_down_to_a_task_and_up_again(joined: World) -> None:
    book = (await reading_of(joined)).book
    phase, week = book.places[0].path
    item = book.places[0].item
    shown = await opened(joined)

    for part in (phase, week):
        await choose(joined.ben, shown, str(book.page(PageKind.SECTION, part.key)), prefix="c:pages")
    assert week.title in text(shown)
    await choose(joined.ben, shown, str(book.page(PageKind.ITEM, item.key)), prefix="c:pages")
    assert item.title in text(shown)
    assert "Source: line" in text(shown)

    await press(joined.ben, shown, label=f"▲ {week.label}")
    assert week.title in text(shown)


async def test_done_tasks_are_marked_where_they_stand(joined: World) -> None:
    task = (await joined.today(joined.ben)).tasks[0]
    assert task.item is not None
    while (await joined.today(joined.ben)).open_tasks:
        first = (await joined.today(joined.ben)).open_tasks[0]
        await joined.ben.slash(joined.channel, "task done", task=f"#{first.id}")
    reading = await reading_of(joined)
    week = reading.book.index.path(task.item.key)[-1]

    shown = await opened(joined, section=week.label)

    assert ("✅" in text(shown)) is (task.sittings == 1)
    assert "% settled" in text(shown)


async def test_where_names_the_path_the_share_and_what_comes_next(joined: World) -> None:
    first = (await joined.today(joined.ben)).tasks[0]
    await joined.ben.slash(joined.channel, "task done", task=f"#{first.id}")

    shown = await joined.ben.slash(joined.channel, "roadmap where")

    assert shown.ephemeral
    assert "▶️ **Phase" in text(shown)
    assert "▶️ **Week 1" in text(shown)
    assert text(shown).index("▶️ **Week 1") < text(shown).index("▫️ Phase")
    assert "roadmap: week 1 of 16" in text(shown)
    assert "your plan: week 1 of " in text(shown)
    assert "**Next**" in text(shown)
    await press(joined.ben, shown, label="Open this part")
    assert "## Week 1" in text(shown)


async def test_where_leads_to_the_checkpoints_and_to_the_choices(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap where")

    await press(joined.ben, shown, label="Your choices")
    assert "Your choices" in text(shown)

    shown = await joined.ben.slash(joined.channel, "roadmap where")
    await press(joined.ben, shown, label="Checkpoints")
    assert "Checkpoint" in text(shown)


async def test_where_needs_a_roadmap(world: World) -> None:
    assert "Start with `/join`" in text(await world.ben.slash(world.channel, "roadmap where"))


async def test_a_search_finds_tasks_and_opens_them(joined: World) -> None:
    shown = await opened(joined, search="ATTENTION is all")

    assert "Attention Is All You Need" in text(shown)
    found = (await reading_of(joined)).book.search.find("attention is all")
    await choose(joined.ben, shown, str(found[0].page), prefix="c:pages")

    assert found[0].title in text(shown)


async def test_a_long_search_has_sheets_and_a_new_one_starts_in_a_form(joined: World) -> None:
    await joined.join(joined.ada, roadmap="production-intensive")
    shown = await joined.ada.slash(joined.channel, "roadmap show", search="data")
    before = text(shown)

    await press(joined.ada, shown, label="Read on ▶")
    assert text(shown) != before
    await press(joined.ada, shown, label="◀ Back")
    assert text(shown) == before

    form = await press(joined.ada, shown, label="Search…")
    await submit(joined.ada, form, ["docker"])
    assert "🔎 docker" in text(shown)


async def test_a_search_that_finds_nothing_names_what_is_near(joined: World) -> None:
    shown = await opened(joined, search="pyhton")

    assert "Nothing has these words. Near to them" in text(shown)
    assert "Python" in text(shown)


async def test_a_search_shows_what_was_typed_and_nothing_else(joined: World) -> None:
    shown = await opened(joined, search="@everyone [x](https://evil.example)")

    assert "@everyone" not in text(shown)
    assert "(https://evil" not in text(shown)


async def test_a_part_that_is_not_there_gets_the_nearest_ones(joined: World) -> None:
    refused = await opened(joined, section="Wek 12")

    assert "no part called **Wek 12**" in text(refused)
    assert "Week 12" in text(refused)


async def test_parts_are_suggested_of_the_roadmap_named_beside(world: World) -> None:
    found = await world.ben.autocomplete(
        world.channel, "roadmap show", "section", "docker", roadmap="category-b"
    )

    assert any("Docker" in choice["name"] for choice in found)
    shown = await opened(world, roadmap="category-b", section=found[0]["value"])
    assert "Docker" in text(shown)


async def test_a_page_of_another_printing_says_so(joined: World) -> None:
    whose = f"{joined.guild.id}:{joined.ben.id}"
    stale = await joined.post_raw(f"c:page:{whose}:00000000:overview")

    refused = await press(joined.ben, stale, label="Press")

    assert "no longer available" in text(refused)


@pytest.mark.parametrize("page", ["item9999", "section9999", "nowhere", "overview~7x", "question"])
async def test_a_forged_page_is_refused(joined: World, page: str) -> None:
    tag = (await reading_of(joined)).book.tag
    forged = await joined.post_raw(f"c:page:{joined.guild.id}:{joined.ben.id}:{tag}:{page}")

    refused = await press(joined.ben, forged, label="Press")

    assert "no longer available" in text(refused)


async def test_a_sheet_past_the_end_is_the_last_one(joined: World) -> None:
    tag = (await reading_of(joined)).book.tag
    far = await joined.post_raw(f"c:page:{joined.guild.id}:{joined.ben.id}:{tag}:resources~99")

    shown = await press(joined.ben, far, label="Press")

    assert "Resources" in text(shown if shown.response else far)


async def test_nobody_turns_somebody_elses_pages(joined: World) -> None:
    public = await joined.post(page_layout(await reading_of(joined), Address(PageKind.OVERVIEW)))

    refused = await press(joined.ada, public, label="All roadmaps")

    assert f"This belongs to <@{joined.ben.id}>" in text(refused)
