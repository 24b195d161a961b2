"""Nudges and warnings in somebody's language: their settings, and what comes by itself."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import product

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Destination, Reason
from bot.domain.schedules import QuietHours
from bot.domain.warnings import AtRisk
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.ui.language import use
from bot.ui.nudge_words import WHY_NOT, settings_text
from bot.ui.nudges import NudgeForm, QuietForm, WarnForm, nudge_settings_layout
from bot.ui.warnings import warning_message
from tests.journeys.world import World
from tests.languages.pseudo import CLOSE, FILLER, OPEN, bracketed, untranslated
from tests.languages.seen import Shown, words_seen
from tests.simtools import press, submit
from tests.ui.test_streaks import MONDAY, NOW
from tests.ui.test_today import TASK, TODAY

READ = ["08:30, 7pm, 0730", TASK.title]
"""An example of what is understood as a time, and what an author wrote."""

SHOWN = NudgeShown(
    minute=540,
    weekdays=frozenset(range(6)),
    destination=Destination.DM,
    status=NudgeStatus.ON,
    next_due_at=NOW,
    comes_at=NOW,
    muted_until=None,
    quiet=None,
    dm_closed=False,
    last=None,
    cutoff_minutes=180,
)
QUIET = QuietHours(1320, 450)


def missed(*seen: Shown) -> list[str]:
    """The words that passed no catalogue."""
    assert all(OPEN in "".join(words_seen(each)) for each in seen)
    return untranslated(words_seen(*seen), READ)


def settled(state: DeliveryState, reason: Reason | None) -> Delivery:
    return Delivery(1, 2, DeliveryKind.NUDGE, MONDAY, NOW, state, reason, 1, 3, 4, NOW)


def test_every_setting_of_a_nudge_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    states = [
        replace(SHOWN, status=status, destination=place, quiet=quiet, comes_at=comes)
        for status, place, quiet, comes in product(
            NudgeStatus, Destination, (None, QUIET), (NOW, NOW + timedelta(hours=1), None)
        )
    ]
    states += [
        replace(SHOWN, minute=30, dm_closed=True, away=True, warn_minute=1200, warn_swallowed=swallowed)
        for swallowed in (True, False)
    ]
    states += [replace(SHOWN, status=NudgeStatus.MUTED, muted_until=NOW)]
    for reason in (*WHY_NOT, Reason.NO_STREAK, None):
        dropped = settled(DeliveryState.DROPPED, reason)
        states.append(replace(SHOWN, last=dropped, last_warning=dropped))
    states.append(replace(SHOWN, last=settled(DeliveryState.SENT, None)))
    assert untranslated([settings_text(each) for each in (*states, None)]) == []
    forms = [NudgeForm(1, 2), QuietForm(1, 2, QUIET), WarnForm(1, 2, None)]
    views = [nudge_settings_layout(1, 2, each) for each in (SHOWN, states[-1], None)]
    assert missed(*forms, *views) == []


def test_every_warning_is_in_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    late = timedelta(minutes=90)
    held = [replace(TODAY, tasks=(TASK,), streak=replace(TODAY.streak, freezes=count)) for count in range(3)]
    either = True, False
    briefs = [
        AtRisk("n:7:", today, NOW, late, light, in_channel, Reason.DM_CLOSED, can_fill_in)
        for today in held
        for light, in_channel, can_fill_in in product(either, either, either)
    ]
    assert missed(*(warning_message(each).view for each in briefs)) == []


async def test_a_nudge_and_its_warning_from_switching_on_to_off(world: World, pseudo: str) -> None:
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "language set", language=pseudo)

    shown = await world.ben.slash(world.channel, "nudges show")
    form = await press(world.ben, shown, label=bracketed("Switch on…"))
    on = await submit(world.ben, form, ["09:00", ["dm"]])
    assert missed(shown, form, on) == []
    for day in (5, 6, 7):
        await world.travel_to(f"2026-01-{day:02} 18:00")
        first = (await world.today(world.ben)).open_tasks[0]
        await world.app.services.tasks.done(world.guild.id, world.ben.id, first.id)
    await world.travel_to("2026-01-08 20:05")
    warning = world.inbox(world.ben)[-1]
    assert f"{OPEN}**Your " in warning
    assert "**Your 3 days**: one task before 03:00" in re.sub(f"[{OPEN}{CLOSE}{FILLER}]", "", warning)
    assert all(OPEN in each for each in world.inbox(world.ben))

    for command, options in (
        ("quiet", {"from": "22:00", "to": "07:00"}),
        ("warn", {"at": "21:00"}),
        ("warn", {"at": "soon"}),
        ("mute", {"until": "2026-01-12"}),
        ("off", {}),
    ):
        answer = await world.ben.slash(world.channel, f"nudges {command}", **options)
        assert untranslated(words_seen(answer), [*READ, "soon"]) == [], command
