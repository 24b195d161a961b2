"""What /manage questions says, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.ui import theme
from bot.ui.language import N_, _
from bot.ui.question_words import count_text
from bot.ui.text import capital, safe
from bot.ui.uploads import doubt_lines

if TYPE_CHECKING:
    from bot.services.question_results import ExportedSet, ImportedSet, ListedSet, SetListing

_MEANING = {
    "added": N_(
        "They are yours: mock interviews in this server ask them before those that come with Cohort, and "
        "nobody else can see them."
    ),
    "replaced": N_(
        "This takes the place of the version before. What was asked from that one stays readable in its "
        "interview."
    ),
    "unchanged": N_("I have exactly this file already: nothing changed."),
}


def imported_text(imported: "ImportedSet") -> str:
    """What the server has now."""
    listed = imported.listed
    head = f"## {theme.ASK} {safe(listed.title, 100)}\n`{listed.key}` · {_count(listed)}"
    return "\n".join([head, _(_MEANING[imported.outcome.value]), *doubt_lines(imported.doubts)])


def listing_text(listing: "SetListing") -> str:
    """The server's own sets, then those that come with Cohort."""
    own = [f"**{safe(each.title, 60)}** `{each.key}` · {_count(each)}" for each in listing.own]
    if not own:
        own = [_("You have none of your own yet. `/manage questions import` brings them in.")]
    shipped = [f"`{each.key}` · {_count(each)}" for each in listing.built_in]
    head, theirs = f"## {theme.ASK} {_('Questions here')}", f"### {_('They come with Cohort')}"
    return "\n".join([head, *own, theirs, *shipped])


def _count(listed: "ListedSet") -> str:
    return count_text(listed.kind, listed.questions)


def exported_text(exported: "Sequence[ExportedSet]") -> str:
    """What the files are for."""
    if not exported:
        return _(
            "You have no questions of your own yet. Name one of the sets that come with Cohort in `set:` and "
            "you get it as an example."
        )
    text = _("Change what you like and bring it back with `/manage questions import`.")
    if not any(each.packed for each in exported):
        return text
    twin = _("A `.yaml` that has its packed twin beside it is for reading; the `.yaml.gz` is what fits.")
    return f"{text} {twin}"


def removal_text(listed: "ListedSet") -> str:
    """What removing means, before it is done."""
    words = _(
        "{questions} will not be asked any more; what was asked stays readable. `/manage questions export` "
        "gives you a copy first.",
        questions=capital(_count(listed)),
    )
    return f"### {_('Remove {title}?', title=safe(listed.title, 100))}\n{words}"


def removed_text(listed: "ListedSet") -> str:
    """What was done."""
    return _(
        "**{title}** is removed. Those that come with Cohort are asked as before. `/manage questions import` "
        "brings yours back.",
        title=safe(listed.title, 100),
    )
