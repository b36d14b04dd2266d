"""docs/times.md: every example gives what it says."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs" / "times.md"


def test_examples() -> None:
    failed, tried = doctest.testfile(str(DOCS), module_relative=False)
    assert tried >= 25
    assert failed == 0
