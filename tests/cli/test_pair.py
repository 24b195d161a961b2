"""`cohort pair` for organisers who want to see, and for programs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import pair_file
from bot.cli.commands import app
from bot.domain.pairing import pair, to_hex
from tests.domain.pairing.pools import ALWAYS, pool, slots

EVENING = to_hex(slots(40, 136, 232))


def person(name: str, **fields: Any) -> dict[str, Any]:
    """A member as the file has them."""
    return {"id": name, "kinds": ["coding"], "level": 3, "slots": EVENING, "met": {}, "blocked": []} | fields


def a_file(path: Path, *members: dict[str, Any], **fields: Any) -> Path:
    """A file with these members."""
    file = path / "pool.json"
    file.write_text(json.dumps({"round": "2026-W48", "members": members} | fields), encoding="utf-8")
    return file


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    result = CliRunner().invoke(
        app, ["pair", *map(str, arguments)], terminal_width=200, env={"COLUMNS": "200"}
    )
    return result.exit_code, result.stdout, result.stderr


def test_two_are_paired_for_programs(tmp_path: Path) -> None:
    file = a_file(tmp_path, person("ada"), person("bob"))
    code, output, _ = run(file, "--seed", 7, "--json")
    found = json.loads(output)
    assert code == 0
    assert list(found) == ["round", "pairs", "byes", "forced", "seed", "total", "bound"]
    (made,) = found["pairs"]
    assert set(made["members"]) == {"ada", "bob"}
    assert made["slots"] == ["2026-11-23T20:00:00Z", "2026-11-25T20:00:00Z", "2026-11-27T20:00:00Z"]
    assert made["reasons"] == ["both want coding", "3 h of common time", "never met", "the same level, 3"]
    assert (made["kind"], made["repeat"], found["byes"], found["seed"]) == ("coding", False, [], 7)
    assert found["total"] == made["score"] <= found["bound"]


def test_the_first_slot_is_the_lowest_bit_of_the_last_digit(tmp_path: Path) -> None:
    monday = "0" * 83 + "3"
    _, output, _ = run(a_file(tmp_path, person("a", slots=monday), person("b", slots=monday)), "--json")
    assert json.loads(output)["pairs"][0]["slots"] == ["2026-11-23T00:00:00Z"]


def test_two_are_paired_for_people(tmp_path: Path) -> None:
    file = a_file(tmp_path, person("ada [dev]"), person("bob"), person("cy", slots=to_hex(0)))
    code, output, _ = run(file, "--seed", 7)
    assert code == 0
    assert all(part in output for part in ("ada [dev]", "Mon 23 Nov 20:00", "both want coding", "score"))
    assert "cy sits out: no free time long enough for a session\n" in output
    assert output.splitlines()[-1].startswith("1 pair, total ")


def test_a_trio_says_who_observes(tmp_path: Path) -> None:
    file = a_file(tmp_path, person("a", observed=1), person("b", observed=1), person("c"))
    assert "(c observes)" in run(file)[1]


def test_without_trios_somebody_sits_out(tmp_path: Path) -> None:
    file = a_file(tmp_path, person("a", byes=1), person("b", byes=1), person("c"), trios=False)
    found = json.loads(run(file, "--json")[1])
    assert found["byes"] == [{"id": "c", "why": "odd", "reason": "an odd number this round"}]


def test_repeats_are_named(tmp_path: Path) -> None:
    file = a_file(tmp_path, person("a", met={"b": "2026-W47"}), person("b"))
    found = json.loads(run(file, "--json")[1])
    assert [set(each) for each in found["forced"]] == [{"a", "b"}]
    assert found["pairs"][0]["repeat"] is True


def test_minutes_window_and_every_are_heeded(tmp_path: Path) -> None:
    two = person("a", met={"b": "2026-W46"}), person("b")
    assert json.loads(run(a_file(tmp_path, *two, minutes=90), "--json")[1])["pairs"] == []
    assert json.loads(run(a_file(tmp_path, *two, window=1), "--json")[1])["forced"] == []
    assert json.loads(run(a_file(tmp_path, *two, window=1, every=2), "--json")[1])["forced"] != []


def test_the_file_holds_all_that_a_pool_does(tmp_path: Path) -> None:
    given = pool(25, 3, window=4, every=2)
    members = [
        {
            "id": each.id,
            "kinds": sorted(each.kinds),
            "level": each.level,
            "slots": to_hex(each.slots),
            "met": each.met,
            "blocked": sorted(each.blocked),
            "byes": each.byes,
            "last_bye": each.last_bye,
            "reliability": each.reliability,
            "comfort": None if each.comfort is None else to_hex(each.comfort),
            "role": each.role,
            "firsts": each.firsts,
            "observed": each.observed,
        }
        for each in given.members
    ]
    read = pair_file.read_pool(a_file(tmp_path, *members, window=4, every=2))
    assert pair(read, 5) == pair(given, 5)


def test_an_empty_pool_is_fine(tmp_path: Path) -> None:
    code, output, _ = run(a_file(tmp_path), "--json")
    assert (code, json.loads(output)["pairs"]) == (0, [])


BAD: list[tuple[list[dict[str, Any]], dict[str, Any], str]] = [
    ([person("a", kinds=["chess"])], {}, "members[0].kinds[0]: "),
    ([person("a"), person("b", slots="12")], {}, "members[1].slots: must be 84 hex digits"),
    ([person("a", slots="g" * 84)], {}, "members[0].slots: must be 84 hex digits"),
    ([person("a", comfort="")], {}, "members[0].comfort: must be 84 hex digits"),
    ([person("a", level=6)], {}, "members[0].level: "),
    ([person("a", level="3")], {}, "members[0].level: "),
    ([person("a", byes=-1)], {}, "members[0].byes: "),
    ([person("a", met={"b": "2026-40"})], {}, "members[0].met.b: must be an ISO week such as 2026-W48"),
    ([person("a", last_bye="2026-W54")], {}, "members[0].last_bye: must be an ISO week"),
    ([person("a", role="boss")], {}, "members[0].role: "),
    ([person("a", colour="red")], {}, "members[0].colour: "),
    ([person("")], {}, "members[0].id: "),
    ([{"id": "a"}], {}, "members[0].level: "),
    ([person("a"), person("b"), person("a")], {}, "members[2].id: the same as that of members[0]"),
    ([person("a", met={"a": "2026-W40"})], {}, "members[0].met: names the member itself"),
    ([person("a", blocked=["a"])], {}, "members[0].blocked: names the member itself"),
    ([person("a", keep="a")], {}, "members[0].keep: names the member itself"),
    ([], {"round": "2026-W00"}, "round: must be an ISO week"),
    ([], {"minutes": 45}, "minutes: must be a multiple of 30"),
    ([], {"minutes": 0}, "minutes: "),
    ([], {"window": -1}, "window: "),
    ([], {"trios": "yes"}, "trios: "),
    ([], {"people": []}, "people: "),
    ([person(f"m{n}", level=9) for n in range(9)], {}, "and 4 more"),
]


@pytest.mark.parametrize(("members", "fields", "message"), BAD, ids=[message for _, _, message in BAD])
def test_a_bad_file_is_refused_with_the_place_and_nothing_else(
    tmp_path: Path, members: list[dict[str, Any]], fields: dict[str, Any], message: str
) -> None:
    code, output, error = run(a_file(tmp_path, *members, **fields), "--json")
    assert (code, output) == (2, "")
    assert message in error
    assert "Traceback" not in error


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"\xff"', b"[" * 9_000])
def test_what_is_no_pool_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pool.json"
    file.write_bytes(content)
    code, output, error = run(file)
    assert (code, output) == (2, "")
    assert "the file: " in error


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_file, "MOST_BYTES", 10)
    code, _, error = run(a_file(tmp_path, person("a")))
    assert (code, "the file is larger than" in error) == (2, True)


@pytest.mark.parametrize("arguments", [(), ("no such file.json",), ("--seed", "x")])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


@pytest.mark.soak
def test_the_same_seed_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    people = [person(f"m{n}", kinds=["coding", "resume"], slots=to_hex(ALWAYS)) for n in range(20)]
    command = [sys.executable, "-m", "bot", "pair", str(a_file(tmp_path, *people)), "--seed", "3", "--json"]
    one, other = (
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    )
    assert one.stdout == other.stdout
    assert len(json.loads(one.stdout)["pairs"]) == 10
