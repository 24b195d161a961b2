"""Problems for one member: from the week, by wish, re-rolled, and the tasks of the day that they serve."""

import pytest
from simcord import InteractionResult

from tests.journeys.world import World
from tests.simtools import burst, buttons, choose, find_button, message_of, press, submit, text

INTENSIVE, JUNIOR = "production-intensive", "junior-to-job-ready"


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is in week 1: arrays, strings, two pointers."""
    await world.join(world.ben)
    return world


def title(card: InteractionResult) -> str:
    """The problem that a card is about."""
    return next(line for line in text(card).splitlines() if line.startswith("## 🎯"))


def labels(card: InteractionResult) -> list[str]:
    """What can be pressed on it."""
    return [button.label for button in buttons(card)]


async def test_a_prompt_fits_the_week_says_why_and_hides_the_topics(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")

    assert card.ephemeral
    assert "It fits this week's plan" in text(card)
    assert "10 more Easy to your target" in text(card) or "5 more Medium to your target" in text(card)
    assert "Topics: ||" in text(card)
    assert labels(card) == ["Solved…", "Another one", "Already solved it", "Open on LeetCode"]
    page = find_button(card, label="Open on LeetCode").url
    assert page.startswith("https://leetcode.com/problems/")
    assert page in title(card)


async def test_another_one_is_another_one_and_is_told_even_after_a_restart(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")
    shown = {title(card)}
    await joined.restart()
    for told in ("Re-rolled 1 time today", "Re-rolled 2 times today"):
        await press(joined.ben, card, label="Another one")
        shown.add(title(card))
        assert told in text(card)

    again = await joined.ben.slash(joined.channel, "leetcode prompt")
    assert len(shown) == 3
    assert title(again) == title(card)


async def test_a_double_press_rerolls_once(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")
    button = find_button(card, label="Another one").custom_id

    await burst(joined.env, *(joined.ben.click(message_of(card), custom_id=button) for _ in range(4)))

    again = await joined.ben.slash(joined.channel, "leetcode prompt")
    assert "Re-rolled 1 time today" in text(again)


async def test_solving_it_opens_the_form_and_the_next_one_is_new(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")
    first = title(card)
    form = await press(joined.ben, card, label="Solved…")
    told = await submit(joined.ben, form, {})
    assert "1-day streak" in text(told)
    assert "Comes back" in text(told)

    await press(joined.ben, card, label="Another one")

    assert title(card) != first
    assert "1 problem solved today" in text(card)
    assert "Re-rolled" not in text(card)


async def test_what_was_solved_before_is_noted_without_a_check_in(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")
    name = title(card).partition("[")[2].partition("]")[0]

    await press(joined.ben, card, label="Already solved it")

    assert f"Noted as solved before: **{name}**" in text(card)
    assert name not in title(card)
    assert not (await joined.today(joined.ben)).streak.today_done


async def test_wishes_are_kept_to_and_suggested_while_typing(joined: World) -> None:
    topics = await joined.ben.autocomplete(joined.channel, "leetcode prompt", "topic", "sliding")
    lists = await joined.ben.autocomplete(joined.channel, "leetcode prompt", "list", "blind")
    assert topics[0]["name"] == "Sliding window"
    wish = {"topic": topics[0]["value"], "list": lists[0]["value"], "difficulty": "medium"}

    card = await joined.ben.slash(joined.channel, "leetcode prompt", **wish)

    assert "You asked for Medium, sliding window, Blind 75" in text(card)
    assert "-# Medium" in text(card)


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ({"topic": "knitting"}, "I know no topic **knitting**"),
        ({"topic": "slding window"}, "Did you mean **Sliding window**?"),
        ({"list": "blind 7500"}, "There is no list"),
        ({"topic": "sql", "difficulty": "hard", "list": "blind-75"}, "No free problem has all of that"),
        ({"again": True}, "Nothing like that is in your log yet"),
    ],
)
async def test_a_wish_that_cannot_be_met_names_the_next_step(
    joined: World, wish: dict[str, object], answer: str
) -> None:
    refused = await joined.ben.slash(joined.channel, "leetcode prompt", **wish)

    assert answer in text(refused)


async def test_the_day_leads_to_a_problem_when_the_plan_asks_for_one(joined: World) -> None:
    today = await joined.ben.slash(joined.channel, "today")

    card = await press(joined.ben, today, label="Pick a problem")

    assert card.ephemeral
    assert "It fits this week's plan" in text(card)
    assert "## 📋 Today" in text(today)


async def test_the_card_of_a_task_leads_there_too(joined: World) -> None:
    today = await joined.ben.slash(joined.channel, "today")
    second = (await joined.today(joined.ben)).tasks[1]
    card = await choose(joined.ben, today, str(second.id), prefix="c:pick")

    prompt = await press(joined.ben, card, label="Pick a problem")

    assert second.title == "Two pointers"
    assert "This week's plan has two pointers" in text(prompt)


async def test_a_day_without_problems_offers_none(world: World) -> None:
    await world.join(world.ben, roadmap=INTENSIVE)

    assert "Pick a problem" not in labels(await world.ben.slash(world.channel, "today"))


async def test_a_habit_that_counts_problems_leads_there_too(world: World) -> None:
    await world.join(world.ben, roadmap=JUNIOR)

    assert "Pick a problem" in labels(await world.ben.slash(world.channel, "today"))


async def test_a_sitting_whose_problems_are_solved_is_offered_and_ticked_by_a_press_alone(
    joined: World,
) -> None:
    while not (asking := await joined.app.services.problem_prompts.sittings(joined.guild.id, joined.ben.id)):
        for task in (await joined.today(joined.ben)).open_tasks:
            await joined.app.services.tasks.done(joined.guild.id, joined.ben.id, task.id)
        await joined.sleep_until(9)
    sitting = asking[0]
    assert "Solve 10 Easy" in sitting.title
    easy = ["1", "26", "27", "88", "121", "125", "169", "242", "283", "344"][: sitting.asked]
    answers = [await joined.ben.slash(joined.channel, "leetcode solved", problem=each) for each in easy]

    before = (await joined.today(joined.ben)).open_tasks
    assert all(not answer.followups for answer in answers[:-1])
    offer = answers[-1].followups[-1]
    assert f"{sitting.asked} of {sitting.asked} problems today" in text(offer)
    assert sitting.task_id in {task.id for task in before}
    # Once it is offered, what is solved beyond, or told again, offers it no more; several at once do.
    for each in (easy[-1], "15", "412"):
        assert not (await joined.ben.slash(joined.channel, "leetcode solved", problem=each)).followups
    sittings = joined.app.services.problem_prompts.sittings
    whose = joined.guild.id, joined.ben.id
    keys = [(await joined.app.services.problem_shelf.find(each)).key for each in (*easy[-2:], "412")]
    assert [each.task_id for each in await sittings(*whose, keys)] == [sitting.task_id]
    assert await sittings(*whose, keys[-1:]) == ()

    await press(joined.ben, offer, label="Done")
    assert sitting.task_id not in {task.id for task in (await joined.today(joined.ben)).open_tasks}


async def test_a_task_of_machine_learning_shows_its_checks_when_asked(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode ml", topic="clustering")
    assert "Machine learning from scratch · level" in text(card)
    assert "What has to hold" not in text(card)

    await press(joined.ben, card, label="Show checks")
    assert "What has to hold" in text(card)
    await press(joined.ben, card, label="Hide checks")
    assert "What has to hold" not in text(card)


async def test_a_task_counts_when_the_member_says_so(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode ml")
    await joined.restart()
    await press(joined.ben, card, label="Solved…")
    assert "Which of these hold in your own code?" in text(card)
    await choose(joined.ben, card, "1", "2", prefix="c:lcchecks")
    assert "2 of " in text(card)

    form = await press(joined.ben, card, label="Count it as solved…")
    told = await submit(joined.ben, form, {})

    assert "machine learning from scratch" in text(told)
    assert (await joined.today(joined.ben)).streak.today_done


async def test_another_task_is_counted_and_topics_are_suggested(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode ml")
    first = title(card)
    await press(joined.ben, card, label="Another one")
    found = await joined.ben.autocomplete(joined.channel, "leetcode ml", "topic", "clus")

    assert title(card) != first
    assert "Re-rolled 1 time today" in text(card)
    assert [choice["name"] for choice in found] == ["Clustering"]


async def test_nobody_presses_the_buttons_of_somebody_else(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")
    message = await joined.post_raw(find_button(card, label="Another one").custom_id)

    refused = await press(joined.ada, message, label="Press")

    assert f"This belongs to <@{joined.ben.id}>" in text(refused)


async def test_who_is_on_no_roadmap_is_told_to_join(world: World) -> None:
    for command in ("leetcode prompt", "leetcode ml"):
        refused = await world.ben.slash(world.channel, command)
        assert "`/join`" in text(refused)


async def test_what_the_buttons_do_the_commands_do_too(joined: World) -> None:
    first = await joined.ben.slash(joined.channel, "leetcode prompt")
    second = await joined.ben.slash(joined.channel, "leetcode prompt", instead="another")
    third = await joined.ben.slash(joined.channel, "leetcode prompt", instead="had", difficulty="medium")
    task = await joined.ben.slash(joined.channel, "leetcode ml")
    other = await joined.ben.slash(joined.channel, "leetcode ml", another=True)

    assert len({title(card) for card in (first, second, third, task, other)}) == 5
    assert "Re-rolled 1 time today" in text(second)
    assert "Noted as solved before" in text(third)
    assert "-# Medium" in text(third)
    assert "Re-rolled 1 time today" in text(other)


async def test_without_an_open_problem_the_command_shows_a_first_one(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt", instead="had")

    assert "Noted" not in text(card)
    assert "Re-rolled" not in text(card)
