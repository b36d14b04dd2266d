"""The codebook's own examples: what an entry says it takes gives its type, what it says it leaves does not fire it.

Every sentence holds; those that fail are listed by the assertion.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.data import LOADER
from runut.pipeline import read_document
from runut.records import Block, Document, Event

FOLDER = Path(str(files("runut.data"))) / "codebook"
TYPES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem.isupper())


def events(sentence: str) -> tuple[Event, ...]:
    """The events of ``sentence`` read as the body of a page."""
    body = (Block(0, len(sentence), "body", "test"),)
    return read_document(Document("s", None, "s", "0", sentence, None, None, None, "id", body, (), (), False)).events


def examples(entry: dict[str, Any], wanted: str) -> list[str]:
    """YAML 1.1 reads the bare keys ``yes`` and ``no`` as booleans."""
    given = entry.get("examples") or {}
    return list(given.get(wanted) or given.get(wanted == "yes") or ())


@pytest.mark.parametrize("name", TYPES)
def test_examples_hold(name: str) -> None:
    failed: list[str] = []
    for entry in yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf8"), Loader=LOADER)["acts"]:
        for sentence in examples(entry, "yes"):
            found = {event.type for event in events(sentence)}
            if name not in found:
                failed.append(f"{entry['act']} misses: {sentence} {sorted(found)}")
        for sentence in examples(entry, "no"):
            if entry["act"] in {event.act for event in events(sentence)}:
                failed.append(f"{entry['act']} fires: {sentence}")
    assert not failed, "\n".join(failed)
