"""The same bot on PostgreSQL: a whole day of a member, with a restart in the middle."""

from pathlib import Path

from tests.journeys.world import open_world
from tests.simtools import burst, buttons, message_of, press, text


async def test_a_members_day_is_the_same_on_postgresql(postgres_url: str, data_dir: Path) -> None:
    async with open_world(postgres_url, data_dir) as world:
        await world.travel_to("2026-01-05 08:00")
        await world.join(world.ben)
        await world.ben.slash(world.channel, "nudges set", time="09:00")
        panel = await world.ben.slash(world.channel, "today")
        done = next(button.custom_id for button in buttons(panel) if button.label == "Done")
        await burst(world.env, *(world.ben.click(message_of(panel), custom_id=done) for _ in range(10)))
        first, second = (await world.today(world.ben)).open_tasks[:2]
        await world.ben.slash(world.channel, "task skip", task=f"#{first.id}")
        await world.ben.slash(world.channel, "task move", task=f"#{second.id}", to="+2")
        await world.ben.slash(world.channel, "task add", title="Read a paper", minutes="40")
        await world.ben.slash(world.channel, "log", minutes="50")

        await world.restart()
        await world.travel_to("2026-01-05 09:00")

        (nudge,) = world.inbox(world.ben)
        assert "1 task for you today" in nudge
        await press(world.ben, panel, label="Undo", nth=0)
        await press(world.ben, panel, label="Done", nth=0)
        assert "**1-day streak** · today counts" in text(panel)
        await world.travel_to("2026-01-08 20:00")
        assert (await world.today(world.ben)).tasks[0].day >= (await world.today(world.ben)).day
        assert "On plan" not in text(await world.ben.slash(world.channel, "progress"))
        assert "stays here" in text(await world.ben.slash(world.channel, "leave", confirm=True))
