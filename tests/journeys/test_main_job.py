"""The main job, from joining to being nudged, as a member lives it."""

from tests.journeys.world import World
from tests.simtools import buttons, press, text


async def test_joining_tells_what_was_agreed_and_when_it_ends(world: World) -> None:
    joined = await world.join(world.ben)

    assert "You are in." in text(joined)
    assert "finishing about" in text(joined)
    assert "Europe/Berlin" in text(joined)
    assert {button.label for button in buttons(joined)} == {
        "Show me today",
        "Hours a week…",
        "Study days…",
        "My week…",
        "Be done by…",
        "Time zone…",
        "Daily nudge…",
        "Choose your options…",
    }


async def test_today_shows_the_day_in_the_roadmaps_own_words(world: World) -> None:
    await world.join(world.ben)

    today = await world.ben.slash(world.channel, "today")

    assert "Week 1" in text(today)
    assert "streak" in text(today)
    assert [button.label for button in buttons(today)].count("Done") >= 1


async def test_a_tick_survives_a_restart_and_is_counted_once(world: World) -> None:
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")

    await press(world.ben, panel, label="Done", nth=0)
    await world.restart()
    again = await world.ben.slash(world.channel, "today")

    assert "✅" in text(again)
    assert "**1-day streak** · today counts" in text(again)


async def test_an_old_button_answers_after_a_restart(world: World) -> None:
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    await world.restart()

    await press(world.ben, panel, label="Done", nth=0)

    assert "✅" in text(panel)


async def test_tomorrow_morning_the_nudge_is_in_the_direct_messages(world: World) -> None:
    await world.join(world.ben)
    set_ = await world.ben.slash(world.channel, "nudges set", time="09:00")
    assert "About **09:00**" in text(set_)

    await world.travel_to("2026-01-02 09:01")

    assert any("for you today" in message for message in world.inbox(world.ben))
