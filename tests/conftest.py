"""Puts this folder on the import path, for ``making``; property tests give the same verdict on every machine.

They try the same examples each time and are never failed by the clock of a busy machine. ``RUNUT_FUZZ=1`` (by hand)
tries new ones; what it finds becomes a case.

Tests read without the trained model, for they are about rules and records; ``with_model`` is for those that are about
what ships. A command run in a test reads as its options say; what it leaves behind is undone.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

import keeping as places
from browsing import launched
from runut.own import Own, own, use, using

# Messages are those of the code, whatever the machine speaks.
os.environ["LANGUAGE"] = "en"
os.environ.pop("RUNUT_LANG", None)

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("RUNUT_FUZZ") else "same")


@pytest.fixture(scope="module", autouse=True)
def _rules_alone() -> Iterator[None]:
    use(Own(model=False))
    yield
    use(Own(model=False))


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = own()
    yield
    use(before)


@pytest.fixture(scope="module")
def with_model(_rules_alone: None) -> Iterator[None]:
    """The module's tests read as Runut ships, with the trained model."""
    with using(model=True):
        yield


@pytest.fixture(scope="session", params=places.BACK_ENDS)
def keeping(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[places.Keeping]:
    """Where chronicles lie, once in files and once on a server: for tests that must hold for both."""
    yield from places.places(request.param, tmp_path_factory.mktemp("chronicles"))


@pytest.fixture(scope="session")
def empty(keeping: places.Keeping) -> places.Place:
    """A chronicle without articles, to be copied."""
    return places.empty(keeping)


@pytest.fixture
def place(keeping: places.Keeping, empty: places.Place) -> Iterator[places.Place]:
    """Where a chronicle without articles lies."""
    made = keeping.copy(empty)
    yield made
    keeping.drop(made)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium, for a module only: as long as it runs, its event loop is that of this thread."""
    with launched() as running:
        yield running
