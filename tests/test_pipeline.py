"""What holds for everything that is read: spans fit the text, the same bytes whatever the order and the hash seed, and
work that grows no faster than the text."""

from __future__ import annotations

import dataclasses
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runut.api import Chronicle
from runut.build import build
from runut.config import example_articles
from runut.errors import UnreadableError
from runut.keep.codec import encode
from runut.keep.store import Store
from runut.pipeline import read_document, read_raw
from runut.publish.json_lines import article_object, dumps
from runut.publish.json_read import article_from_object
from runut.records import Article, Block, Document, Quantity, RawPage, Statement

GOLD = sorted((Path(__file__).parent / "gold" / "articles").glob("*.txt"))
PARTS = [
    "Presiden Rusia Vladimir Putin bertemu dengan Pemimpin Korea Utara Kim Jong Un di Vladivostok, Kamis (25/4/2019).",
    "Kim mengatakan, \"Kami mendukung Rusia,\" seperti dilansir KCNA.",
    "Menurut Gedung Putih, lebih dari 10.000 tentara dikirim pekan lalu",
    "“Tidak ada perundingan,” kata juru bicara itu, Sabtu (10/9/2023).",
    "Baca Juga: Wakil Menteri Ditangkap",
    "Ia menambahkan bahwa bantuan akan dikirim. Mereka berkata, \"Kami siap.\"",
    "JAKARTA, Kompas.com - ",
    "Keduanya menandatangani perjanjian pada 31 Februari 2024 dan 9 Mei.",
    "Ukraina menembak jatuh 12 drone; Rusia membantahnya.",
    "peringatan 75 tahun berakhirnya perang",
    "hari ini",
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "\u200b",
    "&amp;",
    "Â€œ",
    "İ",
    "ﬁ",
    "e\u0301",
    "👉",
    "(",
    ")",
    "“",
    '"',
    "Rp 1,5 triliun",
    "No.",
    "di-",
    "2.000-3.000 orang",
    "Halaman Selanjutnya",
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map(" ".join),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map("".join),
)


def raw(path: Path) -> RawPage:
    return RawPage(path.name, path.read_bytes(), "html" if path.suffix == ".html" else "text")


def spans(record: object) -> Iterator[tuple[int, int, str]]:
    """Every record with ``start``, ``end`` and ``text`` that can be reached, those of the sentences included."""
    if isinstance(record, tuple):
        for part in record:
            yield from spans(part)
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        if all(hasattr(record, name) for name in ("start", "end", "text")):
            yield record.start, record.end, record.text  # type: ignore[attr-defined]
        for field in dataclasses.fields(record):
            yield from spans(getattr(record, field.name))


def check(article: Article) -> None:
    document = article.document
    text = document.text
    for start, end, words in spans(dataclasses.replace(article, document=dataclasses.replace(document, text=""))):
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == words
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(text)
        last = block.end
    mentions = sorted((mention.start, mention.end) for mention in article.mentions)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(mentions))
    known = {entity.id for entity in article.entities}
    assert {mention.entity for mention in article.mentions} <= known
    for event in article.events:
        assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end
        assert event.rule
        assert 0 <= event.confidence <= 1
    assert len({event.id for event in article.events}) == len(article.events)
    for time_ in article.times:
        assert time_.text
        assert time_.earliest is None or time_.latest is None or time_.earliest <= time_.latest
    ruled: list[Quantity | Statement] = [*article.quantities, *article.statements]
    assert all(part.rule for part in ruled)


@pytest.mark.parametrize("path", [*GOLD, *example_articles()], ids=lambda path: path.stem)
def test_spans_fit_what_was_read(path: Path) -> None:
    article = read_raw(raw(path))
    assert article.document.text.strip()
    check(article)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_spans_fit_whatever_the_text(text: str) -> None:
    try:
        article = read_raw(RawPage("x.txt", text.encode("utf-8", "surrogatepass"), "text"))
    except UnreadableError:
        return
    check(article)
    line = dumps(article_object(article))
    assert dumps(article_object(article_from_object(article_object(article)))) == line


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.sampled_from(["p", "h1", "div", "li", "td", "figcaption"]))
def test_spans_fit_whatever_the_page(text: str, tag: str) -> None:
    page = f"<html><head><title>{text[:40]}</title></head><body><{tag}>{text}</{tag}><p>{text}</p></body></html>"
    try:
        check(read_raw(RawPage("x.html", page.encode("utf-8", "surrogatepass"), "html")))
    except UnreadableError:
        return


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_read_prints_the_same_bytes_whatever_the_hash_seed(every: int) -> None:
    files = [str(path) for path in [*GOLD, *example_articles()][::every]]
    assert {path[-4:] for path in files} == {".txt", "html"}
    outputs = [
        subprocess.run(
            [sys.executable, "-m", "runut", "read", "--json", *files],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    ]
    assert outputs[0] == outputs[1] != b""


def _content(path: Path) -> list[bytes]:
    chronicle = Chronicle(path)
    listings = (chronicle.timeline(), chronicle.conflicts(), chronicle.statements(), chronicle.actors())
    return [encode(record) for records in listings for record in records]


def test_the_order_of_the_files_does_not_change_the_chronicle(tmp_path: Path) -> None:
    paths = [str(path) for path in example_articles()]
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    build(Store(one, create=True), paths)
    build(Store(other, create=True), [*reversed(paths[5:]), *paths[:5]])
    assert _content(one) == _content(other)
    build(Store(other), paths)
    assert _content(one) == _content(other)


def _calls(text: str) -> int:
    """How many Python functions reading ``text`` calls: work counted, not timed."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        read_raw(RawPage("x.txt", text.encode(), "text"))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("join", [" ", "\n\n"], ids=["one line", "paragraphs"])
def test_work_grows_no_faster_than_the_text(join: str) -> None:
    sentences = [part for path in GOLD[:6] for part in path.read_text(encoding="utf8").split("\n") if len(part) > 60]
    read_raw(RawPage("warm.txt", join.join(sentences).encode(), "text"))

    def text(times: int) -> str:
        # Each round names other numbers, so that no paragraph is a repetition of one before.
        return join.join(f"{part.rstrip('.')} ({n}/{i})." for n in range(times) for i, part in enumerate(sentences))

    short, long = _calls(text(1)), _calls(text(4))
    assert long < 4 * short * 1.6


@pytest.mark.slow
def test_two_megabytes_on_one_line_end() -> None:
    lines = (line for path in GOLD for line in path.read_text(encoding="utf8").split("\n"))
    parts = [line.rstrip(".") for line in lines if len(line) > 60]
    rounds = 2_000_000 // sum(map(len, parts)) + 1
    text = " ".join(f"{part} ({n}/{i})." for n in range(rounds) for i, part in enumerate(parts))
    started = time.process_time()
    article = read_raw(RawPage("x.txt", text.encode(), "text"))
    assert article.document.text
    assert time.process_time() - started < 120


def test_a_person_inferred_from_office_and_date_says_so() -> None:
    text = "Presiden AS bertemu Perdana Menteri Inggris Rishi Sunak di London, Senin (10/7/2023)."
    body = (Block(0, len(text), "body", "test"),)
    page = Document("s", None, "s", "0", text, None, None, None, "id", body, (), (), False)
    parties = {p.name: p for event in read_document(page).events for p in (*event.actors, *event.targets)}
    assert "inferred from office and date" in parties["Joe Biden"].role
    assert parties["Joe Biden"].mention is not None
    assert parties["Joe Biden"].mention.text == "Presiden AS"
    assert "inferred" not in parties["Rishi Sunak"].role
