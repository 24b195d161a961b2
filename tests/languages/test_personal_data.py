"""/privacy, /data and what refuses them: every word is in the catalogues, and the longer texts still fit."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.domain.erasure import Erased, LeftOnDiscord
from bot.domain.errors import CohortError, QuotaReached
from bot.domain.hosting import Hosting
from bot.domain.personal_data_errors import ExportTooLarge, NotConfirmed, NothingStored
from bot.domain.private_errors import Unreadable
from bot.domain.rate_errors import TooFast
from bot.domain.rates import Allowance
from bot.services.enrolments import _WITH_TIME
from bot.ui.base import for_everybody
from bot.ui.finished import EVENT, LANGUAGE
from bot.ui.language import current, use
from bot.ui.personal_data import exported_layout
from bot.ui.personal_data_files import DOCUMENT, Parcel
from bot.ui.personal_data_sections import SECTIONS
from bot.ui.personal_data_words import erased_text, question_text
from bot.ui.privacy import privacy_layout
from bot.ui.sentences import sentence
from bot.ui.unfinished import CUT_OFF, tell_cut_off
from tests.journeys.own_roadmap import files
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, bracketed, untranslated
from tests.languages.seen import words_seen
from tests.simtools import press, submit, text

AT = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
HUGE = 2**63 - 1


async def test_a_member_reads_all_of_it_in_their_language(world: World, pseudo: str) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.ada.slash(world.channel, "setup", language=pseudo)
    await world.join(world.ben)
    heard: list[str] = []

    async def hear(interaction: discord.Interaction[Any]) -> None:
        heard.append(interaction.extras[LANGUAGE])

    world.app.client.add_listener(hear, f"on_{EVENT}")
    page = await world.ben.slash(world.channel, "privacy")
    given = await press(world.ben, page, label=bracketed("Download my data"))
    asked = await press(world.ben, page, label=bracketed("Erase my data…"))
    form = await press(world.ben, asked, label=bracketed("Erase…"))
    seen = words_seen(page, given, asked, form)
    refused = await submit(world.ben, form, ["please"])
    form = await press(world.ben, asked, label=bracketed("Erase…"))
    erased = await submit(world.ben, form, ["DELETE"])
    nothing = await world.ben.slash(world.channel, "data export")

    seen += words_seen(refused, erased, nothing)
    assert untranslated(seen, ["DELETE", "please"]) == []
    assert text(erased).count(OPEN) > 2
    assert set(heard) == {pseudo}
    read = json.loads(files(given, world)[DOCUMENT])
    explained = read["about"].pop("sections")
    assert set(explained) == set(read) - {"about"}
    assert untranslated([read["about"]["what"], *explained.values()]) == []


@pytest.mark.parametrize(
    "error",
    [
        *(TooFast(each, AT, told=False) for each in Allowance),
        NothingStored(),
        ExportTooLarge(2, 1),
        NotConfirmed(""),
        Unreadable("sealed"),
        QuotaReached("roadmaps joined in four weeks", 20, _WITH_TIME),
    ],
    ids=repr,
)
def test_no_word_of_a_refusal_misses_the_catalogue(pseudo: str, error: CohortError) -> None:
    english = sentence(error)
    use(pseudo)
    assert untranslated([sentence(error)], ["DELETE"]) == []
    assert OPEN not in english


def test_the_pages_fit_one_message_however_long_their_words(pseudo: str) -> None:
    use(pseudo)
    counts = dict.fromkeys(SECTIONS, 10**6)
    left = LeftOnDiscord(tuple(range(HUGE - 50, HUGE)), tuple(range(2**62, 2**62 + 50)))
    gone = Erased(1, 2, counts, removed=9, left=left)
    parcel = Parcel({f"{DOCUMENT}.gz": b""}, tuple(f"{name}.csv" for name in ("tasks", "interviews")))
    hosting = Hosting("https://example.org/privacy", "https://example.org/contact", retention_days=30)
    texts = [
        *words_seen(privacy_layout(hosting, HUGE, HUGE)),
        *words_seen(privacy_layout(Hosting(), HUGE, HUGE)),
        *words_seen(exported_layout(parcel)),
        question_text(counts),
        erased_text(gone),
    ]
    assert max(map(len, texts)) <= 4_000
    assert untranslated(texts, ["DELETE"]) == []


async def test_whom_a_stop_cuts_off_is_told_in_the_language_they_asked_in(pseudo: str) -> None:
    told: list[str] = []

    async def send(words: str, *, ephemeral: bool) -> None:
        assert ephemeral
        told.append(words)

    for extras in ({LANGUAGE: pseudo}, {}):
        response = SimpleNamespace(is_done=lambda: False, send_message=send)
        asked: Any = SimpleNamespace(id=1, extras=extras, response=response)
        await tell_cut_off([asked], 1)
    assert told == [bracketed(CUT_OFF), CUT_OFF]


@pytest.mark.parametrize(("chosen", "spoken"), [(None, "en"), ("bn", "bn")])
def test_what_a_channel_reads_is_in_the_servers_choice_whatever_discord_speaks_there(
    pseudo: str, chosen: str | None, spoken: str
) -> None:
    languages = SimpleNamespace(default=lambda guild_id: chosen if guild_id == 7 else "?")
    client = SimpleNamespace(services=SimpleNamespace(languages=languages))
    pressed: Any = SimpleNamespace(client=client, guild_id=7, guild_locale=SimpleNamespace(value=pseudo))
    with for_everybody(pressed):
        assert current() == spoken
