"""What /data says: what an export holds, what erasing means, and what it has done."""

from collections.abc import Callable, Mapping

from bot.domain.delivery_review import KEPT
from bot.domain.erasure import Erased
from bot.domain.hosting import BACKUP_MONTHS
from bot.domain.personal_data import CONFIRMATION
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.personal_data_files import Parcel
from bot.ui.personal_data_sections import SECTIONS
from bot.ui.text import human_join

COUNTED: tuple[tuple[tuple[str, ...], Callable[[int], str]], ...] = (
    (("tasks",), lambda n: ngettext("{count:,} task", "{count:,} tasks", n)),
    (("check_ins",), lambda n: ngettext("{count:,} check-in", "{count:,} check-ins", n)),
    (
        ("time_log",),
        lambda n: ngettext("{count:,} entry in your time log", "{count:,} entries in your time log", n),
    ),
    (("reflections",), lambda n: ngettext("{count:,} reflection", "{count:,} reflections", n)),
    (
        ("claims", "measurements", "habits"),
        lambda n: ngettext("{count:,} claim, number or habit", "{count:,} claims, numbers and habits", n),
    ),
    (("problem_solves",), lambda n: ngettext("{count:,} solved problem", "{count:,} solved problems", n)),
    (
        ("mock_seats", "mock_outside"),
        lambda n: ngettext("{count:,} mock interview", "{count:,} mock interviews", n),
    ),
    (("feedback_written",), lambda n: ngettext("{count:,} feedback form", "{count:,} feedback forms", n)),
    (("blocks",), lambda n: ngettext("{count:,} person you blocked", "{count:,} people you blocked", n)),
)
"""Sections that are told apart in the question and after it; all others are counted together."""

UNCOUNTED = frozenset({"mock_interviews", "feedback_received"})
"""They stand for what is shared with others: one's own part in it is counted."""


DIGESTS_KNOWN = KEPT.days

MAX_PLACES = 20
"""Channels and threads that are named after an erasure: they have to fit one message."""


def counted(counts: Mapping[str, int]) -> str:
    """How much there is, in words: `12 tasks, 3 check-ins and 40 other entries`."""
    known = {section for sections, _words in COUNTED for section in sections} | UNCOUNTED
    numbers = [(sum(counts.get(each, 0) for each in names), words) for names, words in COUNTED]
    told = [words(number) for number, words in numbers if number]
    rest = sum(number for section, number in counts.items() if section not in known)
    if not told:
        return ngettext("{count:,} entry", "{count:,} entries", rest)
    if rest:
        told.append(ngettext("{count:,} other entry", "{count:,} other entries", rest))
    return human_join(told)


def told_of(rows: Mapping[str, int]) -> dict[str, int]:
    """What of an erasure may be told: who was blocked by somebody must not learn of it by a number."""
    return {section: count for section, count in rows.items() if section in SECTIONS}


def question_text(counts: Mapping[str, int]) -> str:
    """What erasing means, before it is done."""
    lines = (
        f"## {theme.LOCK} " + _("Erase your data?"),
        _(
            "**What goes, for good:** everything stored about you in this server, your own words "
            "included: {entries}.",
            entries=counted(counts),
        ),
        _(
            "**What stays:** counts of the group without your name, such as how many people a round "
            "had. What others have of their own, such as an interview in their history, stays with "
            "them, without you."
        ),
        _(
            "**What protects others:** if somebody has blocked you, their block stays. It holds a code from "
            "which nobody can read who you are, and which I only recognise if you join again."
        ),
        _(
            "**What others hear:** an interview partner who counts on you is told that you left, and so is "
            "a buddy who has nudges on; open interviews are called off. A buddy without nudges only finds "
            "that they have no buddy any more. Nobody is told that you erased anything."
        ),
        _backups(),
        _(
            "**Messages** that you wrote or shared in Discord's channels stay there: you can delete "
            "them by hand, and I list those I know of afterwards. Weekly digests of the last "
            "{days} days that may name you are taken away. Of older ones I no longer know which "
            "they are: I tell you in which channels to look, and whom to ask.",
            days=DIGESTS_KNOWN,
        ),
        _(
            "You can `/join` again at any time, from an empty page. `/pause` and `/leave` keep your "
            "history. You may want to download your data first."
        ),
        "-# "
        + _(
            "To go on, press Erase and write {word}; or use `/data delete` with it.",
            word=CONFIRMATION,
        ),
    )
    return "\n\n".join(lines)


def _backups() -> str:
    hold = ngettext(
        "**Backups** made by whoever hosts this bot may hold it for up to {count:,} month.",
        "**Backups** made by whoever hosts this bot may hold it for up to {count:,} months.",
        BACKUP_MONTHS,
    )
    again = _("If one is restored, you are erased again before the bot says a word.")
    return f"{hold} {again}"


def exported_text(made: Parcel) -> str:
    """What is in the files of an export, and what to do with them now."""
    lines = [
        f"## {theme.LOCK} " + _("Your data"),
        _(
            "`{file}` holds everything stored about you in this server, with an explanation of each part "
            "at its top. The tables hold the numbers once more, for a spreadsheet.",
            file=next(iter(made.files)),
        ),
    ]
    if made.packed:
        lines.append(_("It was too large to send as it is: any program that opens `.gz` files unpacks it."))
    if made.unread:
        lines.append(
            ngettext(
                "I could not read {count:,} text of yours; the top of the document says which. Whoever "
                "hosts this bot may be able to repair it: `/privacy` says where to find them.",
                "I could not read {count:,} texts of yours; the top of the document says which. Whoever "
                "hosts this bot may be able to repair it: `/privacy` says where to find them.",
                made.unread,
            )
        )
    if made.left_out:
        names = human_join([f"`{name}`" for name in made.left_out])
        lines.append(_("There was no room for {files}; what they hold is in the document.", files=names))
    lines.append("-# " + _("Only you see this. Save the files now: they go when you close this message."))
    return "\n".join(lines)


def erased_text(erased: Erased) -> str:
    """What went, and what only the person can take away."""
    gone = counted(told_of(erased.rows))
    lines = [
        f"## {theme.LOCK} " + _("Erased"),
        _("Everything stored about you in this server is gone: {entries}.", entries=gone),
    ]
    if erased.removed:
        lines.append(
            ngettext(
                "I also take away {count:,} message about you that I had written in channels, in the next "
                "minutes.",
                "I also take away {count:,} messages about you that I had written in channels, in the next "
                "minutes.",
                erased.removed,
            )
        )
    places = human_join([f"<#{each}>" for each in (*erased.left.channels, *erased.left.threads)[:MAX_PLACES]])
    if places:
        lines.append(
            _(
                "What you posted or wrote yourself is still in {channels}: delete by hand what you want "
                "gone.",
                channels=places,
            )
        )
    if named := human_join([f"<#{each}>" for each in erased.left.named[:MAX_PLACES]]):
        lines.append(
            _(
                "Messages of mine to everyone in {channels} may still name you, and I do not know which: "
                "look for your name there, and ask whoever manages this server to delete what you find.",
                channels=named,
            )
        )
    lines.append(
        _(
            "The direct messages I sent you stay with you; close the conversation to be rid of them. `/join` "
            "begins anew, whenever you like."
        )
    )
    return "\n".join(lines)
