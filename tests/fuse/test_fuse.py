"""Reports of one event become one; different events stay apart; the order of the articles does not matter."""

from __future__ import annotations

import random

import pytest

from runut.fuse import Fusion, fuse
from runut.pipeline import read_raw
from runut.records import Article, Given, RawPage

VISIT_A = """Menlu Rusia Tiba di Pyongyang

Menteri Luar Negeri Rusia Sergei Lavrov mengunjungi Korea Utara pada Rabu (18/10/2023).
Ia bertemu Kim Jong Un di Pyongyang.
"""
VISIT_B = """Lavrov Temui Kim

Pemimpin Korea Utara Kim Jong Un menerima kunjungan Menteri Luar Negeri Rusia Sergei Lavrov di Pyongyang,
18 Oktober 2023, menurut media pemerintah.
"""
LATER = """Menlu Rusia ke Korea Utara

Menteri Luar Negeri Rusia Sergei Lavrov mengunjungi Korea Utara pada Jumat (11/7/2025)
dan bertemu Kim Jong Un di Wonsan.
"""
TOLL_A = """Gaza

Serangan udara Israel ke Rafah pada Senin (12/2/2024) menewaskan 67 orang,
kata Kementerian Kesehatan Gaza.
"""
TOLL_B = "Gaza\n\nSerangan udara Israel ke Rafah, 12 Februari 2024, menewaskan 94 orang, kata petugas medis.\n"


def article(name: str, text: str, published: str | None = None) -> Article:
    return read_raw(RawPage(name, text.encode(), "text", Given(published=published)))


def together(fusion: Fusion, *sources: str) -> bool:
    """Whether one cluster has reports from all ``sources``."""
    return any(set(sources) <= {report.source for report in cluster.reports} for cluster in fusion.clusters)


@pytest.fixture(scope="module")
def pages() -> list[Article]:
    return [
        article("a.txt", VISIT_A),
        article("b.txt", VISIT_B),
        article("later.txt", LATER),
        article("toll-a.txt", TOLL_A),
        article("toll-b.txt", TOLL_B),
    ]


def test_one_visit_from_two_outlets_and_not_the_later_one(pages: list[Article]) -> None:
    fusion = fuse(pages)
    assert together(fusion, "a.txt", "b.txt")
    assert not together(fusion, "a.txt", "later.txt")


def test_two_tolls_of_one_attack_are_a_conflict(pages: list[Article]) -> None:
    fusion = fuse(pages)
    cluster = next(c for c in fusion.clusters if {r.source for r in c.reports} >= {"toll-a.txt", "toll-b.txt"})
    assert [conflict.kind for conflict in cluster.conflicts] == ["number"]


def test_order_does_not_matter(pages: list[Article]) -> None:
    wanted = fuse(pages).clusters
    for seed in range(5):
        shuffled = list(pages)
        random.Random(seed).shuffle(shuffled)
        assert fuse(shuffled).clusters == wanted


def test_a_copy_is_no_second_source() -> None:
    long = VISIT_A + "\n" + " ".join(f"Keduanya membahas pokok nomor {n} dalam pertemuan itu." for n in range(30))
    fusion = fuse([article("one.txt", long), article("two.txt", long + "\n(abc)\n")])
    assert len(fusion.copies) == 1
    assert all(cluster.independent_sources == 1 for cluster in fusion.clusters)


def test_a_year_that_slipped_is_told_by_the_date_alone() -> None:
    slipped = article("slip.txt", "Kabar\n\nKim Jong Un bertemu Vladimir Putin pada 13 September 2024.\n", "2023-09-15")
    planned = article(
        "plan.txt", "Kabar\n\nKim Jong Un akan bertemu Vladimir Putin pada 13 September 2024.\n", "2023-09-15"
    )
    assert [(event.status, event.by_date) for event in slipped.events] == [("planned", True)]
    assert [(event.status, event.by_date) for event in planned.events] == [("planned", False)]
