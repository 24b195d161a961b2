"""`cohort forget`: erase somebody who asked the hoster for it."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot import exits
from bot.cli.complaints import complaining
from bot.cli.output import AsJson, print_json
from bot.cli.stopping import quiet_settings, run_stoppable

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.domain.erasure import Erased

LARGEST_ID = 2**63 - 1

UserId = Annotated[
    int, typer.Argument(metavar="USER_ID", min=1, max=LARGEST_ID, help="The person's id on Discord.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def forget(user_id: UserId, yes: Yes = False, as_json: AsJson = False) -> None:
    """Erase everything about a person, in all servers, for good. Stop the bot first, unless on PostgreSQL.

    Backups still hold them: one that is restored has them erased again. Exits with 1 if there was nothing.
    """
    with complaining():
        settings = quiet_settings()
        _ask(user_id, yes=yes, as_json=as_json)
        erased = run_stoppable(lambda: _forget(settings, user_id))
    if as_json:
        print_json({"user_id": str(user_id), "servers": [_facts(each) for each in erased]})
    else:
        typer.echo("\n".join(_lines(user_id, erased)))
    raise typer.Exit(exits.FINE if erased else exits.FOUND)


def _ask(user_id: int, *, yes: bool, as_json: bool) -> None:
    if yes:
        return
    if as_json or not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here: add --yes if you are sure")
    question = f"Erase everything about {user_id} in all servers? It cannot be taken back."
    if not typer.confirm(question):
        typer.echo("Nothing was erased.")
        raise typer.Exit(exits.FOUND)


async def _forget(settings: "Settings", user_id: int) -> "tuple[Erased, ...]":
    from bot.clock import OffsetClock, SystemClock
    from bot.erasing import open_erasure
    from bot.store.backup import Safety, backups_folder
    from bot.store.revisions import require_migrated

    clock = OffsetClock(settings.clock_file) if settings.clock_file else SystemClock()
    await require_migrated(settings.store_url)
    safety = Safety(backups_folder(settings.data_dir), clock.now())
    async with open_erasure(settings, clock, safety) as erasure:
        return await erasure.forget(user_id)


def _facts(erased: "Erased") -> Mapping[str, object]:
    facts = asdict(erased)
    del facts["user_id"]
    # Programs that read JSON round numbers as long as Discord's ids.
    return facts | {
        "guild_id": str(erased.guild_id),
        "left": {name: [str(each) for each in ids] for name, ids in facts["left"].items()},
    }


def _lines(user_id: int, erased: "tuple[Erased, ...]") -> list[str]:
    if not erased:
        return [
            f"Nothing is stored about {user_id}. A backup that is restored will be searched for them too."
        ]
    lines = [f"Erased {user_id} in {len(erased)} {'server' if len(erased) == 1 else 'servers'}."]
    for each in erased:
        entries = ", ".join(f"{name} {count}" for name, count in sorted(each.rows.items())) or "no entries"
        lines.append(f"  {each.guild_id}: {entries}")
    if any(each.left.channels or each.left.threads for each in erased):
        lines.append(
            "What they posted on Discord themselves stays there: only they, or moderators, delete it."
        )
    for each in erased:
        if each.left.named:
            channels = ", ".join(map(str, each.left.named))
            lines.append(f"  {each.guild_id}: older digests may name them in the channels {channels}.")
    return lines
