"""Threats 1 to 6 and 8 to 11: what people write, what they press, and whose it is."""

from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import MemberActor

from bot.domain.tasks import TaskState
from bot.ui.base import Owned
from bot.ui.parts import ALL_PARTS
from bot.ui.text import safe
from tests.architecture.code import PROGRAMME, calls, sources
from tests.journeys.rituals import write
from tests.journeys.world import World
from tests.simtools import burst, fields, press, submit, text
from tests.threats.feed import Feed, open_feed, worded
from tests.threats.forging import KINDS, Forger

NASTY = "@everyone <@&1> <@2> [x](https://evil.example) # big ||hid|| > q `x` <t:0:R> </a:1> \u202eabc"
ORGANISERS = ("setup", "guilds", "manage", "members", "deliveries", "streak_amnesties")
"""Modules whose parts belong to organisers."""
FORM = 9
"""The type of an answer that opens a form, which is no message and names nobody."""


async def everything_shown(world: World, who: MemberActor, title: str) -> str:
    """Panels that hold the title of a task of one's own, in one string."""
    await world.join(who)
    await who.slash(world.channel, "task add", title=title)
    await write(who, world.channel, "goals", title[:100], "", "")
    shown = [await who.slash(world.channel, name) for name in ("today", "week", "ritual show")]
    public = await who.slash(world.channel, "ritual post", which="goals")
    return "\n".join(map(text, [*shown, public]))


async def test_01_mention_injection(world: World) -> None:
    shown = await everything_shown(world, world.ben, NASTY)

    assert "everyone" in shown
    assert "@everyone" not in shown.replace("\\@", "")
    bodies: list[Any] = [request.json for request in world.env.backend.http_requests]
    sent = [each for each in bodies if isinstance(each, dict) and each.get("type") != FORM]
    dicts = [data for each in sent if isinstance(data := each.get("data", each), dict)]
    messages = [each for each in dicts if "content" in each or "components" in each]
    assert len(messages) >= 6
    for message in messages:
        # Without the key Discord would notify whoever the text names.
        assert message["allowed_mentions"]["parse"] == []
        assert message["allowed_mentions"].get("users", []) == []


def test_01_mention_injection_nowhere_is_pinging_allowed_by_kind() -> None:
    asked = [
        (s.shown, name) for s in sources(*PROGRAMME) for _, name in calls(s.tree) if "AllowedMentions" in name
    ]

    assert asked == [
        ("bot/client.py", "discord.AllowedMentions.none"),
        ("bot/delivery/messenger.py", "discord.AllowedMentions"),
    ]


async def test_02_masked_link_heading_spoiler_and_quote(world: World) -> None:
    shown = await everything_shown(world, world.ben, NASTY)

    for live in ("](https://evil", "<t:0:R>", "</a:1>", "<@2>", "||hid||"):
        assert live not in shown.replace("\\<", "")
    assert "evil" in shown


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="[]()#|>*_~`\\<:@a \n", max_size=80))
def test_02_masked_link_survives_no_text(written: str) -> None:
    bare = safe(written, 400).replace("\\\\", "").replace("\\[", "").replace("\\]", "").replace("\\(", "")

    assert "](" not in bare


@pytest.mark.parametrize("ticks", ["```", "````", "`````", "``````"])
def test_03_code_block_breakout(ticks: str) -> None:
    shown = safe(f"{ticks}py\nprint(1){ticks}", 200, lines=True)

    assert "``" not in shown
    assert shown.count("`") == shown.count("\\`")


ALIKE = (
    ("Read", "Re\u200bad"),
    ("Read", "\u202eRead"),
    ("Read", "Read\u00ad"),
    ("Read", "Re\u2060ad"),
    ("Read", " Read  "),
    ("Café", "Cafe\u0301"),
    ("Read", "Read\ufeff"),
    ("Read", "Read\u2066"),
    ("Read a", "Read\u2003a"),
    ("Read a", "Read\na"),
    ("Read", "R\u034fead"),
    ("Read", "Read\x07"),
)


async def test_04_homoglyph_bidi_zero_width_and_zalgo(world: World) -> None:
    """What looks the same is the same: of two such goals one is kept."""
    await world.join(world.ben)
    for one, other in ALIKE:
        await write(world.ben, world.channel, "goals", one, other, "Z" + "\u0351" * 40)

        shown = text(await world.ben.slash(world.channel, "ritual show"))

        assert shown.count(one) == 1, ascii(other)
        assert "\u0351" * 4 not in shown


def forged(forger: Forger, part: type[Any], who: int, guild: int) -> tuple[str, int]:
    """A custom_id of this part that belongs to this person in this server."""
    forger.guilds, forger.users = [guild], [who]
    while True:
        identity, kind = forger.of(part)
        fits = part.__discord_ui_compiled_template__.fullmatch(identity)
        if fits and str(guild) in identity and (str(who) in identity or not issubclass(part, Owned)):
            return identity, kind


async def answer_to(feed: Feed, who: MemberActor, identity: str, kind: int) -> str:
    """What a press of it is answered."""
    with feed.capturing() as answers:
        sent = await feed.send(feed.press(who, feed.world.channel, identity, kind, []))
    assert len(answers.first[sent]) == 1, identity
    assert answers.first[sent][0]["data"]["flags"] & 64, identity
    return worded(answers, sent)


async def test_05_who_clicked(world: World) -> None:
    await world.join(world.ada)
    before = await world.today(world.ada)
    feed, forger = await open_feed(world), Forger(5, [1], [1], [], [])
    owned = [part for part in ALL_PARTS if issubclass(part, Owned)]
    for part in owned:
        identity, kind = forged(forger, part, world.ada.id, world.guild.id)
        said = await answer_to(feed, world.ben, identity, kind)
        assert f"This belongs to <@{world.ada.id}>" in said, identity

    assert len(owned) > 80
    assert await world.today(world.ada) == before


WRONG = (
    "c2:{verb}:{guild}:{ben}:1",
    "c:{verb}:{guild}:{ben}:-1:x",
    "c:{verb}:9999999999999999999:{ben}",
    "c:{verb}:{guild}:99999999999999999999999999",
    "c:{verb}:{guild}:١٢٣",
    "C:{verb}:{guild}:{ben}",
    "c:{verb}:{guild}:{ben}:" + "9" * 60,
    "c:{verb}:-{guild}:{ben}",
)


async def test_06_forged_custom_id(world: World) -> None:
    await world.join(world.ben)
    feed = await open_feed(world)
    verbs = sorted({part.__discord_ui_compiled_template__.pattern.split(":")[1] for part in ALL_PARTS})
    assert len(verbs) > 80
    for number, verb in enumerate(each for each in verbs if each.isalpha()):
        identity = WRONG[number % len(WRONG)].format(verb=verb, guild=world.guild.id, ben=world.ben.id)[:100]
        assert "no longer available" in await answer_to(feed, world.ben, identity, 2), identity


async def test_06_forged_custom_id_of_a_part_that_is_another_kind_by_now(world: World) -> None:
    await world.join(world.ben)
    feed, forger = await open_feed(world), Forger(6, [1], [1], [], [])
    for part, kind in KINDS.items():
        identity, _ = forged(forger, part, world.ben.id, world.guild.id)
        said = await answer_to(feed, world.ben, identity, 3 if kind == 2 else 2)
        assert "no longer available" in said, identity


async def test_08_cross_guild_roles_and_direct_messages(world: World) -> None:
    """An organiser elsewhere is nobody here, neither from their server nor from a direct message."""
    other = world.env.create_guild("Another group")
    room = other.create_text_channel("general")
    boss = other.add_member(world.ben.user, roles=[_boss(other)])
    assert "cannot" not in text(await boss.slash(room, "setup"))
    feed, forger = await open_feed(world), Forger(8, [1], [1], [], [])
    theirs = [part for part in ALL_PARTS if part.__module__.rpartition(".")[2].startswith(ORGANISERS)]
    for part in theirs:
        identity, kind = forged(forger, part, boss.id, world.guild.id)
        cases = [feed.press(boss, room, identity, kind, ["1"]) for _ in range(2)]
        for key in ("guild_id", "member", "guild_locale"):
            del cases[1][1][key]
        cases[1][1]["user"] = cases[0][1]["member"]["user"]
        for case in cases:
            with feed.capturing() as answers:
                sent = await feed.send(case)
            said = worded(answers, sent)
            refusals = ("no longer available", "Only an organiser", "This works in a server")
            assert any(words in said for words in refusals), (identity, said)

    assert len(theirs) > 15


def _boss(guild: Any) -> Any:
    return guild.create_role("Boss", permissions=discord.Permissions(administrator=True))


async def test_09_modal_tampering_and_mixup(world: World) -> None:
    joined = [await world.join(who) for who in (world.ada, world.ben)]
    hers = await press(world.ada, joined[0], label="Hours a week…")
    his = await press(world.ben, joined[1], label="Hours a week…")
    assert hers.modal is not None
    assert his.modal is not None
    assert hers.modal["custom_id"] != his.modal["custom_id"]
    await submit(world.ben, his, ["7.5"])

    feed = await open_feed(world)
    field = next(iter(fields(hers).values()))
    tampered = (
        [],
        [{"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": field, "value": "9" * 5_000}}],
        [{"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "other", "value": "5"}}],
    )
    for components in tampered:
        form = await press(world.ada, joined[0], label="Hours a week…")
        assert form.modal is not None
        with feed.capturing() as answers:
            identity = form.modal["custom_id"]
            sent = await feed.send(feed.submit(world.ada, world.channel, identity, list(components)))
        assert len(answers.first[sent]) == 1
        assert "broke on my side" not in worded(answers, sent)

    current = world.app.services.enrolments.current
    people = world.ada, world.ben
    paces = [(await current(world.guild.id, who.id)).minutes_per_week for who in people]
    assert paces[1] == 450
    assert paces[0] != 450


async def test_10_stale_component_and_modal(world: World) -> None:
    joined = await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    form = await press(world.ben, joined, label="Hours a week…")
    await world.restart()
    await world.env.advance_time(600)

    twice = await burst(world.env, *[press(world.ben, panel, label="Done", nth=0) for _ in range(2)])

    assert not [each for each in twice if "failed" in repr(each).lower()]
    assert [task.state for task in (await world.today(world.ben)).tasks].count(TaskState.DONE) == 1
    assert "I was restarted meanwhile" in text(await submit(world.ben, form, ["7.5"]))
    stale = await world.post_raw("c:gone:1:2")
    assert "no longer available" in text(await world.ben.click(stale, custom_id="c:gone:1:2"))


async def test_10_whatever_fails_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a press, in a form and while somebody types; in Discord's own words it would be "failed"."""
    joined = await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    form = await press(world.ben, joined, label="Hours a week…")
    assert form.modal is not None
    world.expected = (ZeroDivisionError,)

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    services = world.app.services
    failing = (services.tasks, "done"), (services.replans, "change_pace"), (services.enrolments, "offered")
    for service, work in failing:
        monkeypatch.setattr(type(service), work, broken)
    pressed = await press(world.ben, panel, label="Done", nth=0)
    submitted = await submit(world.ben, form, ["7.5"])
    feed = await open_feed(world)
    options = [{"type": 3, "name": "roadmap", "value": "deep", "focused": True}]
    data = {"id": "1", "name": "join", "type": 1, "options": options, "resolved": {}}
    with feed.capturing() as answers:
        typed = await feed.send(feed.command(world.ben, world.channel, data, typing=True))

    assert "broke on my side" in "".join(map(text, pressed.followups or [pressed]))
    assert "broke on my side" in text(submitted)
    assert answers.first[typed] == [{"type": 8, "data": {"choices": []}}]


async def test_11_double_delivery(world: World) -> None:
    await world.join(world.ben)
    feed = await open_feed(world)
    options = [{"type": 3, "name": "minutes", "value": "25"}]
    data = {"id": "1", "name": "log", "type": 1, "options": options, "resolved": {}}
    case = feed.command(world.ben, world.channel, data)
    form = feed.submit(world.ben, world.channel, "gone", [])
    with feed.capturing() as answers:
        for each in (case, case, form, form):
            await feed.send(each)

    assert [len(answers.first[each[0]]) for each in (case, form)] == [1, 1]
    async with world.store() as tx:
        rows = (await tx.exec_driver_sql("SELECT count(*), sum(minutes) FROM timelog")).one()
    assert tuple(rows) == (1, 25)
