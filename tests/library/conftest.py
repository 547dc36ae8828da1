"""The library that ships, loaded once: nothing in it changes."""

from pathlib import Path

import pytest

from smbsocial.library.loader import FileLibrary

ROOT = Path(__file__).parents[2] / "resources" / "library"


@pytest.fixture(scope="session")
def library_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def library() -> FileLibrary:
    return FileLibrary(ROOT)
