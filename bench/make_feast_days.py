"""Rebuild src/runut/data/time/feast_days.tsv: the days of movable feasts, 1970 to 2040.

Sources: sidang isbat decisions for Ramadan and 1 Syawal 2004-2026 (public facts, listed here); python-holidays (MIT)
for Imlek, Nyepi, Waisak, Maulid, and for the feasts of neighbours and other religions; hijridate (MIT, Umm al-Qura)
outside; the Gregorian computus for Easter; Galungan, Kuningan, Saraswati and Pagerwesi by the 210-day pawukon cycle
from Wednesday 16 September 2020.

Run: python bench/make_feast_days.py > src/runut/data/time/feast_days.tsv
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays
from hijridate import Hijri

RAMADAN = (
    "2004-10-15 2005-10-05 2006-09-24 2007-09-13 2008-09-01 2009-08-22 2010-08-11 2011-08-01 2012-07-21 2013-07-10 "
    "2014-06-29 2015-06-18 2016-06-06 2017-05-27 2018-05-17 2019-05-06 2020-04-24 2021-04-13 2022-04-03 2023-03-23 "
    "2024-03-12 2025-03-01 2026-02-19"
).split()
SYAWAL = (
    "2004-11-14 2005-11-03 2006-10-24 2007-10-13 2008-10-01 2009-09-20 2010-09-10 2011-08-31 2012-08-19 2013-08-08 "
    "2014-07-28 2015-07-17 2016-07-06 2017-06-25 2018-06-15 2019-06-05 2020-05-24 2021-05-13 2022-05-02 2023-04-22 "
    "2024-04-10 2025-03-31 2026-03-21"
).split()
HIJRI = {
    "arafah": (12, 9),
    "idul-adha": (12, 10),
    "maulid": (3, 12),
    "isra-mikraj": (7, 27),
    "tahun-baru-islam": (1, 1),
    "ramadan": (9, 1),
    "idul-fitri": (10, 1),
    "nuzulul-quran": (9, 17),
    "asyura": (1, 10),
    "nisfu-syaban": (8, 15),
}
# Feasts of other calendars, by the first day that bears this name: country of python-holidays, its name there.
ABROAD = {
    "ceng-beng": ("CN", "Tomb-Sweeping Day"),
    "peh-cun": ("HK", "Dragon Boat Festival"),
    "chuseok": ("KR", "Chuseok"),
    "holi": ("IN", "Holi"),
    "purim": ("IL", "Purim"),
    "pesach": ("IL", "Pesach"),
    "rosh-hashanah": ("IL", "Rosh Hashanah"),
    "yom-kippur": ("IL", "Yom Kippur"),
    "sukkot": ("IL", "Sukkot"),
    "hanukkah": ("IL", "Hanukkah"),
}
NAMES = {
    "imlek": "Tahun Baru Imlek",
    "nyepi": "Hari Suci Nyepi",
    "waisak": "Hari Raya Waisak",
    "idul-adha": "Hari Raya Idul Adha",
    "maulid": "Maulid Nabi Muhammad",
    "isra-mikraj": "Isra Mikraj Nabi Muhammad",
    "tahun-baru-islam": "Tahun Baru Islam",
}
# In 2021 the day off was moved, the feast was not.
MOVED = {"2021-08-11": "2021-08-10", "2021-10-20": "2021-10-19"}
DIWALI = (
    "2010-11-05 2011-10-26 2012-11-13 2013-11-03 2014-10-23 2015-11-11 2016-10-30 2017-10-19 2018-11-07 2019-10-27 "
    "2020-11-14 2021-11-04 2022-10-24 2023-11-12 2024-10-31 2025-10-20 2026-11-08"
).split()


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def abroad() -> dict[tuple[str, int], set[str]]:
    """Feasts of neighbours and of other religions, as python-holidays dates them, and the Easter of the Orthodox."""
    table: dict[tuple[str, int], set[str]] = {}
    for name, (country, title) in ABROAD.items():
        kinds = getattr(holidays, country).supported_categories
        days = holidays.country_holidays(country, years=range(1990, 2041), categories=kinds, language="en_US")
        for day in sorted(days):
            # Hanukkah may begin in one year and end in the next: only its first evening's day counts.
            if title in days[day].split("; ") and day - timedelta(1) not in days.get_named(title, lookup="exact"):
                table.setdefault((name, day.year), set()).add(day.isoformat())
    for day, title in holidays.GR(years=range(1970, 2041), language="en_US").items():
        if "Good Friday" in title:
            table["paskah-ortodoks", day.year] = {(day + timedelta(2)).isoformat()}
    return table


def rows() -> set[tuple[str, str]]:
    table: dict[tuple[str, int], set[str]] = {}
    for name, (month, day) in HIJRI.items():
        for year in range(1390, 1464):
            got = Hijri(year, month, day).to_gregorian()
            table.setdefault((name, got.year), set()).add(date(got.year, got.month, got.day).isoformat())
    for day, title in holidays.ID(years=range(1971, 2041), language="id").items():
        for part in title.split("; "):
            for name, wanted in NAMES.items():
                if part.replace(" (perkiraan)", "") == wanted:
                    day = date.fromisoformat(MOVED.get(day.isoformat(), day.isoformat()))
                    key = (name, day.year)
                    old = {d for d in table.get(key, set()) if abs((date.fromisoformat(d) - day).days) > 5}
                    table[key] = old | {day.isoformat()}
    for name, days in (("ramadan", RAMADAN), ("idul-fitri", SYAWAL), ("diwali", DIWALI)):
        for iso in days:
            key = (name, int(iso[:4]))
            old = {d for d in table.get(key, set()) if abs((date.fromisoformat(d) - date.fromisoformat(iso)).days) > 5}
            table[key] = old | {iso}
    for year in range(1970, 2041):
        sunday = easter(year)
        for name, shift in (
            ("rabu-abu", -46),
            ("minggu-palma", -7),
            ("kamis-putih", -3),
            ("jumat-agung", -2),
            ("sabtu-suci", -1),
            ("paskah", 0),
            ("kenaikan", 39),
            ("pentakosta", 49),
        ):
            table[name, year] = {(sunday + timedelta(shift)).isoformat()}
        thursday = date(year, 11, 1)
        thursday += timedelta((3 - thursday.weekday()) % 7 + 21)
        table["thanksgiving", year] = {thursday.isoformat()}
        for iso in list(table.get(("imlek", year), ())):
            table["cap-go-meh", year] = {(date.fromisoformat(iso) + timedelta(14)).isoformat()}
    day = date(2020, 9, 16) - timedelta(210 * 88)
    while day.year < 2041:
        table.setdefault(("galungan", day.year), set()).add(day.isoformat())
        other = day + timedelta(10)
        table.setdefault(("kuningan", other.year), set()).add(other.isoformat())
        for name, shift in (("saraswati", 136), ("pagerwesi", -70)):
            other = day + timedelta(shift)
            table.setdefault((name, other.year), set()).add(other.isoformat())
        day += timedelta(210)
    table.update(abroad())
    return {(name, iso) for (name, _), days in table.items() for iso in days if "1970" <= iso[:4] <= "2040"}


def main() -> None:
    print(
        "# Days of movable feasts 1970-2040. Source and method: bench/make_feast_days.py "
        "(python-holidays MIT, hijridate MIT,"
    )
    print("# sidang isbat decisions as public facts, computus, pawukon). Columns: feast id, day")
    for name, iso in sorted(rows()):
        print(f"{name}\t{iso}")


if __name__ == "__main__":
    main()
