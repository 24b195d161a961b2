"""What a bot token looks like: https://discord.com/developers/docs/reference#authentication."""

import base64
import binascii
import re

_PART = re.compile(r"[\w-]+", re.ASCII)


def has_three_parts(text: str) -> bool:
    """Whether the text has three parts in URL-safe base64, with dots between them: every token has."""
    parts = text.split(".")
    return len(parts) == 3 and all(map(_PART.fullmatch, parts))


def looks_like_a_token(text: str) -> bool:
    """Whether besides the first part is a number in base64: the application's id."""
    if not has_three_parts(text):
        return False
    first = text.partition(".")[0]
    try:
        return base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).isdigit()
    except (binascii.Error, ValueError):
        return False
