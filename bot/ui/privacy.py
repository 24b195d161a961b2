"""/privacy: what is stored, why, for how long, who can read it, and what one can do about it."""

from typing import Any

from discord import ui

from bot.domain.hosting import BACKUP_MONTHS, Hosting
from bot.ui import theme
from bot.ui.base import box, layout, row
from bot.ui.language import _, ngettext
from bot.ui.members import ORGANISERS_SEE
from bot.ui.personal_data import DataButton


def privacy_layout(hosting: Hosting, guild_id: int, user_id: int) -> ui.LayoutView:
    """The page, with the ways to one's own data and to whoever hosts the bot."""
    mine = (DataButton(guild_id, user_id, verb) for verb in ("export", "ask"))
    return layout(box(privacy_text(hosting)), row(*mine, *hosting_links(hosting)))


def hosting_links(hosting: Hosting) -> list[ui.Button[Any]]:
    """Buttons that open what the hoster gave the addresses of."""
    given = (
        # limit: 80
        (_("Privacy policy"), hosting.privacy_url),
        # limit: 80
        (_("Contact the host"), hosting.support_url),
    )
    return [ui.Button(label=label, url=url) for label, url in given if url]


def privacy_text(hosting: Hosting) -> str:
    """The page in words."""
    lines = (
        f"## {theme.LOCK} " + _("Your data in Cohort"),
        _(
            "**What is kept, and why.** Only what you tell the bot and what comes of it, for each "
            "server apart: your zone and study days (to plan them), tasks, time, check-ins and claims "
            "(your plan and your streak), what you write in rituals and notes (for yourself), solved "
            "problems, wishes, hours and feedback of mock interviews, buddies and blocks, and which "
            "messages the bot sent you. It reads no messages."
        ),
        _who_reads(),
        _(
            "**How it is kept.** Private writing (reflections, notes, evidence, feedback, words to a "
            "buddy) is encrypted in the database with a key that is kept apart from it: a stolen "
            "database or backup does not give it away. Whoever hosts the bot has the key and could "
            "read everything. Nothing is sold, shown to advertisers or used to train anything, and "
            "nobody is rated by it."
        ),
        _how_long(hosting),
        _(
            "**What you can do.** `/data export` gives you everything as files, `/data delete` erases "
            "it for good. `/leave` and `/nudges off` end the roadmap and the messages and keep your "
            "history. If you are no longer in the server, ask whoever hosts the bot to erase you."
        ),
        _complaints(hosting),
    )
    return "\n\n".join(lines)


def _who_reads() -> str:
    private = _("**Who can read it.** You, and nobody else what you write for yourself.")
    others = _(
        "They also see who is in a round of mock interviews and which messages failed. A buddy "
        "sees what you share with them; an interview partner your kind of interview, the hours you "
        "both have, and the feedback you give them. What you post everybody in that channel sees. "
        "An interview's thread is private, but whoever has Manage Threads in this server can open "
        "it. All messages pass through Discord."
    )
    return f"{private} {_(ORGANISERS_SEE)} {others}"


def _how_long(hosting: Hosting) -> str:
    kept = _("**How long.** Until you erase it.")
    left = ngettext(
        "After the bot was removed from a server, everything of that server goes after {count:,} day.",
        "After the bot was removed from a server, everything of that server goes after {count:,} days.",
        hosting.retention_days,
    )
    backups = ngettext(
        "Backups lose it within {count:,} month; whoever was erased is erased again when one is restored.",
        "Backups lose it within {count:,} months; whoever was erased is erased again when one is restored.",
        BACKUP_MONTHS,
    )
    codes = _(
        "Of somebody erased the bot keeps codes from which nobody can read who it was: for backups, and "
        "so that other people's blocks of them hold if they come back."
    )
    return f"{kept} {left} {backups} {codes}"


def _complaints(hosting: Hosting) -> str:
    if hosting.support_url:
        return _(
            "**Questions and complaints** go to whoever hosts this bot (by the button below), to an "
            "organiser of this server, or to the data protection authority where you live."
        )
    return _(
        "**Questions and complaints** go to an organiser of this server, who knows who hosts this bot, "
        "or to the data protection authority where you live."
    )
