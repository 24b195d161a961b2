"""`cohort roadmaps`: read the built-in roadmaps and check files before anybody follows them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text
from rich.tree import Tree

from bot.cli.output import AsJson, Files, Upload, check_each, print_json
from bot.domain.errors import UnknownRoadmap
from bot.domain.roadmap import Item, Roadmap, Section

_HOUR = 60

app = typer.Typer(help="Read and check roadmaps.", no_args_is_help=True)


@app.command("list")
def list_roadmaps(*, as_json: AsJson = False) -> None:
    """List the built-in roadmaps.

    Weeks are calendar weeks of the longest way through; items and hours are those of a member who has not
    chosen anything yet, which means the first option of every branch.
    """
    from bot.catalog import Catalog

    roadmaps = Catalog.built_in().all()
    if as_json:
        print_json([_summary(roadmap) for roadmap in roadmaps])
    else:
        Console().print(_table(roadmaps))


@app.command()
def show(
    roadmap_id: Annotated[str, typer.Argument(metavar="ID", help="Such as deep-dive-16w.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a roadmap with all its sections and items."""
    from bot.catalog import Catalog

    try:
        roadmap = Catalog.built_in().get(roadmap_id)
    except UnknownRoadmap as unknown:
        hint = f"there is no roadmap {roadmap_id}; there are: {', '.join(unknown.offered)}"
        raise typer.BadParameter(hint) from None
    if as_json:
        print_json(asdict(roadmap))
    else:
        Console().print(_tree(roadmap))


@app.command("check")
def check_files(files: Files, *, upload: Upload = False, as_json: AsJson = False) -> None:
    """Check roadmap files and print every problem; exit 1 when one of them is an error."""
    from bot.catalog import check

    raise check_each(files, check, upload=upload, as_json=as_json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the format."""
    from bot.catalog.json_schema import json_schema

    typer.echo(json_schema(), nl=False)


def _summary(roadmap: Roadmap) -> dict[str, str | int]:
    return {
        "id": roadmap.id,
        "title": roadmap.title,
        "version": roadmap.version,
        "weeks": roadmap.weeks,
        "items": len(list(roadmap.places())),
    }


def _table(roadmaps: Iterable[Roadmap]) -> Table:
    names = ("id", "title", "weeks", "items", "hours", "a week")
    table = Table(*(Column(name, no_wrap=name != "title") for name in names))
    for roadmap in roadmaps:
        hours = sum(place.item.minutes for place in roadmap.places()) / _HOUR
        pace = roadmap.nominal_minutes_per_week / _HOUR
        row = _summary(roadmap) | {"hours": f"{hours:.1f}", "a week": f"{pace:.1f}"}
        table.add_row(*(str(row[name]) for name in names))
    return table


def _tree(roadmap: Roadmap) -> Tree:
    tree = Tree(Text(f"{roadmap.title} ({roadmap.id}, version {roadmap.version})", style="bold"))
    tree.add(Text(roadmap.summary, style="italic"))
    for thread in roadmap.threads:
        tree.add(Text(f"Every week: {thread.title}, {_hours(thread.minutes)}", style="cyan"))
    for section in roadmap.sections:
        _grow(tree, section)
    return tree


def _grow(tree: Tree, section: Section) -> None:
    total = _hours(sum(item.minutes for item in section.items)) if section.items else ""
    branch = tree.add(Text(f"{section.label}: {section.title}  {total}".rstrip(), style="bold"))
    for item in section.items:
        branch.add(Text(_line(item)))
    for claim in section.checkpoint:
        branch.add(Text(f"checkpoint: {claim.title}", style="magenta"))
    for child in section.sections:
        _grow(branch, child)


def _line(item: Item) -> str:
    ways = " or ".join(way.title for way in item.alternatives)
    title = f"{item.title} ({ways})" if ways else item.title
    return f"{item.kind}: {title}, {_hours(item.minutes)}"


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, _HOUR)
    return " ".join([f"{whole} h"] * bool(whole) + [f"{rest} min"] * bool(rest or not whole))
