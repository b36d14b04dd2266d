"""Intervals, modifiers, anchors, flags, zones: what stands beside the value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from runut.errors import UsageError
from runut.extract.times import recognise, resolve, times
from runut.records import Published

ARTICLES = Path(__file__).parents[4] / "shared" / "articles"


def one(text: str, published: str | None = "2020-06-24"):
    found = times(text, published)
    assert len(found) == 1, [t.text for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "mod", "earliest", "latest", "granularity"),
    [
        ("Ia tiba awal Juni 2020.", "START", date(2020, 6, 1), date(2020, 6, 10), "month"),
        ("Ia tiba pertengahan Juni 2020.", "MID", date(2020, 6, 11), date(2020, 6, 20), "month"),
        ("Ia tiba akhir 2019.", "END", date(2019, 9, 2), date(2019, 12, 31), "year"),
        ("Ia tiba pekan lalu.", None, date(2020, 6, 15), date(2020, 6, 21), "week"),
        ("Ia tiba akhir pekan lalu.", None, date(2020, 6, 20), date(2020, 6, 21), "week"),
        ("Laba naik kuartal II 2020.", None, date(2020, 4, 1), date(2020, 6, 30), "quarter"),
        ("Laba naik semester I 2020.", None, date(2020, 1, 1), date(2020, 6, 30), "half"),
        ("Ia lahir tahun 1990-an.", None, date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("Ia lahir abad XX.", None, date(1900, 1, 1), date(1999, 12, 31), "century"),
        ("Ia tiba Rabu (24/6/2020) petang.", None, date(2020, 6, 24), date(2020, 6, 24), "time"),
        ("Serah paling lambat 30 Juni.", "ON_OR_BEFORE", date(2020, 6, 30), date(2020, 6, 30), "day"),
        ("Ia kaya pada era Orde Baru.", None, date(1966, 1, 1), date(1998, 12, 31), "none"),
        ("Ia sakit dua tahun terakhir.", None, date(2018, 6, 24), date(2020, 6, 24), "none"),
    ],
)
def test_interval(text: str, mod: str | None, earliest: date, latest: date, granularity: str) -> None:
    found = one(text)
    assert (found.mod, found.earliest, found.latest, found.granularity) == (mod, earliest, latest, granularity)
    assert found.why


def test_wrong_weekday_keeps_the_date_and_ranks_repairs() -> None:
    found = one("Ia menolak pada Sabtu (10/9/2023).", "2023-09-11")
    assert found.value == "2023-09-10"
    assert found.flags == ("weekday-mismatch",)
    assert found.ext["weekday_said"] == "Sabtu"
    assert found.ext["weekday_real"] == "Minggu"
    assert found.ext["repairs"].split("|")[0] == "2023-09-09"


def test_one_digit_slip_is_among_the_repairs() -> None:
    found = one("Konferensi pers digelar Jumat (28/6/2020).", "2020-06-29")
    assert "2020-06-26" in found.ext["repairs"].split("|")


@pytest.mark.parametrize(
    "text", ["Minggu (28/12/2014)", "Selasa Kliwon (23/6/2020)", "Rabu, 24 Juni 2020", "Jumat (26/6)"]
)
def test_good_pairs_raise_nothing(text: str) -> None:
    assert times(text, "2020-06-24" if "2014" not in text else "2014-12-29")[0].flags == ()


def test_wrong_market_day_is_flagged() -> None:
    assert "pasaran-mismatch" in one("Kirab digelar Selasa Wage (23/6/2020).").flags


def test_impossible_day() -> None:
    found = one("Rapat digelar 31/2/2020.")
    assert (found.value, found.flags) == ("2020-02", ("impossible-day",))
    assert found.ext["day_said"] == "2020-02-31"
    assert all(date.fromisoformat(day) for day in found.ext["repairs"].split("|"))


def test_anniversary_reaches_back_to_the_founding_day() -> None:
    found = one("Warga menghadiri peringatan 75 tahun kemerdekaan RI.", "2020-08-14")
    assert (found.value, found.ext["begin"], found.ext["end"]) == ("P75Y", "1945-08-17", "2020-08-17")
    assert one("Rusia memperingati 77 tahun kemenangan.", "2022-05-10").ext["anniversary_of"] == "1945"


def test_wrong_count_of_years_is_flagged() -> None:
    assert one("Warga merayakan 74 tahun kemerdekaan RI.", "2020-08-14").flags == ("ordinal-mismatch",)


def test_spoken_day_follows_the_date_of_the_speech() -> None:
    spoken, _ = times('"Hari ini kami berangkat," kata menteri, Rabu (24/6/2020).', "2020-06-25")
    assert (spoken.value, spoken.ext["anchor_source"]) == ("2020-06-24", "sentence")
    assert (spoken.flags, spoken.ext["relative_day"]) == (("print-day-shift",), "2020-06-25")
    same_day = times('"Hari ini kami berangkat," kata menteri, Rabu (24/6/2020).', "2020-06-24")
    assert [t.flags for t in same_day] == [(), ()]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Ia tiba kemarin (22/6).", ("print-day-shift",)),
        ("Ia tiba kemarin (23/6).", ()),
        ("Ia tiba kemarin (3/5).", ("relative-mismatch",)),
    ],
)
def test_relative_day_against_the_written_one(text: str, flags: tuple[str, ...]) -> None:
    assert one(text).flags == flags


def test_market_day_repairs_keep_the_weekday() -> None:
    found = one("Kirab digelar Selasa Wage (23/6/2020).")
    assert (found.ext["pasaran_said"], found.ext["pasaran_real"]) == ("Wage", "Kliwon")
    days = [date.fromisoformat(day) for day in found.ext["repairs"].split("|")]
    assert days
    assert all(day.weekday() == 1 for day in days)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Ia pergi beberapa hari lalu.", date(2020, 6, 14), date(2020, 6, 22)),
        ("Ia pergi belasan tahun silam.", date(2001, 6, 24), date(2009, 6, 24)),
        ("Ia pergi baru-baru ini.", date(2020, 5, 25), date(2020, 6, 24)),
        ("Aturan terbit dalam waktu dekat.", date(2020, 6, 24), date(2020, 8, 23)),
        ("Dulu ia kaya.", None, date(2020, 6, 24)),
    ],
)
def test_vague_words_reach_a_stretch_of_days(text: str, earliest: date | None, latest: date) -> None:
    found = one(text)
    assert (found.earliest, found.latest, found.granularity) == (earliest, latest, "none")


def test_then_is_the_time_being_told() -> None:
    first, then = times("Ia menang pada 2014. Saat itu ia muda.", "2020-06-24")
    assert (then.value, then.earliest, then.anchor) == ("PAST_REF", first.earliest, f"expression:{first.start}")


NEWS = (
    "Banjir Kepung Kota\n\nBanjir merendam kota, Selasa (23/6/2020).\n\nKemarin, warga sudah bersiap.\n\n"
    "Tanggul jebol pukul 03.00 WIB. \"Tadi malam air masih rendah, pukul 04.00 sudah tinggi,\" kata warga.\n\n"
    "Hujan turun sejak Senin. Bantuan tiba pukul 09.00 WIB.\n\nSidang digelar pada 20 Juli. Kantor buka pukul 10.00."
    "\n\n"
    "Posko dibuka pukul 07.00."
)


def test_clock_times_come_back_to_the_day_of_the_news() -> None:
    """A look back holds for its paragraph, a state's beginning and a day to come move nothing."""
    found = {t.text: t.value for t in times(NEWS, "2020-06-24")}
    assert found["pukul 03.00 WIB"] == "2020-06-23T03:00"
    assert found["pukul 04.00"] == "2020-06-24T04:00"  # the morning after the night that the sentence names
    assert found["pukul 09.00 WIB"] == "2020-06-23T09:00"
    assert found["pukul 07.00"] == "2020-06-23T07:00"


def test_the_end_of_a_night_shift_is_the_next_day() -> None:
    assert [t.value for t in times("Jalan ditutup pukul 22.00-04.00 WIB.", "2020-06-24")] == [
        "2020-06-24T22:00",
        "2020-06-25T04:00",
    ]


def test_zone_and_relation_are_extensions() -> None:
    found = one("Listrik padam sejak pukul 14.30 Wita.")
    assert (found.value, found.ext["tz"], found.ext["relation"]) == ("2020-06-24T14:30", "+08:00", "BEGIN")


def test_anchor_of_a_chain_names_its_expression() -> None:
    first, second = times("Gempa terjadi 28 September 2018. Bantuan tiba sehari setelahnya.", "2018-10-01")
    assert second.anchor == f"expression:{first.start}"


def test_report_day_does_not_carry_the_story() -> None:
    text = 'Pesawat jatuh Minggu (28/12/2014). "Kami berduka," kata dia, Senin (29/12/2014). Kontak putus pukul 06.17.'
    assert times(text, "2014-12-29")[-1].value == "2014-12-28T06:17"


def test_bare_day_takes_its_year_from_a_date_close_by() -> None:
    first, second = times("Surat dikirim 9 Mei. Dilansir BBC, Selasa (10/5/2022).")
    assert first.value == "2022-05-09"
    assert first.anchor == f"expression:{second.start}"


def test_article_date_given_as_an_interval() -> None:
    raw = recognise("Pakta diteken tahun lalu. Mereka bertemu bulan ini, Senin.")
    published = Published(date(2025, 8, 1), date(2025, 8, 31), "2025-08", "inferred")
    values = [t.value for t in resolve(raw, "", published)]
    assert values[:2] == ["2024", "2025-08"]
    assert values[2] == "XXXX" or values[2].startswith("2025")


def test_week_of_an_article_dated_to_some_days() -> None:
    published = Published(date(2023, 9, 9), date(2023, 9, 12), "2023-09-09/2023-09-12", "text")
    (found,) = resolve(recognise("Kedutaan mengatakan itu pekan ini."), "", published)
    assert (found.value, found.earliest, found.latest) == ("2023-09", date(2023, 9, 4), date(2023, 9, 17))


def test_keys_and_attributes() -> None:
    found = one("Ia tiba Jumat lalu.")
    assert found["value"] == found.value == "2020-06-19"
    assert dict(found)["start"] == found.start
    with pytest.raises(KeyError):
        found["nothing"]


def test_published_as_date_and_as_text_agree() -> None:
    assert times("Ia tiba kemarin.", date(2020, 6, 24)) == times("Ia tiba kemarin.", "2020-06-24T10:00:00+07:00")
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        times("Ia tiba kemarin.", "kemarin")


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.exists(), reason="the five articles in ../shared/articles are not here")
def test_dates_of_the_five_articles() -> None:
    for item in yaml.safe_load((ARTICLES / "expected.yaml").read_text(encoding="utf8")):
        if not item.get("dates"):
            continue
        text = (ARTICLES / item["file"]).read_text(encoding="utf8")
        found = times(text, str(item["published"]["date"]))
        for wanted in item["dates"]:
            assert any(wanted["text"] in t.text and t.value == str(wanted["value"]) for t in found), wanted
