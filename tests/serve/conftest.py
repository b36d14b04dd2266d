"""The example corpus as a chronicle, and a reader of its workbench."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from harm import chronicle
from starlette.testclient import TestClient
from views import addresses

from browsing import opened, served
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
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chronicle of articles that mean harm."""
    return chronicle(tmp_path_factory.mktemp("harmful"))


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


@pytest.fixture(scope="session")
def seen_at(reader: TestClient) -> dict[str, str]:
    """Where each view of ``views.VIEWS`` is to be seen."""
    return addresses(reader)


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """The workbench of the example corpus, served to a browser."""
    with served(demo) as here:
        yield here


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A tab; whatever it says on the console, asks from elsewhere or is refused by the policy fails the test."""
    with opened(browser, address) as (page, watch):
        yield page
    assert not watch.trouble
