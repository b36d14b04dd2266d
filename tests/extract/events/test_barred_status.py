"""What the model may not make of an act: statuses that the sentence rules out."""

from __future__ import annotations

import pytest

from runut.own import using
from runut.pipeline import read_raw
from runut.records import RawPage

CASES = [
    ("Kepala distrik mengatakan kalau Taliban menyerang dua pos polisi pada Sabtu dini hari.", "actual"),
    ("Trump mengatakan kalau Iran menyerang, AS akan membalas.", "conditional"),
    ("Setelah Rusia tidak mundur, pasukan Ukraina menyerang kota Belgorod pada Senin.", "actual"),
    ("Ukraina tidak menyerang kota Belgorod, kata Presiden Zelensky.", "denied"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_with_the_model(text: str, status: str) -> None:
    with using(model=True):
        article = read_raw(RawPage("page.txt", text.encode(), "text"))
    assert [event.status for event in article.events if event.type == "ASSAULT"] == [status]
