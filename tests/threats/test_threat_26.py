"""Threat 26: what comes with Cohort is pinned, known, looked through for weaknesses, and may be passed on."""

import subprocess
import sys
from collections.abc import Callable
from email.message import Message
from importlib import metadata

import pytest

from tests.architecture.code import ROOT
from tools import licences
from tools.licences import COPYLEFT, PAGE, STATED_OTHERWISE, licence, locked, page, stated

LOCKS = ("base.txt", "image.txt", "build.txt", "all.txt")

Says = Callable[..., None]


@pytest.mark.parametrize("name", LOCKS)
def test_26_supply_chain_is_locked_with_hashes(name: str) -> None:
    packages = locked(name)

    assert len(packages) > (5 if name == "build.txt" else 20)
    assert [package for package, block in packages.items() if "--hash=sha256:" not in block] == []
    assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")


def for_another_system(package: str, block: str) -> bool:
    """Whether it is not installed here, and its lock says where it would be."""
    try:
        metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return ";" in block.partition("\\")[0]
    return False


@pytest.mark.parametrize("name", LOCKS)
def test_26_supply_chain_licences_allow_passing_it_on(name: str) -> None:
    """Each package states one, also what only builds or tests Cohort, and none stronger than the LGPL."""
    here = [package for package, block in locked(name).items() if not for_another_system(package, block)]
    said = {package: stated(package) for package in here if package not in STATED_OTHERWISE}

    assert [package for package, words in said.items() if not words] == []
    assert [package for package, words in said.items() if any(map(COPYLEFT.search, words))] == []


def test_26_supply_chain_licences_are_listed_as_they_are() -> None:
    """After a change of the lock files: `make licences`."""
    assert PAGE.read_text(encoding="utf-8") == page()
    assert [package for package in STATED_OTHERWISE if COPYLEFT.search(STATED_OTHERWISE[package])] == []


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Lets every package state this and nothing else."""

    def state(**lines: str) -> None:
        about = Message()
        for name, value in lines.items():
            about[name.replace("_", "-")] = value
        monkeypatch.setattr(metadata, "metadata", lambda _: about)

    return state


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ({"License_Expression": "AGPL-3.0-only"}, "AGPL-3.0-only"),
        ({"License": "GPL-3"}, "GPL-3"),
        ({"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"}, None),
        ({"License": "MIT", "License_Expression": "GPL-2.0-or-later"}, "GPL-2.0-or-later"),
    ],
    ids=["expression", "plain", "classifier", "two"],
)
def test_26_supply_chain_copyleft_is_seen_wherever_it_stands(
    says: Says, lines: dict[str, str], name: str | None
) -> None:
    says(**lines)

    assert any(map(COPYLEFT.search, stated("any")))
    assert licence("any") == (name or "GNU General Public License v3 (GPLv3)")


@pytest.mark.parametrize(
    "lines", [{}, {"License": "UNKNOWN"}, {"License": " "}], ids=["none", "unknown", "blank"]
)
def test_26_supply_chain_who_states_nothing_is_not_listed(says: Says, lines: dict[str, str]) -> None:
    says(**lines)

    assert stated("any") == []
    with pytest.raises(LookupError, match="names no licence"):
        licences.page()


def test_26_supply_chain_libraries_under_the_lgpl_are_fine() -> None:
    assert not COPYLEFT.search("LGPL-3.0-or-later, GNU Lesser General Public License v3 (LGPLv3)")


def test_26_supply_chain_nothing_is_asked_on_import() -> None:
    script = (
        "import socket\n"
        "def refuse(*_, **__): raise SystemExit('the network was asked')\n"
        "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse\n"
        "import bot.app, bot.run, bot.cli, bot.leetcode.client, cogs.manage"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["base.txt", "image.txt", "build.txt"])
def test_26_supply_chain_can_be_audited(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    audit = makefile[makefile.index("\naudit:") : makefile.index("\nclean:")]

    assert f"pip-audit --require-hashes -r requirements/{name}\n" in audit
