"""Addresses that members give as evidence. Pure."""

import re
from urllib.parse import quote, urlsplit

from bot.domain.errors import InvalidLink

MAX_LINK = 512

_QUOTED = 50
"""Characters of a refused text that the error carries."""

_KEPT = "/?#&=%:;,!$'*+~.-_"


def check_link(text: str) -> str:
    """The http or https address in `text`, in ASCII and at most 512 characters; `https://` may be left out.

    Raises InvalidLink, also for an address with a user name: it hides where it leads.
    """
    written = text.strip()
    address = _address(written if "://" in written else f"https://{written}")
    if address is None:
        raise InvalidLink(text[:_QUOTED])
    return address


def _address(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    usable = re.fullmatch(r"[\w-]+(\.[\w-]+)+", host, re.ASCII) and "@" not in parts.netloc
    if parts.scheme not in {"http", "https"} or not usable or not text.isprintable() or " " in text:
        return None
    rest = (("", parts.path), ("?", parts.query), ("#", parts.fragment))
    tail = "".join(mark + quote(part, safe=_KEPT) for mark, part in rest if part)
    address = f"{parts.scheme}://{host}{port}{tail}"
    return address if len(address) <= MAX_LINK else None
