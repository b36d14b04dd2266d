"""Which time of a sentence belongs to which act."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.pipeline import read_raw
from runut.records import Given, RawPage

CASES = yaml.safe_load((Path(__file__).parent / "when.yaml").read_text(encoding="utf8"))
FILLER = "Paragraf pembuka ini cukup panjang untuk menjadi isi berita tanpa kejadian apa pun.\n\n"
BEFORE = "Kabar Hari Ini\n\n" + FILLER * 4


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_time_belongs_to_its_act(case: dict[str, Any]) -> None:
    page = RawPage("case.txt", (BEFORE + case["text"] + "\n").encode(), "text", given=Given(published="2025-06-30"))
    events = [event for event in read_raw(page).events if event.evidence.text in case["text"]]
    for trigger, words in case["when"].items():
        found = [event for event in events if event.trigger.text.startswith(trigger)]
        assert found, [event.trigger.text for event in events]
        mentions = [event.time.mention.text if event.time and event.time.mention else None for event in found]
        assert mentions == [words] * len(found)


@pytest.mark.parametrize("words", ["hari ini", "kemarin"])
def test_a_day_of_speech_stands_where_the_page_has_no_date(words: str) -> None:
    said = f"Presiden Peru {words} mengunjungi Presiden Kenya."
    events = read_raw(RawPage("case.txt", (BEFORE + said + "\n").encode(), "text")).events
    times = [event.time for event in events if event.trigger.text == "mengunjungi"]
    assert [(time.value, time.mention.text) for time in times if time and time.mention] == [(None, words)]
