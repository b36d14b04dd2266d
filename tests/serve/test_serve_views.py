"""Map, network, stories and occasions: what they show, that their data says the same, and that they bear any filter."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

import runut
from runut.cli import run
from runut.publish.wording import words
from runut.serve import atlas
from runut.serve.charts import Lane, chart, columns_of
from runut.serve.layout import placed

FILTERS = (
    "",
    "actor=Putin",
    "between=Rusia&between=Korut&type=CONSULT",
    "place=Korut&certainty=high",
    "status=denied&from=2023",
    "search=kunjungan&newest=true",
    "actor=nobody of this name",
)
VIEWS = ("map", "graph", "stories", "occasions")


def page(reader: TestClient, address: str, code: int = 200) -> html.HtmlElement:
    answer = reader.get(address)
    assert answer.status_code == code, (address, answer.text[:500])
    return html.fromstring(answer.text)


def rows(reader: TestClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reader.get(address).text)))


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("view", VIEWS)
def test_page_json_lines_and_csv_say_the_same(view: str, filters: str, reader: TestClient) -> None:
    data = reader.get(f"/{view}.json?{filters}").json()
    assert [line for line in reader.get(f"/{view}.jsonl?{filters}").text.splitlines() if line] != [] or not data
    assert len(reader.get(f"/{view}.jsonl?{filters}").text.splitlines()) == len(data)
    assert len(rows(reader, f"/{view}.csv?{filters}")) == len(data)
    assert reader.get(f"/{view}.json?{filters}&limit=1&offset=1").json() == data[1:2]
    tree = page(reader, f"/{view}?{filters}&lang=en")
    assert {link.rpartition(".")[2].partition("?")[0] for link in tree.xpath("//p[@class='as-data']/a/@href")} == {
        "json",
        "jsonl",
        "csv",
    }
    shown = len(tree.xpath("//tbody/tr | //ol[@class='stories']/li"))
    expected = len([row for row in data if view != "map" or row["place"]])
    assert shown == min(expected, {"map": 100, "graph": 40, "stories": 20, "occasions": 50}[view])


@pytest.mark.parametrize("filters", FILTERS)
def test_the_map_accounts_for_every_event(filters: str, reader: TestClient) -> None:
    total = len(reader.get(f"/timeline.json?{filters}").json())
    spots = reader.get(f"/map.json?{filters}").json()
    assert sum(spot["events"] for spot in spots) == total
    tree = page(reader, f"/map?{filters}&lang=en")
    numbers = [int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", tree.xpath("string(//*[@id='map-title'])"))]
    drawn, whole, *others = numbers
    assert whole == total == drawn + sum(others)
    circles = tree.xpath("//*[contains(@class, 'map')]//a/title")
    assert sum(int(re.search(r": ([\d,]+) event", one.text)[1].replace(",", "")) for one in circles) == drawn  # type: ignore[index]


def test_a_place_leads_to_its_events(reader: TestClient) -> None:
    tree = page(reader, "/map?type=CONSULT&lang=en")
    for row in tree.xpath("//tbody/tr"):
        there = len(reader.get(row.xpath("th/a/@href")[0].replace("/timeline", "/timeline.json")).json())
        here = sum(int(cell) for cell in row.xpath("td[position() > 1]/text()") if cell != "·")
        # of a state, the list holds what happened in its towns as well
        assert there == here or ("somewhere" in row.text_content() and there > here), row.text_content()


def test_regions_are_chosen_and_unknown_ones_refused(reader: TestClient) -> None:
    assert page(reader, "/map?place=Pyongyang").xpath("//nav[@class='choices']/a[@aria-current]/@href") == [
        "/map?place=Pyongyang&region=east_asia"
    ]
    assert page(reader, "/map?region=africa&lang=en").xpath("string(//*[@id='map-title'])").startswith("0 of ")
    assert "choose one of" in page(reader, "/map?region=atlantis", 400).text_content()


@pytest.mark.parametrize("region", atlas.regions())
def test_every_region_has_land_in_its_frame(region: str) -> None:
    shown = atlas.outline(region)
    assert 5_000 < len(shown.land) < 200_000
    assert re.fullmatch(r"[MlZ0-9 ,.e-]+", shown.land)
    frame = atlas.frame(region)
    assert frame.at(frame.west, frame.north) == (0.0, 0.0)
    assert frame.at(frame.east, frame.south) == (1000.0, frame.height)


def test_where_known_towns_stand() -> None:
    assert atlas.smallest([(106.8, -6.2), (140.7, -2.6)]) == "indonesia"
    assert atlas.smallest([(106.8, -6.2), (101.7, 3.1), (100.5, 13.8)]) == "southeast_asia"
    assert atlas.smallest([(125.8, 39.0), (-152.0, 64.0)]) == "world"
    assert atlas.smallest([]) == "world"


def test_a_tie_says_what_the_dyad_says(demo: Path, reader: TestClient) -> None:
    ties = reader.get("/graph.json").json()
    assert len(ties) > 20
    with runut.open(demo) as chronicle:
        for tie in ties:
            pair = chronicle.dyad(tie["one"], tie["other"])
            assert pair.events == tie["events"], tie
            assert (pair.balance.cooperation, pair.balance.conflict) == (tie["cooperation"], tie["conflict"]), tie
            assert dict(pair.statuses).get("actual", 0) == tie["happened"]


def test_the_graph_is_limited_and_says_so(reader: TestClient) -> None:
    tree = page(reader, "/graph?limit=5&lang=en")
    assert len(tree.xpath("//*[contains(@class, 'graph')]//*[@class='tie']")) == 5
    assert tree.xpath("string(//*[@id='graph-title'])").startswith("The strongest 5 of ")
    assert reader.get("/graph?limit=0").status_code == 422
    assert reader.get("/graph").text == reader.get("/graph").text


def test_balance_is_not_told_by_colour_alone(reader: TestClient) -> None:
    css = reader.get("/static/workbench.css").text
    dashes = [re.search(rf"\.{lean} \.tie {{[^}}]*stroke-dasharray: ([\d. ]+)", css) for lean in ("conflict", "even")]
    assert all(dashes)
    assert len({found[1] for found in dashes if found}) == 2
    assert "stroke-dasharray" not in re.search(r"\.cooperation \.tie {([^}]*)}", css)[1]  # type: ignore[index]


def test_points_stand_apart_and_in_the_frame() -> None:
    lines = [(0, n) for n in range(1, 9)] + [(1, 2), (3, 4)]
    found = placed(11, lines)  # two of them are joined to nobody
    assert found == placed(11, lines)
    assert len(set(found)) == 11
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found)
    assert placed(0, []) == ()


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ([], ""),
        (["--actor", "Lavrov", "--newest"], "actor=Lavrov&newest=true"),
        (["--type", "AID", "--limit", "1"], "type=AID&limit=1"),
    ],
)
def test_stories_are_those_of_the_command(
    options: list[str], query: str, demo: Path, reader: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["stories", str(demo), "--json", *options]) == 0
    printed = capsys.readouterr().out
    assert printed
    assert reader.get(f"/stories.jsonl?{query}").text == printed


def test_a_story_tells_its_events_and_why(reader: TestClient) -> None:
    told = reader.get("/stories.json").json()
    story = max(told, key=lambda one: len(one["events"]))
    tree = page(reader, f"/stories/{story['id']}?lang=en")
    assert tree.xpath("//li[contains(@class, 'event')]/@id") == [event["id"] for event in story["events"]]
    assert len(tree.xpath("//ol[contains(@class, 'bonds')]/li")) == len(story["events"]) - 1
    coded = tree.xpath("//ol[contains(@class, 'bonds')]//*[@class='coded']")
    assert {name for bond in story["bonds"] for name in bond["reasons"]} == {one.get("title") for one in coded}
    assert all(one.text == words("bonds")[one.get("title")]["en"] for one in coded)
    assert reader.get(f"/stories/{story['id']}.json").json() == story
    assert rows(reader, f"/stories/{story['id']}.csv")[0]["id"] == story["id"]
    page(reader, "/stories/st-none", 404)
    assert reader.get("/stories/st-none.json").status_code == 404


def test_an_event_leads_to_its_story(reader: TestClient) -> None:
    told = {event["id"]: one["id"] for one in reader.get("/stories.json").json() for event in one["events"]}
    every = [event["id"] for event in reader.get("/timeline.json").json()]
    lone = next(event for event in every if event not in told)
    one = next(event for event in every if event in told)
    answer = reader.get(f"/events/{one}/story", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/stories/{told[one]}")
    assert "belongs to no story" in page(reader, f"/events/{lone}/story?lang=en").text_content()
    page(reader, "/events/ev-none/story", 404)


def test_stories_of_a_large_chronicle_come_after_the_page(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.views.AT_HAND", 1)
    tree = page(reader, "/stories?actor=Putin")
    later = tree.xpath("//*[@hx-get]/@hx-get")[0]
    assert later == tree.xpath("//*[@hx-get]//a/@href")[0] == "/stories?actor=Putin&now=true"
    assert page(reader, later).xpath("//ol[@class='stories']/li")


def test_every_story_is_bound_together(reader: TestClient) -> None:
    for story in reader.get("/stories.json").json():
        names = {event["id"] for event in story["events"]}
        assert {bond[end] for bond in story["bonds"] for end in ("one", "other")} == names


@pytest.mark.parametrize(
    ("options", "query"),
    [([], ""), (["--actor", "Putin", "--newest"], "actor=Putin&newest=true"), (["--limit", "1"], "limit=1")],
)
def test_occasions_are_those_of_the_command(
    options: list[str], query: str, demo: Path, reader: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["occasions", str(demo), "--json", *options]) == 0
    printed = capsys.readouterr().out
    assert printed
    assert reader.get(f"/occasions.jsonl?{query}").text == printed
    for kind in ("json", "csv"):
        assert run(["occasions", str(demo), "victory day", f"--{kind}", *options]) == 0
        told = reader.get(f"/occasions/victory-day-europe.{kind}?{query.replace('limit=1', '')}")
        assert told.text.replace("\r\n", "\n") == capsys.readouterr().out


def test_an_occasion_tells_its_years(reader: TestClient) -> None:
    told = reader.get("/occasions/victory-day-europe.json?lang=en").json()
    tree = page(reader, "/occasions/victory-day-europe?lang=en")
    assert tree.xpath("string(//h1)") == told["title"] == "Victory Day of Russia"
    every = [event["id"] for year in told["years"] for event in year["events"]] + [one["id"] for one in told["loose"]]
    assert tree.xpath("//li[contains(@class, 'event')]/@id") == every
    heads = [" ".join(one.text_content().split()) for one in tree.xpath("//section/h2")]
    years = [f"{one['year']} {one['ordinals'][0]}th" for one in told["years"] if one["events"]]
    assert heads == [*years, *(["year uncertain"] if told["loose"] else [])]
    assert len(tree.xpath("//main/p[@class='note']")) == sum(
        not one["events"] and (not at or bool(told["years"][at - 1]["events"])) for at, one in enumerate(told["years"])
    )
    last = every[0]
    assert "/occasions/victory-day-europe" in page(reader, f"/events/{last}").xpath("//a/@href")
    narrowed = page(reader, "/occasions/victory-day-europe?from=2025&lang=en")
    assert narrowed.xpath("//p[@class='as-data']/a/@href")[0] == "/occasions/victory-day-europe.json?from=2025"


@pytest.mark.parametrize(("language", "name"), [("en", "Victory Day of Russia"), ("id", "Hari Kemenangan (Rusia)")])
def test_a_row_names_its_occasion(language: str, name: str, reader: TestClient) -> None:
    for address in ("/occasions/victory-day-europe", "/timeline?search=kemenangan"):
        tree = page(reader, f"{address}{'&' if '?' in address else '?'}lang={language}")
        named = {one.text_content() for one in tree.xpath("//li//span[@class='occasion']")}
        assert name in named
        assert not any("(id=" in one for one in named)


def test_an_occasion_without_events_and_none_at_all(reader: TestClient) -> None:
    assert "No event of this occasion" in page(reader, "/occasions/anzac?lang=en").text_content()
    assert reader.get("/occasions/anzac.json").json()["years"] == []
    page(reader, "/occasions/no-such-day", 404)
    assert reader.get("/occasions/no-such-day.json").status_code == 404


def test_an_ordinal_that_cannot_be_is_marked_on_the_page(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.occasions.doubts_of", lambda *_: iter(["the text counts 78"]))
    marks = page(reader, "/occasions/victory-day-europe").xpath("//li[contains(@class, 'event')]//*[@class='differs']")
    assert "the text counts 78" in {mark.text_content() for mark in marks}


def test_gaps_and_years_of_a_chart() -> None:
    columns = columns_of(["?", "2023-01", "2023", "2024-05"])
    assert [one.key for one in columns] == ["2023", "2023-01", "", "2024-05", "?"]
    assert chart([], "t", "id") is None
    assert chart([Lane("x", "events", {"2023-01": 0})], "t", "id") is None
    drawn = chart([Lane("<b>\u202e", "events", {"2023-01": 3, "2024-01": 1, "?": 900})], "t", "en")
    assert drawn is not None
    assert "<b>" not in drawn.svg
    assert "\u202e" not in drawn.svg
    assert "gap: no articles" in drawn.svg
    assert re.findall(r'class="events"[^>]*height="([\d.]+)"', drawn.svg) == ["26.0", "8.7", "26.0"]
    assert drawn.rows == (("January 2023", ("3",)), ("January 2024", ("1",)), ("undated", ("900",)))
    months = {f"{year}-{month:02}": 1.0 for year in range(2010, 2024) for month in range(1, 13)}
    years = chart([Lane("x", "articles", months)], "t", "id")
    assert years is not None
    assert years.rows[0] == ("2010", ("12",))
    assert len(years.rows) == years.svg.count('class="articles"') == 14


def test_balance_goes_both_ways() -> None:
    drawn = chart([Lane("Balance", "balance", {"2023-01": 8.0}, {"2023-01": -2.0})], "t", "en")
    assert drawn is not None
    assert drawn.rows == (("January 2023", ("+8.0 / -2.0",)),)
    up, down = (re.search(rf'class="{kind}"[^>]* y="([\d.]+)"', drawn.svg) for kind in ("balance", "below"))
    assert up is not None
    assert down is not None
    assert float(up[1]) < float(down[1])


def test_a_copy_says_of_what_and_why(reader: TestClient) -> None:
    rows = reader.get("/articles.json").json()
    copy = next(row for row in rows if row["source"].endswith("09_kim_putin_vostochny.html"))
    links = page(reader, "/articles?lang=en").xpath("//p[@class='line']/a")
    to = {link.text_content(): link.get("href") for link in links}
    tree = page(reader, f"{to[copy['title']]}?lang=en")
    told = tree.xpath("string(//section[@aria-labelledby='copies-title']//li)")
    assert told.startswith("its original")
    assert "% of the shorter text's groups of three words stand in both" in told
    back = page(reader, tree.xpath("//section[@aria-labelledby='copies-title']//li/a/@href")[0] + "?lang=en")
    assert back.xpath("string(//section[@aria-labelledby='copies-title']//li)").startswith("a copy of this article")


def test_offices_have_terms_and_the_words_of_articles(reader: TestClient) -> None:
    tree = page(reader, "/actors/Q7747?lang=en")
    terms, called = tree.xpath("//section[@aria-labelledby='offices-title']/div/table")
    assert terms.xpath("string(.//tbody/tr[1])") == "presidentRussia7 May 20007 May 2008"
    assert "Presiden Rusia" in [one.text_content() for one in called.xpath(".//tbody/tr/th")]
    assert not page(reader, "/actors/RUS").xpath("//*[@id='offices-title']")


@pytest.mark.parametrize("address", ["/actors/RUS", "/dyad?between=Rusia&between=Korut"])
def test_events_stand_beside_the_articles_of_every_outlet(address: str, reader: TestClient) -> None:
    tree = page(reader, f"{address}{'&' if '?' in address else '?'}lang=en")
    names = tree.xpath("//*[contains(@class, 'lanes')]//*[@class='name']/text()")
    assert "Consultation" in names
    assert any(name.endswith("(articles)") for name in names)
    assert ("Balance" in names) is ("dyad" in address)
    assert tree.xpath("//*[contains(@class, 'gap')]")


def test_facets_name_what_is_there_and_count_it(reader: TestClient) -> None:
    tree = page(reader, "/timeline?lang=en&type=CONSULT")
    titles = tree.xpath("//details[contains(@class, 'facets')]//h2/text()")
    # the last is there where an event of the view has a disagreement
    assert titles[:7] == ["Actor", "Pair", "Type", "Status", "Outlet", "Place", "Certainty"]
    assert titles[7:] in ([], ["Where reports disagree"])
    for link in tree.xpath("//details//a[span[@class='n']]"):
        if link.get("aria-current"):
            continue
        listed = reader.get(link.get("href").replace("/timeline", "/timeline.json")).json()
        facet = link.xpath("string(ancestor::section/h2)")
        wanted = int(link.xpath("string(span)").replace(",", ""))
        types = {event["type"] for event in listed}
        counted = listed if facet != "Type" else [event for event in listed if event["type"] != "CONSULT"]
        assert len(counted) == wanted, (facet, link.text_content(), types)
