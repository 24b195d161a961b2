"""The commands of `cohort`. Heavy imports wait inside the commands, so that each starts fast."""

from typing import Annotated

import typer

from bot.cli import database, doctor, forget, keys, pair, plan, problems, questions, roadmaps, start_bot

app = typer.Typer(
    name="cohort",
    help="Cohort: a Discord bot for study groups that follow machine-learning-engineer roadmaps.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
roadmaps.app.command()(plan.plan)
app.add_typer(roadmaps.app, name="roadmaps", help="List, show, check and plan roadmaps.")
app.add_typer(questions.app, name="questions", help="List, show and check interview questions.")
app.add_typer(problems.app, name="problems", help="List, show and check coding problems.")
app.command()(pair.pair)
app.command()(doctor.doctor)
app.command()(forget.forget)
app.add_typer(database.app, name="db", help="Look after the database.")
app.add_typer(keys.app, name="key", help="Look after the encryption key.")


@app.command()
def run() -> None:
    """Run the bot on Discord. Needs DISCORD_TOKEN (or DISCORD_TOKEN_FILE)."""
    raise typer.Exit(start_bot())


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Port on 127.0.0.1; 0 takes any free one.", min=0, max=65535)
    ] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Try the bot without a token: a simulated Discord in your browser."""
    from bot.demo import run as run_demo

    raise typer.Exit(run_demo(port=port, open_browser=browser))


@app.command()
def version() -> None:
    """Print the version."""
    from bot.version import VERSION

    typer.echo(VERSION)
