"""Verb forms from stems."""

from __future__ import annotations

import pytest

from runut.extract.events.morphology import active_forms, passive_form, without_clitic, without_reduplication


@pytest.mark.parametrize(
    ("stem", "form"),
    [
        ("serang", "menyerang"), ("pukul", "memukul"), ("tembak", "menembak"), ("kirim", "mengirim"),
        ("ancam", "mengancam"), ("bom", "mengebom"), ("perkuat", "memperkuat"), ("perangi", "memerangi"),
        ("luncurkan", "meluncurkan"), ("dukung", "mendukung"), ("gempur", "menggempur"), ("cegat", "mencegat"),
        ("rebut", "merebut"), ("nyatakan", "menyatakan"), ("khianati", "mengkhianati"), ("hujani", "menghujani"),
        ("kritik=mengkritik", "mengkritik"), ("veto", "memveto"), ("jatuhkan", "menjatuhkan"),
    ],
)  # fmt: skip
def test_active(stem: str, form: str) -> None:
    assert form in active_forms(stem)


def test_passive_and_clitics() -> None:
    assert passive_form("serang") == "diserang"
    assert passive_form("kritik=mengkritik") == "dikritik"
    assert without_clitic("serangannya") == ("serangan", "nya")
    assert without_clitic("nya") == ("nya", "")
    assert without_reduplication("serangan-serangan") == "serangan"
    assert without_reduplication("serang-menyerang") == "serang-menyerang"
