"""The catalogues in the repository: up to date, whole, and safe to show."""

from functools import cache

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message

from bot.domain.languages import ENGLISH, NAMES
from bot.ui.language import speaking
from bot.ui.text import short_month, short_weekday, weekday_name
from tools.languages import mo_text, po_path, po_text, read, updated
from tools.languages_check import faults
from tools.languages_found import Found, all_commands, found, texts_in

CODES = [code for code in NAMES if code != ENGLISH]


@cache
def template() -> Catalog:
    return found()


@pytest.mark.parametrize("code", CODES)
def test_the_files_of_a_language_are_up_to_date(code: str) -> None:
    catalogue, path = updated(code, template()), po_path(code)
    assert path.read_bytes() == po_text(catalogue), "run `make languages`"
    assert path.with_suffix(".mo").read_bytes() == mo_text(catalogue), "run `make languages`"


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated_and_keeps_its_values_its_marks_and_its_limits(code: str) -> None:
    assert [fault for message in read(code) if message.id for fault in faults(message, read_of(code))] == []


@cache
def read_of(code: str) -> Catalog:
    return read(code)


@pytest.mark.parametrize("code", CODES)
def test_days_and_months_are_called_as_unicode_has_them(code: str) -> None:
    wide, short = (Locale.parse(code).days["format"][width] for width in ("wide", "abbreviated"))
    months = Locale.parse(code).months["format"]["abbreviated"]
    with speaking(code):
        assert [weekday_name(day) for day in range(7)] == [wide[day] for day in range(7)]
        assert [short_weekday(day) for day in range(7)] == [short[day] for day in range(7)]
        assert [short_month(month) for month in range(1, 13)] == [months[month] for month in range(1, 13)]


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("Done", "", "is not translated"),
        ("Next: **{day}**.", "Weiter: **{tag}**.", "other placeholders"),
        ("Next: **{day}**.", "Weiter: **{day.year}**.", "no plain placeholder"),
        ("{size:,} bytes", "{size} bytes", "a format differs"),
        ("Use `/today`.", "Nimm `/heute`.", "a command, an address"),
        ("Ask <@1>.", "Frage <@2>.", "a mention"),
        ("Hello", "@everyone", "a mention"),
        ("Next: **{day}**.", "Weiter: **{day}.", "other Markdown marks"),
        ("Read", "[Lies](<https://x.example>)", "an address"),
        (", ", ",", "other white space"),
        ("One\ntwo", "Eins zwei", "other lines"),
        ("Title", "# Titel", "headings"),
    ],
)
def test_a_translation_that_changes_more_than_the_words_is_found(source: str, text: str, fault: str) -> None:
    assert fault in " ".join(faults(Message(source, text), Catalog(locale="de")))


def test_a_plural_needs_each_of_its_forms() -> None:
    catalogue = Catalog(locale="pl")
    words = "{count:,} day", "{count:,} days"
    assert faults(Message(words, ("{count:,} dzień", "{count:,} dni")), catalogue) != []
    assert faults(Message(words, ("{count:,} dzień", "{count:,} dni", "{count:,} dnia")), catalogue) == []
    assert faults(Message(words, ("jeden dzień", "{count:,} dni", "{count:,} {x}")), catalogue) != []


@pytest.mark.parametrize(
    ("words", "texts", "fault"),
    [
        (
            ("{count} day: `/today`", "{count} days: `/today`"),
            ("ein Tag: `/today`", "{count} Tage: `/today`"),
            "",
        ),
        (
            ("{count} day, <@1>", "{count} days, <@1>"),
            ("{count} Tag, <@1>", "{count} Tage, <@2>"),
            "'{count} Tage, <@2>' for '{count} days, <@1>': a mention",
        ),
        (("{count} day", "{count} days"), ("ein Tag, @everyone", "{count} Tage"), "a mention"),
        (("{count} day", "{count} days"), ("ein Tag", "{count} Tage (https://x.example)"), "an address"),
        (("{count} `/today`", "{count} `/today`s"), ("ein `/heute`", "{count} `/today`"), "a command"),
        (("{count} `/today`", "{count} `/today`s"), ("ein Tag", "{count} `/today`"), "a command"),
        (("{count} of {name}", "{count} of {name}s"), ("{count} {name}", "{count}"), "other placeholders"),
        (("{count} of {name}", "{count} of {name}s"), ("{count}", "{count} {name}"), "other placeholders"),
        (("{count} day", "{count} days"), ("{count} Tag", "Tage"), "other placeholders"),
        (("{count:,} day", "{count:,} days"), ("{count} Tag", "{count:,} Tage"), "a format differs"),
        (("one day", "{count} days"), ("ein Tag", "{count} Tage"), ""),
        (("one day", "{count} days"), ("{count} Tag", "{count} Tage"), ""),
    ],
)
def test_a_plural_form_may_leave_out_the_count_and_nothing_else(
    words: tuple[str, str], texts: tuple[str, str], fault: str
) -> None:
    found = faults(Message(words, texts), Catalog(locale="de"))
    assert fault in " ".join(found)
    assert bool(found) == bool(fault)


def test_a_label_that_discord_would_refuse_is_found() -> None:
    long, right = (Message("Done", "x" * length, auto_comments=["limit: 45"]) for length in (46, 45))
    assert "46 characters, 45 fit" in " ".join(faults(long, Catalog(locale="de")))
    assert faults(right, Catalog(locale="de")) == []


def test_labels_and_descriptions_bring_their_limits_by_themselves() -> None:
    done, command = template().get("Done"), template().get("Your tasks for today, with buttons")
    assert done is not None
    assert command is not None
    assert (done.auto_comments, command.auto_comments) == (["limit: 80"], ["limit: 100"])


def test_commands_that_are_added_to_a_group_when_it_is_loaded_are_found_too() -> None:
    told = [command.description for command in all_commands() if command.qualified_name.startswith("manage")]
    assert "How and when mock interviews are paired" in told
    assert [text for text in told if template().get(text) is None] == []


def test_names_of_values_and_texts_of_rules_are_found_too() -> None:
    assert template().get("before bed", "DayPart") is not None
    assert template().get("every day") is not None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Hello " "you")', [Found("Hello you")]),
        ("x = f\"## {_('Hello')}\"", [Found("Hello")]),
        ('ngettext("{count} day", "{count} days", n)', [Found(("{count} day", "{count} days"))]),
        ('pgettext("button", "Open")', [Found("Open", context="button")]),
        ("# limit: 45\nTITLE = N_('Hello')", [Found("Hello", limit=45)]),
        ('ui.Button(label=_("Done"))', [Found("Done", limit=80)]),
        ('super().__init__(title=_("Zone"))', [Found("Zone", limit=45)]),
        ("_(TABLE[key])", []),
        ('other("Hello")', []),
    ],
)
def test_marked_texts_are_found(source: str, expected: list[Found]) -> None:
    assert list(texts_in(source)) == expected
