"""What the sources themselves tell of texts that would stay English, or not fit."""

import ast
from pathlib import Path

import pytest

from bot.ui.permissions import NEEDED
from tests.languages.sources import Label, label_tables, loose_words, parsed, sources, table_texts
from tools.languages_found import ROOT, all_commands, described, found

EXAMPLES = frozenset(
    {
        "2027-06-01, 1 Jun, +12w",
        "08:30, 7pm, 0730",
        "Mon-Thu 18:30-21, Sat 10-12",
        "Thu 19:30",
        "attention, docker, Andrew Ng",
        "mon, 1 Dec, +14",
        "mon-fri: morning 1h, evening 45m\nsat: 9:00 3h",
        "today, yesterday, 2026-12-01",
        "tomorrow, fri, 24 Dec - 26 Dec",
        "tomorrow, sat, 2026-12-01, 1 Dec, +3",
    }
)
"""Of what may be typed: it is read as English in every language."""

NOUNS = frozenset({"interview stage", "problem list", "problem set", "review form"})
"""What the formats of files call their parts: English, as their keys are."""

NAMES = frozenset({" Cohort ", " Cohort\n", " UTC", "-//Cohort//Mock interviews//EN", "Discord", "data "})
"""Whose they are: ours, a zone's, a calendar's, Discord's, and the key of an allowance."""

ALLOWED = (
    EXAMPLES
    | NAMES
    | NOUNS
    | {name for _attribute, name in NEEDED}
    | {command.qualified_name for command in all_commands()}
    | {str(each.text) for each in described()}
)
"""Discord's own names for permissions and commands; descriptions and choices go their own way."""

TEMPLATE = found()


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


CHECKS = [
    path
    for path in sources("bot/catalog")
    if path.name.startswith(("lint", "reader", "scalars", "schema", "validate", "worker"))
]
"""What is wrong with a file is told by these."""


@pytest.mark.parametrize("path", [*sources("bot/ui", "bot/delivery", "cogs"), *CHECKS], ids=shown)
def test_every_word_a_person_reads_passes_a_catalogue(path: Path) -> None:
    drawn = path.name.startswith("charts")  # words in pictures stay English
    assert [text for text in loose_words(parsed(path)) if text not in ALLOWED and not drawn] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('x = "Done for today"', ["Done for today"]),
        ("x = f'{count} tasks left'", [" tasks left"]),
        ('box("Nothing here.")', ["Nothing here."]),
        ('ui.Button(label="Done")', ["Done"]),
        ('_("Next: {day}", day="the day after")', ["the day after"]),
        ('_("Once" if once else "Often")', ["Once", "Often"]),
        ('def told(text: "Some Kind" = "Nothing yet") -> "Other Kind":\n "What it does."', ["Nothing yet"]),
        ('A = N_("Done for today"), _("Open it"), ngettext("one day", "{count} days", n)', []),
        ('x = "`/today`", "c:done", "problems.txt", "open", "https://…"', []),
        ('message = f"{name} is no plain name"\nraise ValueError(message)', []),
        ('log.info("went well", name="Some Name")', []),
        ('match x:\n case "new version": y = TABLE["some key"]', []),
        ('class Refused(Exception):\n def __str__(self):\n  return "was refused"', []),
    ],
)
def test_loose_words_are_found(source: str, expected: list[str]) -> None:
    assert loose_words(ast.parse(source)) == expected


@pytest.mark.parametrize("path", sources("bot/ui", "cogs"), ids=shown)
def test_every_label_out_of_a_table_tells_how_long_it_may_be(path: Path) -> None:
    unlimited = [
        (label.table, text)
        for label in label_tables(parsed(path))
        for text in table_texts(path, label.table)
        if not any(f"limit: {fits}" in notes(text) for fits in range(1, label.limit + 1))
    ]
    assert unlimited == []


def notes(text: str) -> list[str]:
    message = TEMPLATE.get(text)
    return message.auto_comments if message else []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ui.Button(label=_(TABLE[key]))", [Label("TABLE", 80)]),
        ("label, style = TABLE[key]; ui.Button(label=_(label))", [Label("TABLE", 80)]),
        ("[SelectOption(label=_(name)) for key, name in TABLE.items()]", [Label("TABLE", 100)]),
        ("for name in TABLE: super().__init__(title=_(name))", [Label("TABLE", 45)]),
        ("ui.Button(label=_('Done'))", []),
        ("other(label=_(TABLE[key]))", []),
    ],
)
def test_tables_behind_labels_are_found(line: str, expected: list[Label]) -> None:
    assert list(label_tables(ast.parse(f"def f():\n {line}"))) == expected


def test_the_texts_of_a_table_are_found_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "some.py"
    path.write_text("A = N_('one')\nB: dict[str, object] = {'x': (A, 1), 'y': N_('two')}\n", encoding="utf-8")
    assert table_texts(path, "B") == ["one", "two"] or table_texts(path, "B") == ["two", "one"]
    assert table_texts(ROOT / "bot/ui/ritual_forms.py", "TITLES") != []
