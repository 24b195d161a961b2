"""The built-in roadmaps are found in a checkout and in an installed package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bot
from bot.catalog import Catalog, builtin, load
from bot.domain.errors import UnknownRoadmap
from tests.catalog.built_in import ROADMAPS
from tests.catalog.roadmaps import text_of

CHECKOUT = Path(bot.__file__).resolve().parents[1]
ASK = "from bot.catalog import Catalog; print(*(r.id + ' ' + r.version for r in Catalog.built_in().all()))"


def _ask(root: Path) -> str:
    run = [sys.executable, "-c", ASK]
    return subprocess.run(run, cwd=root, check=True, capture_output=True, text=True, timeout=60).stdout


def test_an_installed_package_offers_what_the_checkout_offers(tmp_path: Path) -> None:
    package = tmp_path / "bot"
    for part in ("catalog", "domain"):
        shutil.copytree(CHECKOUT / "bot" / part, package / part)
    (package / "__init__.py").touch()
    shutil.copytree(CHECKOUT / "roadmaps", package / "_data" / "roadmaps")
    installed = _ask(tmp_path)
    assert installed == _ask(CHECKOUT)
    assert installed.split()[::2] == list(ROADMAPS)


def test_a_package_without_roadmaps_says_where_it_looked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(builtin, "_FOLDERS", (tmp_path / "here", tmp_path / "there"))
    with pytest.raises(FileNotFoundError, match=r"no roadmaps in .*here or .*there"):
        Catalog.built_in()


def test_a_roadmap_is_got_by_its_id() -> None:
    roadmap = load(text_of("").encode(), "x.yaml").roadmap
    catalog = Catalog([roadmap])
    assert catalog.get("sample") is roadmap
    assert catalog.all() == (roadmap,)


def test_an_unknown_id_names_what_is_offered() -> None:
    with pytest.raises(UnknownRoadmap) as caught:
        Catalog(ROADMAPS.values()).get("nope")
    assert (caught.value.roadmap_id, caught.value.offered) == ("nope", tuple(ROADMAPS))


def test_the_version_is_the_same_on_every_load() -> None:
    again = Catalog.built_in().all()
    assert [roadmap.version for roadmap in again] == [roadmap.version for roadmap in ROADMAPS.values()]
    assert again == tuple(ROADMAPS.values())
