"""How `cohort demo` starts and ends."""

import signal
import socket
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bot import exits
from bot.config import Settings
from bot.demo.world import _settings
from tests.demo.process import PROJECT, SECONDS_TO_END, command, running
from tests.keys import KEY


def test_the_page_answers_as_soon_as_the_address_is_printed(tmp_path: Path) -> None:
    with running(tmp_path) as demo:
        line = HTTPConnection(demo.address.removeprefix("http://"), timeout=5)
        line.request("GET", "/")
        answer = line.getresponse()
        body = answer.read()
        line.close()

    assert answer.status == 200
    assert b"Cohort demo" in body


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(signal.SIGINT, id="Ctrl-C", marks=pytest.mark.soak),
        pytest.param(signal.SIGTERM, id="SIGTERM"),
    ],
)
def test_the_end_is_clean_and_leaves_nothing_behind(tmp_path: Path, ending: signal.Signals) -> None:
    with running(tmp_path) as demo:
        folders = list(tmp_path.glob("cohort-demo-*"))
        demo.process.send_signal(ending)
        out, err = demo.process.communicate(timeout=SECONDS_TO_END)

    assert len(folders) == 1
    assert list(tmp_path.iterdir()) == []
    assert demo.process.returncode == exits.FINE
    assert (out, err) == ("", ""), "one line with the address, and nothing else"


@pytest.mark.soak
def test_a_port_that_is_taken_is_named_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = subprocess.run(
            command(port),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert ended.returncode == exits.USAGE
    assert f"Port {port} is taken" in ended.stderr
    assert "--port" in ended.stderr
    assert ended.stdout == ""


def test_nothing_of_the_visitors_own_settings_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    for name in ("COHORT_DATA_DIR", "COHORT_CLOCK_FILE"):
        monkeypatch.setenv(name, str(theirs))
    monkeypatch.setenv("COHORT_HTTP", ":9")
    monkeypatch.setenv("COHORT_LEETCODE", "on")
    settings = _settings(Settings, ours, KEY)

    assert settings.data_dir == ours
    assert (settings.clock_file, settings.cohort_http, settings.cohort_leetcode) == (None, None, False)
