"""The 256 colours of a picture: those of the palette, and the steps between two that touch."""

from functools import cache

from PIL import Image, ImageColor

from bot.ui.theme import PALETTE

_BLENDS = (
    (PALETTE.page, 12, (PALETTE.text, PALETTE.quiet, PALETTE.done, PALETTE.ahead, PALETTE.frozen)),
    (PALETTE.panel, 12, (PALETTE.text, PALETTE.quiet)),
    (PALETTE.panel, 8, (PALETTE.done, PALETTE.plan, PALETTE.ahead, *PALETTE.levels)),
    (PALETTE.panel, 6, (PALETTE.missed, PALETTE.pause, PALETTE.rest, PALETTE.frozen)),
    (PALETTE.panel, 3, (PALETTE.page, PALETTE.grid, PALETTE.future, PALETTE.done_area)),
    (PALETTE.done_area, 5, (PALETTE.done, PALETTE.plan)),
    (PALETTE.grid, 5, (PALETTE.done, PALETTE.plan)),
)
_NEAR = 6
"""Colours that differ by less in every part are one: a palette colour never turns into its neighbour."""

_Colour = tuple[int, ...]


def with_few_colours(image: Image.Image) -> Image.Image:
    """The picture in 256 colours; those of the palette stay exactly what they are."""
    chosen = Image.new("P", (1, 1))
    chosen.putpalette(_palette())
    return image.quantize(palette=chosen, dither=Image.Dither.NONE)


@cache
def _palette() -> bytes:
    colours: list[_Colour] = []
    for background, _, inks in _BLENDS:
        for ink in (background, *inks):
            _add(colours, ImageColor.getrgb(ink), near=1)
    for background, steps, inks in _BLENDS:
        for ink in inks:
            for step in range(1, steps):
                _add(colours, _between(background, ink, step / steps), near=_NEAR)
    return bytes(part for colour in colours for part in colour)


def _add(colours: list[_Colour], new: _Colour, near: int) -> None:
    if all(max(abs(a - b) for a, b in zip(new, old, strict=True)) >= near for old in colours):
        colours.append(new)


def _between(one: str, other: str, share: float) -> _Colour:
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)
