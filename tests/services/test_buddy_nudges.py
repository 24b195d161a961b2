"""Words for a buddy: once a day, never to somebody who is done or away."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain import buddy_errors as e
from bot.domain.buddies import News, NoNudge, Nudged, Reach, Share
from bot.domain.delivery import Reason
from bot.domain.nudges import Quiet
from bot.domain.streak_entries import EntryKind, NewEntry
from bot.domain.tasks import EnrolmentState
from bot.store import checkins, enrolments, members, streaks
from tests.delivery.world import ADA, GUILD, utc
from tests.services.buddy_house import BEN, CYD, MONDAY, NOON, Deed, House


async def test_words_arrive_once_a_day_until_the_buddy_has_checked_in(house: House) -> None:
    await house.befriend()
    assert (await house.buddies.nudge(GUILD, ADA, "  Join   me? ")).reach is Reach.MESSAGE
    assert await house.said() == [(News.WORDS, ADA, BEN, "Join me?")]
    with pytest.raises(e.NudgedToday) as refused:
        await house.buddies.nudge(GUILD, ADA, "Now?")
    assert refused.value.until == utc("2026-06-02 01:00")

    shown = await house.buddies.show(GUILD, BEN)
    assert shown.partner is not None
    assert shown.partner.words is not None
    assert shown.partner.words.text == "Join me?"
    house.clock.pass_time(timedelta(hours=1))
    await house.check_in(BEN)
    answered = await house.buddies.show(GUILD, BEN)
    assert answered.partner is not None
    assert answered.partner.words is None

    house.clock.moment = utc("2026-06-02 10:00")
    await house.buddies.nudge(GUILD, ADA, "And today?")
    assert await house.said() == [(News.WORDS, ADA, BEN, "And today?")]


async def test_a_new_buddy_is_no_second_nudge_on_the_same_day(small: House) -> None:
    await small.befriend(ADA, BEN)
    await small.buddies.nudge(GUILD, ADA, "Hi")
    await small.buddies.end(GUILD, ADA)
    await small.befriend(CYD, ADA)

    with pytest.raises(e.NudgedToday):
        await small.buddies.nudge(GUILD, ADA, "Hi")


async def finish(house: House) -> None:
    async with house.store.write() as tx:
        found = await members.enrolled(tx, GUILD, BEN)
        await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.FINISHED, NOON)


def day_off(kind: EntryKind) -> Deed:
    async def take(house: House) -> None:
        async with house.store.write() as tx:
            ben = (await members.enrolled(tx, GUILD, BEN)).member
            # A freeze is earned by seven days.
            for back in range(1, 8) if kind is EntryKind.FREEZE else ():
                day = MONDAY - timedelta(days=back)
                await checkins.add(tx, ben.key, day, "task", str(day), NOON)
            await streaks.add(tx, GUILD, ben.key, NewEntry(kind, MONDAY, BEN, NOON, None))

    return take


NOT_NOW: list[Any] = [
    (lambda h: h.check_in(BEN), NoNudge.CHECKED_IN),
    (lambda h: h.pause(BEN, date(2026, 6, 8)), NoNudge.PAUSED),
    (finish, NoNudge.FINISHED),
    (day_off(EntryKind.REST), NoNudge.DAY_OFF),
    (day_off(EntryKind.FREEZE), NoNudge.DAY_OFF),
]


@pytest.mark.parametrize(("deed", "why"), NOT_NOW)
async def test_who_is_done_or_away_is_left_alone_and_the_day_is_not_used_up(
    small: House, deed: Deed, why: NoNudge
) -> None:
    await small.befriend()
    await deed(small)

    with pytest.raises(e.LeftAlone) as refused:
        await small.buddies.nudge(GUILD, ADA, "Hi")

    assert refused.value.why is why
    assert refused.value.back == (date(2026, 6, 8) if why is NoNudge.PAUSED else None)
    shown = await small.buddies.show(GUILD, ADA)
    assert shown.partner is not None
    assert not shown.partner.nudged


async def nothing_happens(_: House) -> None:
    """An open day."""


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (nothing_happens, None),
        (NOT_NOW[0][0], Reason.ALL_DONE),
        (NOT_NOW[3][0], Reason.REST_DAY),
        (NOT_NOW[4][0], Reason.REST_DAY),
    ],
)
async def test_the_answer_is_the_same_whatever_happened_on_a_day_that_is_not_shared(
    small: House, deed: Deed, said: Reason | None
) -> None:
    await small.befriend(share=Share.NOTHING)
    await deed(small)

    nudged = await small.buddies.nudge(GUILD, ADA, "Hi")

    assert nudged == Nudged(BEN, "Hi", Reach.MESSAGE)
    (brief,) = await small.post()
    assert (brief.reason if isinstance(brief, Quiet) else None) is said


@pytest.mark.parametrize("share", Share)
async def test_who_has_checked_in_may_be_congratulated_once_a_day(small: House, share: Share) -> None:
    await small.befriend(share=share)
    await small.check_in(BEN)

    await small.buddies.nudge(GUILD, ADA, "Well done!")

    assert await small.said() == [(News.WORDS, ADA, BEN, "Well done!")]
    with pytest.raises(e.NudgedToday):
        await small.buddies.nudge(GUILD, ADA, "Well done!")


async def test_nobody_is_congratulated_on_a_day_off(small: House) -> None:
    await small.befriend()
    await day_off(EntryKind.REST)(small)
    with pytest.raises(e.LeftAlone):
        await small.buddies.nudge(GUILD, ADA, "Well done")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (lambda h: h.check_in(BEN), Reason.ALL_DONE),
        (lambda h: h.pause(BEN), Reason.PAUSED),
        (finish, Reason.FINISHED),
        (day_off(EntryKind.FREEZE), Reason.REST_DAY),
    ],
)
async def test_words_that_are_not_needed_any_more_do_not_leave(
    small: House, deed: Deed, reason: Reason
) -> None:
    await small.befriend()
    await small.buddies.nudge(GUILD, ADA, "Hi")
    small.clock.pass_time(timedelta(minutes=1))

    await deed(small)

    assert await small.post() == [Quiet(reason)]


async def test_nothing_leaves_once_the_nudge_is_off_or_muted(small: House) -> None:
    await small.befriend()
    await small.buddies.nudge(GUILD, ADA, "Hi")
    async with small.store.read() as tx:
        ben = (await members.enrolled(tx, GUILD, BEN)).member

    await small.nudge_at(ben.key, None)

    assert await small.post() == [Quiet(Reason.OFF)]
