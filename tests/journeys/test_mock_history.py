"""What came of one's interviews: the history, those held elsewhere, and what they count for."""

from datetime import timedelta

import pytest
from simcord import InteractionResult, MemberActor

from bot.domain.mock_rubrics import Feedback, RubricRole
from bot.domain.mock_sessions import Session, SessionState
from bot.domain.questions import QuestionKind
from bot.store import checkins, members, mock_rubrics, mock_sessions
from tests.journeys.mocks import agreed, matched, session_of, settle_in
from tests.journeys.world import World
from tests.simtools import buttons, press, submit, text

LOW = {"framing": 2, "data": 2, "model": 3, "operation": 4}
TARGET = "mock interviews held"


async def history(world: World, who: MemberActor, **options: object) -> InteractionResult:
    """`/mock history`, which nobody else sees."""
    answer = await who.slash(world.channel, "mock history", **options)
    assert answer.ephemeral
    return answer


async def log(world: World, who: MemberActor, **options: object) -> InteractionResult:
    """`/mock log`."""
    return await who.slash(world.channel, "mock log", **options)


async def suggested(world: World, who: MemberActor) -> list[str]:
    """What `/mock log` offers to change."""
    found = await who.autocomplete(world.channel, "mock log", "entry", "")
    return [choice["name"] for choice in found]


async def credited(world: World, who: MemberActor) -> list[str]:
    """The mock interviews that count for somebody's study day."""
    async with world.store() as tx:
        member = await members.find(tx, world.guild.id, who.id)
        assert member is not None
        found = await checkins.of_day(tx, member.key, member.day(world.now()))
    return [each.ref for each in found if each.kind == "mock"]


async def reached(world: World, who: MemberActor) -> str:
    """What the roadmap's number of mock interviews says."""
    return text(await who.slash(world.channel, "roadmap target", target=TARGET))


async def held(world: World, scores: dict[str, int] | None = None) -> Session:
    """Ada and Ben held an interview to the end, and have sent feedback on each other."""
    session = await agreed(world, await matched(world, settle=False))
    assert session.starts_at is not None
    await world.env.advance_time((session.starts_at - world.now()).total_seconds())
    await world.tick()
    interviews = world.app.services.mock_interviews
    for who in (world.ada, world.ben):
        await interviews.start(world.guild.id, who.id, session.id)
    for _ in range(2):
        await world.env.advance_time(1800)
        await world.tick()
    async with world.store() as tx:
        one, other = (seat.member.key for seat in session.seats)
        for by, about in ((one, other), (other, one)):
            for role in RubricRole:
                given = (scores or LOW) if role is RubricRole.CANDIDATE else {"question": 4}
                feedback = Feedback(by, about, role, None, given, "Ask first", world.now())
                await mock_rubrics.put(tx, session.id, feedback)
    return await session_of(world, session.id)


@pytest.fixture(autouse=True)
async def two_members(world: World) -> None:
    """Ada in Berlin and Ben in New York; it is Monday 09:00 in Berlin."""
    await settle_in(world)


async def test_a_newcomer_is_shown_the_ways_in(world: World) -> None:
    shown = text(await history(world, world.ben))

    assert "No mock interview yet" in shown
    assert "`/mock now`" in shown


async def test_what_was_held_is_listed_with_its_scores_and_leads_to_its_feedback(world: World) -> None:
    session = await held(world)
    assert session.state is SessionState.FINISHED
    await world.restart()

    shown = await history(world, world.ada)

    words = text(shown)
    assert "**1** held here" in words
    assert f"**system design** with <@{world.ben.id}>" in words
    assert "2.8 of 4 as the candidate" in words
    assert "**Framing** 2.0 of 4" in words
    assert "Model" not in words
    feedback = await press(world.ada, shown, label="Feedback")
    assert "Ask first" in text(feedback)
    panel = text(await world.ada.slash(world.channel, "mock status"))
    assert "system design (data, framing)" in panel
    stranger = world.guild.add_member(world.env.create_user("cyd"))
    await world.join(stranger)
    assert "No mock interview yet" in text(await history(world, stranger))


async def test_the_panel_leads_to_all_of_it(world: World) -> None:
    for options in ({}, {"kinds": "coding"}):
        if options:
            await world.ben.slash(world.channel, "mock join", **options)
        panel = await world.ben.slash(world.channel, "mock status")
        assert "No mock interview yet" in text(await press(world.ben, panel, label="History"))
        form = await press(world.ben, panel, label="Log one held elsewhere…")
        assert form.modal is not None
    panel = await world.ben.slash(world.channel, "mock status")
    waits = await press(world.ben, panel, label="A partner now")
    assert "to practise coding" in text(waits)
    for verb in ("mocknow", "mockpast", "mocklog", "mockoutside"):
        argument = {"mocknow": ":stop", "mockpast": ":first:0", "mocklog": "", "mockoutside": ":gone:1"}[verb]
        posted = await world.post_raw(f"c:{verb}:{world.guild.id}:{world.ben.id}{argument}")
        assert "This belongs to" in text(await press(world.ada, posted))


async def test_one_that_counts_is_named_among_what_kept_the_streak(world: World) -> None:
    await log(world, world.ada, kind="coding")

    assert "mock interview" in text(await world.ada.slash(world.channel, "streak why")).lower()


async def test_feedback_counts_only_once_both_have_sent_theirs(world: World) -> None:
    session = await held(world)
    async with world.store() as tx:
        ada = session.seats[0].member.key
        await tx.exec_driver_sql("DELETE FROM mock_rubric WHERE by_key = ?", (ada,))

    assert "as the candidate" not in text(await history(world, world.ada))
    assert "To work on" not in text(await history(world, world.ada))


async def test_what_did_not_take_place_is_told_without_blame(world: World) -> None:
    session = await matched(world, settle=False)
    await world.ben.slash(world.channel, "mock decline", confirm=True)

    for who in (world.ada, world.ben):
        words = text(await history(world, who))
        assert "Somebody cannot make it this time" in words
        assert "**0** held here" in words
    assert (await session_of(world, session.id)).state is SessionState.CANCELLED


async def test_a_long_history_has_pages(world: World) -> None:
    for number in range(12):
        await log(world, world.ada, kind="coding", day=f"-{number}", place=f"Place {number}")

    first = await history(world, world.ada)
    assert "Place 0" in text(first)
    assert "Place 10" not in text(first)
    older = await press(world.ada, first, label="Older")
    assert "Place 11" in text(older)
    assert "Page 2 of 2" in text(older)
    assert "Place 0" in text(await press(world.ada, older, label="Newer"))
    assert "Place 11" in text(await history(world, world.ada, page=99))


async def test_one_held_elsewhere_today_counts_for_the_day_and_towards_the_roadmap(world: World) -> None:
    assert "counted 0 mocks" in (await reached(world, world.ada)).lower()

    logged = await log(world, world.ada, kind="coding", place="Pramp", recorded=True, work_on="Edge *cases*")

    assert logged.ephemeral
    assert "It counts for today" in text(logged)
    assert "Pramp · recorded" in text(logged)
    assert r"Edge \*cases\*" in text(logged)
    assert await credited(world, world.ada) == ["o1"]
    assert "counted 1 mock" in (await reached(world, world.ada)).lower()
    shown = text(await history(world, world.ada))
    assert "**0** held here, and 1 elsewhere" in shown
    assert "counted 1 mock, the goal is at least 3 mocks: **2 mocks to go**" in shown


async def test_an_earlier_one_counts_towards_the_roadmap_and_its_day_is_left_to_filling_in(
    world: World,
) -> None:
    await world.env.advance_time(3 * 86400)

    logged = text(await log(world, world.ada, kind="ml_theory", day="yesterday"))

    assert "`/streak backfill`" in logged
    assert await credited(world, world.ada) == []
    assert "counted 1 mock" in (await reached(world, world.ada)).lower()


async def test_taking_one_out_takes_back_all_that_it_counted_for(world: World) -> None:
    logged = await log(world, world.ada, kind="coding")
    asked = await press(world.ada, logged, label="Take it out…")
    kept = await press(world.ada, asked, label="Keep it")
    assert await credited(world, world.ada) == ["o1"]
    asked = await press(world.ada, kept, label="Take it out…")

    gone = await press(world.ada, asked, label="Take it out")

    assert "It is taken out" in text(gone)
    assert await credited(world, world.ada) == []
    assert "counted 0 mocks" in (await reached(world, world.ada)).lower()
    again = await world.post_raw(f"c:mockoutside:{world.guild.id}:{world.ada.id}:gone:1")
    assert "I find no such interview of yours" in text(await press(world.ada, again))


async def test_the_form_logs_and_changes_and_moving_the_day_moves_what_counts(world: World) -> None:
    form = await log(world, world.ada)
    card = await submit(world.ada, form, [["behavioral"], "today", "A friend", ["no"], ""])
    assert "Behavioural" in text(card)
    form = await press(world.ada, card, label="Change…")

    card = await submit(world.ada, form, [["behavioral"], "yesterday", "", ["yes"], "Shorter answers"])

    assert "A friend" not in text(card)
    assert "To work on: Shorter answers" in text(card)
    assert await credited(world, world.ada) == []
    changed = await log(world, world.ada, entry="#1", day="today", place="Pramp")
    assert "Pramp · recorded" in text(changed)
    assert await credited(world, world.ada) == ["o1"]
    assert "It is taken out" in text(await log(world, world.ada, entry="#1", remove=True))


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"kind": "coding", "day": "tomorrow"}, "Choose a day"),
        ({"kind": "coding", "day": "someday"}, "as a date"),
        ({"day": "today"}, "What was it about?"),
        ({"entry": "#7", "place": "x"}, "I find no such interview of yours"),
        ({"entry": "seven"}, "I find no such interview of yours"),
    ],
)
async def test_what_cannot_be_logged_is_refused_with_the_next_step(
    world: World, options: dict[str, str], answer: str
) -> None:
    assert answer in text(await log(world, world.ada, **options))
    assert "No mock interview yet" in text(await history(world, world.ada))


async def test_nobody_reaches_what_somebody_else_logged(world: World) -> None:
    card = await log(world, world.ada, kind="coding", place="Pramp")

    assert "I find no such interview" in text(await log(world, world.ben, entry="#1", place="x"))
    assert "I find no such interview" in text(await log(world, world.ben, entry="#1", remove=True))
    assert await suggested(world, world.ben) == []
    assert await suggested(world, world.ada) == ["Mon 5 Jan 2026 · coding · Pramp"]
    assert [button.label for button in buttons(card)] == ["Change…", "Take it out…"]


async def test_held_and_ticked_in_one_week_are_one_and_another_kind_is_another(world: World) -> None:
    session = await held(world)
    assert session.kind is QuestionKind.SYSTEM_DESIGN
    assert "counted 1 mock" in (await reached(world, world.ben)).lower()
    await log(world, world.ben, kind="coding")
    await world.env.advance_time(timedelta(days=1).total_seconds())
    await log(world, world.ben, kind="ml_coding")

    assert "counted 3 mocks" in (await reached(world, world.ben)).lower()
    assert "reached" in (await reached(world, world.ben)).lower()
    async with world.store() as tx:
        found = await mock_sessions.of_ids(tx, world.guild.id, [session.id])
    assert found == (session,)
