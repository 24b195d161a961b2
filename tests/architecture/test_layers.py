"""Imports point one way: whoever reads a layer need not know the ones above it."""

import sys

import pytest

from tests.architecture.code import PROGRAMME, Source, imported, sources

# What a layer may import of ours, besides itself and the leaves.
LAYERS = {
    "bot.domain": set[str](),
    "bot.catalog": {"bot.domain"},
    "bot.store": {"bot.domain"},
    "bot.leetcode": {"bot.domain"},
    "bot.services": {"bot.domain", "bot.catalog", "bot.store"},
    "bot.ui": {"bot.domain", "bot.services"},
    "bot.delivery": {"bot.domain", "bot.services", "bot.ui"},
    "bot.schedule": {"bot.domain", "bot.services"},
    "bot.sessions": {"bot.domain", "bot.services"},
    "bot.client": {"bot.domain", "bot.services", "bot.ui", "bot.sessions"},
    "cogs": {"bot.domain", "bot.services", "bot.ui", "bot.client"},
}
# They import nothing of ours; everyone but the domain may import the first kind, only roots the second.
LEAVES = {"bot.log", "bot.version", "bot.exits"}
ROOT_LEAVES = {"bot.config", "bot.clock"}
# They put the programme together and may import everything.
ROOTS = {
    "bot.app",
    "bot.keys",
    "bot.run",
    "bot.cli",
    "bot.demo",
    "bot.doctor",
    "bot.erasing",
    "bot.__main__",
} | {
    # Beside the programme: they look after it and end it.
    "bot.ending",
    "bot.gateway",
    "bot.http",
    "bot.lookout",
    "bot.metrics",
    "bot.metrics_app",
    "bot.metrics_page",
    "bot.watchdog",
}

# Where else than in the roots these may be imported.
LIBRARIES = {
    "discord": {"bot.ui", "bot.delivery", "bot.client", "bot.sessions", "cogs"},
    "simcord": set[str](),
    "sqlalchemy": {"bot.store"},
    "alembic": {"bot.store"},
    "cryptography": {"bot.store"},
    "aiosqlite": {"bot.store"},
    "asyncpg": {"bot.store"},
    "apscheduler": {"bot.schedule"},
    "pydantic": {"bot.catalog", "bot.config", "bot.leetcode"},
    "pydantic_core": {"bot.catalog", "bot.config"},
    "pydantic_settings": {"bot.config"},
    "yaml": {"bot.catalog", "bot.config"},
    "PIL": {"bot.ui"},
    "fsrs": {"bot.services"},
    "prometheus_client": set[str](),
    "typer": set[str](),
    "rich": set[str](),
}
# Matching is numerical; the rest of the domain needs the standard library alone.
DOMAIN_LIBRARIES = {"numpy", "scipy", "rustworkx"}


def layer(name: str) -> str:
    """The first two words of a name in `bot`, the first elsewhere."""
    words = name.split(".")
    return ".".join(words[:2]) if words[0] == "bot" else words[0]


def allowed(importer: str, target: str) -> bool:
    if importer == target or importer in ROOTS or target == "bot":
        return True
    if importer in LEAVES | ROOT_LEAVES:
        return False
    return target in LAYERS[importer] or (target in LEAVES and importer != "bot.domain")


def wrong_imports(source: Source) -> list[str]:
    importer = layer(source.name)
    return [
        f"{source.shown}:{line} imports {target}"
        for line, target in imported(source)
        if layer(target).split(".")[0] in PROGRAMME and not allowed(importer, layer(target))
    ]


def test_every_module_belongs_to_a_layer():
    known = LAYERS.keys() | LEAVES | ROOT_LEAVES | ROOTS | {"bot"}
    assert {source.shown for source in sources(*PROGRAMME) if layer(source.name) not in known} == set()


def test_imports_point_one_way():
    assert [fault for source in sources(*PROGRAMME) for fault in wrong_imports(source)] == []


def test_nothing_is_imported_relatively():
    python = sources(*PROGRAMME, "tests", "migrations")
    assert [
        f"{source.shown}:{line}"
        for source in python
        for line, target in imported(source)
        if target.startswith(".")
    ] == []


def test_the_programme_never_imports_its_tests():
    assert [s.shown for s in sources(*PROGRAMME) for _, name in imported(s) if name.startswith("tests")] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_in_its_layers(library: str):
    users = {
        layer(source.name)
        for source in sources(*PROGRAMME)
        for _, target in imported(source)
        if target.split(".")[0] == library
    }
    assert users - LIBRARIES[library] - ROOTS == set()


def test_the_domain_needs_the_standard_library_alone():
    known = sys.stdlib_module_names | DOMAIN_LIBRARIES | {"bot"}
    assert [
        f"{source.shown}:{line} imports {target}"
        for source in sources("bot/domain")
        for line, target in imported(source)
        if target.split(".")[0] not in known
    ] == []


@pytest.mark.parametrize(
    ("importer", "target", "answer"),
    [
        ("bot.services", "bot.store", True),
        ("bot.store", "bot.services", False),
        ("bot.domain", "bot.log", False),
        ("bot.ui", "bot.store", False),
        ("bot.services", "bot.leetcode", False),
        ("cogs", "bot.store", False),
        ("bot.log", "bot.domain", False),
        ("bot.ui", "bot.config", False),
        ("bot.app", "bot.store", True),
    ],
)
def test_the_table_says_what_the_design_says(importer: str, target: str, answer: bool):
    assert allowed(importer, target) is answer
