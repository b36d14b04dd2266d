"""Each format, read back by its own reader: the example corpus, one filter of it, and hostile values."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from format_views import BAD_ADDRESS, example, hostile, text_of
from lxml import etree

from runut.publish import FORMATS, Made, View, make
from runut.publish.codes import columns
from runut.publish.formats.icalendar import folded
from runut.records import Ruling

VIEWS = {"example": example, "hostile": hostile, "empty": lambda: View((), ())}
HERE = Path(__file__).parent
LINES = {"jsonl", "csv", "polecat", "icews", "gdelt", "ftm"}


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest) -> View:
    return VIEWS[request.param]()


def rows(made: Made, names: tuple[str, ...] | None = None) -> list[dict[str, str]]:
    lines = made.data.decode().split("\n")
    assert lines.pop() == ""
    found = [line.split("\t") for line in lines]
    names = names or tuple(found.pop(0))
    assert all(len(row) == len(names) for row in found)
    return [dict(zip(names, row, strict=True)) for row in found]


def ids(view: View) -> set[str]:
    return {cluster.id for cluster in view.clusters}


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_view_gives_the_same_bytes(name: str) -> None:
    assert make(name, hostile()).data == make(name, hostile()).data


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_exactly_the_filtered_view(name: str) -> None:
    whole = example()
    planned = tuple(cluster for cluster in whole.clusters if cluster.status == "planned")
    told = {report.article for cluster in planned for report in cluster.reports}
    articles = tuple(article for article in whole.articles if article.document.id in told)
    view = replace(whole, clusters=planned, articles=articles, conflicts=())
    data = make(name, view).data
    found = set(re.findall(r"ev-[0-9a-f]{12}", text_of(name, data)))
    nested = {other for cluster in planned for other in (cluster.part_of, *cluster.parts) if other}
    assert found <= ids(view) | nested
    if name in ("jsonl", "csv", "xlsx", "parquet", "polecat", "plover", "geojson", "ftm", "jsonld"):
        assert found >= ids(view)
    if name in ("bibtex", "csl"):
        assert data.count(b"SHA-256") == len(articles) < len(whole.articles)


def test_what_is_left_out_is_said() -> None:
    for name in FORMATS:
        made = make(name, example())
        assert (made.left_out == ()) == (name in ("jsonl", "html")), name
        assert all("\n" not in line for line in made.left_out)
    polecat = make("polecat", example()).left_out
    assert re.fullmatch(r"\d+ events only rumoured, denied or conditional", polecat[0])
    assert not any("rumoured" in line for line in make("polecat", View((), ())).left_out)


def test_a_persons_decision_is_shown_or_said_to_be_left_out() -> None:
    ruling = Ruling("d1", "2026-11-28T10:00:00+00:00", "sari", "edit", "wrong date", "=lihat teks", ("time",))
    view = hostile()
    decided = replace(view, clusters=(replace(view.clusters[0], decisions=(ruling,)), *view.clusters[1:]))
    for name in sorted(set(FORMATS) - {"bibtex", "csl"}):
        made = make(name, decided)
        told = any(line.startswith("1 note of who decided") for line in made.left_out)
        assert told != ("sari" in text_of(name, made.data)), name
    assert not any("decided" in line for line in make("graphml", view).left_out)


# ---------------------------------------------------------------- office


def test_xlsx(view: View) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(make("xlsx", view).data))
    assert book.sheetnames == ["Events", "Reports", "Conflicts", "Sources", "Notes"]
    events = list(book["Events"].iter_rows(min_row=2))
    assert [row[-1].value for row in events] == [cluster.id for cluster in view.clusters]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                if cell.hyperlink:
                    target = cell.hyperlink.target or ""
                    assert cell.hyperlink.location or re.match(r"https?://", target)
    assert book["Reports"].max_row - 1 == sum(len(cluster.reports) for cluster in view.clusters)
    for row, cluster in zip(events, view.clusters, strict=True):
        day = cluster.time.earliest if cluster.time else None
        assert row[1].value == (datetime(day.year, day.month, day.day) if day else None)
    assert "Left out" in str([cell.value for cell in book["Notes"]["A"]])


def test_xlsx_links_lead_to_the_sources() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(make("xlsx", hostile()).data))
    targets = [cell.hyperlink.target for row in book["Sources"].iter_rows() for cell in row if cell.hyperlink]
    assert targets == ["https://warta.example/a%20b?x=1,2;3"]
    first = book["Reports"]["B2"]
    number = int(first.value.strip("[]"))
    assert first.hyperlink.location == f"'Sources'!A{number + 1}"
    assert book["Sources"].cell(number + 1, 1).value == number


def test_docx(view: View) -> None:
    docx = pytest.importorskip("docx")
    made = make("docx", view)
    document = docx.Document(io.BytesIO(made.data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    sources = {source for cluster in view.clusters for source in (report.article for report in cluster.reports)}
    assert text.count("SHA-256") >= len(sources)
    links = [part.target_ref for part in document.part.rels.values() if part.reltype.endswith("/hyperlink")]
    assert all(link.startswith("https://") for link in links)
    anchors = {link.fragment for paragraph in document.paragraphs for link in paragraph.hyperlinks if link.fragment}
    marks = re.findall(r'bookmarkStart [^>]*w:name="(.*?)"', document.part.blob.decode())
    assert anchors == {f"source{number}" for number in range(1, len(sources) + 1)} <= set(marks)
    assert len(marks) == len(set(marks))
    assert "\u202e" not in text
    assert document.core_properties.created.year == 2000


# ---------------------------------------------------------------- tables


def _parquet(data: bytes) -> list[dict[str, object]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    return list(parquet.read_table(io.BytesIO(data)).to_pylist())


def test_parquet(view: View) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    made = make("parquet", view)
    table = parquet.read_table(io.BytesIO(made.data))
    assert table.num_rows == len(view.clusters)
    assert table.schema.metadata[b"runut.note"].startswith(b"Left out: the sentences of the articles")
    assert str(table.schema.field("earliest").type) == "date32[day]"
    for row, cluster in zip(table.to_pylist(), view.clusters, strict=True):
        assert row["earliest"] == (cluster.time.earliest if cluster.time else None)
        assert [report["start"] for report in row["reports"]] == [r.event.evidence.start for r in cluster.reports]
        assert all("sentence" not in report for report in row["reports"])
    told = _parquet(make("parquet", view, text=True).data)
    assert [[r["sentence"] for r in row["reports"]] for row in told] == [
        [r.event.evidence.text for r in cluster.reports] for cluster in view.clusters
    ]


def test_polecat(view: View) -> None:
    found = rows(make("polecat", view))
    plain = {cluster.id: cluster for cluster in view.clusters}
    assert len({row["Event ID"] for row in found}) == len(found)
    for row in found:
        cluster = plain[row["Event ID"].rpartition("-")[0]]
        assert cluster.status in ("actual", "planned", "negated")
        assert cluster.status == "actual" or row["Event Type"] not in ("CONSULT", "AID", "COOPERATE", "ASSAULT")
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["Event Date"])
        assert re.fullmatch(r"([A-Z]{3})?", row["Actor Country"])
        assert re.fullmatch("(VERBAL|MATERIAL) (COOPERATION|CONFLICT)", row["Quad Code"])
        float(row["Intensity"])
        assert not any(value.startswith(("=", "+", "@")) for value in row.values())
    lines = io.StringIO(make("polecat", view).data.decode())
    assert list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)) == found


def test_icews(view: View) -> None:
    found = rows(make("icews", view))
    assert all(int(row["Event ID"]) > 0 and row["CAMEO Code"].isdigit() and row["Event Text"] for row in found)
    assert all(-10 <= float(row["Intensity"]) <= 10 for row in found if row["Intensity"])
    assert all(re.fullmatch(r"\w+#char=\d+,\d+", row["Story ID"]) for row in found)
    assert len({row["Event ID"] for row in found}) == len(found)


def test_gdelt(view: View) -> None:
    found = rows(make("gdelt", view), columns("GDELT2_events"))
    whole = ("GLOBALEVENTID", "QuadClass", "NumMentions", "NumSources", "NumArticles")
    for row in found:
        assert all(re.fullmatch(r"\d+", row[column]) for column in whole)
        assert re.fullmatch(r"(\d{8})?", row["SQLDATE"])
        assert row["SQLDATE"].startswith(row["MonthYear"]) or not row["SQLDATE"]
        assert re.fullmatch(r"(\d{14})?", row["DATEADDED"])
        assert row["EventCode"].startswith(row["EventBaseCode"])
        assert row["EventBaseCode"].startswith(row["EventRootCode"])
        assert row["Actor1Code"] or row["Actor2Code"] or row["Actor1Name"] or row["Actor2Name"]
        assert BAD_ADDRESS not in row["SOURCEURL"]


def test_gdelt_dates_are_no_more_exact_than_they_are_known() -> None:
    whole = example()
    actual = [(c, c.time.value or "") for c in whole.clusters if c.time and c.status == "actual"]
    months = [c for c, value in actual if re.fullmatch(r"\d{4}-\d\d", value)]
    assert months
    found = rows(make("gdelt", replace(whole, clusters=tuple(months))), columns("GDELT2_events"))
    assert all(row["MonthYear"] and row["Year"] and not row["SQLDATE"] and not row["FractionDate"] for row in found)


def test_plover(view: View) -> None:
    document = json.loads(make("plover", view).data)
    sure = [c for c in view.clusters if c.status in ("actual", "planned", "negated")]
    assert [event["id"] for event in document["events"]] == [c.id for c in sure]
    assert {event["status"] for event in document["uncertain"]} <= {"rumoured", "denied", "conditional"}
    assert len(document["events"]) + len(document["uncertain"]) == len(view.clusters)
    for event, cluster in zip(document["events"], sure, strict=True):
        assert event["text"] == ""
        assert set(event["textInfo"]) == {"start", "end", "sha256", "address"}
        if cluster.status == "planned" and cluster.type == "CONSULT":
            assert (event["event"], event["auxiliary"]) == ("AGREE", "future")
            assert event["comment"].startswith("folded from CONSULT")
    told = json.loads(make("plover", view, text=True).data)
    assert all(event["text"] for event in told["events"])


# ---------------------------------------------------------------- time, place, network


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_timelinejs(view: View) -> None:
    document = json.loads(make("timelinejs", view).data)
    assert set(document) == {"title", "events"}
    dated = [c for c in view.clusters if c.time and c.time.earliest and c.time.latest]
    assert [event["unique_id"] for event in document["events"]] == [c.id for c in dated]
    for event, cluster in zip(document["events"], dated, strict=True):
        assert event["start_date"]["year"] == cluster.time.earliest.year
        assert ("end_date" in event) == (cluster.time.earliest != cluster.time.latest)
        parser = _Markup()
        parser.feed(event["text"]["text"] + event["text"]["headline"] + event["display_date"])
        assert parser.tags <= {"p", "em", "blockquote", "a"}
        assert all(link.startswith("https://") for link in parser.links)


def test_icalendar(view: View) -> None:
    icalendar = pytest.importorskip("icalendar")
    data = make("icalendar", view).data
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(data)
    entries = list(calendar.walk("VEVENT"))
    assert not [entry.errors for entry in entries if entry.errors]
    shown = {str(entry["UID"]).removesuffix("@runut"): entry for entry in entries}
    assert len(shown) == len(entries)
    assert set(shown) <= ids(view)
    for cluster in view.clusters:
        if cluster.id in shown:
            entry = shown[cluster.id]
            assert entry["DTSTART"].dt == cluster.time.earliest
            assert (entry["DTEND"].dt - cluster.time.latest).days == 1
            assert (str(entry["STATUS"]) == "CONFIRMED") == (cluster.status == "actual")


def test_a_folded_line_is_never_cut_inside_a_character() -> None:
    line = "SUMMARY:" + "é𝒳a" * 60
    out = folded(line)
    assert out.replace("\r\n ", "").removesuffix("\r\n") == line
    assert all(len(part.encode()) <= 75 for part in out.split("\r\n"))


def test_geojson(view: View) -> None:
    geojson = pytest.importorskip("geojson")
    collection = geojson.loads(make("geojson", view).data)
    assert collection.is_valid, collection.errors()
    assert [feature["id"] for feature in collection["features"]] == [cluster.id for cluster in view.clusters]
    for feature, cluster in zip(collection["features"], view.clusters, strict=True):
        place = cluster.place
        assert (feature["geometry"] is None) == (place is None or place.lat is None)
        if feature["geometry"]:
            assert feature["geometry"]["coordinates"] == [place.lon, place.lat]


def test_graphml(view: View) -> None:
    networkx = pytest.importorskip("networkx")
    data = make("graphml", view).data
    graph = networkx.parse_graphml(data.decode(), force_multigraph=True)
    assert graph.is_directed()
    edges = list(graph.edges(data=True))
    assert {edge["event"] for *_, edge in edges} <= ids(view)
    assert all(graph.nodes[node].get("name") for node in graph)
    known = {cluster.id: cluster for cluster in view.clusters}
    assert all(edge["status"] == known[edge["event"]].status for *_, edge in edges)


# ---------------------------------------------------------------- linked data


def test_followthemoney(view: View) -> None:
    pytest.importorskip("followthemoney", reason="needs ICU's headers: pip install 'runut[ftm-check]'")
    from followthemoney import model

    found = [json.loads(line) for line in make("ftm", view).data.splitlines()]
    known = {entity["id"]: entity["schema"] for entity in found}
    assert len(known) == len(found)
    for entity in found:
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        kept = {name: sorted(proxy.get(name)) for name in entity["properties"]}
        if "HYPERLINK" not in json.dumps(entity):  # an address is put in order: ; becomes ,
            assert {name: sorted(set(values)) for name, values in entity["properties"].items()} == kept
        for name in ("involved", "proof"):
            assert all(target in known for target in entity["properties"].get(name, ()))
    assert [e["properties"]["recordId"][0] for e in found if e["schema"] == "Event"] == [c.id for c in view.clusters]


def test_jsonld(view: View) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    rdflib = pytest.importorskip("rdflib")
    data = make("jsonld", view).data
    expanded = jsonld.expand(json.loads(data))
    schema = "https://schema.org/"
    actions = [node for node in expanded if f"{schema}Action" in node["@type"]]
    assert len(actions) == len(view.clusters)
    for action, cluster in zip(actions, view.clusters, strict=True):
        status = action.get(f"{schema}actionStatus")
        assert (status == [{"@id": f"{schema}CompletedActionStatus"}]) == (cluster.status == "actual")
        assert len(action["http://www.w3.org/ns/prov#wasDerivedFrom"]) == len(cluster.reports)
    graph = rdflib.Graph().parse(data=data.decode(), format="json-ld")
    named = {node for node in graph.subjects() if isinstance(node, rdflib.URIRef)}
    for predicate in ("agent", "participant", "about", "appearance"):
        assert set(graph.objects(predicate=rdflib.URIRef(schema + predicate))) <= named
    assert BAD_ADDRESS not in data.decode()


# ---------------------------------------------------------------- annotation


def _unpacked(made: Made) -> dict[str, str]:
    with ZipFile(io.BytesIO(made.data)) as packed:
        assert packed.testzip() is None
        assert all(".." not in name and "/" not in name for name in packed.namelist())
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.parametrize("text", [True, False])
def test_timeml(view: View, text: bool) -> None:
    dtd = etree.DTD(str(HERE / "timeml_1_2_1.dtd"))
    files = _unpacked(make("timeml", view, text=text))
    assert len(files) == len({article.document.id for article in view.articles})
    marked = 0
    for content in files.values():
        root = etree.fromstring(content.encode())
        assert dtd.validate(root), dtd.error_log
        marked += len(root.findall(".//EVENT"))
    assert bool(marked) == bool(view.clusters)


@pytest.mark.parametrize("text", [True, False])
def test_brat(view: View, text: bool) -> None:
    files = _unpacked(make("brat", view, text=text))
    events = 0
    for name in (name for name in files if name.endswith(".ann")):
        page, bound = files[name.replace(".ann", ".txt")], {}
        for line in files[name].splitlines():
            mark, body, *rest = line.split("\t")
            if mark[0] == "T":
                kind, offsets = body.split(" ", 1)
                parts = [[int(at) for at in part.split(" ")] for part in offsets.split(";")]
                assert " ".join(page[start:end] for start, end in parts) == rest[0]
                bound[mark] = kind
            elif mark[0] == "E":
                events += 1
                assert all(role.split(":")[1] in bound for role in body.split(" "))
                kind, trigger = body.split(" ")[0].split(":")
                assert bound[trigger] == kind
            elif mark[0] == "A":
                assert body.split(" ")[0] == "Status"
        assert len(set(bound)) == len(bound)
    assert events == len({report.event.id for cluster in view.clusters for report in cluster.reports})
    assert "[events]" in files["annotation.conf"]


# ---------------------------------------------------------------- references


def test_bibtex(view: View) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    data = make("bibtex", view).data.decode()
    parse = getattr(bibtexparser, "parse_string", None)
    if parse is None:
        pytest.skip("bibtexparser 1 does not say what it could not read")
    library = parse(data)
    assert not library.failed_blocks
    assert len(library.entries) == len({article.document.id for article in view.articles})
    assert len({entry.key for entry in library.entries}) == len(library.entries)
    assert "\\input" not in data
    assert BAD_ADDRESS not in data


def test_csl(view: View) -> None:
    items = json.loads(make("csl", view).data)
    assert len(items) == len({article.document.id for article in view.articles})
    assert all(item["type"] == "article-newspaper" and item["id"] and item["title"] for item in items)
    source = pytest.importorskip("citeproc.source.json")
    bibliography = source.CiteProcJSON(items)
    for item in items:
        parts = item.get("issued", {}).get("date-parts", [])
        assert all(1 <= len(part) <= 3 for part in parts)
        assert bibliography[item["id"].lower()].title is not None
