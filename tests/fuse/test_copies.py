"""Copies: light rewrites and texts held wholly are copies; digests, updates and yearly templates are none."""

from __future__ import annotations

from datetime import date

from runut.fuse.copies import Text, find_copies

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
