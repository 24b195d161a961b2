from dataclasses import fields

import pytest

from bot.ui import theme
from bot.ui.theme import PALETTE

ACCENTS = ("ACCENT", "DONE", "PAUSED")
EMOJI = {name: value for name, value in vars(theme).items() if name.isupper() and isinstance(value, str)}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("background", [PALETTE.page, PALETTE.panel])
@pytest.mark.parametrize("words", [PALETTE.text, PALETTE.quiet, PALETTE.today, PALETTE.done, PALETTE.ahead])
def test_words_in_a_picture_are_easy_to_read(words: str, background: str) -> None:
    assert contrast(words, background) >= 4.5


@pytest.mark.parametrize(
    "line", [PALETTE.done, PALETTE.plan, PALETTE.ahead, PALETTE.missed, PALETTE.pause, PALETTE.rest]
)
def test_lines_and_signs_stand_out_from_their_panel(line: str) -> None:
    assert contrast(line, PALETTE.panel) >= 3


def test_more_study_is_always_brighter() -> None:
    steps = [luminance(PALETTE.future), *map(luminance, PALETTE.levels)]
    assert steps == sorted(steps)
    assert contrast(PALETTE.levels[0], PALETTE.future) >= 1.5


def test_every_colour_of_a_picture_is_a_hex_triplet() -> None:
    named = [getattr(PALETTE, field.name) for field in fields(PALETTE) if field.name != "levels"]
    assert all(
        int(colour.removeprefix("#"), 16) >= 0 and len(colour) == 7 for colour in [*named, *PALETTE.levels]
    )


def test_accents_are_colours_that_discord_takes() -> None:
    values = [getattr(theme, name) for name in ACCENTS]
    assert all(0 < value <= 0xFFFFFF for value in values)
    assert len(set(values)) == len(ACCENTS)


def test_no_two_meanings_share_an_emoji() -> None:
    assert len(set(EMOJI.values())) == len(EMOJI) > 10
    assert not any(emoji.isascii() for emoji in EMOJI.values())
