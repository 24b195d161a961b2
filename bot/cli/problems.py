"""`cohort problems`: read the built-in coding problems and check files before anybody gets to see them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.output import AsJson, Files, Upload, check_each, print_json
from bot.domain.ml_problems import MlProblem
from bot.domain.problem_errors import UnknownProblem, UnknownProblemList
from bot.domain.problems import Catalogue, Problem, ProblemKind
from bot.domain.roadmap_claims import Difficulty

if TYPE_CHECKING:
    from bot.domain.ml_problems import MlProblems

app = typer.Typer(help="Read and check coding problems.", no_args_is_help=True)

Row = dict[str, str | int | bool]

_WRAPPED = frozenset({"title", "author", "url"})


@app.command("list")
def list_problems(
    *,
    kind: Annotated[ProblemKind, typer.Option(help="Which kind.")] = ProblemKind.LEETCODE,
    of: Annotated[str | None, typer.Option("--list", help="A list in its order, such as blind-75.")] = None,
    difficulty: Annotated[Difficulty | None, typer.Option(help="Only problems of this difficulty.")] = None,
    pattern: Annotated[str | None, typer.Option(help="Only problems of this pattern, such as trees.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the built-in problems; tasks of machine learning with `--kind ml_coding`."""
    if kind is ProblemKind.ML_CODING:
        if of or difficulty or pattern:
            raise typer.BadParameter("--list, --difficulty and --pattern are for problems of LeetCode")
        rows = [_task_row(task) for task in _tasks().all]
    else:
        rows = [_row(problem) for problem in _chosen(_catalogue(), of, difficulty, pattern)]
    if as_json:
        print_json(rows)
    else:
        Console().print(_table(rows), _totals(rows))


@app.command()
def lists(*, as_json: AsJson = False) -> None:
    """List the lists, with their authors and links."""
    catalogue = _catalogue()
    rows: list[Row] = [
        {"key": each.key, "problems": len(each.numbers), "author": each.author, "url": each.url}
        for each in catalogue.lists.values()
    ]
    if as_json:
        print_json(rows)
    else:
        Console().print(_table(rows))


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Number, slug, address, key or title.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a problem and where it stands, or a task with its checks."""
    catalogue = _catalogue()
    facts: Mapping[str, object]
    if problem := catalogue.find(name):
        facts, shown = _facts(catalogue, problem), _problem(catalogue, problem)
    else:
        task = _task_named(name, catalogue)
        facts, shown = asdict(task), _task(task)
    if as_json:
        print_json(facts)
    else:
        Console().print(*shown, sep="\n")


@app.command("check")
def check_files(files: Files, *, upload: Upload = False, as_json: AsJson = False) -> None:
    """Check files of problems and print everything wrong; exit 1 when one of them has an error."""
    from bot.catalog.problems import check_problems

    raise check_each(files, check_problems, upload=upload, as_json=as_json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the format."""
    from bot.catalog.json_schema import problems_json_schema

    typer.echo(problems_json_schema(), nl=False)


def _catalogue() -> Catalogue:
    from bot.catalog.problems import built_in_problems

    return built_in_problems()


def _tasks() -> "MlProblems":
    from bot.catalog.problems import built_in_ml_problems

    return built_in_ml_problems()


def _task_named(name: str, catalogue: Catalogue) -> MlProblem:
    try:
        return _tasks().find(name)
    except UnknownProblem as unknown:
        near = [*unknown.near[:2], *(problem.label for problem in catalogue.search(name, 2))]
        hint = f"did you mean {' or '.join(near)}?" if near else "`cohort problems list` prints them all"
        raise typer.BadParameter(f"there is no problem {name}; {hint}") from None


def _chosen(
    catalogue: Catalogue, of: str | None, difficulty: Difficulty | None, pattern: str | None
) -> Iterator[Problem]:
    if pattern and pattern not in catalogue.patterns:
        raise typer.BadParameter(f"there is no pattern {pattern}; these are: {', '.join(catalogue.patterns)}")
    try:
        held = catalogue.in_order(of) if of else catalogue.problems
    except UnknownProblemList:
        raise typer.BadParameter(f"there is no list {of}; these are: {', '.join(catalogue.lists)}") from None
    return (
        problem
        for problem in held
        if difficulty in (None, problem.difficulty) and pattern in (None, problem.pattern)
    )


def _row(problem: Problem) -> Row:
    return {
        "number": problem.number,
        "difficulty": problem.difficulty,
        "pattern": problem.pattern,
        "paid": problem.paid,
        "title": problem.title,
    }


def _task_row(task: MlProblem) -> Row:
    return {"key": task.key, "level": str(task.levels), "minutes": task.minutes, "title": task.title}


def _table(rows: list[Row]) -> Table:
    names = [*rows[0]] if rows else []
    table = Table(*(Column(name, no_wrap=name not in _WRAPPED, overflow="fold") for name in names))
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row.values()))
    return table


def _cell(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "paid" if value else ""
    return str(value)


def _totals(rows: list[Row]) -> Text:
    noun = "problem" if len(rows) == 1 else "problems"
    levels = Counter(str(row["difficulty"]) for row in rows if "difficulty" in row)
    said = ", ".join(f"{level} {levels[level]}" for level in Difficulty if levels[level])
    return Text(f"{len(rows)} {noun}" + (f": {said}" if said else ""))


def _facts(catalogue: Catalogue, problem: Problem) -> Mapping[str, object]:
    return asdict(problem) | {"url": problem.url, "lists": dict(_places(catalogue, problem))}


def _places(catalogue: Catalogue, problem: Problem) -> Iterator[tuple[str, int]]:
    """The lists it stands in, and its place in each, counted from 1."""
    for key in catalogue.lists:
        if problem.key in catalogue.members(key):
            yield key, catalogue.in_order(key).index(problem) + 1


def _problem(catalogue: Catalogue, problem: Problem) -> Iterator[Text | Table]:
    yield Text(problem.label, style="bold")
    paid = ", needs a subscription" if problem.paid else ""
    yield Text(f"{problem.difficulty}, {catalogue.patterns[problem.pattern].title.lower()}{paid}", "italic")
    yield Text(problem.url)
    yield from _part("Topics", problem.topics)
    titles = ((catalogue.lists[key].title, place) for key, place in _places(catalogue, problem))
    yield from _part("Lists", (f"{title}, {place}" for title, place in titles))


def _task(task: MlProblem) -> Iterator[Text | Table]:
    yield Text(f"{task.title} ({task.key})", style="bold")
    yield Text(f"level {task.levels}, {task.minutes} min", style="italic")
    yield Text(f"\n{task.build}")
    yield from _part("It counts when", task.checks)
    yield from _part("Topics", task.topics)
    yield from _part("Interview questions", task.questions)


def _part(title: str, lines: Iterable[str]) -> Iterator[Text | Table]:
    said = tuple(lines)
    if not said:
        return
    rows = Table.grid(padding=(0, 1))
    for each in said:
        rows.add_row(" •", Text(each))
    yield Text(f"\n{title}", style="bold")
    yield rows
