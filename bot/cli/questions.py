"""`cohort questions`: read the built-in interview questions and check files before anybody is asked them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.output import AsJson, Files, Upload, check_each, print_json
from bot.domain.question_errors import UnknownQuestion
from bot.domain.questions import Kit, Question, QuestionKind

app = typer.Typer(help="Read and check interview questions.", no_args_is_help=True)


@app.command("list")
def list_questions(
    *,
    kind: Annotated[QuestionKind | None, typer.Option(help="Only questions of this kind.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the built-in questions, and how many there are of each kind."""
    from bot.catalog.questions import built_in_questions

    bank = built_in_questions()
    questions = bank.of_kind(kind) if kind else bank.all()
    if as_json:
        print_json([_summary(question) for question in questions])
    else:
        Console().print(_table(questions), _totals(questions))


@app.command()
def show(
    key: Annotated[str, typer.Argument(metavar="KEY", help="As `cohort questions list` prints it.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a question as its interviewer gets it, with the framework and the rubric."""
    from bot.catalog.questions import built_in_questions

    bank = built_in_questions()
    try:
        kit = bank.kit(key)
    except UnknownQuestion:
        near = get_close_matches(key, [question.key for question in bank.all()])
        hint = f"did you mean {' or '.join(near)}?" if near else "`cohort questions list` prints them all"
        raise typer.BadParameter(f"there is no question {key}; {hint}") from None
    if as_json:
        print_json(asdict(kit))
    else:
        Console().print(*_parts(kit), sep="\n")


@app.command("check")
def check_files(files: Files, *, upload: Upload = False, as_json: AsJson = False) -> None:
    """Check files of questions and print every problem; exit 1 when one of them is an error."""
    from bot.catalog.questions import check_questions

    raise check_each(files, check_questions, upload=upload, as_json=as_json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the format."""
    from bot.catalog.json_schema import questions_json_schema

    typer.echo(questions_json_schema(), nl=False)


def _summary(question: Question) -> dict[str, str | int]:
    return {
        "key": question.key,
        "kind": question.kind,
        "level": str(question.levels),
        "minutes": question.minutes,
        "title": question.title,
    }


def _table(questions: tuple[Question, ...]) -> Table:
    names = ("key", "kind", "level", "minutes", "title")
    table = Table(*(Column(name, no_wrap=name != "title") for name in names))
    for question in questions:
        table.add_row(*(Text(str(value)) for value in _summary(question).values()))
    return table


def _totals(questions: tuple[Question, ...]) -> Text:
    kinds = Counter(question.kind.value for question in questions)
    return Text(
        f"{len(questions)} questions: " + ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    )


def _parts(kit: Kit) -> Iterator[Text | Table]:
    question = kit.question
    yield Text(f"{question.title} ({question.key})", style="bold")
    yield Text(f"{question.kind}, level {question.levels}, {question.minutes} min", style="italic")
    yield Text(f"\n{question.prompt}")
    yield from _part("Examples", question.examples)
    yield from _part("Complexity", (question.complexity,) if question.complexity else ())
    yield from _part("Follow-ups", question.follow_ups)
    yield from _part("A good answer", question.good)
    yield from _part("Traps", question.traps)
    yield from _part(kit.framework.title, kit.framework.steps, numbered=True)
    for criterion in kit.rubric.criteria:
        yield from _part(criterion.title, criterion.anchors, numbered=True)


def _part(title: str, lines: tuple[str, ...], *, numbered: bool = False) -> Iterator[Text | Table]:
    if not lines:
        return
    rows = Table.grid(padding=(0, 1))
    for number, line in enumerate(lines, 1):
        rows.add_row(f" {number}" if numbered else " •", Text(line))
    yield Text(f"\n{title}", style="bold")
    yield rows
