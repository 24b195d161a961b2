"""How people name a problem: its number, its slug, its address. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_LARGEST = 9_999
"""A number above is none of LeetCode's for a long time to come."""

_LONGEST = 120
_READ = 500
"""Characters of a text that are looked at."""

_HOSTS = frozenset({"leetcode.com", "leetcode.cn"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"(?:lc|leetcode|problem)?[ #]*(\d{1,5})(?:[.:)]\s.*)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text names: a number or a slug, never both; `linked` says it was an address."""

    number: int | None = None
    slug: str | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class OtherProblem:
    """A problem of LeetCode that is not in the catalogue: all that is known is its number or its slug."""

    number: int | None = None
    slug: str | None = None

    @property
    def key(self) -> str:
        """What it is stored under; no slug is a number alone."""
        return self.slug or str(self.number)

    @property
    def label(self) -> str:
        """As it is written in a list: the slug in words, or `Problem 3483`."""
        return self.slug.replace("-", " ").capitalize() if self.slug else f"Problem {self.number}"

    @property
    def url(self) -> str | None:
        """Where it is read and solved; None for a number, which has no address of its own."""
        return address(self.slug) if self.slug else None


def address(slug: str) -> str:
    """Where LeetCode shows the problem with this slug."""
    return f"https://leetcode.com/problems/{slug}/"


def reference(text: str) -> Reference | None:
    """What problem a text names, known or not; None when it is no number, slug or address of LeetCode."""
    written = text[:_READ].strip().strip("<>")
    if "/" in written:
        slug = _slug_in(written)
        return Reference(slug=slug, linked=True) if slug else None
    if found := _NUMBER.fullmatch(written):
        number = int(found[1])
        return Reference(number=number) if 0 < number <= _LARGEST else None
    slug = written.casefold()
    return Reference(slug=slug) if is_slug(slug) else None


def is_slug(text: str) -> bool:
    """Whether a problem can be stored under this slug."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


def other_problem(text: str) -> OtherProblem | None:
    """A problem outside the catalogue; a bare slug is not enough, it may be a mistyped title."""
    named = reference(text)
    if named is None or not (named.linked or named.number):
        return None
    return OtherProblem(named.number, named.slug)


def stored(key: str) -> OtherProblem:
    """The problem outside the catalogue that is stored under this key."""
    return OtherProblem(number=int(key)) if key.isdecimal() else OtherProblem(slug=key)


def _slug_in(written: str) -> str | None:
    """The slug of `leetcode.com/problems/<slug>/…`, with or without https and www."""
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
    except ValueError:
        return None
    host = (parts.netloc or "").casefold().removeprefix("www.")
    way = [step for step in parts.path.casefold().split("/") if step]
    if parts.scheme not in {"http", "https"} or host not in _HOSTS or way[:1] != ["problems"]:
        return None
    slug = way[1] if len(way) > 1 else ""
    return slug if is_slug(slug) else None
