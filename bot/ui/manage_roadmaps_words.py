"""What /manage roadmaps says, in words."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.roadmap_notes import Remark
from bot.domain.roadmap_terms import Lines
from bot.ui import theme
from bot.ui.text import hours_text, plural, safe
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
    size = f"{plural(sum(1 for _ in roadmap.places()), 'item')}, {hours_text(minutes)}"
    lines = [
        f"## {theme.MAP} {safe(roadmap.title, 100)}",
        f"`{roadmap.id}` · version `{roadmap.version}` · {size}",
        _meaning(imported),
        *doubt_lines(imported.doubts),
    ]
    return "\n".join(lines)


def _meaning(imported: "Imported") -> str:
    match imported.outcome.value:
        case "added":
            return "It is yours: members of this server can `/join` it now, and nobody else can see it."
        case "new version":
            return f"This is the version to `/join` from now on. {_staying_behind(imported.staying)}"
        case "reworded":
            return "Only words changed, so everybody reads the new ones at once."
        case _:
            return "I have exactly this file already: nothing changed."


def _staying_behind(members: int) -> str:
    if not members:
        return "Nobody is on an older one."
    stay = "1 member stays" if members == 1 else f"{members} members stay"
    return f"{stay} on an older one until they accept this one with `/plan update`."


def listing_text(listing: "Sequence[Listed]") -> str:
    """The server's own roadmaps, then those that come with Cohort."""
    own = [each for each in listing if not each.built_in]
    lines = [f"## {theme.MAP} Roadmaps here", *map(_listed, own[:OWN_SHOWN])]
    if len(own) > OWN_SHOWN:
        lines.append(f"-# and {len(own) - OWN_SHOWN} more")
    if not own:
        lines.append("You have none of your own yet. `/manage roadmaps import` brings one in.")
    return "\n".join(
        [*lines, "### They come with Cohort", *(_listed(each) for each in listing if each.built_in)]
    )


def _listed(listed: "Listed") -> str:
    state = f"version `{listed.version}`" if listed.version else "removed"
    older = f" ({listed.on_older} on an older version)" if listed.version and listed.on_older else ""
    members = plural(listed.members, "member") + older
    return f"**{safe(listed.title, 80)}** `{listed.roadmap_id}` · {state} · {members}"


def exported_text(exported: "Exported") -> str:
    """What the files are for."""
    if exported.packed is None:
        return f"Change it and bring it back with `/manage roadmaps import`: `{exported.roadmap_id}.yaml`"
    return (
        "The `.yaml` is for reading. It is too large to be imported as it is; packed with gzip, as the other "
        "file, it fits. To make it your own, give it another `id:`."
    )


def removal_text(removal: "Removal") -> str:
    """What removing means, before it is done."""
    return f"### Remove {safe(removal.title, 100)}?\nNobody can `/join` it any more. {_staying(removal)}"


def removed_text(removal: "Removal") -> str:
    """What was done."""
    return (
        f"**{safe(removal.title, 100)}** is removed. {_staying(removal)} "
        "`/manage roadmaps import` brings it back."
    )


def _staying(removal: "Removal") -> str:
    if not removal.members:
        return "Nobody is on it."
    who = (
        "1 member is on it and stays"
        if removal.members == 1
        else f"{removal.members} members are on it and stay"
    )
    return f"{who} until they leave or finish."


def note_pages(remarks: Sequence[Remark]) -> list[str]:
    """The notes in pages that fit a message; one page that says so when there are none."""
    pages: list[str] = []
    for text in _by_place(remarks):
        if pages and len(pages[-1]) + len(text) < PAGE_CHARACTERS:
            pages[-1] += "\n" + text
        else:
            pages.append(text)
    return pages or ["Its editor left no notes."]


def _by_place(remarks: Sequence[Remark]) -> Iterator[str]:
    """Each note under where it stands, which is said once for those that stand together."""
    for where, group in groupby(remarks, lambda remark: remark.where):
        place = " › ".join(safe(title, 100) for title in where) or "The whole roadmap"
        for first, remark in enumerate(group):
            heading = f"**{place}**\n" if not first else ""
            yield f"{heading}{safe(remark.text, MAX_NOTE)}{_lines(remark.source)}"


def _lines(source: Sequence[Lines]) -> str:
    spans = [f"{each.first}" if each.first == each.last else f"{each.first}–{each.last}" for each in source]
    if not spans:
        return ""
    several = len(spans) > 1 or "–" in spans[0]
    return f"\n-# source, {'lines' if several else 'line'} {', '.join(spans)}"
