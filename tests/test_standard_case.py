"""What the main job demands of the five articles beside the repository; skipped where they are not there."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from runut.api import Chronicle
from runut.build import build
from runut.keep.store import Store
from runut.pipeline import read_raw
from runut.records import Article, Cluster, Event, RawPage
from runut.review.scoring import Score, score

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
EXPECTED = ARTICLES / "expected.yaml"
pytestmark = [
    pytest.mark.usefixtures("with_model"),
    pytest.mark.skipif(not EXPECTED.exists(), reason="../shared/articles is not beside the repository"),
]


@pytest.fixture(scope="module")
def result(with_model: None) -> Score:
    return score(EXPECTED, read_raw)


@pytest.fixture(scope="module")
def article() -> Callable[[str], Article]:
    def read(number: str) -> Article:
        (path,) = ARTICLES.glob(f"{number}_*.txt")
        return read_raw(RawPage(path.name, path.read_bytes(), "text"))

    return read


@pytest.fixture(scope="module")
def chronicle(with_model: None, tmp_path_factory: pytest.TempPathFactory) -> list[Cluster]:
    store = Store(tmp_path_factory.mktemp("five") / "c.db", create=True)
    build(store, [str(path) for path in sorted(ARTICLES.glob("*.txt"))])
    return list(Chronicle(store.path).timeline())


def expected() -> list[dict[str, object]]:
    if not EXPECTED.exists():
        return []
    return [item for item in yaml.safe_load(io.StringIO(EXPECTED.read_text(encoding="utf8"))) if "file" in item]


def _numbered(item: dict[str, object]) -> str:
    return str(item["file"])[:3]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_events_are_found_in_the_right_sentence(result: Score) -> None:
    assert not result.missing
    assert result.level("located").recall >= 85


def test_events_have_right_parties_status_and_date(result: Score) -> None:
    assert result.level("full").recall >= 75


def test_events_given_are_wanted(result: Score) -> None:
    assert result.level("located").precision >= 75


def test_every_day_of_publication_is_right(result: Score) -> None:
    assert result.published_right == result.published_known == 5


@pytest.mark.parametrize("item", expected(), ids=_numbered)
def test_no_event_from_what_is_not_the_article(item: dict[str, object], article: Callable[[str], Article]) -> None:
    read = article(_numbered(item))
    text = read.document.text
    litter = item["not_article_text"]
    assert isinstance(litter, list)
    for words in litter:
        at = text.find(words)
        while at >= 0:
            place = (at, at + len(words))
            told = [event for event in read.events if _overlap(place, (event.trigger.start, event.trigger.end))]
            assert not told, (words, told)
            at = text.find(words, place[1])


@pytest.mark.parametrize(
    ("number", "words", "value"),
    [(_numbered(item), entry["text"], str(entry["value"])) for item in expected() for entry in item.get("dates", ())],  # type: ignore[attr-defined]
)
def test_every_date_listed_is_right(
    number: str, words: str, value: str, article: Callable[[str], Article]
) -> None:
    read = article(number)
    found = [(_flat(time.text), time.value) for time in read.times]
    assert any((words in text or text in words) and given == value for text, given in found), (words, value, found)


def test_a_wrong_weekday_is_flagged_kept_and_a_repair_proposed(article: Callable[[str], Article]) -> None:
    read = article("004")
    times = [time for time in read.times if "10/9/2023" in time.text]
    assert times
    assert {time.value for time in times} == {"2023-09-10"}
    conflicts = [c for c in read.conflicts if c.kind == "weekday" and any("10/9/2023" in s.text for s in c.spans)]
    assert conflicts
    assert any("2023-09-09" in repair for repair in conflicts[0].repairs)


def test_two_days_for_one_celebration_are_a_conflict(article: Callable[[str], Article]) -> None:
    read = article("000")
    words = [" | ".join(_flat(span.text) for span in conflict.spans) for conflict in read.conflicts]
    assert any("23 Juni" in text and "hari ini" in text.casefold() for text in words), words


def test_nothing_is_counted_twice_where_paragraphs_stand_twice(article: Callable[[str], Article]) -> None:
    read = article("003")
    repeated = [(block.start, block.end) for block in read.document.blocks if block.label == "repeated"]
    assert len(repeated) >= 1

    def told(event: Event) -> tuple[str, str, str]:
        return event.act, _flat(event.evidence.text), event.trigger.text

    assert len({told(event) for event in read.events}) == len(read.events)
    spans = [(event.trigger.start, event.trigger.end) for event in read.events]
    assert not [span for span in spans for block in repeated if _overlap(span, block)]


def test_an_undated_article_is_dated_from_its_own_words(article: Callable[[str], Article]) -> None:
    published = article("002").published
    assert (published.basis, published.value) == ("inferred", "2025-08")
    assert published.earliest == date(2025, 8, 1)
    assert "80" in published.why


def test_the_visit_of_april_2019_is_one_event_of_two_articles(chronicle: list[Cluster]) -> None:
    joined = [
        cluster
        for cluster in chronicle
        if cluster.type == "CONSULT"
        and {report.source.rsplit("/", 1)[-1][:3] for report in cluster.reports} == {"000", "003"}
        and cluster.time is not None
        and cluster.time.earliest == date(2019, 4, 1)
        and cluster.time.latest == date(2019, 4, 30)
    ]
    assert len(joined) == 1
