"""/help and /about."""

from collections.abc import Mapping
from math import isnan
from typing import Any

from discord import ui

from bot.domain.hosting import Hosting
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.members import ORGANISERS_SEE
from bot.ui.permissions import invite_url
from bot.ui.privacy import hosting_links
from bot.version import VERSION

TOPICS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Begin",
        (
            ("join", "follow a roadmap at your own pace"),
            ("today", "your tasks for this study day, with buttons"),
            ("week", "the days around it"),
            ("plan show", "what you agreed on; `/plan pace`, `/plan update`"),
        ),
    ),
    (
        "Know your roadmap",
        (
            ("roadmap list", "what can be joined here; `/roadmap show` reads and searches"),
            ("roadmap where", "where you are, and what comes next"),
            ("roadmap branch", "choose your options, or change your mind"),
            ("roadmap checkpoints", "tick what you can do; `/roadmap target` for numbers"),
            ("roadmap milestones", "what is due when; `/roadmap ready` says what is missing"),
        ),
    ),
    (
        "Keep going",
        (
            ("task done", "tick a task; `/task skip`, `move`, `add` and `habit` do the rest"),
            ("leetcode prompt", "a coding problem for your week; `/leetcode ml` too"),
            ("leetcode solved", "log it for your streak; `/leetcode due` brings it back in time"),
            ("leetcode progress", "a picture; `patterns`, `sets`, `next` and `note` too"),
            ("log", "write down time you spent"),
            ("progress", "your progress as a picture"),
            ("streak show", "until when today counts; `/streak why` explains each day"),
            ("streak board", "who keeps their days, for those who join"),
            ("streak moments", "what you have reached, with cards to share"),
            ("ritual write", "goals, wins, a plan or a review; `/ritual show` and `post` too"),
            (
                "buddy ask",
                "somebody who keeps you going; `show`, `share`, `nudge`, `end` and `block` too",
            ),
            (
                "nudges set",
                ("one message a day at your own time; `show`, `warn`, `quiet`, `mute` and `off` too"),
            ),
        ),
    ),
    (
        "Practise interviews",
        (
            (
                "mock join",
                "a partner in each round; `/mock availability` says when you can",
            ),
            (
                "mock interview",
                "find a time, move it, call it off; then `/mock start`, `kit`, `feedback`",
            ),
            ("mock now", "a partner at once, or as soon as somebody has time"),
            ("mock history", "how they went; `/mock log` for those held elsewhere"),
        ),
    ),
    (
        "When life happens",
        (
            ("streak backfill", "missed a day? If you forgot to tick, fill it in"),
            ("streak rest", "plan a rest day; `/streak freeze` puts a freeze on one"),
            ("streak cutoff", "until which hour of the night your day counts"),
            ("plan replan", "behind? catch up, shift the end or drop optional items"),
            ("pause", "nothing is due and your streak waits"),
            ("resume", "come back: what is left is planned again"),
            ("leave", "leave the roadmap; your history stays"),
        ),
    ),
    (
        "Your data",
        (
            ("privacy", "what is stored, and who can read it"),
            ("data export", "take it along; `/data delete` erases it"),
        ),
    ),
    (
        "For organisers",
        (
            ("setup", "channels, time zone, organisers, permissions"),
            (
                "manage roadmaps import",
                "your group's own roadmap; `export`, `remove`, `list` and `notes` too",
            ),
            (
                "manage questions import",
                "interview questions of your own; `export`, `remove` and `list` too",
            ),
            (
                "manage rounds set",
                "rounds of mock interviews; `show`, `preview`, `run`, `replay` and `cancel` too",
            ),
            ("manage members", "who is slipping, who has gone quiet; never what they write"),
            ("manage rituals", "goals, wins, plans, a monthly review and a digest for the group"),
            ("manage leetcode", "a problem of the day for the group"),
            ("manage streaks amnesty", "forgive a day; `revoke` and `list` too"),
            (
                "manage deliveries list",
                "messages that wait or failed; `retry` and `drop` too",
            ),
        ),
    ),
)


def help_layout(command_ids: Mapping[str, int]) -> ui.LayoutView:
    """What the bot can do, by what a person wants; commands can be clicked when their ids are known."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(
        ui.TextDisplay(
            f"## {theme.MAP} Cohort\nA roadmap becomes your tasks for today, and you are not alone with it."
        )
    )
    for title, commands in TOPICS:
        box.add_item(ui.Separator())
        lines = [f"{mention(name, command_ids)} {what}" for name, what in commands]
        box.add_item(ui.TextDisplay("\n".join([f"### {title}", *lines])))
    return layout(box)


def mention(name: str, command_ids: Mapping[str, int]) -> str:
    """A command that can be clicked, or its name while Discord has not told us its id."""
    command_id = command_ids.get(name.split(" ", maxsplit=1)[0])
    return f"</{name}:{command_id}>" if command_id else f"`/{name}`"


def about_layout(application_id: int, latency_seconds: float, hosting: Hosting) -> ui.LayoutView:
    """What this is, which version, how it treats people, and where to find whoever hosts it."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    # Before the first heartbeat the delay is not a number.
    delay = "unknown" if isnan(latency_seconds) else f"{latency_seconds * 1000:.0f} ms"
    box.add_item(
        ui.TextDisplay(
            f"## {theme.MAP} Cohort {VERSION}\n"
            "Study groups on Discord that follow machine-learning-engineer roadmaps: tasks for today, "
            "streaks that people trust, nudges at each person's own time, mock interviews together.\n\n"
            f"{theme.LOCK} It reads no messages (no privileged intent), writes to you only after "
            "`/nudges set` or `/mock join`, and keeps what you tell it in its host's database, per server.\n"
            f"{theme.LOCK} {ORGANISERS_SEE} `/privacy` says more.\n"
            f"-# Delay to Discord: {delay}. Something wrong? Tell an organiser of this server."
        )
    )
    add: ui.Button[Any] = ui.Button(label="Add to another server", url=invite_url(application_id))
    box.add_item(row(add, *hosting_links(hosting)))
    return layout(box)
