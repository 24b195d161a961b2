"""What /data says: what an export holds, what erasing means, and what it has done."""

from collections.abc import Mapping

from bot.domain.delivery_review import KEPT
from bot.domain.erasure import Erased
from bot.domain.hosting import BACKUP_MONTHS
from bot.domain.personal_data import CONFIRMATION
from bot.ui import theme
from bot.ui.personal_data_files import Parcel
from bot.ui.personal_data_sections import SECTIONS
from bot.ui.text import human_join, plural

COUNTED: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("tasks",), "task", "tasks"),
    (("check_ins",), "check-in", "check-ins"),
    (("time_log",), "entry in your time log", "entries in your time log"),
    (("reflections",), "reflection", "reflections"),
    (("claims", "measurements", "habits"), "claim, number or habit", "claims, numbers and habits"),
    (("problem_solves",), "solved problem", "solved problems"),
    (("mock_seats", "mock_outside"), "mock interview", "mock interviews"),
    (("feedback_written",), "feedback form", "feedback forms"),
    (("blocks",), "person you blocked", "people you blocked"),
)
"""Sections that are told apart in the question and after it; all others are counted together."""

UNCOUNTED = frozenset({"mock_interviews", "feedback_received"})
"""They stand for what is shared with others: one's own part in it is counted."""


DIGESTS_KNOWN = KEPT.days

MAX_PLACES = 20
"""Channels and threads that are named after an erasure: they have to fit one message."""


def counted(counts: Mapping[str, int]) -> str:
    """How much there is, in words: `12 tasks, 3 check-ins and 40 other entries`."""
    known = {section for sections, _, _ in COUNTED for section in sections} | UNCOUNTED
    numbers = [(sum(counts.get(each, 0) for each in names), one, many) for names, one, many in COUNTED]
    words = [plural(number, one, many) for number, one, many in numbers if number]
    rest = sum(number for section, number in counts.items() if section not in known)
    if not words:
        return plural(rest, "entry", "entries")
    return human_join([*words, plural(rest, "other entry", "other entries")] if rest else words)


def told_of(rows: Mapping[str, int]) -> dict[str, int]:
    """What of an erasure may be told: who was blocked by somebody must not learn of it by a number."""
    return {section: count for section, count in rows.items() if section in SECTIONS}


def question_text(counts: Mapping[str, int]) -> str:
    """What erasing means, before it is done."""
    lines = (
        f"## {theme.LOCK} Erase your data?",
        (
            "**What goes, for good:** everything stored about you in this server, your own words "
            f"included: {counted(counts)}."
        ),
        (
            "**What stays:** counts of the group without your name, such as how many people a round "
            "had. What others have of their own, such as an interview in their history, stays with "
            "them, without you."
        ),
        (
            "**What protects others:** if somebody has blocked you, their block stays. It holds a code from "
            "which nobody can read who you are, and which I only recognise if you join again."
        ),
        (
            "**What others hear:** a buddy or an interview partner who counts on you is told that you "
            "left, and open interviews are called off. Nobody is told that you erased anything."
        ),
        (
            f"**Backups** made by whoever hosts this bot may hold it for up to {BACKUP_MONTHS} months. "
            "If one is restored, you are erased again before the bot says a word."
        ),
        (
            "**Messages** that you wrote or shared in Discord's channels stay there: you can delete "
            "them by hand, and I list those I know of afterwards. Weekly digests of the last "
            f"{DIGESTS_KNOWN} days that may name you are taken away. Of older ones I no longer know which "
            "they are: I tell you in which channels to look, and whom to ask."
        ),
        (
            "You can `/join` again at any time, from an empty page. `/pause` and `/leave` keep your "
            "history. You may want to download your data first."
        ),
        f"-# To go on, press Erase and write {CONFIRMATION}; or use `/data delete` with it.",
    )
    return "\n\n".join(lines)


def exported_text(made: Parcel) -> str:
    """What is in the files of an export, and what to do with them now."""
    lines = [
        f"## {theme.LOCK} Your data",
        (
            f"`{next(iter(made.files))}` holds everything stored about you in this server, with an "
            "explanation of each part at its top. The tables hold the numbers once more, for a "
            "spreadsheet."
        ),
    ]
    if made.packed:
        lines.append("It was too large to send as it is: any program that opens `.gz` files unpacks it.")
    if made.unread:
        texts = plural(made.unread, "text")
        lines.append(
            f"I could not read {texts} of yours; the top of the document says which. Whoever hosts this bot "
            "may be able to repair it: `/privacy` says where to find them."
        )
    if made.left_out:
        names = human_join([f"`{name}`" for name in made.left_out])
        lines.append(f"There was no room for {names}; what they hold is in the document.")
    lines.append("-# Only you see this. Save the files now: they go when you close this message.")
    return "\n".join(lines)


def erased_text(erased: Erased) -> str:
    """What went, and what only the person can take away."""
    lines = [
        f"## {theme.LOCK} Erased",
        f"Everything stored about you in this server is gone: {counted(told_of(erased.rows))}.",
    ]
    if erased.removed:
        count = plural(erased.removed, "message")
        lines.append(
            f"I also take away {count} about you that I had written in channels, in the next minutes."
        )
    places = human_join([f"<#{each}>" for each in (*erased.left.channels, *erased.left.threads)[:MAX_PLACES]])
    if places:
        lines.append(
            f"What you posted or wrote yourself is still in {places}: delete by hand what you want gone."
        )
    if named := human_join([f"<#{each}>" for each in erased.left.named[:MAX_PLACES]]):
        lines.append(
            f"Messages of mine to everyone in {named} may still name you, and I do not know which: look for "
            "your name there, and ask whoever manages this server to delete what you find."
        )
    lines.append(
        "The direct messages I sent you stay with you; close the conversation to be rid of them. `/join` "
        "begins anew, whenever you like."
    )
    return "\n".join(lines)
