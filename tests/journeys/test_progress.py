"""/progress as members see it."""

import io

from PIL import Image

from bot.ui.charts_words import MAX_ALT_TEXT
from tests.journeys.world import World
from tests.simtools import press, text

PHONE_WIDTH = 360
MEDIA_GALLERY = 12


async def told(world: World) -> str:
    """The sentence about the kinds of work."""
    shown = text(await world.ben.slash(world.channel, "progress"))
    (line,) = [line for line in shown.splitlines() if line.startswith("By kind")]
    return line


async def test_where_no_hours_are_stated_the_plan_is_the_budget(world: World) -> None:
    await world.join(world.ben)
    before = await told(world)
    assert "against what was planned so far" in before
    assert "study 0 h of" in before

    await world.ben.slash(world.channel, "log", minutes="90", kind="study")

    assert "study 1.5 h of" in await told(world)


async def test_a_roadmap_with_budgets_is_measured_by_them(world: World) -> None:
    await world.join(world.ben, roadmap="production-intensive")
    await world.sleep_until(12, days=7)
    line = await told(world)
    assert line.startswith("By kind, against the budget so far")
    # Week 1 of the roadmap: 15 hours of study, 25 hands-on; and the five hours of set-up before it.
    assert "study 0 h of 15 h" in line


async def test_a_done_task_and_its_logged_time_count_once(world: World) -> None:
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    minutes = (await world.today(world.ben)).tasks[0].planned_minutes
    await press(world.ben, panel, label="Done", nth=0)
    await world.ben.slash(world.channel, "log", minutes=str(minutes), kind="other")

    chart = await world.app.services.progress.chart(world.guild.id, world.ben.id)

    assert sum(row.done for row in chart.by_kind.kinds) == chart.week_minutes == minutes


async def test_the_picture_is_upright_and_described(world: World) -> None:
    await world.join(world.ben)
    shown = await world.ben.slash(world.channel, "progress")
    assert shown.response is not None
    (picture,) = shown.response.attachments
    image = Image.open(io.BytesIO(await picture.read()))
    assert image.height > image.width >= 2 * PHONE_WIDTH
    (container,) = shown.response.components
    (gallery,) = [part for part in container["components"] if part["type"] == MEDIA_GALLERY]
    alt_text = gallery["items"][0]["description"]
    assert alt_text.startswith("Progress chart of Deep Dive")
    assert "By kind" in alt_text
    assert len(alt_text) <= MAX_ALT_TEXT
