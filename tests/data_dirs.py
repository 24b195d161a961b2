"""Data directories for tests, with the checked roadmaps in them: read and checked once a session."""

from pathlib import Path

import pytest

from bot.catalog import Catalog


@pytest.fixture(scope="session")
def checked_roadmaps(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The copy a start keeps; the workers of xdist share one."""
    from bot.app import ROADMAPS

    own = tmp_path_factory.getbasetemp()
    copy = (own if worker_id == "master" else own.parent) / ROADMAPS
    Catalog.built_in(copy)
    return copy


@pytest.fixture
def data_dir(tmp_path: Path, checked_roadmaps: Path) -> Path:
    """A new COHORT_DATA_DIR, the same folder as `tmp_path`."""
    (tmp_path / checked_roadmaps.name).hardlink_to(checked_roadmaps)
    return tmp_path
