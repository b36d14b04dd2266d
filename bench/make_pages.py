"""Synthetic news pages of real size in a web archive, for measurements that need many of them.

    python bench/make_pages.py 10000 pages.warc.gz [--seed 5] [--named 0.02]

A page is about 60 kB of HTML (log-normal, 25 to 200 kB): head with metadata and JSON-LD, styles and scripts, menus, an
article of ten to sixteen sentences with litter between them, lists of other headlines, a footer. All text is Runut's
own: the sentences of the example articles, and a grammar of domestic news below. ``--named`` is the share of pages
whose article is made of the example sentences (Russia and North Korea); the others name neither in any place. The same
seed gives the same bytes; page N does not depend on how many there are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from runut.acquire import find
from runut.config import example_articles
from runut.own import using
from runut.reading import Reading, readings
from runut.records import Article

__all__ = ["page", "pages", "write"]

TOWNS = (
    "Sleman Bantul Brebes Tegal Garut Ciamis Malang Jember Blitar Kediri Ngawi Magetan Demak Kudus Jepara Pati Rembang "
    "Tuban Lamongan Gresik Sampang Pamekasan Sumenep Tabanan Gianyar Bima Dompu Ende Maumere Ruteng Palu Poso Luwuk"
).split()
NAMES = (
    "Sugeng Wartono, Ratna Palupi, Hendri Saptono, Yuliana Marbun, Darsono Wibawa, Tika Ramadhani, Bagus Prakosa, "
    "Lestari Widuri, Anton Situngkir, Maya Kusumadewi, Rudi Harsana, Fitri Nuraini"
).split(", ")
OFFICES = (
    "Bupati {town}, Kepala Dinas Pendidikan {town}, Kapolres {town}, Ketua DPRD {town}, Kepala BPBD {town}, "
    "Direktur RSUD {town}, Sekretaris Daerah {town}, Kepala Dinas Pertanian {town}"
).split(", ")
THINGS = (
    "jembatan, pasar, sekolah, puskesmas, jalan desa, saluran irigasi, terminal, gudang beras, tempat pelelangan ikan, "
    "balai latihan kerja, taman kota, rumah susun"
).split(", ")
DEEDS = (
    "meresmikan {thing} baru di Kecamatan {other}",
    "meninjau pembangunan {thing} di {other}",
    "menandatangani kerja sama dengan {office2} tentang perbaikan {thing}",
    "mengunjungi warga yang terdampak banjir di {other}",
    "meminta warga {other} tetap waspada menghadapi musim hujan",
    "menyerahkan bantuan {count} paket sembako kepada warga {other}",
    "bertemu perwakilan pedagang {thing} untuk membahas sewa kios",
    "membantah kabar bahwa anggaran {thing} dipotong",
    "berencana menambah {count} petugas untuk menjaga {thing}",
    "menolak usulan kenaikan tarif {thing}",
)
FILLERS = (
    "Pekerjaan itu menelan biaya Rp{count} juta dan ditargetkan selesai akhir tahun.",
    "Menurut catatan dinas setempat, sedikitnya {count} keluarga memakai fasilitas tersebut setiap pekan.",
    "Harga cabai rawit di pasar {other} turun menjadi Rp{count} per ons sejak awal bulan.",
    "Warga berharap {thing} yang lama tidak dibiarkan terbengkalai.",
    "“Kami akan terus mendampingi warga sampai semuanya selesai,” kata {name} kepada wartawan.",
    "Hujan lebat disertai angin kencang masih berpeluang turun di {other} hingga lusa.",
    "Tahun lalu kegiatan serupa diikuti {count} peserta dari belasan desa.",
    "Petugas kebersihan mengangkut {count} kilogram sampah dari lokasi itu.",
)
LITTER = ("ADVERTISEMENT", "SCROLL TO CONTINUE WITH CONTENT", "Baca juga: {headline}", "Simak Video: {headline}")
MENU = (
    "Beranda News Ekonomi Bola Otomotif Teknologi Kesehatan Wisata Kuliner Properti Pendidikan Hukum Daerah Foto Video "
    "Indeks Terpopuler Opini Kolom Infografis Cuaca Jadwal Redaksi Karier Kontak"
).split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
SITE = "https://www.kabar-sintetis.example"
FIRST = date(2023, 1, 2)
CLASSES = "row col card media list item box wrap grid text meta share ads slot lazy img caption title nav menu".split()


def pages(number: int, *, seed: int = 5, named: float = 0.02) -> Iterator[tuple[str, bytes]]:
    """Address and HTML of each page."""
    for at in range(number):
        yield page(at, seed=seed, named=named)


def page(at: int, *, seed: int = 5, named: float = 0.02) -> tuple[str, bytes]:
    """One of them."""
    chance = random.Random(f"{seed} {at}")
    day = FIRST + timedelta(chance.randrange(900))
    head, body = _story(chance, day) if chance.random() < named else _domestic(chance, day)
    address = f"{SITE}/berita/{day:%Y/%m/%d}/{at}/{_slug(head)}"
    size = min(200_000, max(25_000, int(chance.lognormvariate(10.93, 0.38))))
    return address, _html(chance, head, body, day, size).encode()


def write(path: Path, number: int, *, seed: int = 5, named: float = 0.02) -> None:
    """All of them as a web archive, one gzip member a record."""
    with path.open("wb") as out:
        for address, markup in pages(number, seed=seed, named=named):
            out.write(gzip.compress(_record(address, markup), 6, mtime=0))


def _record(address: str, markup: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + markup
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: 2026-01-05T03:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@cache
def _sentences() -> tuple[str, ...]:
    """The sentences of the example articles, in order of their text."""
    found = set()
    with using(model=False):
        for reading in readings(find([str(path) for path in example_articles()])):
            if isinstance(reading, Reading) and isinstance(reading.outcome, Article):
                article = reading.outcome
                for sentence in article.sentences:
                    if sentence.label == "body" and 40 < sentence.end - sentence.start < 400:
                        found.add(" ".join(article.document.text[sentence.start : sentence.end].split()))
    return tuple(sorted(found))


def _story(chance: random.Random, day: date) -> tuple[str, list[str]]:
    body = chance.sample(_sentences(), chance.randint(10, 16))
    return "Kim Jong Un dan Putin Bahas Kerja Sama " + chance.choice(TOWNS), body


def _domestic(chance: random.Random, day: date) -> tuple[str, list[str]]:
    def fill(pattern: str) -> str:
        office = chance.choice(OFFICES).format(town=chance.choice(TOWNS))
        return pattern.format(
            town=chance.choice(TOWNS), other=chance.choice(TOWNS), thing=chance.choice(THINGS), office2=office,
            count=chance.randint(3, 900), name=chance.choice(NAMES),
        )  # fmt: skip

    body = []
    for _ in range(chance.randint(10, 16)):
        if chance.random() < 0.55:
            who = f"{chance.choice(OFFICES).format(town=chance.choice(TOWNS))} {chance.choice(NAMES)}"
            then = day - timedelta(chance.randint(0, 6))
            when = f"{DAYS[then.weekday()]} ({then.day}/{then.month}/{then.year})"
            body.append(f"{who} {fill(chance.choice(DEEDS))}, {when}.")
        else:
            body.append(fill(chance.choice(FILLERS)))
    return f"{chance.choice(OFFICES).format(town=chance.choice(TOWNS))} {fill(chance.choice(DEEDS))}", body


def _headline(chance: random.Random) -> str:
    town, thing, name = chance.choice(TOWNS), chance.choice(THINGS).title(), chance.choice(NAMES)
    return f"Warga {town} Keluhkan {thing} yang Rusak, Ini Kata {name}"


def _slug(text: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in text.lower()).split())[:80]


def _html(chance: random.Random, head: str, body: list[str], day: date, size: int) -> str:
    shown = f"{DAYS[day.weekday()]}, {day.day}/{day.month}/{day.year} 14:{chance.randint(10, 59)} WIB"
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": head,
        "datePublished": f"{day}T14:10:00+07:00", "publisher": {"@type": "Organization", "name": "Kabar Sintetis"},
        "author": {"name": chance.choice(NAMES)},
    }  # fmt: skip
    top = (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{head} - Kabar Sintetis</title>'
        f'<meta property="og:title" content="{head}"><meta property="og:site_name" content="Kabar Sintetis">'
        f'<meta property="article:published_time" content="{day}T14:10:00+07:00">'
        f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    )
    article = [f"<h1>{head}</h1><div class='date'>{shown}</div><div class='read__content'>"]
    for at, sentence in enumerate(body):
        lead = f"<strong>KABAR SINTETIS, {chance.choice(TOWNS)}</strong> - " if at == 0 else ""
        article.append(f"<p>{lead}{sentence}</p>\n")
        if at % 4 == 2:
            litter = chance.choice(LITTER).format(headline=_headline(chance))
            article.append(f'<div class="ads-{at}"><a href="/berita/{at}">{litter}</a></div>\n')
    article.append("</div>")
    menu = "".join(f'<li class="nav__item"><a href="{SITE}/{m.lower()}">{m}</a></li>' for m in MENU)
    lists = "".join(_teaser(chance, at) for at in range(30))
    core = (
        f"</head><body><nav><ul>{menu}</ul></nav><main><article>{''.join(article)}</article></main>"
        f"<aside><h3>Terpopuler</h3>{lists}</aside><footer><ul>{menu}</ul>&copy; 2026 Kabar Sintetis. "
        "Hak cipta dilindungi.</footer>"
    )
    rest = max(0, size - len(top) - len(core))
    style, script = _style(chance, rest // 3), _script(chance, rest - rest // 3)
    return f"{top}<style>{style}</style>{core}<script>{script}</script></body></html>"


def _teaser(chance: random.Random, at: int) -> str:
    return (
        f'<div class="media media--{at}"><a class="media__link" href="{SITE}/berita/{at}?utm=pop">'
        f'<img class="lazy" src="/img/{chance.randrange(10**9)}.jpg?w=90&amp;q=75" alt="">'
        f"<span>{_headline(chance)}</span></a></div>\n"
    )


def _style(chance: random.Random, size: int) -> str:
    out, length = [], 0
    while length < size:
        name = f"{chance.choice(CLASSES)}__{chance.choice(CLASSES)}"
        rule = f".{name}{{margin:{chance.randint(0, 64)}px;color:#{chance.randrange(16**6):06x}}}\n"
        out.append(rule)
        length += len(rule)
    return "".join(out)


def _script(chance: random.Random, size: int) -> str:
    out, length = [], 0
    while length < size:
        line = (
            f'window.d.push({{"slot":"{chance.choice(CLASSES)}-{chance.randrange(10**6)}","url":"https:\\/\\/iklan.example\\/'
            f'{chance.randrange(16**12):x}","html":"\\u003cdiv class=\\"{chance.choice(CLASSES)}\\"\\u003e"}});\n'
        )
        out.append(line)
        length += len(line)
    return "".join(out)


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("number", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--named", type=float, default=0.02)
    arguments = parser.parse_args()
    write(arguments.path, arguments.number, seed=arguments.seed, named=arguments.named)


if __name__ == "__main__":
    main()
