"""Actors: the cases of ``cases*.yaml``, spans, order, determinism, hostile input, the five articles."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from runut.dissect.quotes import quoted_spans
from runut.dissect.sentences import sentence_spans
from runut.dissect.tokens import token_spans
from runut.extract.actors import Actors, find_actors
from runut.extract.actors.fold import fold, skeleton
from runut.records import Dissected, Document, Sentence, TimeExpression, Token

HERE = Path(__file__).parent
CASES = [
    case
    for name in ("cases.yaml", "cases_names.yaml", "cases_things.yaml")
    for case in yaml.safe_load((HERE / name).read_text(encoding="utf8"))
]
ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "articles"
DATES = re.compile(
    r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b(?:,? ?\(?\d[\d/]*\)?)?"
    r"|\b(?:\d{1,2} )?(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)"
    r"(?: \d{4}| lalu)?"
)


def dissected(text: str) -> Dissected:
    """``text`` as one body block, cut by the dissect stage's own parts."""
    page = Document("", None, "", "", text, None, None, None, "id", (), (), (), False)
    quotes = quoted_spans(text, 0, len(text))
    sentences = []
    for a, b in sentence_spans(text, 0, len(text)):
        tokens = tuple(Token(x, y, text[x:y], text[x:y].lower(), "X") for x, y in token_spans(text, a, b))
        inside = tuple((max(x, a), min(y, b)) for x, y in quotes if x < b and y > a)
        sentences.append(Sentence(len(sentences), a, b, "body", tokens, inside))
    return Dissected(page, tuple(sentences))


def whole(year: int | None) -> tuple[date, date] | None:
    """The days of a year."""
    return None if year is None else (date(year, 1, 1), date(year, 12, 31))


def actors_of(text: str, year: int | None = None, times: tuple[str, ...] = (), day: date | None = None) -> Actors:
    """The actors of ``text``; ``times`` are substrings that are time expressions."""
    spans = [TimeExpression(text.index(t), text.index(t) + len(t), t, "DATE", "") for t in times]
    return find_actors(dissected(text), spans, (day, day) if day is not None else whole(year))


def check_spans(text: str, actors: Actors) -> None:
    """Mentions are spans, sorted, apart, and point to listed entities."""
    last = 0
    for mention in actors.mentions:
        assert text[mention.start:mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
        assert mention.entities
        assert mention.entity == mention.entities[0]
        assert all(actors.entity(key) is not None for key in mention.entities)
        assert mention.rule


@dataclass(frozen=True)
class Seen:
    """What a mention was taken for."""

    kind: str
    country: str | None
    entity: str


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_case(case: dict) -> None:
    text = case["text"]
    actors = actors_of(text, case.get("year"), tuple(case.get("times", ())), case.get("day"))
    check_spans(text, actors)
    seen: dict[str, list[Seen]] = {}
    for mention in actors.mentions:
        seen.setdefault(mention.text, []).append(Seen(mention.kind, actors.country(mention), mention.entity))
    for surface, want in case.get("has", {}).items():
        assert surface in seen, sorted(seen)
        got = seen[surface][-1]
        assert [got.kind, got.country, got.entity][: len(want)] == want
    for surface in case.get("not", ()):
        assert surface not in seen, seen[surface]


def test_case_file_has_negatives() -> None:
    assert sum("not" in case for case in CASES) >= 15
    assert len({case["text"] + str(case.get("year")) + str(case.get("day")) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sergey Shoygu", "Sergei Shoigu"), ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
     ("Muhammad bin Salman", "Mohammed bin Salman"), ("Dmitriy Peskov", "Dmitry Peskov"),
     ("Aleksei Navalny", "Alexey Navalny".replace("x", "ks")), ("Bashar Al-Assad", "Bashar Assad")],
)  # fmt: skip
def test_spellings_meet(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Kim Jong-un", "Kim Jong-il"), ("Ali Larijani", "Ali Laridani")])
def test_names_stay_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("text", ["İstanbul ǅ ß Türkiye", "Kim\u00a0Jong\u2011un", "ﬁ Ω 中国 🎉", ""])
def test_fold_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "((((((((", ") AS (", "AS" * 5000, "Presiden " * 5000, "dan " * 5000, "Presiden Rusia, " * 3000,
        "(AS) " * 3000, "\u202eRusia\u202c", "\ud800 Rusia".encode("utf8", "replace").decode(), "Rusia\x00Ukraina",
        "A" * 200_000, "Kim Jong " * 4000, "kedua negara " * 3000, "ia " * 3000, "Budi Santoso " * 2000,
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_hostile_input(text: str) -> None:
    check_spans(text, actors_of(text, 2024))


def test_random_words() -> None:
    words = (
        "Presiden Rusia Putin , . ( ) AS menteri luar negeri dan di ke Pyongyang kedua negara itu ia mereka Budi "
        'Santoso bin al - " militer pasukan para 10.000 tentara warga Kim Jong-un DPR RI Komisi I'
    ).split(" ")
    pick = random.Random(5)
    for _ in range(150):
        text = " ".join(pick.choice(words) for _ in range(60))
        check_spans(text, actors_of(text, 2024))


def test_hash_seed_does_not_matter() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_actors import actors_of;"
        "text = 'Presiden Rusia Vladimir Putin dan Kim Jong-un bertemu. Keduanya membahas Ukraina. Mereka sepakat. '"
        "'Wakil Menlu AS John Dunmore dan pasukan Israel di Gaza. Negara itu menolak. Kemhan diam. Dunmore pergi.';"
        "print(repr(actors_of(text, 2024)))"
    )
    outs = set()
    for seed in ("0", "1", "77"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", script, str(HERE)], env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        outs.add(done.stdout)
    assert len(outs) == 1


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the five articles are in ../shared, which is missing here")
def test_five_articles_name_every_party() -> None:
    """The sentence of every event names all states and persons of the event, or the text leaves them out."""
    expected = yaml.safe_load((ARTICLES / "expected.yaml").read_text(encoding="utf8"))
    missing = []
    total = 0
    for article in (row for row in expected if "file" in row):
        text = (ARTICLES / article["file"]).read_text(encoding="utf8")
        times = [TimeExpression(m.start(), m.end(), m.group(), "DATE", "") for m in DATES.finditer(text)]
        cut = dissected(text)
        actors = find_actors(cut, times, whole(int(str(article["published"]["date"])[:4])))
        for event in article["events"]:
            sentences = [s for s in cut.sentences if event["evidence"] in " ".join(text[s.start:s.end].split())]
            if not sentences:
                continue
            here = [m for m in actors.mentions if sentences[0].start <= m.start < sentences[0].end]
            entities = [actors.by_id[key] for mention in here for key in mention.entities]
            names = {skeleton(e.name) for e in entities} | {e.country for e in entities}
            for party in {*event["actors"], *event["targets"]}:
                total += 1
                if party not in names and skeleton(party) not in names:
                    missing.append((article["file"][:3], party, event["evidence"]))
    assert total > 60
    assert len(missing) <= 4, missing


@pytest.mark.parametrize(
    ("text", "day", "holder"),
    [
        ("Menlu Rusia Maria Zakharova tiba di Jakarta.", date(2023, 5, 1), "Sergey Lavrov"),
        ("Menteri Pertahanan AS Antony Blinken tiba di Kyiv.", date(2023, 5, 1), "Lloyd Austin"),
        ("Menlu Rusia Sergey Lavrov tiba di Jakarta.", date(2023, 5, 1), None),
        ("Menlu Rusia Maria Zakharova tiba di Jakarta.", None, None),
        ("Calon Presiden AS Mike Pence berpidato.", date(2023, 5, 1), None),
        ("Mantan Menteri Pertahanan Rusia Sergey Shoigu hadir.", date(2025, 5, 1), None),
        ("Presiden AS Barack Obama pernah berkunjung ke sana.", date(2023, 5, 1), None),
        ("Presiden AS Ronald Reagan pernah berkunjung ke sana.", date(2023, 5, 1), None),
        ("Menlu Rusia Oleg Demirov tiba di Jakarta.", date(2023, 5, 1), None),
    ],
)  # fmt: skip
def test_an_office_in_other_hands_is_flagged(text: str, day: date | None, holder: str | None) -> None:
    actors = actors_of(text, day=day)
    assert [conflict.repairs for conflict in actors.disputes] == ([(holder,)] if holder else [])
    assert all(conflict.kind == "actor" and conflict.spans[0].text in text for conflict in actors.disputes)
    assert any(mention.kind == "person" for mention in actors.mentions)
