"""The measure: equal to the shared one on the same input, right on small cases, clear about bad gold."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from runut.errors import UnreadableError, UsageError
from runut.publish.json_lines import article_object, dumps
from runut.records import (
    Article,
    Claim,
    Document,
    Event,
    EventTime,
    Participant,
    Published,
    RawPage,
    Span,
    Speaker,
    Statement,
)
from runut.review.gold import days_of, load_gold
from runut.review.scoring import match, score, score_object, score_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXT = (
    "Rusia menyerang Ukraina pada 3 April 2023.\n\nBaca juga: Harga beras naik\n\n"
    "Presiden Prancis akan  mengunjungi Jepang. Inggris mengecam serangan itu."
)
GOLD = """
- file: satu.txt
  published: {date: 2023-04-04, basis: metadata}
  not_article_text: ["Baca juga: Harga beras naik"]
  events:
    - {type: [ASSAULT], actors: [RUS], targets: [UKR], date: 2023-04-03, status: actual, evidence: "menyerang Ukraina"}
    - {type: [CONSULT, AGREE], actors: [FRA], targets: [JPN], date: [unknown, 2023-04], status: planned, evidence: "akan mengunjungi Jepang"}
    - {type: [ACCUSE], actors: [GBR], targets: [RUS], date: unknown, status: actual, evidence: "Inggris mengecam", optional: true}
"""  # noqa: E501


def event(text: str, sentence: str, kind: str, **more) -> Event:
    start = text.index(sentence)
    span = Span(start, start + len(sentence), sentence)
    values = {
        "id": "x", "type": kind, "mode": None, "act": "act", "cameo": None, "contexts": (), "status": "actual",
        "actors": (), "targets": (), "place": None, "time": None, "said_by": (), "trigger": span, "evidence": span,
        "also": (), "quantities": (), "confidence": 0.5, "rule": "test",
    }  # fmt: skip
    return Event(**(values | more))


def party(country: str | None, name: str = "") -> Participant:
    return Participant(None, name, country, "subject", None)


def day(value: str) -> EventTime:
    first, last = days_of(value)
    return EventTime(value, first, last, "own", "explicit", None)


def article(page: RawPage, events: list[Event], published: date | None = date(2023, 4, 4)) -> Article:
    text = page.data.decode()
    nothing = ((), (), ())
    document = Document(page.source, page.given.key, "i", "s", text, None, None, None, "id", *nothing, incomplete=False)
    return Article(document, Published(published, published, None, "metadata"), events=tuple(events))


ATTACK = event(TEXT, "Rusia menyerang Ukraina pada 3 April 2023.", "ASSAULT", actors=(party("RUS"),),
               targets=(party("UKR"),), time=day("2023-04-03"))  # fmt: skip
VISIT = event(TEXT, "Presiden Prancis akan  mengunjungi Jepang.", "CONSULT", actors=(party("FRA"),),
              targets=(party("JPN"),), status="planned")  # fmt: skip
BLAME = event(TEXT, "Inggris mengecam serangan itu.", "ACCUSE", actors=(party("GBR"),))
LITTER = event(TEXT, "Baca juga: Harga beras naik", "DEMAND")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "gold.yaml").write_text(GOLD, encoding="utf8")
    return tmp_path / "gold.yaml"


def scored(gold: Path, *events: Event):
    return score(gold, lambda page: article(page, list(events)))


def test_all_right(gold: Path) -> None:
    result = scored(gold, ATTACK, VISIT, BLAME)
    assert [(level.right, level.given, level.wanted) for level in result.levels] == [(2, 2, 2)] * 4
    assert result.outside == 0
    assert (result.dates_right, result.dated) == (3, 3)
    assert (result.published_right, result.published_known) == (1, 1)
    assert result.findings == ()
    assert result.level("full").f1 == 100


def test_each_level_falls_alone(gold: Path) -> None:
    wrong_side = replace(ATTACK, actors=(party("UKR"),), targets=(party("GEO"),))
    result = scored(gold, wrong_side, replace(VISIT, status="actual"))
    assert [level.right for level in result.levels] == [2, 1, 0, 0]
    late = scored(gold, replace(ATTACK, time=day("2024")), VISIT)
    assert [level.right for level in late.levels] == [2, 2, 2, 1]
    assert [finding.kind for finding in late.findings] == ["date"]
    assert late.findings[0].given == "2024-01-01/2024-12-31"


def test_mutual_acts_have_no_direction_but_demands_do(gold: Path) -> None:
    turned = replace(ATTACK, actors=ATTACK.targets, targets=ATTACK.actors)
    assert scored(gold, turned).level("roles").right == 1
    demand = gold.read_text().replace("[ASSAULT]", "[REQUEST]")
    gold.write_text(demand)
    assert scored(gold, replace(turned, type="REQUEST")).level("roles").right == 0


def test_litter_extras_and_misses_are_named(gold: Path) -> None:
    result = scored(gold, ATTACK, LITTER)
    kinds = [(finding.kind, finding.sentence) for finding in result.findings]
    assert ("outside", LITTER.evidence.text) in kinds
    assert ("extra", LITTER.evidence.text) in kinds
    assert ("missed", "akan mengunjungi Jepang") in kinds
    assert result.outside == 1
    assert result.level("located").precision == 50
    printed = score_text(result)
    assert "Harga beras naik" in printed
    assert "missed    CONSULT/AGREE akan mengunjungi Jepang" in printed


def test_an_optional_event_counts_neither_way(gold: Path) -> None:
    assert scored(gold, ATTACK, VISIT).level("located").given == 2
    assert scored(gold, ATTACK, VISIT, BLAME).level("located").given == 2
    assert scored(gold, ATTACK, VISIT, BLAME, BLAME).level("located").given == 3


def test_an_article_that_cannot_be_read_is_missing_with_its_reason(gold: Path) -> None:
    def broken(page: RawPage) -> Article:
        raise UnreadableError("binary", "no text in it")

    result = score(gold, broken)
    assert result.missing == ("satu",)
    assert result.level("located").recall == 0
    assert "no text in it" in score_text(result)


def test_inline_texts_are_given_their_day(tmp_path: Path) -> None:
    path = tmp_path / "kalimat.yaml"
    path.write_text(
        "- id: k1\n  text: Rusia menyerang Ukraina kemarin.\n  published: 2023-04-04\n  events:\n"
        "    - {type: ASSAULT, actors: [RUS], targets: [UKR], date: 2023-04-03, status: actual, evidence: menyerang}\n"
        "- {id: k2, text: Harga cabai naik., events: []}\n",
        encoding="utf8",
    )
    seen = []

    def read(page: RawPage) -> Article:
        seen.append((page.given.key, page.given.published, page.data.decode()))
        text = page.data.decode()
        return article(page, [replace(event(text, text, "ASSAULT"), actors=(party("RUS"),), targets=(party("UKR"),))])

    result = score(path, read)
    assert seen[0] == ("k1", "2023-04-04", "Rusia menyerang Ukraina kemarin.")
    assert seen[1][1] is None
    assert [level.right for level in result.levels] == [1, 1, 1, 0]
    assert result.published_known == 0
    assert result.level("located").precision == 50


SAYING = """
- id: s1
  text: 'Kapten Budi berkata, "Kami datang," lalu pergi. Menurut Rusia, Jepang menyerang Korea.'
  statements:
    - {speaker: [Budi, Kapten], kind: direct, content: "Kami datang"}
    - {speaker: Rusia, kind: indirect, content: "Jepang menyerang Korea"}
"""


def saying(text: str, content: str, name: str) -> Statement:
    start = text.index(content)
    return Statement(Speaker(name, None, None), None, None, "direct", Span(start, start + len(content), content))


def test_statements_are_scored_by_words_and_speaker(tmp_path: Path) -> None:
    path = tmp_path / "said.yaml"
    path.write_text(SAYING, encoding="utf8")

    def read(page: RawPage) -> Article:
        text = page.data.decode()
        said = (saying(text, "Kami datang", "Kapten Budi"), saying(text, "Jepang menyerang", "Jepang"))
        return replace(article(page, [event(text, text, "ASSAULT")]), statements=(*said, saying(text, "lalu", "Budi")))

    result = score(path, read)
    assert (result.level("statement").right, result.level("statement").given) == (2, 3)
    assert result.level("speaker").right == 1
    assert result.level("located").given == 0, "an item without events says nothing about events"
    assert [finding.kind for finding in result.findings] == ["speaker", "said"]


def test_claimants_count_in_their_order(gold: Path) -> None:
    words = 'evidence: "menyerang Ukraina"'
    gold.write_text(gold.read_text().replace(words, f"said_by: [TASS, AFP], {words}"))
    claims = tuple(Claim(name, None, None, None) for name in ("AFP", "TASS"))
    level = scored(gold, replace(ATTACK, said_by=claims), VISIT).level("claimant")
    assert (level.right, level.given, level.wanted) == (1, 2, 2)
    assert scored(gold, replace(ATTACK, said_by=claims[::-1])).level("claimant").right == 2


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("- [", "not valid YAML"),
        ("- {file: none.txt, events: []}", "none.txt cannot be read"),
        ("- {id: a, text: b, events: [{type: [ASSAULT]}]}", "lacks"),
        ("- {id: a, text: b, events: [nothing]}", "misstates"),
        ("[]", "no gold article"),
        ("just words", "no gold article"),
    ],
)
def test_bad_gold_is_explained(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text(content)
    with pytest.raises(UsageError, match=complaint):
        load_gold(path)
    with pytest.raises(UsageError, match="no such gold"):
        load_gold(tmp_path / "absent")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-05/2020-06-24", "2020-05-01", "2020-06-24"),
        ("2020-12", "2020-12-01", "2020-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        (2020, "2020-01-01", "2020-12-31"),
        (date(2020, 5, 1), "2020-05-01", "2020-05-01"),
    ],
)
def test_days_of(value: object, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["unknown", "", None, "XXXX-05-09", "2020-13", "2020/..", "kemarin"])
def test_no_days(value: object) -> None:
    assert days_of(value) is None


def test_matching_is_maximal_and_serves_the_first_questions() -> None:
    assert match([[0, 1], [0]], 2) == [1, 0]
    assert match([[0], [0]], 1) == [0]
    assert match([], 3) == [-1, -1, -1]


# ---------------------------------------------------------------- against the shared measure


def shared_figures(gold: Path, texts: Path, articles: list[Article], folder: Path) -> dict[str, object]:
    pred = folder / "pred.jsonl"
    pred.write_bytes(b"".join(dumps(article_object(one)) for one in articles))
    command = [sys.executable, str(SHARED / "score" / "score_events.py"), "--gold", str(gold), "--pred", str(pred)]
    done = subprocess.run([*command, "--texts", str(texts), "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def guess(page: RawPage, seed: int) -> Article:
    """An article with random events drawn from its gold: some right, some spoilt, some made up."""
    dice = random.Random(f"{page.source.rsplit('/', 1)[-1]}{seed}")
    gold = next(g for g in load_gold(SHARED / "articles" / "expected.yaml") if g.page.source == page.source)
    text = page.data.decode()
    events = []
    for wanted in gold.events:
        at = text.find(wanted.evidence)
        if at < 0 or dice.random() < 0.2:
            continue
        start, end = max(0, at - dice.choice([0, 0, 40])), at + len(wanted.evidence) - dice.choice([0, 0, 1, 9])
        span = Span(start, end, text[start:end])
        sides = [wanted.actors, wanted.targets]
        if dice.random() < 0.3:
            sides.reverse()
        people = [tuple(party(n if len(n) == 3 else None, n) for n in side if dice.random() < 0.8) for side in sides]
        days = dice.choice(wanted.days)
        time = None
        if days and dice.random() < 0.8:
            time = EventTime(days[0].isoformat()[:7], *dice.choice([days, (None, None)]), "own", "none", None)
        status = dice.choice([*wanted.statuses, "planned", "negated"])
        made = event(text, text[start:end], dice.choice([*wanted.types, "ASSAULT"]), actors=people[0],
                     targets=people[1], time=time, status=status, trigger=span, evidence=span)  # fmt: skip
        events += [made] * dice.choice([1, 1, 1, 2])
    for words in gold.litter[:1]:
        events.append(event(text, words, "ACCUSE"))
    return article(page, events, gold.published[0] if gold.published and dice.random() < 0.7 else None)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared (the shared measure and its five articles)")
@pytest.mark.parametrize("seed", range(6))
def test_the_figures_equal_those_of_the_shared_measure(tmp_path: Path, seed: int) -> None:
    gold = SHARED / "articles" / "expected.yaml"
    read = [guess(one.page, seed) for one in load_gold(gold)]
    by_source = {one.document.source: one for one in read}
    ours = score_object(score(gold, lambda page: by_source[page.source]))
    theirs = shared_figures(gold, SHARED / "articles", read, tmp_path)
    ours.pop("findings")
    ours.pop("said")  # the shared measure does not look at statements
    assert ours == theirs
    assert 0 < theirs["full"]["F1"] < theirs["located"]["F1"] < 100
