"""Contexts that make a number, month or day no time: ages, angles, laws, streets, names, prices.

In: a ``Slice``. Out: yes or no. Words come from ``data/time/guards.yaml``. These look only at neighbouring atoms.
"""

from __future__ import annotations

import re

from runut.extract.times.lexicon import lexicon
from runut.extract.times.slices import Slice

ALWAYS_NAMES = frozenset("jalan jl jln gang gg peristiwa tragedi gerakan aksi reuni alumni angkatan simpang".split())
DATED_EVENTS = frozenset({"peristiwa", "tragedi", "gerakan", "aksi", "reuni"})
MONTH_SUPPORT = frozenset(
    {"AND", "DASH", "RANGE", "COMMA", "SLASH", "AFTER", "BEFORE", "EDGE", "BULAN", "TGL", "PER", "CLOSE"}
)


CLOSING_MARKS = tuple("\"”»")
TITLE_REACH = 60  # characters
QUOTED_TITLE = re.compile(r"[\"“«]\s?[A-Z][\w-]*(?:\s(?:[A-Z][\w-]*|in|of|the|for|and|di|dan|untuk))*\s$")


def words(name: str) -> frozenset[str]:
    """A word list of guards.yaml."""
    return lexicon().guards[name]


def is_age(s: Slice) -> bool:
    """ "usia 64 tahun", "bocah 5 tahun", "Budi, 64 tahun," and "(64 tahun)"."""
    before = s.low(s.i - 1)
    if before in words("ages_before") or (before in ("sekitar", "hampir") and s.low(s.i - 2) in words("ages_before")):
        return True
    unit = s.find("TAHUN", "BULAN", "SEU")
    if unit is None:
        return False
    if s.low(s.i - 2) == "seorang" and s.kind(s.j - 1) == "TAHUN" and s.kind(s.i - 1) == "x":
        return True
    tail = s.kind(s.j - 1)
    if before in words("ages_persons") and tail in ("TAHUN", "BULAN", "THIS") and s.low(s.j) != "penjara":
        return True
    if s.kind(s.i - 1) == "x" and s.kind(s.i) in ("D", "N") and s.low(s.i).isdigit() and s.kind(s.j - 1) == "TAHUN":
        if s.low(s.j) in ("itu", "tersebut", "asal", "kelahiran"):
            return True
    if s.low(s.j) == "ke" and s.low(s.j + 1) in ("atas", "bawah"):
        return True
    if any(
        s.low(k) in words("ages_before") for k in (s.i - 2, s.i - 3) if "COMMA" not in s.atoms.kind[max(k, 0) : s.i]
    ):
        return True
    if s.kind(s.i) not in ("D", "N") or s.kind(s.j - 1) != "TAHUN" or not s.low(s.i).isdigit():
        return False
    opened, closed = s.kind(s.i - 1), s.kind(s.j)
    if opened == "OPEN" and closed == "CLOSE":
        return True
    return opened == "COMMA" and closed in ("COMMA", "STOP") and s.atoms.cap(s.i - 2) and 5 <= int(s.low(s.i)) <= 110


def is_angle(s: Slice) -> bool:
    """ "119 derajat 50 menit 24 detik Bujur Timur"."""
    if s.find("MENIT") is None:
        return False
    near = [s.low(k) for k in (*range(s.i - 4, s.i), *range(s.j, s.j + 5))]
    return any(word in words("angles") for word in near)


def is_brand(s: Slice) -> bool:
    """ "[Gambas:Video 20detik]": the figure is glued to the word, and the word is no loose suffix of a date."""
    return s.find("MENIT") is not None and s.j - s.i == 2 and s.atoms.start[s.j - 1] == s.atoms.end[s.i]


def is_numbered_name(s: Slice) -> bool:
    """ "KTT D-8 tahun 2024", "G-20": a number tied to letters by a hyphen is part of a name."""
    atoms, i = s.atoms, s.i
    tied = i >= 2 and s.kind(i - 1) == "DASH" and atoms.end[i - 2] == atoms.start[i - 1]
    return tied and atoms.end[i - 1] == atoms.start[i] and s.low(i - 2).isalpha() and atoms.cap(i - 2)


def is_quoted_title(s: Slice) -> bool:
    """ "Made in China 2025" between quotation marks: the year belongs to the name of a plan."""
    text = s.atoms.text
    start, end = s.atoms.start[s.i], s.atoms.end[s.j - 1]
    before = text[max(0, start - TITLE_REACH) : start]
    return text[end : end + 1] in CLOSING_MARKS and QUOTED_TITLE.search(before) is not None


def is_name_of_thing(s: Slice) -> bool:
    """ "Jalan 17 Agustus", "Stadion 10 November", "Peristiwa 27 Juli", "Tragedi Mei 1998"; a lone year is one."""
    before = s.low(s.i - 1)
    if before in ALWAYS_NAMES:
        return s.kind(s.i) != "Y" or before not in DATED_EVENTS
    if before in words("streets_and_names"):
        return s.atoms.cap(s.i - 1)
    if s.kind(s.i) == "N" and s.atoms.cap(s.i):  # "Stadion Sepuluh November", "Sebelas Maret": a day spelled as a name
        return True
    return before == "." and s.low(s.i - 2) in ("jl", "jln", "gg")


def is_law_year(s: Slice, year_at: int) -> bool:
    """ "UU Nomor 2 Tahun 2014", "UUD 1945", "Perpres No. 5/2014", "12/PUU/2014"."""
    before = s.low(s.i - 1)
    if before in words("laws") or s.kind(s.i - 1) == "SLASH":
        return True
    if before in (".", ")") and s.low(s.i - 2) in words("laws"):
        return True
    if year_at == s.i or s.kind(s.i - 1) in ("COMMA", "STOP", "END"):
        return False
    for k in range(s.i - 1, max(-1, s.i - 7), -1):  # "Tahun 2014": a number and "Nomor" may stand before it
        if s.kind(k) in ("STOP", "END", "Y"):
            return False
        if s.low(k) in ("nomor", "no", "nomer"):
            return True
    return False


def is_count(s: Slice, year_at: int) -> bool:
    """A four-digit number that counts, costs or names a model."""
    before, after = s.low(year_at - 1), s.low(year_at + 1)
    if before == "-" and s.kind(year_at - 2) == "x" and s.atoms.end[year_at - 2] == s.atoms.start[year_at - 1]:
        return True  # a slug or a model: "di-gaza-pada-2014", "F-2000"
    if (
        s.kind(year_at + 1) == "DASH"
        and s.kind(year_at + 2) in ("D", "N")
        and s.atoms.start[year_at + 2] == s.atoms.end[year_at] + 1
    ):
        return True
    if before in words("counts_before") or before in ("#", "$", "€", "£", "+", ":", "=", "@", "_", "*"):
        return True
    if before == "." and s.low(year_at - 2) in ("rp", "no"):
        return True
    if _is_plate(s, year_at) or before in words("models_before"):
        return True
    if after in ("x", "×") and s.kind(year_at + 2) in ("D", "N", "Y"):  # "1920 x 1080"
        return True
    return after in words("counts_after") and s.kind(year_at + 1) not in ("HARI", "BULAN", "PEKAN")


def _is_plate(s: Slice, year_at: int) -> bool:
    """ "B 2014 SMA": a licence plate."""
    around = [
        s.atoms.text[s.atoms.start[k] : s.atoms.end[k]] for k in (year_at - 1, year_at + 1) if 0 <= k < len(s.atoms.end)
    ]
    return (
        len(around) == 2
        and all(part.isalpha() and part.isupper() and len(part) <= 3 for part in around)
        and len(around[0]) < 3
    )


def is_print_name(s: Slice) -> bool:
    """ "Koran Minggu Pagi", "Pasar Minggu", "Ibu Ahad"."""
    if s.j - s.i == 1 and s.low(s.i - 1) in words("person_titles") and s.atoms.cap(s.i - 1) and s.low(s.i - 1) != "si":
        return True
    return (
        (s.low(s.i - 1) in words("print_names") or s.low(s.i - 1) == "pasar")
        and s.atoms.cap(s.i - 1)
        and s.atoms.cap(s.i)
    )


def is_bare_month_name(s: Slice, month_at: int) -> bool:
    """A bare month that is rather a person ("Juni Herman", "Mei Lin", "Pak April") than a time."""
    if s.low(s.i - 1) in words("person_titles") or s.low(s.i - 1) in words("named_before"):
        return True
    nxt = month_at + 1
    if s.kind(nxt) == "x" and s.atoms.cap(nxt) and s.atoms.start[nxt] == s.atoms.end[month_at] + 1:
        if not (s.atoms.cap(s.i - 1) and s.atoms.cap(nxt + 1)) and not _time_preposition(s):
            return True
    before = s.i - 1
    if (
        s.kind(before) == "x"
        and s.atoms.cap(before)
        and s.low(month_at) in ("mei", "juni", "juli", "april", "agustus", "januari")
    ):
        return not (s.atoms.first_in_sentence(before) or s.atoms.cap(nxt) or _time_preposition(s))
    return s.atoms.first_in_sentence(s.i) and s.kind(nxt) == "x" and s.atoms.low[nxt].isalpha() and not s.atoms.cap(nxt)


def _time_preposition(s: Slice) -> bool:
    return s.low(s.i - 1) in words("feast_contexts") or s.kind(s.i - 1) in MONTH_SUPPORT
