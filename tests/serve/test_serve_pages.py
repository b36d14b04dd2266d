"""Every page of the workbench on the example corpus: what it shows, how it is formed, where its links lead."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

import runut
from runut.fuse.merging import identity_of
from runut.publish.reasons import read_join
from runut.publish.wording import Language, word
from runut.records import Cluster
from runut.serve.data import SUMMARIES

PAGES = (
    "/timeline",
    "/conflicts",
    "/statements",
    "/actors",
    "/articles",
    "/docs",
    "/actors/RUS",
    "/timeline/survey",
    "/dyad",
    "/occasions",
    "/occasions/korea-liberation",
    "/export",
    "/add",
    "/jobs",
)
FOLLOWED = 150  # links; each kind of page is among them


@pytest.fixture(scope="module")
def events(demo: Path) -> list[Cluster]:
    with runut.open(demo) as chronicle:
        return list(chronicle.timeline())


def page(reader: TestClient, address: str, code: int = 200) -> html.HtmlElement:
    answer = reader.get(address)
    assert answer.status_code == code, (address, answer.text[:500])
    return html.fromstring(answer.text)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def well_formed(tree: html.HtmlElement, address: str) -> None:
    """What a policy without inline code, a keyboard and a screen reader need."""
    assert not tree.xpath("//*[@style] | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), address
    sources = tree.xpath("//script/@src | //link/@href | //img/@src")
    assert all(source.startswith("/static/") for source in sources), address
    twice = [name for name, n in Counter(tree.xpath("//@id")).items() if n > 1]
    assert not twice, (address, twice)
    for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        named = field.get("aria-label") or field.get("aria-labelledby") or field.xpath("ancestor::label")
        assert named, (address, field.get("name"))
    assert len(tree.xpath("//h1")) == 1, address
    assert tree.get("lang") in ("id", "en"), address
    levels = [int(one.tag[1]) for one in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before < 2 for before, after in pairwise(levels)), (address, levels)
    for region in tree.xpath("//*[@aria-labelledby]"):
        for name in region.get("aria-labelledby").split():
            assert tree.xpath("//*[@id=$name]", name=name), (address, name)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_both_languages(address: str, language: str, reader: TestClient) -> None:
    tree = page(reader, f"{address}?between=Rusia&between=Korut&lang={language}")
    if address != "/timeline/survey":
        well_formed(tree, address)
        assert tree.get("lang") == language


def test_every_link_leads_somewhere(reader: TestClient) -> None:
    waiting, seen = ["/timeline?lang=en"], set()
    kinds: Counter[str] = Counter()
    while waiting and len(seen) < FOLLOWED:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = reader.get(address)
        assert answer.status_code == 200, address
        kinds[urlsplit(address).path.strip("/").partition("/")[0]] += 1
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        tree = html.fromstring(answer.text)
        well_formed(tree, address)
        for link in tree.xpath("//a/@href"):
            whole = urlsplit(urljoin(f"http://127.0.0.1:8765{address}", link))
            if whole.netloc == "127.0.0.1:8765":
                if whole.path == urlsplit(address).path and whole.fragment:
                    assert tree.xpath("//*[@id=$name]", name=whole.fragment), (address, link)
                # the first of each kind comes first, so that a short walk meets them all
                to = whole._replace(scheme="", netloc="", fragment="").geturl()
                where = whole.path.strip("/").partition("/")[0]
                waiting.insert(0 if not kinds[where] else len(waiting), to)
    assert set(kinds) >= {"timeline", "events", "articles", "actors", "conflicts", "statements", "docs"}


def test_the_timeline_shows_every_event_once(reader: TestClient, events: list[Cluster]) -> None:
    found, number = [], 1
    while True:
        tree = page(reader, f"/timeline?page={number}")
        found += tree.xpath("//li[contains(@class, 'event')]/@id")
        if not tree.xpath("//a[@rel='next']"):
            break
        number += 1
    assert found == [event.id for event in events]
    assert str(len(events)) in text(tree.xpath("//*[@id='count']")[0])


def test_newest_first_turns_the_dated_around_and_leaves_the_undated_last(reader: TestClient) -> None:
    there, back = (
        [row["time"] for row in reader.get(f"/timeline.json{query}").json()] for query in ("", "?newest=true")
    )
    days = [time["earliest"] for time in back if time and time["earliest"]]
    assert days == sorted(days, reverse=True)
    assert [bool(time and time["earliest"]) for time in back] == [bool(time and time["earliest"]) for time in there]


def test_status_and_exactness_of_a_date_look_different(reader: TestClient, events: list[Cluster]) -> None:
    planned = next(event for event in events if event.status == "planned")
    row = page(reader, f"/events/{planned.id}?lang=en")
    assert "planned" in text(row.xpath("//*[contains(@class, 'badge')]")[0]).lower()
    tree = page(reader, "/timeline?page=1")
    kinds = {name for classes in tree.xpath("//li/@class") if "event" in classes for name in classes.split()}
    assert {"day", "actual"} <= kinds


def test_an_event_shows_every_report_with_its_sentence(reader: TestClient, events: list[Cluster]) -> None:
    event = max(events, key=lambda one: len(one.reports))
    tree = page(reader, f"/events/{event.id}?lang=en")
    cards = tree.xpath("//article[contains(@class, 'card')]")
    assert len(cards) == len(event.reports)
    for card, report in zip(cards, event.reports, strict=True):
        marked = "".join(card.xpath(".//mark//text()"))
        assert re.sub(r"\s", "", report.event.evidence.text) in re.sub(r"\s", "", marked)
        assert report.event.trigger.text in "".join(card.xpath(".//*[contains(@class, 'trigger')]//text()"))
    rows = tree.xpath("//table[contains(@class, 'values')]/tbody/tr")
    assert len(rows) == 1 + len(event.reports)
    assert "Why merged" in text(tree)


@pytest.mark.parametrize("language", ["id", "en"])
def test_why_reports_were_joined_is_told_in_words_beside_the_codes(
    language: Language, reader: TestClient, events: list[Cluster]
) -> None:
    for event in (event for event in events if event.why):
        tree = page(reader, f"/events/{event.id}?lang={language}")
        joins = tree.xpath("//section[@aria-labelledby='why-title']//li")
        assert len(joins) == len(event.why)
        for told, reason in zip(joins, event.why, strict=True):
            joined = read_join(reason)
            assert joined is not None
            signs = told.xpath(".//*[@class='coded']")
            assert [sign.get("title") for sign in signs] == [name for name, _ in joined.signs]
            assert [text(sign) for sign in signs] == [word("signs", name, language) for name, _ in joined.signs]
            assert all(f"{weight:+.2f}" in text(told) for _, weight in joined.signs)
            assert [link.get("title") for link in told.xpath(".//a")] == [joined.one, joined.other]
        rules = tree.xpath("//p[@class='foot']//*[@class='coded']")
        assert [rule.get("title") for rule in rules] == [report.event.rule for report in event.reports]
        assert all("codebook:" not in text(rule) for rule in rules)


def test_a_claim_is_drawn_as_a_chain_to_the_outlet(reader: TestClient, events: list[Cluster]) -> None:
    event = next(one for one in events if any(report.event.said_by for report in one.reports))
    report = next(report for report in event.reports if report.event.said_by)
    chains = [text(chain) for chain in page(reader, f"/events/{event.id}").xpath("//ol[@class='chain']")]
    assert any(report.event.said_by[0].name in chain for chain in chains)


def test_conflicts_stand_side_by_side(reader: TestClient, demo: Path) -> None:
    with runut.open(demo) as chronicle:
        conflicts = list(chronicle.conflicts())
    tree = page(reader, "/conflicts?lang=en")
    found = tree.xpath("//article[@class='dispute']")
    assert len(found) == len(conflicts) > 0
    assert len(found[0].xpath(".//blockquote")) == len(conflicts[0].values)
    of = next(conflict for conflict in conflicts if conflict.event)
    assert page(reader, f"/events/{of.event}").xpath("//article[@class='dispute']")
    listed = reader.get("/timeline.json?conflict=true").json()
    assert of.event in [event["id"] for event in listed]


def test_an_article_is_shown_whole_with_what_was_cut(reader: TestClient, demo: Path) -> None:
    with runut.open(demo) as chronicle:
        article = next(row.article for row in chronicle.articles() if len(row.article.document.blocks) > 6)
    document = article.document
    tree = page(reader, f"/articles/{document.id}?lang=en")
    whole = tree.xpath("//div[contains(@class, 'whole')]")[0]
    for extra in whole.xpath(".//*[@class='label'] | .//*[@class='ref'] | .//*[@class='anchor']"):
        extra.drop_tree()
    assert whole.text_content() == document.text
    cut = [block for block in document.blocks if block.label in ("related", "navigation")]
    grey = "".join(whole.xpath(".//*[contains(@class, 'cut')]//text()"))
    assert cut
    assert all(document.text[block.start : block.end].strip() in grey for block in cut)
    for language in ("id", "en"):
        labels = page(reader, f"/articles/{document.id}?lang={language}").xpath("//span[@class='label']")
        told = {(label.get("title"), text(label).partition(" · ")[2]) for label in labels}
        assert {(block.rule, word("cuts", block.rule, language)) for block in cut} <= told
    dates = page(reader, f"/articles/{document.id}").xpath("//a[@data-note]")
    assert {time.value for time in article.times} <= {date.get("data-note").split(" ")[0] for date in dates}


def test_the_saved_original_is_a_file_and_no_page(reader: TestClient, demo: Path) -> None:
    with runut.open(demo) as chronicle:
        document = next(chronicle.articles()).article.document
        original = chronicle.store.original(document.sha256)
    answer = reader.get(f"/articles/{document.id}/original/{document.sha256}")
    assert answer.content == original
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert reader.get(f"/articles/{document.id}/original/{'0' * 64}").status_code == 404


def test_an_actor_has_counts_beside_the_articles_read(reader: TestClient) -> None:
    tree = page(reader, "/actors/RUS?lang=en")
    (counts,) = tree.xpath("//section[@aria-labelledby='time-title']/div/table[contains(@class, 'numbers')]")
    head = [text(cell) for cell in counts.xpath("./thead//th")]
    assert head[0] == "Period"
    assert head[-1] == "Articles read"
    rows = [[text(cell) for cell in row.xpath("./*")] for row in counts.xpath(".//tr")]
    total = len(reader.get("/timeline.json?actor=RUS").json())
    assert sum(int(row[-2]) for row in rows[1:]) == total
    assert tree.xpath("//svg")


def test_facets_count_what_a_click_then_shows(reader: TestClient) -> None:
    tree = page(reader, "/timeline?search=Kim")
    facets = tree.xpath("//details[contains(@class, 'facets')]//section")
    assert len(facets) == 8
    for link in [link for facet in facets for link in facet.xpath(".//a")[:2]]:
        count = int(link.xpath(".//span[@class='n']/text()")[0])
        after = page(reader, link.get("href"))
        assert text(after.xpath("//*[@id='count']")[0]).startswith(str(count)), link.get("href")


@pytest.mark.parametrize(("one", "other"), [("Rusia", "Korut"), ("DPRK", "Russia"), ("RUS", "PRK"), ("prk", "rus")])
def test_a_chosen_pair_stands_once_whatever_it_is_called(one: str, other: str, reader: TestClient) -> None:
    tree = page(reader, f"/timeline?between={one}&between={other}&lang=en")
    links = tree.xpath("//details[contains(@class, 'facets')]//section[h2 = 'Pair']//a")
    pairs = [set(text(link.xpath("./bdi")[0]).split(" – ")) for link in links]
    assert pairs[0] == {"Russia", "North Korea"}
    assert pairs.count(pairs[0]) == 1
    assert [link.get("aria-current") for link in links] == ["true"] + [None] * (len(links) - 1)


@pytest.mark.parametrize("filters", ["actor=Korut", "actor=PRK", "actor=prk", "place=Korut", "outlet=warta samudra"])
def test_a_chosen_value_stands_once_whatever_it_is_called(filters: str, reader: TestClient) -> None:
    tree = page(reader, f"/timeline?{filters}&lang=en")
    marked = tree.xpath("//details[contains(@class, 'facets')]//a[@aria-current]")
    assert [link.get("href") for link in marked] == ["/timeline"]


def test_the_strip_leads_to_a_month(reader: TestClient) -> None:
    months = page(reader, "/timeline").xpath("//svg//a[string-length(@data-bin) = 7]")
    assert months
    for link in months[:8]:
        count = int(link.get("aria-label").rsplit(": ", 1)[1].split(" ")[0])
        shown = reader.get(link.get("href").replace("/timeline", "/timeline.json")).json()
        exact = [event for event in shown if event["time"]["earliest"][:7] == event["time"]["latest"][:7]]
        assert len(exact) == count


def test_the_language_is_kept_until_another_is_chosen(reader: TestClient) -> None:
    assert page(reader, "/timeline").get("lang") == "id"
    assert page(reader, "/timeline?lang=en").get("lang") == "en"
    assert page(reader, "/conflicts").get("lang") == "en"
    assert page(reader, "/conflicts?lang=id").get("lang") == "id"


@pytest.mark.parametrize("rest", ["", ".json", ".csv", ".csv?lang=en", "/story", "?done=dc-1"])
def test_a_link_to_an_event_that_was_merged_since_still_leads_there(rest: str, reader: TestClient) -> None:
    event = next(one for one in reader.get("/timeline.json").json() if len(one["reports"]) > 1)
    reports = [report["id"] for report in event["reports"]]
    former = {identity_of([name]) for name in reports} - {event["id"]}
    answers = [reader.get(f"/events/{name}{rest}", follow_redirects=False) for name in former]
    assert {(answer.status_code, answer.headers.get("location")) for answer in answers} == {
        (307, f"/events/{event['id']}{rest}")
    }
    followed = reader.get(f"/events/{former.pop()}{rest}")
    assert followed.status_code == 200
    assert event["id"] in followed.text


@pytest.mark.parametrize("name", ["ev-none", "ev-000000000000", "nobody"])
@pytest.mark.parametrize("rest", ["", ".json", ".csv", "/story"])
def test_an_event_that_never_was_leads_nowhere(name: str, rest: str, reader: TestClient) -> None:
    assert reader.get(f"/events/{name}{rest}", follow_redirects=False).status_code == 404


def test_the_document_says_that_an_event_may_have_moved(reader: TestClient) -> None:
    paths = reader.get("/openapi.json").json()["paths"]
    for kind in ("json", "csv"):
        told = paths[f"/events/{{name}}.{kind}"]["get"]["responses"]["307"]
        assert told["headers"]["Location"]["schema"] == {"type": "string"}
        assert "307" not in paths[f"/articles/{{name}}.{kind}"]["get"]["responses"]


def test_as_you_type_gets_an_address_that_can_be_shared(reader: TestClient) -> None:
    answer = reader.get("/timeline?search=kunjungan&from=&to=&between=&between=", headers={"HX-Request": "true"})
    assert answer.headers["hx-push-url"] == "/timeline?search=kunjungan"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/events/ev-none", 404),
        ("/events/ev-none.json", 404),
        ("/actors/nobody", 404),
        ("/nowhere", 404),
        ("/timeline?status=perhaps", 400),
        ("/timeline.json?from=yesterday", 400),
        ("/timeline?between=Rusia", 400),
        ("/dyad", 400),
        ("/dyad.json?between=Rusia", 400),
        ("/timeline?from=2024&to=2023", 400),
        ("/timeline?page=0", 422),
        ("/timeline?page=99999999999", 422),
        ("/timeline.csv?limit=-1", 422),
        ("/timeline?search=%22", 400),
        (f"/timeline?search={'a' * 301}", 422),
    ],
)
def test_what_cannot_be_served_says_why(address: str, code: int, reader: TestClient) -> None:
    answer = reader.get(address)
    assert answer.status_code == code
    if urlsplit(address).path.endswith((".json", ".csv")):
        assert answer.json()["error"]
    else:
        well_formed(html.fromstring(answer.text), address)


def test_the_manual_is_served_from_here_and_names_every_address(reader: TestClient) -> None:
    document = reader.get("/openapi.json").json()
    assert {f"/{name}.{kind}" for name in SUMMARIES for kind in ("json", "jsonl", "csv")} <= set(document["paths"])
    shown = text(page(reader, "/docs"))
    assert all(path in shown for path in document["paths"])
