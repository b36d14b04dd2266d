"""The example corpus as a chronicle, and a reader of its workbench."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from runut.commands.demo import demo_command
from runut.serve.app import create_app
from runut.serve.guard import Guard

HERE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chronicle of the example corpus."""
    folder = tmp_path_factory.mktemp("serve-demo")
    CliRunner().invoke(demo_command, ["-o", str(folder)], standalone_mode=False)
    return folder / "chronicle.db"


@pytest.fixture(scope="session")
def reader(demo: Path) -> Iterator[TestClient]:
    """A reader on this machine who chose no language."""
    with TestClient(create_app(demo, Guard.of("127.0.0.1")), base_url=HERE) as client:
        yield client


@pytest.fixture(autouse=True)
def _no_cookies(request: pytest.FixtureRequest) -> None:
    """A language that one test chose is not that of the next."""
    if "reader" in request.fixturenames:
        request.getfixturevalue("reader").cookies.clear()
