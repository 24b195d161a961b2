"""Reporting numbers for the targets of a roadmap, and what Cohort counts by itself."""

import pytest

from tests.journeys.world import World
from tests.simtools import burst, buttons, message_of, press, submit, text

INTENSIVE, JUNIOR = "production-intensive", "junior-to-job-ready"


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on the roadmap that asks for many numbers."""
    await world.join(world.ben, roadmap=INTENSIVE)
    return world


async def test_a_number_is_compared_with_its_goal_and_marked_self_reported(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="0.87")
    shown = text(card)

    assert "I understood **87 %**" in shown
    assert "Reported 87 %, the goal is more than 90 %: **3 points to go**" in shown
    assert "**self-reported**" in shown
    assert "Due by week 5 of the roadmap: **Wed 4 Feb 2026** in your plan" in shown
    assert "CIFAR-10 test set" in shown
    assert card.ephemeral


async def test_the_newest_number_counts_and_can_be_taken_back(joined: World) -> None:
    await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="87")
    card = await joined.ben.slash(
        joined.channel, "roadmap target", target="CIFAR", value="91 %", evidence="https://wandb.ai/ben"
    )
    assert "**reached**" in text(card)
    assert "[evidence](<https://wandb.ai/ben>)" in text(card)

    await press(joined.ben, card, label="Take back 91 %")
    assert "3 points to go" in text(card)
    last = await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="undo")
    assert "Nothing reported yet" in text(last)
    refused = await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="undo")
    assert "could take back" in text(refused)


async def test_an_undo_pressed_twice_takes_one_number_back(joined: World) -> None:
    await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="87")
    card = await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="91")
    undo = next(button.custom_id for button in buttons(card) if "Take back" in button.label)

    await burst(joined.env, *(joined.ben.click(message_of(card), custom_id=undo) for _ in range(5)))

    async with joined.store() as tx:
        assert (await tx.exec_driver_sql("SELECT value FROM measurement")).scalars().all() == [87.0]


async def test_a_number_is_reported_by_button_and_form_too(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "roadmap target", target="Images in the data set")
    await joined.restart()
    form = await press(joined.ben, card, label="Report a number…")

    await submit(joined.ben, form, ["1.2k", ""])

    assert "I understood **1,200 images**" in text(card)
    assert "**reached**" in text(card)


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"target": "CIFAR", "value": "ninety"}, "I cannot read **ninety** as a number in %"),
        ({"target": "CIFAR", "value": "120"}, "takes 0 to 100 %"),
        ({"target": "no such thing", "value": "1"}, "I find no number called"),
        ({"target": "CIFAR", "evidence": "https://example.org"}, "fill in `value` as well"),
        ({"target": "CIFAR", "value": "91", "evidence": "nowhere"}, "is no link I can keep"),
    ],
)
async def test_a_number_that_makes_no_sense_is_refused(
    joined: World, options: dict[str, str], answer: str
) -> None:
    refused = await joined.ben.slash(joined.channel, "roadmap target", **options)

    assert answer in text(refused)
    async with joined.store() as tx:
        assert (await tx.exec_driver_sql("SELECT count(*) FROM measurement")).scalar_one() == 0


async def test_soft_goals_rates_and_parts_are_shown_as_such(world: World) -> None:
    await world.join(world.ben, roadmap=JUNIOR)

    soft = await world.ben.slash(world.channel, "roadmap target", target="Inference time", value="0.12 s")
    rate = await world.ben.slash(world.channel, "roadmap target", target="Applications a day", value="3")

    assert "nice to have" in text(soft)
    assert "Reported 120 ms, the goal is less than 100 ms: **20 ms too much**" in text(soft)
    assert "Reported 3 applications a day, the goal is 5 to 10 applications a day" in text(rate)


async def test_done_tasks_fill_the_numbers_that_cohort_can_count(world: World) -> None:
    await world.join(world.ben)
    empty = await world.ben.slash(world.channel, "roadmap target", target="LeetCode problems solved")
    assert "Counted 0 problems, the goal is at least 15 problems: **15 problems to go**" in text(empty)
    assert "counted by Cohort" in text(empty)

    async with world.store() as tx:
        await tx.exec_driver_sql("UPDATE task SET state = 'done' WHERE item_key = 'w01-easy'")
    card = await world.ben.slash(world.channel, "roadmap target", target="LeetCode problems solved")
    assert "easy: at least 10 problems, counted 10, reached" in text(card)
    assert "medium: at least 5 problems, counted 0, 5 problems to go" in text(card)

    more = await world.ben.slash(world.channel, "roadmap target", target="LeetCode problems", value="20")
    assert "Cohort counted 10 problems; the larger counts" in text(more)


async def test_numbers_that_matter_now_are_suggested_first(joined: World) -> None:
    first = await joined.ben.autocomplete(joined.channel, "roadmap target", "target", "")
    found = await joined.ben.autocomplete(joined.channel, "roadmap target", "target", "mock")

    assert first[0]["name"] == "Week 1 · Algorithms written from scratch"
    assert len(first) == 25
    assert all("mock" in choice["name"].casefold() for choice in found)
    shown = await joined.ben.slash(joined.channel, "roadmap target", target=found[0]["value"])
    assert "mocks" in text(shown)
