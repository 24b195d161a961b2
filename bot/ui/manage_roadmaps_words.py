"""What /manage roadmaps says, in words."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.roadmap_notes import Remark
from bot.domain.roadmap_terms import Lines
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.text import hours_text, safe
from bot.ui.uploads import doubt_lines

if TYPE_CHECKING:
    from bot.services.roadmap_results import Exported, Imported, Listed, Removal

OWN_SHOWN = 12
"""Roadmaps of a server in its list: with the built-in ones they fit the 4,000 characters of a message."""

PAGE_CHARACTERS = 3_400
MAX_NOTE = 1_600


def imported_text(imported: "Imported") -> str:
    """What the server has now, and what that means for members."""
    roadmap = imported.roadmap
    minutes = sum(place.item.minutes for place in roadmap.places())
    items = ngettext("{count:,} item", "{count:,} items", sum(1 for _place in roadmap.places()))
    size = _(", ").join([items, hours_text(minutes)])
    lines = [
        f"## {theme.MAP} {safe(roadmap.title, 100)}",
        f"`{roadmap.id}` · {_version(roadmap.version)} · {size}",
        _meaning(imported),
        *doubt_lines(imported.doubts),
    ]
    return "\n".join(lines)


def _meaning(imported: "Imported") -> str:
    match imported.outcome.value:
        case "added":
            return _("It is yours: members of this server can `/join` it now, and nobody else can see it.")
        case "new version":
            newest = _("This is the version to `/join` from now on.")
            return f"{newest} {_staying_behind(imported.staying)}"
        case "reworded":
            return _("Only words changed, so everybody reads the new ones at once.")
        case _:
            return _("I have exactly this file already: nothing changed.")


def _staying_behind(members: int) -> str:
    if not members:
        return _("Nobody is on an older one.")
    return ngettext(
        "{count} member stays on an older one until they accept this one with `/plan update`.",
        "{count} members stay on an older one until they accept this one with `/plan update`.",
        members,
    )


def _version(version: str) -> str:
    return _("version `{version}`", version=version)


def listing_text(listing: "Sequence[Listed]") -> str:
    """The server's own roadmaps, then those that come with Cohort."""
    own = [each for each in listing if not each.built_in]
    lines = [f"## {theme.MAP} {_('Roadmaps here')}", *map(_listed, own[:OWN_SHOWN])]
    if len(own) > OWN_SHOWN:
        lines.append("-# " + _("and {count:,} more", count=len(own) - OWN_SHOWN))
    if not own:
        lines.append(_("You have none of your own yet. `/manage roadmaps import` brings one in."))
    theirs = f"### {_('They come with Cohort')}"
    return "\n".join([*lines, theirs, *(_listed(each) for each in listing if each.built_in)])


def _listed(listed: "Listed") -> str:
    state = _version(listed.version) if listed.version else _("removed")
    members = ngettext("{count:,} member", "{count:,} members", listed.members)
    if listed.version and listed.on_older:
        members = _("{members} ({count} on an older version)", members=members, count=listed.on_older)
    return f"**{safe(listed.title, 80)}** `{listed.roadmap_id}` · {state} · {members}"


def exported_text(exported: "Exported") -> str:
    """What the files are for."""
    if exported.packed is None:
        return _(
            "Change it and bring it back with `/manage roadmaps import`: {file}",
            file=f"`{exported.roadmap_id}.yaml`",
        )
    return _(
        "The `.yaml` is for reading. It is too large to be imported as it is; packed with gzip, as the other "
        "file, it fits. To make it your own, give it another `id:`."
    )


def removal_text(removal: "Removal") -> str:
    """What removing means, before it is done."""
    question = _("Remove {title}?", title=safe(removal.title, 100))
    return f"### {question}\n{_('Nobody can `/join` it any more.')} {_staying(removal)}"


def removed_text(removal: "Removal") -> str:
    """What was done."""
    done = _("**{title}** is removed.", title=safe(removal.title, 100))
    return f"{done} {_staying(removal)} {_('`/manage roadmaps import` brings it back.')}"


def _staying(removal: "Removal") -> str:
    if not removal.members:
        return _("Nobody is on it.")
    return ngettext(
        "{count} member is on it and stays until they leave or finish.",
        "{count} members are on it and stay until they leave or finish.",
        removal.members,
    )


def note_pages(remarks: Sequence[Remark]) -> list[str]:
    """The notes in pages that fit a message; one page that says so when there are none."""
    pages: list[str] = []
    for text in _by_place(remarks):
        if pages and len(pages[-1]) + len(text) < PAGE_CHARACTERS:
            pages[-1] += "\n" + text
        else:
            pages.append(text)
    return pages or [_("Its editor left no notes.")]


def _by_place(remarks: Sequence[Remark]) -> Iterator[str]:
    """Each note under where it stands, which is said once for those that stand together."""
    for where, group in groupby(remarks, lambda remark: remark.where):
        place = " › ".join(safe(title, 100) for title in where) or _("The whole roadmap")
        for first, remark in enumerate(group):
            heading = f"**{place}**\n" if not first else ""
            yield f"{heading}{safe(remark.text, MAX_NOTE)}{_lines(remark.source)}"


def _lines(source: Sequence[Lines]) -> str:
    spans = [f"{each.first}" if each.first == each.last else f"{each.first}–{each.last}" for each in source]
    if not spans:
        return ""
    count = sum(each.last - each.first + 1 for each in source)
    told = ngettext("source, line {lines}", "source, lines {lines}", count, lines=", ".join(spans))
    return f"\n-# {told}"
