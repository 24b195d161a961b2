"""What commands share that may take long."""

import logging
from pathlib import Path

import pytest

from bot.cli.stopping import quiet_settings
from bot.log import MASK


def test_no_secret_of_the_settings_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = {
        "DISCORD_TOKEN": "the-odd-token",
        "DATABASE_URL": "postgresql://ada:the/odd#password@db/x",
        "COHORT_ENCRYPTION_KEY": "the-odd-key,the-older-key",
    }
    monkeypatch.chdir(tmp_path)
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
        monkeypatch.delenv(f"{name}_FILE", raising=False)

    quiet_settings()
    logging.getLogger("some.library").warning("the-odd-token the/odd#password the-odd-key the-older-key")

    said = capsys.readouterr().err
    assert " ".join([MASK] * 4) in said
    assert not [part for value in secrets.values() for part in value.split(",") if part in said]
    assert "the/odd#password" not in said
