"""/help and /about."""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from discord import ui

from bot.domain.hosting import Hosting
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.language import N_, _
from bot.ui.members import ORGANISERS_SEE
from bot.ui.permissions import invite_url
from bot.ui.privacy import hosting_links
from bot.version import VERSION

MAX_CHARACTERS = 4000
"""Of all text in one message."""

TOPICS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Begin"),
        (
            ("join", N_("follow a roadmap at your own pace")),
            ("today", N_("your tasks for this study day, with buttons")),
            ("week", N_("the days around it")),
            ("language set", N_("your language")),
            ("plan show", N_("what you agreed on; `/plan pace`, `timezone`, `update`")),
        ),
    ),
    (
        N_("Know your roadmap"),
        (
            ("roadmap list", N_("what can be joined here; `/roadmap show` reads and searches")),
            ("roadmap where", N_("where you are, and what comes next")),
            ("roadmap branch", N_("choose your options, or change your mind")),
            ("roadmap checkpoints", N_("tick what you can do; `/roadmap target` for numbers")),
            ("roadmap milestones", N_("what is due when; `/roadmap ready` says what is missing")),
        ),
    ),
    (
        N_("Keep going"),
        (
            ("task done", N_("tick a task; `/task skip`, `move`, `add` and `habit` do the rest")),
            ("leetcode prompt", N_("a coding problem for your week; `/leetcode ml` too")),
            ("leetcode solved", N_("log it for your streak; `/leetcode due` brings it back in time")),
            ("leetcode progress", N_("a picture; `patterns`, `sets`, `next` and `note` too")),
            ("log", N_("write down time you spent")),
            ("progress", N_("your progress as a picture")),
            ("streak show", N_("until when today counts; `/streak why` explains each day")),
            ("streak board", N_("who keeps their days, for those who join")),
            ("streak moments", N_("what you have reached, with cards to share")),
            ("ritual write", N_("goals, wins, a plan or a review; `/ritual show` and `post` too")),
            (
                "buddy ask",
                N_("somebody who keeps you going; `share`, `nudge`, `block` too"),
            ),
            (
                "nudges set",
                N_("one message a day at your own time; `warn`, `quiet`, `mute` too"),
            ),
        ),
    ),
    (
        N_("Practise interviews"),
        (
            (
                "mock join",
                N_("a partner in each round; `/mock availability` says when you can"),
            ),
            (
                "mock interview",
                N_("find a time, move it, call it off; then `/mock start`, `kit`, `feedback`"),
            ),
            ("mock now", N_("a partner at once, or as soon as somebody has time")),
            ("mock history", N_("how they went; `/mock log` for those held elsewhere")),
        ),
    ),
    (
        N_("When life happens"),
        (
            ("streak backfill", N_("missed a day? If you only forgot to tick, fill it in")),
            ("streak rest", N_("plan a rest day; `/streak freeze` keeps a freeze for a day to come")),
            ("streak cutoff", N_("until which hour of the night your day counts")),
            ("plan replan", N_("behind? catch up, shift the end or drop optional items")),
            ("pause", N_("nothing is due and your streak waits")),
            ("resume", N_("come back: what is left is planned again")),
            ("leave", N_("leave the roadmap; your history stays")),
        ),
    ),
    (
        N_("Your data"),
        (
            ("privacy", N_("what is stored, and who can read it")),
            ("data export", N_("take it along; `/data delete` erases it")),
        ),
    ),
    (
        N_("For organisers"),
        (
            ("setup", N_("channels, time zone, organisers, permissions")),
            (
                "manage roadmaps import",
                N_("your group's own roadmap; `export`, `remove`, `list` and `notes` too"),
            ),
            (
                "manage questions import",
                N_("interview questions of your own; `export`, `remove` and `list` too"),
            ),
            (
                "manage rounds set",
                N_("rounds of mock interviews; `preview`, `run`, `cancel` too"),
            ),
            ("manage members", N_("who is slipping, who has gone quiet; never what they write")),
            ("manage rituals", N_("goals, wins, plans, a monthly review and a digest for the group")),
            ("manage leetcode", N_("a problem of the day for the group")),
            ("manage streaks amnesty", N_("forgive a day; `revoke` and `list` too")),
            (
                "manage deliveries list",
                N_("messages that wait, came late or failed; `retry` and `drop` too"),
            ),
        ),
    ),
)


def help_pages(command_ids: Mapping[str, int]) -> list[ui.LayoutView]:
    """What the bot can do, by what a person wants, in as few messages as hold it in this language.

    Commands can be clicked when their ids are known.
    """
    first = _("A roadmap becomes your tasks for today, and you are not alone with it.")
    pages = [[f"## {theme.MAP} Cohort\n{first}"]]
    for title, commands in TOPICS:
        lines = [f"{mention(name, command_ids)} {_(what)}" for name, what in commands]
        topic = "\n".join([f"### {_(title)}", *lines])
        if sum(map(len, pages[-1])) + len(topic) > MAX_CHARACTERS:
            pages.append([])
        pages[-1].append(topic)
    return [_page(texts) for texts in pages]


def _page(texts: Sequence[str]) -> ui.LayoutView:
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    for number, text in enumerate(texts):
        if number:
            box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(text))
    return layout(box)


def mention(name: str, command_ids: Mapping[str, int]) -> str:
    """A command that can be clicked, or its name while Discord has not told us its id."""
    command_id = command_ids.get(name.split(" ", maxsplit=1)[0])
    return f"</{name}:{command_id}>" if command_id else f"`/{name}`"


def about_layout(application_id: int, latency_seconds: float, hosting: Hosting) -> ui.LayoutView:
    """What this is, which version, how it treats people, and where to find whoever hosts it."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    # Before the first heartbeat the delay is not a number.
    delay = _("unknown") if isnan(latency_seconds) else _("{time} ms", time=f"{latency_seconds * 1000:.0f}")
    what = _(
        "Study groups on Discord that follow machine-learning-engineer roadmaps: tasks for today, "
        "streaks that people trust, nudges at each person's own time, mock interviews together."
    )
    keeps = _(
        "It reads no messages (no privileged intent), writes to you only after `/nudges set`, `/mock join` "
        "or `/mock now`, and keeps what you tell it in its host's database, per server."
    )
    wrong = _("Delay to Discord: {delay}. Something wrong? Tell an organiser of this server.", delay=delay)
    lines = [
        f"## {theme.MAP} Cohort {VERSION}\n{what}\n",
        f"{theme.LOCK} {keeps}",
        f"{theme.LOCK} {_(ORGANISERS_SEE)} {_('`/privacy` says more.')}",
        f"-# {wrong}",
    ]
    box.add_item(ui.TextDisplay("\n".join(lines)))
    add: ui.Button[Any] = ui.Button(label=_("Add to another server"), url=invite_url(application_id))
    box.add_item(row(add, *hosting_links(hosting)))
    return layout(box)
