"""Texts in the reader's language: what catalogues may do, and what they may not."""

import asyncio
import gettext
from typing import Any

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.languages import ENGLISH, NAMES, spoken
from bot.ui.language import _, current, install, ngettext, pgettext, placeholders, speaking, use
from bot.ui.names import SHOWN, named
from bot.ui.text import human_join
from bot.ui.translator import CommandTranslator, is_needed
from tests.languages.pseudo import bracketed, pseudo_language, untranslated


@app_commands.command(description="Draw something")
@app_commands.describe(what="What to draw")
@app_commands.choices(what=[app_commands.Choice(name="Nothing at all", value="nothing")])
async def pencil(interaction: discord.Interaction[Any], what: str) -> None:
    """A command of the test's own."""


TREE = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))


class Broken(gettext.NullTranslations):
    """What a careless or hostile translator might deliver."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def gettext(self, message: str) -> str:
        return self._text


@pytest.mark.parametrize(
    ("wishes", "answer"),
    [
        (("bn", "en", "en-US"), "bn"),
        ((None, "bn", "en-US"), "bn"),
        ((None, None, "en-GB"), "en"),
        ((None, None, "bn-BD"), "bn"),
        ((None, None, "de"), "en"),
        (("tlh", "bn", "de"), "bn"),
        ((None, "", None), "en"),
        ((), "en"),
    ],
)
def test_the_strongest_wish_that_we_have_is_met(wishes: tuple[str | None, ...], answer: str) -> None:
    assert spoken(*wishes) == answer


@pytest.mark.parametrize("code", NAMES)
def test_nothing_stays_nothing(code: str) -> None:
    with speaking(code):
        assert _("") == ""


def test_english_is_the_text_itself() -> None:
    assert _("Today") == "Today"
    assert _("{share} %", share=50) == "50 %"
    assert pgettext("TaskState", "open") == "open"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (-1, "-1 day"), (1_234, "1,234 days")]
)
def test_english_plurals_are_what_they_were(count: int, words: str) -> None:
    assert ngettext("{count:,} day", "{count:,} days", count) == words


def test_a_value_is_put_in_as_it_is() -> None:
    assert _("Hello {name}", name="{0} {name.__class__} %s") == "Hello {0} {name.__class__} %s"


@given(value=st.text())
def test_nothing_in_a_value_is_read_as_a_placeholder(value: str) -> None:
    assert _("{before} and {last}", before=value, last="b") == f"{value} and b"


@pytest.mark.parametrize("text", ["{name.__class__}", "{name[0]}", "{name!r}", "{}", "{0}", "{name:{wide}}"])
def test_a_catalogue_cannot_reach_into_values(text: str, pseudo: str) -> None:
    with pytest.raises(ValueError, match="no plain placeholder"):
        placeholders(text)
    install(pseudo, Broken(text))
    with speaking(pseudo):
        assert _("Hello {name}", name="Ada") == "Hello Ada"


@pytest.mark.parametrize("text", ["{nome}", "{name", "}", "{name:,}"])
def test_a_broken_translation_leaves_the_english_text(text: str, pseudo: str) -> None:
    install(pseudo, Broken(text))
    with speaking(pseudo):
        assert _("Hello {name}", name="Ada") == "Hello Ada"


def test_a_mistake_in_the_programme_is_no_silence() -> None:
    with pytest.raises(KeyError):
        _("Hello {name}", nome="Ada")


def test_a_language_lasts_as_long_as_it_is_spoken(pseudo: str) -> None:
    with speaking(pseudo):
        assert (current(), untranslated([_("Today"), human_join(["1", "2", "3"])])) == (pseudo, [])
        with speaking(ENGLISH):
            assert _("Today") == "Today"
        assert _("Today") != "Today"
    assert (current(), _("Today")) == (ENGLISH, "Today")


def test_a_language_that_we_do_not_have_is_english() -> None:
    with speaking("tlh"):
        assert (current(), _("Today")) == (ENGLISH, "Today")


async def test_tasks_speak_each_their_own_language_and_threads_that_of_their_task(pseudo: str) -> None:
    async def say(code: str) -> str:
        use(code)
        await asyncio.sleep(0)
        return await asyncio.to_thread(_, "Today")

    english, other = await asyncio.gather(say(ENGLISH), say(pseudo))
    assert english == "Today"
    assert untranslated([other]) == []


@pytest.mark.parametrize(
    ("text", "value", "missed"),
    [
        ("Next: **{what}**.", "Rest", ["Rest"]),
        ("Next: **{what}**.", "Rest of /today till noon", ["Rest", "of", "till", "noon"]),
        ("Next: `{what}`.", "Rest", []),
        ("{what:>9} left", "12", []),
        ("/today shows {what}", "<@1>", []),
    ],
)
def test_a_value_in_words_must_have_passed_a_catalogue_too(
    pseudo: str, text: str, value: str, missed: list[str]
) -> None:
    with speaking(pseudo):
        assert untranslated([_(text, what=value)]) == missed
        assert untranslated([_(text, what=_(value))]) == []


def test_every_name_of_a_value_can_be_shown() -> None:
    assert [value for kind in SHOWN for value in kind if named(value) != value.value.replace("_", " ")] == []


async def test_discord_gets_descriptions_in_the_languages_it_knows() -> None:
    assert not is_needed()
    with pseudo_language("de"):
        assert is_needed()
        payload = await pencil.get_translated_payload(TREE, CommandTranslator())
    (option,) = payload["options"]
    (choice,) = option["choices"]
    assert payload["description_localizations"] == {"de": bracketed("Draw something")}
    assert option["description_localizations"] == {"de": bracketed("What to draw")}
    assert choice["name_localizations"] == {"de": bracketed("Nothing at all")}
    assert not payload.get("name_localizations")
    assert not option.get("name_localizations")
