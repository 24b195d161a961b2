"""Writing solved problems down, and what comes of it, as a member does it."""

from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from tests.journeys.world import World
from tests.simtools import burst, buttons, choose, fields, find_button, message_of, press, submit, text

HOSTILE = "**bold** @everyone <@1> ||x|| [a](https://example.org)\n# big"
MINUTES, FELT = "How long did it take?", "How did it feel?"
PATTERN, NOTE = "Which pattern solved it?", "A note to yourself"


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on the roadmap whose first week asks for fifteen problems."""
    await world.join(world.ben)
    return world


async def log(world: World, problem: str, who: MemberActor | None = None, **told: Any) -> InteractionResult:
    return await (who or world.ben).slash(world.channel, "leetcode solved", problem=problem, **told)


async def look(world: World, what: str, **options: Any) -> InteractionResult:
    return await world.ben.slash(world.channel, f"leetcode {what}", **options)


async def row_count(world: World, table: str, where: str = "1 = 1") -> int:
    async with world.store() as tx:
        counted = await tx.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE {where}")  # noqa: S608
        return counted.scalar_one()


async def test_a_solve_is_one_command_and_the_rest_a_form(joined: World) -> None:
    card = await log(joined, "1")
    assert card.ephemeral
    assert "[1\\. Two Sum](<https://leetcode.com/problems/two-sum/>)" in text(card)
    assert "**1-day streak** · today counts" in text(card)
    assert "🎯 LeetCode problems solved **1 of 15** · Blind 75 problems solved **1 of 75**" in text(card)
    assert "SQL" not in text(card)

    form = await press(joined.ben, card, label="Add time")
    assert list(fields(form)) == [MINUTES, FELT, PATTERN, NOTE]
    told = {MINUTES: "1h10", FELT: "hard", PATTERN: ["two-pointers"], NOTE: HOSTILE}
    await submit(joined.ben, form, told)

    assert "Easy · Two pointers · 1 h 10 min · felt hard" in text(card)
    assert "\\*\\*bold\\*\\*" in text(card)
    assert "@everyone" not in text(card)
    assert "Comes back tomorrow" in text(card)
    assert await row_count(joined, "timelog", "minutes = 70 AND kind = 'practice'") == 1


async def test_a_time_that_cannot_be_read_costs_nothing_else_of_the_form(joined: World) -> None:
    card = await log(joined, "1")
    form = await press(joined.ben, card, label="Add time")
    note = "the complement of each number, kept in a map while walking"

    await submit(joined.ben, form, {MINUTES: "ages", NOTE: note, FELT: "hard"})

    assert "I could not read **ages** as a length of time; all else is kept." in text(card)
    assert f"felt hard\n> {note}" in text(card)
    form = await press(joined.ben, card, label="Change…")
    assert note in str(form.modal)
    await submit(joined.ben, form, {MINUTES: "35", NOTE: note, FELT: "hard"})
    assert f"35 min · felt hard\n> {note}" in text(card)
    assert "ages" not in text(card)


async def test_a_solve_told_twice_is_one_and_says_so(joined: World) -> None:
    await log(joined, "70", minutes="20")
    card = await log(joined, "climbing stairs", felt="good")

    assert "20 min · felt good" in text(card)
    assert "it counts once" in text(card)
    assert await row_count(joined, "problem_solve") == 1
    await press(joined.ben, card, label="Take the solve back")
    assert await row_count(joined, "problem_solve", "revoked_at IS NULL") == 0


async def test_what_was_solved_from_a_prompt_is_changed_by_its_button(joined: World) -> None:
    card = await joined.ben.slash(joined.channel, "leetcode prompt")
    form = await press(joined.ben, card, label="Solved…")
    await submit(joined.ben, form, {MINUTES: "12"})
    form = await press(joined.ben, card, label="Solved…")
    assert form.modal is not None
    assert form.modal["title"].startswith("Change: ")
    await submit(joined.ben, form, {MINUTES: "12", FELT: "easy"})

    assert await row_count(joined, "problem_solve") == 1
    assert await row_count(joined, "problem_solve", "minutes = 12 AND grade = 'easy'") == 1


async def test_what_is_no_number_of_leetcode_is_refused_and_what_may_be_one_says_so(joined: World) -> None:
    assert "99999" in text(await log(joined, "99999"))
    assert await row_count(joined, "problem_solve") == 0
    card = await log(joined, "https://leetcode.com/problems/some-weird-thing/")
    assert "It is not in my catalogue: I take your word for it." in text(card)


async def test_a_task_that_is_due_can_be_read(joined: World) -> None:
    await log(joined, "ml:k-means", felt="again")
    await joined.sleep_until(9, days=3)
    page = await look(joined, "due")

    assert "## 🔁 ML · " in text(page)
    assert "**What has to hold**" in text(page)


async def test_everything_can_be_said_in_the_command(joined: World) -> None:
    card = await log(joined, "two sum", minutes="35", felt="easy", pattern="Hash maps", note="one pass")

    assert "Easy · Hash maps · 35 min · felt easy\n> one pass" in text(card)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("two sum", "1. Two Sum · Easy"),
        ("https://leetcode.com/problems/3sum/description/", "15. 3Sum · Medium"),
        ("217", "217. Contains Duplicate · Easy"),
        ("k-means with", "ML · k-means with careful starts"),
        ("meeting rooms", "252. Meeting Rooms · Easy 🔒"),
    ],
)
async def test_a_problem_is_suggested_while_it_is_typed_and_taken_as_chosen(
    joined: World, typed: str, found: str
) -> None:
    first, *_ = await joined.ben.autocomplete(joined.channel, "leetcode solved", "problem", typed)

    assert first["name"] == found
    label = found.removeprefix("ML · ").split(" · ")[0].replace(". ", "\\. ")
    assert label in text(await log(joined, first["value"]))


async def test_a_problem_outside_the_catalogue_asks_for_its_difficulty(joined: World) -> None:
    card = await log(joined, "https://leetcode.com/problems/earliest-finish-time/")
    assert "[Earliest finish time](<https://leetcode.com/problems/earliest-finish-time/>)" in text(card)

    form = await press(joined.ben, card, label="Add time")
    await submit(joined.ben, form, {"LeetCode's difficulty": "medium"})

    assert "Medium" in text(card)
    shown = text(await look(joined, "progress"))
    assert "1 problem solved (0 easy, 1 medium, 0 hard)" in shown


async def test_what_is_no_problem_is_refused_with_what_it_may_mean(joined: World) -> None:
    assert "Did you mean" in text(await log(joined, "two summ"))
    assert await row_count(joined, "problem_solve") == 0


async def test_an_undo_takes_everything_back_and_only_once(joined: World) -> None:
    card = await log(joined, "1", minutes="30", felt="good")
    undo = find_button(card, label="Undo").custom_id

    await burst(joined.env, *(joined.ben.click(message_of(card), custom_id=undo) for _ in range(5)))

    assert "Taken back already: [1\\. Two Sum]" in text(card)
    assert "nothing counts yet today" in text(card)
    assert await row_count(joined, "timelog") == 0
    assert await row_count(joined, "problem_review") == 0
    assert await row_count(joined, "checkin", "revoked_at IS NULL") == 0
    target = await joined.ben.slash(joined.channel, "roadmap target", target="LeetCode problems solved")
    assert "Counted 0 problems" in text(target)


async def test_the_command_takes_back_as_well(joined: World) -> None:
    await log(joined, "1")

    assert "Taken back" in text(await log(joined, "two sum", take_back=True))
    assert "is not in your log" in text(await log(joined, "two sum", take_back=True))


async def test_the_streak_and_the_numbers_say_where_they_come_from(joined: World) -> None:
    await log(joined, "1")
    why = await joined.ben.slash(joined.channel, "streak why")
    target = await joined.ben.slash(joined.channel, "roadmap target", target="LeetCode problems solved")

    assert "**The day counts.**" in text(why)
    assert "1\\. Two Sum" in text(why)
    assert "counted from your solved problems, `/leetcode progress` shows them" in text(target)
    assert "easy: at least 10 problems, counted 1, 9 problems to go" in text(target)


async def test_milestones_and_lists_of_a_roadmap_are_filled_from_the_log(joined: World) -> None:
    await log(joined, "1757")
    sql = await joined.ben.slash(joined.channel, "roadmap target", target="Top 50 SQL")

    assert "Counted 1 problem, the goal is at least 50 problems" in text(sql)


async def test_what_is_due_is_redone_with_buttons_that_outlive_a_restart(joined: World) -> None:
    assert "Nothing to repeat yet" in text(await look(joined, "due"))
    await log(joined, "1", felt="again", note="a map of what is missing")
    await log(joined, "15", felt="good")
    await joined.sleep_until(9, days=8)

    page = await look(joined, "due")
    assert "Due for 8 days · solved 1 time" in text(page)
    assert "||a map of what is missing||" in text(page)
    assert "**Also due (1)**\n- [15\\. 3Sum]" in text(page)
    await joined.restart()
    label = next(button.label for button in buttons(page) if button.label.startswith("Good"))
    await press(joined.ben, page, label=label)

    assert "[1\\. Two Sum](<https://leetcode.com/problems/two-sum/>) comes back in" in text(page)
    assert f"in {label.removeprefix('Good · ')}" in text(page)
    assert "## 🔁 [15\\. 3Sum]" in text(page)
    await press(joined.ben, page, label="Not today")
    assert "comes back tomorrow" in text(page)
    assert "Nothing is due today" in text(page)


async def test_a_grade_pressed_five_times_is_one_redo_and_can_be_taken_back(joined: World) -> None:
    await log(joined, "1", felt="again")
    await joined.sleep_until(9, days=3)
    page = await look(joined, "due")
    easy = find_button(page, label="Easy").custom_id

    await burst(joined.env, *(joined.ben.click(message_of(page), custom_id=easy) for _ in range(5)))

    assert await row_count(joined, "problem_solve") == 2
    again = await look(joined, "due")
    assert "Nothing is due today" in text(again)
    gone = await log(joined, "1", take_back=True)
    assert "You solved it at another time too" in text(gone)
    assert "## 🔁 [1\\. Two Sum]" in text(await look(joined, "due"))


async def test_another_problem_that_is_due_can_be_chosen_or_put_off_by_its_name(joined: World) -> None:
    await log(joined, "1", felt="again")
    await joined.env.advance_time(60)
    await log(joined, "15", felt="again")
    assert "is not due: it comes back on" in text(await look(joined, "due", put_off="15"))
    await joined.sleep_until(9, days=4)

    page = await look(joined, "due")
    await choose(joined.ben, page, "2", prefix="c:lcduepick")
    assert "## 🔁 [15\\. 3Sum]" in text(page)
    assert "comes back tomorrow" in text(await look(joined, "due", put_off="3sum"))
    assert "## 🔁 [1\\. Two Sum]" in text(await look(joined, "due"))


async def test_patterns_show_what_is_weak_and_keep_notes(joined: World) -> None:
    for problem in ("1", "217", "242"):
        await log(joined, problem, felt="hard", note=f"note on {problem}")
    overview = await look(joined, "patterns")
    assert "Worth a look: Hash maps" in text(overview)
    assert "**Hash maps** 3 of 23 · 3 of the last 3 were hard · 3 notes" in text(overview)

    await choose(joined.ben, overview, "hash-maps", prefix="c:lcpattern")
    assert "> note on 242" in text(overview)
    form = await choose(joined.ben, overview, "3", prefix="c:lcnote")
    await submit(joined.ben, form, {NOTE: "count the letters"})
    await look(joined, "note", problem="217", note="a set is enough")

    opened = text(await look(joined, "patterns", pattern="Hash maps"))
    assert "> count the letters" in opened
    assert "> a set is enough" in opened
    assert "note on 242" not in opened
    assert "There is no pattern" in text(await look(joined, "patterns", pattern="knitting"))


async def test_lists_name_their_authors_and_go_on_in_their_order(joined: World) -> None:
    sets = await look(joined, "sets")
    assert "**[Grind 75](<https://www.techinterviewhandbook.org/grind75/>)** by Yangshun Tay" in text(sets)
    await choose(joined.ben, sets, "blind-75", prefix="c:lcset")
    assert "🔒 [271\\. Encode and Decode Strings]" in text(sets)
    await press(joined.ben, sets, label="▶")
    assert "Page 2 of 4" in text(sets)

    await press(joined.ben, sets, label="Next problem")
    assert "## 🎯 [217\\. Contains Duplicate]" in text(sets)
    form = await press(joined.ben, sets, label="Solved…")
    await submit(joined.ben, form, {MINUTES: "12", FELT: "good"})
    assert "✅ [217\\. Contains Duplicate]" in text(sets)

    following = await look(joined, "next", set="Blind 75")
    assert "## 🎯 [242\\. Valid Anagram]" in text(following)
    assert "1 of 75 problems" in text(following)
    assert "✅ [217\\. Contains Duplicate]" in text(await look(joined, "sets", set="blind-75", page=1))
    assert "There is no list" in text(await look(joined, "next", set="my own"))


async def test_a_paid_problem_is_never_next(joined: World) -> None:
    for problem in ("217", "242", "1", "49", "347", "238"):
        await log(joined, problem)

    assert "[128\\. Longest Consecutive Sequence]" in text(await look(joined, "next", set="blind-75"))


async def test_progress_is_a_picture_that_words_repeat(joined: World) -> None:
    await log(joined, "1")
    await log(joined, "15")
    shown = await look(joined, "progress")

    assert "2 problems solved (1 easy, 1 medium, 0 hard), 2 this week." in text(shown)
    assert shown.response is not None
    described = str(shown.response.components)
    assert "LeetCode problems solved: 2 of 15 (easy 1 of 10, medium 1 of 5" in described
    assert "Hash maps 1 of 23" in described


async def test_nobody_else_presses_and_another_server_knows_nothing(joined: World) -> None:
    card = await log(joined, "1", note="mine")
    undo = find_button(card, label="Undo").custom_id
    forged = await joined.post_raw(undo)
    refused = await joined.ada.click(forged, custom_id=undo)
    other = joined.env.create_guild("Another group")
    there = other.create_text_channel("general")
    member = other.add_member(joined.ben.user)
    await member.slash(there, "join", roadmap="deep-dive-16w", timezone="Europe/Berlin")

    assert "Taken back" not in text(refused)
    assert await row_count(joined, "problem_solve", "revoked_at IS NULL") == 1
    assert "0 problems solved" in text(await member.slash(there, "leetcode progress"))
    assert "is not in your log" in text(
        await member.slash(there, "leetcode note", problem="1", note="theirs")
    )


async def test_whoever_has_not_joined_is_led_to_it(world: World) -> None:
    assert "/join" in text(await log(world, "1"))
    assert "/join" in text(await look(world, "due"))
    assert "/join" in text(await look(world, "progress"))


async def test_a_log_outlives_leaving_the_roadmap(joined: World) -> None:
    await log(joined, "1")
    async with joined.store() as tx:
        await tx.exec_driver_sql("UPDATE enrolment SET state = 'left'")

    assert "1 problem solved" in text(await look(joined, "progress"))
    assert "1 of 75" in text(await look(joined, "sets"))


async def test_seven_days_of_problems_bring_a_card(joined: World) -> None:
    for _ in range(7):
        await joined.sleep_until(9)
        await log(joined, "1")

    assert await row_count(joined, "moment", "kind = 'streak:7' AND shown_at IS NOT NULL") == 1
