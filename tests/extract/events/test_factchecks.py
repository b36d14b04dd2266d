"""Fact checks: the claim that a page refutes is not given as what happened, what really happened is."""

from __future__ import annotations

from runut.pipeline import read_raw
from runut.records import Given, RawPage

PAGE = """Cek Fakta: Video Turki Mengirim Tank ke Perbatasan Yunani

Beredar video di media sosial yang diklaim memperlihatkan Turki menyerang Yunani. Dalam tiga hari Turki mengirim seratus tank ke perbatasan Yunani, tulis pengunggahnya.

Hasil Cek Fakta: Berdasarkan penelusuran, rekaman itu dibuat pada 2019. Saat itu Turki menyerang milisi Kurdi di Suriah.

Kesimpulan: unggahan berisi klaim bahwa Turki menyerang Yunani adalah hoaks dan termasuk konten yang menyesatkan.
"""  # noqa: E501


def states(text: str) -> dict[str, set[str]]:
    """The states of the acts by a word of their sentence."""
    article = read_raw(RawPage("s", text.encode(), "text", Given(published="2024-05-01"), "utf-8"))
    out: dict[str, set[str]] = {}
    for event in article.events:
        for sentence in (event.evidence, *event.also):
            for word in ("Yunani", "Kurdi"):
                if word in sentence.text:
                    out.setdefault(word, set()).add(event.status)
    return out


def test_the_refuted_claim_is_never_actual() -> None:
    found = states(PAGE)
    assert found["Yunani"] <= {"rumoured", "denied"}
    assert found["Kurdi"] == {"actual"}


def test_a_verdict_in_the_next_sentence_counts() -> None:
    found = states("Beredar unggahan yang menyebut Turki menyerang Yunani. Klaim tersebut keliru.")
    assert found["Yunani"] == {"denied"}


def test_an_ordinary_article_on_hoaxes_keeps_its_facts() -> None:
    found = states("Turki menyerang milisi Kurdi di Suriah. Pemerintah juga menangkap penyebar hoaks.")
    assert found["Kurdi"] == {"actual"}
