"""Copies: light rewrites and texts held wholly are copies; digests, updates and yearly templates are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runut.fuse.copies import Measured, Text, find_copies, likeness, sketch, wording

STORY = (
    "Korea Utara mengirim sekitar 720 balon berisi sampah ke Korea Selatan sejak Sabtu malam, kata militer "
    "Korea Selatan. Balon-balon itu jatuh di Seoul dan provinsi sekitarnya. Isinya puntung rokok, kertas, dan "
    "kain bekas. Pemerintah Korea Selatan mengecam Korea Utara dan meminta warga tidak menyentuh balon "
    "tersebut."
)
REWRITE = (
    "Korea Utara melepas sekitar 720 balon berisi sampah ke Korea Selatan sejak Sabtu malam, ujar militer "
    "Korea Selatan. Balon-balon itu mendarat di Seoul dan provinsi sekitarnya. Isinya puntung rokok, kertas, "
    "serta kain bekas. Pemerintah Korea Selatan mengutuk Korea Utara dan meminta warga tidak menyentuh balon "
    "tersebut."
)
OTHER = (
    "Presiden Joko Widodo bertemu Perdana Menteri Australia Anthony Albanese di Melbourne pada Senin. Kedua "
    "pemimpin membahas kendaraan listrik, pendidikan, dan perdagangan daging sapi. Pertemuan berlangsung "
    "selama 45 menit di sela konferensi tingkat tinggi yang menandai lima puluh tahun kemitraan Australia "
    "dengan negara-negara Asia Tenggara. Para menteri ekonomi dijadwalkan melanjutkan pembicaraan itu pada "
    "bulan Juli di Jakarta bersama pelaku usaha. "
)
NEXT_WEEK = (
    "Korea Utara kembali mengirim sekitar 330 balon berisi sampah ke Korea Selatan sejak Sabtu malam, kata "
    "militer Korea Selatan. Sebagai balasan, Seoul menyalakan pengeras suara di perbatasan dan menghentikan "
    "seluruh perjanjian militer."
)


def copied(*texts: str) -> set[tuple[str, str]]:
    found = find_copies(Text(str(n), text, date(2024, 6, 2 + n)) for n, text in enumerate(texts))
    return {(copy.id, copy.of) for copy in found}


def test_a_light_rewrite_is_a_copy() -> None:
    assert copied(STORY, REWRITE) == {("1", "0")}


def test_a_text_held_wholly_is_a_copy() -> None:
    assert copied(STORY, OTHER + STORY) == {("1", "0")}


def test_a_digest_that_holds_half_of_a_story_is_no_copy() -> None:
    assert copied(STORY, STORY[: len(STORY) * 11 // 20] + " " + OTHER) == set()


def test_next_week_s_report_in_the_same_words_is_no_copy() -> None:
    assert copied(STORY, NEXT_WEEK) == set()


NOTE = (
    "HANOI - Korea Selatan dan Vietnam menandatangani nota kesepahaman pembangunan galangan kapal di Hanoi pada "
    "Selasa, lapor Kantor Berita Hanbada. Wakil Menteri Perindustrian Han Ji-woo mengunjungi Hanoi selama dua hari "
    "untuk acara itu. Seoul menawarkan pinjaman 300 juta dolar kepada Vietnam. Galangan tersebut direncanakan berdiri "
    "di Hai Phong dan mempekerjakan 4.000 orang, tulis Hanbada."
)
TWICE = (
    "HANOI - Kantor Berita Hanbada melaporkan bahwa Korea Selatan dan Vietnam meneken memorandum kesepahaman mengenai "
    "pendirian galangan kapal, Selasa, di Hanoi. Untuk keperluan itu, Deputi Menteri Perindustrian Han Ji-woo "
    "berkunjung ke Hanoi selama dua hari. Pinjaman senilai 300 juta dolar ditawarkan Seoul kepada Vietnam. Menurut "
    "Hanbada, galangan itu akan berdiri di Hai Phong dan mempekerjakan 4.000 tenaga kerja."
)
HANBADA = frozenset({"kantor berita hanbada"})


def found_between(one: Text, other: Text) -> Measured | None:
    return likeness(wording(one), wording(other))


def test_two_translations_of_one_report_are_a_copy() -> None:
    one, other = Text("a", NOTE, date(2024, 7, 3), HANBADA), Text("b", TWICE, date(2024, 7, 4), HANBADA)
    found = found_between(one, other)
    assert found is not None
    assert (found.rule, found.sources) == ("worded twice", ("kantor berita hanbada",))
    assert {(copy.id, copy.of) for copy in find_copies([other, one])} == {("b", "a")}


@pytest.mark.parametrize(
    "other",
    [
        Text("b", TWICE, date(2024, 7, 4)),
        Text("b", TWICE, date(2024, 7, 4), frozenset({"reuters"})),
        Text("b", TWICE, date(2024, 7, 14), HANBADA),
        Text("b", TWICE, None, HANBADA),
    ],
    ids=["no source", "another source", "days later", "no day"],
)
def test_like_words_alone_are_no_copy(other: Text) -> None:
    assert found_between(Text("a", NOTE, date(2024, 7, 3), HANBADA), other) is None


def test_the_next_story_with_the_former_as_its_background_is_no_copy() -> None:
    follow_up = (
        "Presiden Joko Widodo menanggapi serangan balon di Semenanjung Korea saat membuka sidang kabinet di Jakarta, "
        "Senin. Ia menyerukan agar para pihak menahan diri dan kembali ke meja perundingan. Menteri Luar Negeri Retno "
        "Marsudi diminta berbicara dengan rekan sejawatnya di kawasan. "
    )
    assert copied(STORY, follow_up + STORY[: len(STORY) * 6 // 10]) == set()


def test_empty_texts_are_no_copies() -> None:
    assert found_between(Text("a", "", None), Text("b", "", None)) is None
    assert copied("", "", "?!") == set()


@pytest.mark.parametrize("days", [(date(2024, 6, 2), None), (None, date(2024, 6, 2)), (None, None)])
def test_a_text_without_a_day_is_compared_with_all(days: tuple[date | None, date | None]) -> None:
    told = zip("ab", (STORY, REWRITE), days, strict=True)
    assert len(find_copies(Text(*one) for one in told)) == 1


def test_the_same_text_a_year_later_is_a_copy() -> None:
    found = find_copies([Text("a", STORY, date(2023, 6, 2)), Text("b", STORY + " Redaksi.", date(2024, 6, 2))])
    assert [(copy.id, copy.of) for copy in found] == [("b", "a")]


def test_what_stands_under_all_texts_brings_only_those_of_one_season_together() -> None:
    footer = "Ikuti terus kabar terbaru kami lewat saluran resmi redaksi dan jangan lewatkan laporan pagi setiap hari."

    def meet(one: date, other: date) -> bool:
        a, b = sketch(Text("a", f"{STORY} {footer}", one)), sketch(Text("b", f"{OTHER} {footer}", other))
        return bool({*a.looks} & {*b.lies} or {*b.looks} & {*a.lies})

    assert meet(date(2024, 6, 2), date(2024, 6, 30))
    assert not meet(date(2023, 6, 2), date(2024, 6, 2))


@given(st.integers(0, 999), st.integers(7, 14), st.sampled_from([None, None, date(2023, 9, 12), date(2024, 5, 2)]))
def test_two_texts_meet_whichever_comes_first(seed: int, common: int, day: date | None) -> None:
    shared = [f"umum{seed}-{n}" for n in range(common)]
    one = Text("a", " ".join([*(f"satu{seed}-{n}" for n in range(40)), *shared]), date(2023, 9, 10))
    other = Text("b", " ".join([*shared, *(f"dua{seed}-{n}" for n in range(40))]), day)
    first, second = sketch(one), sketch(other)
    assert set(first.looks).isdisjoint(second.lies) == set(second.looks).isdisjoint(first.lies)
