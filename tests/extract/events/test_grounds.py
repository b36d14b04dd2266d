"""Words around an act that leave it told, or make it hollow, whatever entry of the codebook it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.pipeline import read_raw
from runut.records import RawPage

CASES = yaml.safe_load((Path(__file__).parent / "grounds.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_what_is_told(case: dict[str, Any]) -> None:
    types = {event.type for event in read_raw(RawPage("case.txt", case["text"].encode(), "text")).events}
    assert types >= set(case.get("told", ()))
    assert not types & set(case.get("hollow", ()))
