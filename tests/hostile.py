"""Files made to hurt whoever reads them, each with a part of the answer it must get."""

from tests.catalog.roadmaps import GOOD


def _bomb() -> bytes:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    return "\n".join(rows).encode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "alias bomb": (_bomb(), "anchors (&name) are not allowed"),
    "500 nested brackets": (b"id: " + b"[" * 500, "nested more than 20 levels deep"),
    "60,000 nested brackets": (b"[" * 60_000, "nested more than 20 levels deep"),
    "tags": (GOOD.replace("title: Sample", "title: !!python/name:os.system ''").encode(), "tags (!name)"),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD.encode(), "byte order mark"),
    "latin-1": (GOOD.replace("A sample", "Für alle").encode("latin-1"), "not UTF-8"),
    "utf-16": (GOOD.encode("utf-16"), "not UTF-8"),
    "duplicate keys": (
        GOOD.replace("title: Sample", "title: Sample\ntitle: Twice").encode(),
        "already there",
    ),
    "self-reference": (b"id: &me [*me]", "anchors (&name) are not allowed"),
    "two documents": (GOOD.encode() + b"---\n" + GOOD.encode(), "a second document"),
    "a NUL": (b"id: a\x00b", "not YAML"),
    "empty": (b"", "the file is empty"),
    "a million nothings": (b"- " * 32_000, "nested more than 20 levels deep"),
    "too many values": (b"[" + b"a," * 30_000 + b"]", "more than 20,000 values"),
    "a zip": (b"PK\x03\x04\x14\x00\xff\xfe", "not UTF-8"),
}
