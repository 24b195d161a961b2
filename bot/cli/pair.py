"""`cohort pair`: who would interview whom, from a file; the pairing of a logged seed, once more."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from bot.domain.pairing import Pair, Pairing


def pair(
    file: Annotated[Path, typer.Argument(metavar="POOL.json", exists=True, dir_okay=False, readable=True)],
    *,
    seed: Annotated[int, typer.Option(help="Decides between equally good pairings.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Pair the members of a pool for mock interviews. The same file and seed give the same pairs.

    The file: {"round": "2026-W48", "members": [{"id": "ada", "kinds": ["coding"], "level": 3, "slots": "…",
    "met": {"bob": "2026-W40"}, "blocked": [], "byes": 0}]}. "slots" are 84 hex digits, a bit for each
    half-hour of the week in UTC: the lowest bit of the last digit is Monday 00:00, the highest of the first
    Sunday 23:30. No "kinds" are all of them. Optional beside "members": "minutes" (60), "window" (8 rounds
    without a repeat), "every" (1 week), "trios" (true). Optional for a member: "last_bye", "reliability" (in
    percent), "comfort" (as "slots"), "role" (either, interviewer, candidate), "firsts", "observed", "keep".
    """
    from bot.cli.pair_file import BadPool, read_pool
    from bot.domain.pairing import pair as best

    try:
        pool = read_pool(file)
    except BadPool as wrong:
        raise typer.BadParameter(str(wrong)) from None
    pairing = best(pool, seed)
    if as_json:
        print_json(_as_dict(pool.round, pairing))
    else:
        _print(pool.round, pairing)


def _as_dict(week: str, pairing: "Pairing") -> dict[str, object]:
    from bot.domain.pairing import bye_text

    return {
        "round": week,
        "pairs": [_pair(week, each) for each in pairing.pairs],
        "byes": [{"id": bye.id, "why": bye.why, "reason": bye_text(bye.why)} for bye in pairing.byes],
        "forced": pairing.forced,
        "seed": pairing.seed,
        "total": pairing.total,
        "bound": pairing.bound,
    }


def _pair(week: str, each: "Pair") -> dict[str, object]:
    from bot.domain.pairing import instant, reason_text

    return {
        "members": each.members,
        "kind": each.kind,
        "slots": [f"{instant(week, slot):%Y-%m-%dT%H:%M:%SZ}" for slot in each.slots],
        "score": each.score,
        "reasons": [reason_text(reason) for reason in each.reasons],
        "repeat": each.repeat,
    }


def _print(week: str, pairing: "Pairing") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bot.domain.pairing import bye_text, instant, kind_text, reason_text

    table = Table("interviews first", "answers first", "about", "starts (UTC)", "score", "why")
    for each in pairing.pairs:
        first, second, *third = each.members
        about = ", ".join(reason_text(reason) for reason in each.reasons)
        slots = "\n".join(f"{instant(week, slot):%a %d %b %H:%M}" for slot in each.slots)
        answers = f"{second} ({third[0]} observes)" if third else second
        cells = (first, answers, kind_text(each.kind), slots, str(each.score), about)
        table.add_row(*map(Text, cells))
    Console().print(table)
    for bye in pairing.byes:
        typer.echo(f"{bye.id} sits out: {bye_text(bye.why)}")
    typer.echo(_totals(pairing))


def _totals(pairing: "Pairing") -> str:
    count = f"{len(pairing.pairs)} pairs" if len(pairing.pairs) != 1 else "1 pair"
    return f"{count}, total {pairing.total} of at most {pairing.bound}, seed {pairing.seed}"
