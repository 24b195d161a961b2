"""Two fonts for one line: the built-in one has Latin letters, Noto Sans Bengali those of the other language.

Bengali signs move around the letters they belong to, and letters melt into one another: only a shaping engine
(Raqm, which loads FriBiDi where the machine has it) can write them. Without it pictures stay English.
"""

import re
import unicodedata
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

from bot.domain.languages import ENGLISH
from bot.ui.language import current, speaking

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FILE = Path(__file__).parent / "fonts" / "NotoSansBengali-Regular.ttf"
JOINERS = "\u200c\u200d"
_BLOCK = map(chr, (0x964, 0x965, *range(0x980, 0xA00)))
BENGALI = frozenset(char for char in _BLOCK if unicodedata.category(char) != "Cn")
"""Letters, signs and digits, and the strokes that end a sentence."""
_LETTERS = "\u0964\u0965\u0980-\u09ff"
_RUN = re.compile(f"[{_LETTERS}](?:[{_LETTERS}{JOINERS} ]*[{_LETTERS}{JOINERS}])?")
_VIRAMA = "\u09cd"


@lru_cache(maxsize=1)
def shapes() -> bool:
    """Whether this machine can write Bengali."""
    return bool(features.check("raqm"))


@contextmanager
def legible() -> Generator[None]:
    """Meanwhile the language of pictures: the reader's, or English where letters cannot be shaped."""
    with speaking(current() if shapes() else ENGLISH):
        yield


def latin(size: int) -> Font:
    """The built-in font."""
    return ImageFont.load_default(size)


def bengali(size: int) -> Font:
    """Noto Sans Bengali, in the same size: its letters are as high as the others' capitals nearly are."""
    return ImageFont.truetype(FILE, size, layout_engine=ImageFont.Layout.RAQM)


def runs(words: str) -> Iterator[tuple[str, bool]]:
    """The words in pieces of one font each; true for a Bengali one."""
    end = 0
    for run in _RUN.finditer(words):
        if run.start() > end:
            yield words[end : run.start()], False
        yield run[0], True
        end = run.end()
    if end < len(words):
        yield words[end:], False


def may_end(words: str, length: int) -> bool:
    """Whether no letter that readers see as one would be cut after so many characters."""
    if length in {0, len(words)}:
        return True
    before, after = words[length - 1], words[length]
    joined = before in {_VIRAMA, *JOINERS} or after in JOINERS
    return not joined and unicodedata.category(after)[0] != "M"
