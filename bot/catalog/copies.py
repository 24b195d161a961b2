"""A private copy of the checked roadmaps: a start need not read and check YAML that has not changed."""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bot.catalog.codec import reader, to_plain
from bot.domain import roadmap as domain
from bot.domain.roadmap import Roadmap

_CODE = (*Path(__file__).parent.glob("*.py"), *Path(domain.__file__).parent.glob("roadmap*.py"))


def key_of(files: Iterable[Path]) -> str:
    """A hash of these files and of the code that reads them: a copy is good for exactly one key."""
    digest = hashlib.sha256()
    for path in (*files, *sorted(_CODE)):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def recall(copy: Path, key: str) -> tuple[Roadmap, ...] | None:
    """The roadmaps kept under this key; None if there are none or the copy cannot be read."""
    try:
        kept = json.loads(copy.read_bytes())
        if kept["key"] != key:
            return None
        return tuple(map(reader(Roadmap), kept["roadmaps"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(copy: Path, key: str, roadmaps: Iterable[Roadmap]) -> None:
    """Keep them for the next start, readable by the owner alone; where nothing can be written, do without."""
    text = json.dumps({"key": key, "roadmaps": [to_plain(roadmap) for roadmap in roadmaps]})
    fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
    with suppress(OSError):
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        fresh.replace(copy)
