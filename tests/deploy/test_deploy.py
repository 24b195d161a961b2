"""What hosters run Cohort with: no engine runs here, so the files are read as an engine would read them."""

import asyncio
import configparser
import json
import os
import re
import shutil
import subprocess
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import exits
from bot.http.server import Answer, listening

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "deploy" / "cohort.service"


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    """What ends up in the image."""
    every = instructions()
    start = max(place for place, (word, _) in enumerate(every) if word == "FROM")
    return every[start:]


def compose() -> dict[str, Any]:
    """The compose file, anchors resolved."""
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def unit() -> configparser.ConfigParser:
    """The systemd unit; a key given twice keeps its last value."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(UNIT)
    return parser


def test_the_image_is_built_in_two_stages_and_runs_as_nobody_special() -> None:
    words = [word for word, _ in instructions()]
    assert words.count("FROM") == 2
    stage = dict(last_stage())
    assert stage["USER"] == "cohort"
    assert stage["STOPSIGNAL"] == "SIGTERM"
    assert stage["VOLUME"] == "/data"
    # The form of a list: with a shell in between, SIGTERM would not reach the bot.
    assert stage["ENTRYPOINT"] == '["cohort"]'
    assert stage["CMD"] == '["run"]'


def test_nothing_is_fetched_without_its_hash() -> None:
    installs = [part for word, part in instructions() if word == "RUN" for part in part.split("&&")]
    installs = [part for part in installs if " pip install" in part]
    assert len(installs) == 3
    assert all("--require-hashes" in part or "--no-index" in part for part in installs)


def test_everything_copied_is_let_through_and_exists() -> None:
    copied = [
        source
        for word, rest in instructions()
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    let_through = {line[1:].removesuffix("/**") for line in ignored if line.startswith("!")}
    assert set(copied) == let_through
    assert all((ROOT / source).exists() for source in copied)


def health_check() -> list[str]:
    """The command that an engine runs, with this Python in place of the image's."""
    check = next(rest for word, rest in last_stage() if word == "HEALTHCHECK")
    python, *arguments = json.loads(check.partition("CMD ")[2])
    assert python == "python"
    return [sys.executable, *arguments]


async def healthy(listens: str) -> bool:
    """What the check says, with that COHORT_HTTP."""
    environment = {**os.environ, "COHORT_HTTP": listens}
    asking = await asyncio.create_subprocess_exec(*health_check(), env=environment, stderr=DEVNULL)
    return await asking.wait() == 0


def test_health_and_figures_stay_inside_the_container() -> None:
    settings = " ".join(rest for word, rest in last_stage() if word == "ENV")
    listens = re.search(r"COHORT_HTTP=(\S+)", settings)
    assert listens
    assert listens[1].startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("127.0.0.1", "127.0.0.1:{}"),
        ("127.0.0.1", ":{}"),
        ("127.0.0.1", "localhost:{}"),
        ("0.0.0.0", "0.0.0.0:{}"),  # noqa: S104 - what a hoster may write
    ],
    ids=["the image's", "short", "name", "everywhere"],
)
async def test_the_health_check_asks_where_the_bot_was_told_to_listen(host: str, written: str) -> None:
    statuses = iter((200, 503))

    async def lives() -> Answer:
        return Answer(b"", next(statuses))

    async with listening((host, 0), {"/livez": lives}) as port:
        assert await healthy(written.format(port))
        assert not await healthy(written.format(port))
    assert not await healthy(written.format(port))


async def test_a_bot_that_serves_no_pages_on_purpose_is_not_called_ill() -> None:
    assert await healthy("")


@pytest.mark.parametrize("name", ["base.txt", "image.txt", "build.txt", "all.txt"])
def test_locks_have_hashes_and_name_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    pins = re.findall(r"^[A-Za-z0-9._-]+==", text, re.MULTILINE)
    blocks = re.findall(
        r"^[A-Za-z0-9._-]+==[^\n]*\\\n(?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE
    )
    assert pins
    assert len(blocks) == len(pins)
    assert "://" not in text
    assert "index-url" not in text


def test_cohort_needs_no_database_server_unless_asked_for() -> None:
    services = compose()["services"]
    assert "profiles" not in services["cohort"]
    assert services["postgres"]["profiles"] == ["postgres"]
    waits = services["cohort"]["depends_on"]["postgres"]
    assert waits == {"condition": "service_healthy", "required": False}
    assert "healthcheck" in services["postgres"]


def test_no_container_publishes_a_port_or_may_become_more() -> None:
    for service in compose()["services"].values():
        assert "ports" not in service
        assert "privileged" not in service
        assert "no-new-privileges:true" in service["security_opt"]
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


def test_the_containers_root_is_read_only_and_its_stop_is_waited_for() -> None:
    cohort = compose()["services"]["cohort"]
    assert cohort["read_only"]
    assert cohort["init"]
    assert cohort["cap_drop"] == ["ALL"]
    assert cohort["volumes"] == ["data:/data"]
    assert int(cohort["stop_grace_period"].removesuffix("s")) > 10
    assert set(compose()["volumes"]) == {"data", "postgres"}


def test_systemd_starts_cohort_again_unless_that_cannot_help() -> None:
    service = unit()["Service"]
    assert service["Restart"] == "on-failure"
    assert service["RestartPreventExitStatus"] == str(exits.CONFIG)
    assert int(service["TimeoutStopSec"]) > 8
    # An outage of hours must not end it for good; session starts are rationed by Cohort itself.
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"


def test_commands_by_hand_run_like_the_service() -> None:
    service, script = unit()["Service"], (ROOT / "deploy" / "cohort-admin").read_text()
    shared = (
        "DynamicUser",
        "StateDirectory",
        "StateDirectoryMode",
        "UMask",
        "EnvironmentFile",
        "LoadCredential",
    )
    assert {key for key in shared if f"-p {key}={service[key]}" not in script} == set()
    assert (ROOT / "deploy" / "cohort-admin").stat().st_mode & 0o111
    subprocess.run(["sh", "-n", ROOT / "deploy" / "cohort-admin"], check=True)


def test_what_sqlite_sorts_has_the_room_of_the_volume() -> None:
    words = " ".join(rest for word, rest in last_stage() if word == "ENV")
    assert "SQLITE_TMPDIR=/data" in words


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("DynamicUser", "yes"),
        ("UMask", "0077"),
        ("StateDirectory", "cohort"),
        ("StateDirectoryMode", "0700"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("LoadCredential", "token:/etc/cohort/token"),
    ],
)
def test_systemd_keeps_cohort_to_its_own_folder(key: str, value: str) -> None:
    assert unit()["Service"][key] == value


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    # It asks whether the programme is there; everything else in the unit stays.
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text().replace("/opt/cohort/bin/cohort", shutil.which("true") or ""))
    said = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)
    complaints = [line for line in said.stderr.splitlines() if "Unknown key 'Restart" not in line]
    assert (said.returncode, complaints) == (0, [])


def test_the_example_names_every_setting_that_people_set() -> None:
    from bot.config import Settings

    example = (ROOT / ".env.example").read_text()
    for_tests = {"COHORT_CLOCK_FILE", "COHORT_LEETCODE_BASE", "COHORT_WATCHDOG_SECONDS"}
    names = {
        field.validation_alias if isinstance(field.validation_alias, str) else name.upper()
        for name, field in Settings.model_fields.items()
    }
    assert {name for name in names - for_tests if name not in example} == set()
