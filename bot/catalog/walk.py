"""Going through a validated file node by node, with the path an author would name it by."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from bot.catalog.problem import YamlPath
from bot.catalog.schema_base import Node
from bot.catalog.schema_claims import ClaimNode

_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A node, where it stands, and the key of the nearest keyed node around it."""

    node: Node
    path: YamlPath
    owner: str


def walk(node: Node, path: YamlPath = (), owner: str = "") -> Iterator[Found]:
    """The node and everything inside it, in the order of the format."""
    yield Found(node, path, owner)
    inner = owner if isinstance(node, ClaimNode) else str(getattr(node, "key", "") or owner)
    for name, info in type(node).model_fields.items():
        value: object = getattr(node, name)
        place = (*path, info.alias or name)
        if isinstance(value, Node):
            yield from walk(value, place, inner)
        elif isinstance(value, tuple):
            for index, part in enumerate(cast("tuple[object, ...]", value)):
                if isinstance(part, Node):
                    yield from walk(part, (*place, index), inner)


def slug(text: str) -> str:
    """A key made from a title; a title without Latin letters or digits gets one from its hash."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-")
    return made or hashlib.sha256(text.encode()).hexdigest()[:12]


def claim_key(claim: ClaimNode, owner: str) -> str:
    """The key a box is ticked under: its own, or its title within what owns it."""
    if claim.same:
        return claim.same
    return claim.key or f"{owner}/{slug(claim.title or '')}"
