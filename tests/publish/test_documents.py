"""Tables, CSV, Markdown and the HTML report: honest, complete, and deaf to hostile articles."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sample_records import ARTICLES, CLUSTERS, CONFLICTS, JAHAT, KABAR, PRK, SIGNED, TEXTS, WARTA

from runut.errors import UsageError
from runut.publish import FORMATS, ReceiptSummary, View, export
from runut.publish.histogram import bins, histogram
from runut.publish.markdown import escaped, markdown
from runut.publish.phrasing import sentence
from runut.publish.report import report
from runut.publish.tables import (
    actors_table,
    articles_table,
    conflicts_table,
    statements_table,
    timeline_table,
)
from runut.records import Cluster, CrossConflict, Reject, Ruling, Span

VIEW = View(
    CLUSTERS, ARTICLES, CONFLICTS,
    ReceiptSummary(6, 4, 0, 0, 1, 1, (Reject("<img src=x>.bin", "binary", "bukan teks"),)),
    title="Rusia & Korea Utara",
)  # fmt: skip


def rows(table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.csv().decode(), newline="")))


# ---------------------------------------------------------------- tables


def test_timeline_csv_is_honest_about_dates() -> None:
    found = rows(timeline_table(CLUSTERS))
    assert [row["date"] for row in found] == [
        "2019-04", "2020-05-05/2020-05-06", "2020-06-24", "2024", "2024-11-04/2024-11-10", "tak bertanggal",
        "tak bertanggal",
    ]  # fmt: skip
    assert found[1]["sources"] == "2"
    assert found[1]["said_by"] == "KCNA; seorang pejabat kedutaan"
    assert found[1]["articles"] == "berita/warta.txt; berita/kabar.html"
    assert found[2]["status"] == "negated"
    assert found[6]["earliest"] == ""


def test_short_tables_keep_their_rows() -> None:
    short = timeline_table(CLUSTERS).short()
    assert short.columns == ("date", "event", "status", "sources", "conflicts")
    assert len(short.rows) == len(CLUSTERS)


def test_the_other_listings() -> None:
    sides = rows(conflicts_table(CONFLICTS))
    assert [side["value"] for side in sides] == ["2020-05-05", "2020-05-06"]
    assert {side["judgement"] for side in sides} == {"contradiction"}
    said = rows(statements_table([(WARTA.statements[0], WARTA)]))
    assert said[0]["speaker"] == "KCNA"
    actor = SimpleNamespace(entity=WARTA.entities[0], aliases=("Rusia", "Moskow"), offices=(), n_events=3)
    assert rows(actors_table([actor]))[0]["aliases"] == "Rusia; Moskow"
    listed = rows(articles_table([(WARTA, ("z.txt", "a.txt"), "0.1+ab"), (ARTICLES[2], (), "0.1+ab")]))
    assert listed[0]["copies_of"] == "a.txt; z.txt"
    assert listed[1]["published"] == "tak bertanggal"
    assert listed[1]["engine"] == "0.1+ab"


def test_no_cell_is_run_as_a_formula() -> None:
    party = replace(PRK, name="=HYPERLINK(1)")
    cluster = replace(CLUSTERS[0], actors=(party,), targets=(), occasion="@SUM(1)")
    row = rows(timeline_table([cluster]))[0]
    assert row["actors"] == "'=HYPERLINK(1)"
    assert row["occasion"] == "'@SUM(1)"
    south = replace(CLUSTERS[0], place=replace(CLUSTERS[0].place, lat=-6.2))
    assert rows(timeline_table([south]))[0]["lat"] == "-6.2"


# ---------------------------------------------------------------- markdown


def test_markdown_tells_dates_sources_and_disagreements() -> None:
    text = markdown(VIEW)
    assert "## 2019" in text
    assert "### 5–6 Mei 2020" in text
    assert "### 4–10 November 2024 · *rencana*" in text
    assert "## Tak bertanggal" in text
    assert "Perbedaan tanggal (bertentangan)" in text
    assert "**Not kept**" not in text
    assert markdown(VIEW, "en").count("They differ in date") == 1


def nested() -> tuple[Cluster, ...]:
    """The second event as a part of the first, and the third of one that the filter leaves out."""
    whole, part, other, *rest = CLUSTERS
    whole = replace(whole, parts=(part.id,))
    return whole, replace(part, part_of=whole.id), replace(other, part_of="ev-elsewhere"), *rest


def test_markdown_names_the_whole_and_the_parts() -> None:
    text = markdown(replace(VIEW, clusters=nested()))
    whole, part, *_ = CLUSTERS
    assert f"Bagian dari: {escaped(sentence(whole, 'id'))}" in text
    assert f"Di dalamnya: {escaped(sentence(part, 'id'))}" in text
    assert f"Bagian dari: {escaped('ev-elsewhere')}" in text
    assert "Bagian dari" not in markdown(VIEW)


def test_the_report_links_the_whole_and_the_parts() -> None:
    whole, part, other, *_ = CLUSTERS
    events = embedded(report(replace(VIEW, clusters=nested())), "data")["events"]
    assert [one[0] for one in events[part.id]["part_of"]] == [whole.id]
    assert [one[0] for one in events[whole.id]["parts"]] == [part.id]
    assert events[other.id]["part_of"] == [["", "ev-elsewhere", "ev-elsewhere"]]


def test_the_table_names_the_whole_and_the_parts() -> None:
    whole, part, *_ = rows(timeline_table(nested()))
    assert (whole["parts"], part["part_of"]) == (part["id"], whole["id"])


def test_a_disagreement_without_an_event_is_still_told() -> None:
    alone = CrossConflict("weekday", "", (("berita/warta.txt", "w-1", "Sabtu (5/5/2020)", None),), "error-in-text", "")
    text = markdown(replace(VIEW, conflicts=(alone,)))
    assert "## Perbedaan lain" in text
    assert "Sabtu (5/5/2020)" in text
    assert "Sabtu (5/5/2020)" in report(replace(VIEW, conflicts=(alone,)))


def test_markdown_carries_no_markup_of_an_article() -> None:
    text = markdown(VIEW)
    assert "<" not in text.replace("&lt;", "")
    assert escaped("# judul\n- butir") == "\\# judul - butir"
    assert escaped("1. butir") == "\\1. butir"
    assert escaped("[x](javascript:1) `k` _a_") == "\\[x\\](javascript:1) \\`k\\` \\_a\\_"


# ---------------------------------------------------------------- report


def embedded(html: str, name: str) -> dict:
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)[1])


def test_report_loads_nothing_and_runs_only_its_own_script() -> None:
    html = report(VIEW)
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in html
    assert "unsafe" not in html
    assert not re.search(r"""<[^>]*\s(?:src|href)="(?!#)""", html)
    assert not re.search(r"https?://", html)
    assert not re.search(r"<[^>]*\sstyle=", html)
    assert not re.search(r"<[^>]*\son\w+=", html)
    assert not re.search(r"@import|url\(", html)


def test_a_hostile_article_stays_text() -> None:
    html = report(VIEW)
    assert html.count("<script") == html.count("</script>") == 3
    assert "<img" not in html
    assert "<b>Rusia</b>" not in html
    assert "<i>Jahat</i>" not in html
    assert "&lt;b&gt;Rusia&lt;/b&gt;" in html
    body = re.search(r'id="data">(.*?)</script>', html, re.S)[1]
    assert not set("<>&\u2028\u2029") & set(body)
    assert embedded(html, "data")["articles"][JAHAT.document.id]["text"] == TEXTS["jahat.html"]


def test_each_article_is_embedded_once_with_its_cut_parts() -> None:
    html = report(VIEW)
    data = embedded(html, "data")
    assert set(data["articles"]) == {article.document.id for article in ARTICLES}
    page = data["articles"][WARTA.document.id]
    assert [label for _, _, label, _ in page["cut"]] == ["related", "caption", "navigation"]
    detail = data["events"]["e2"]
    start, end = detail["reports"][0]["evidence"]
    assert page["text"][start:end].startswith("Duta Besar Rusia")
    assert len(detail["conflicts"][0]["sides"]) == 2


def test_offsets_count_as_a_browser_counts() -> None:
    text = "🚀🚀 " + TEXTS["kabar.html"]
    shift = 3

    def moved(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift, span.text)

    meeting = KABAR.events[1]
    event = replace(meeting, evidence=moved(meeting.evidence), trigger=moved(meeting.trigger))
    article = replace(KABAR, document=replace(KABAR.document, text=text, blocks=()), events=(event,))
    cluster = replace(CLUSTERS[0], reports=(replace(CLUSTERS[0].reports[0], event=event),))
    data = embedded(report(View((cluster,), (article,))), "data")
    start, end = data["events"]["e1"]["reports"][0]["evidence"]
    units = text.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == meeting.evidence.text


def test_a_report_whose_article_is_filtered_out_keeps_its_sentence() -> None:
    data = embedded(report(View(CLUSTERS[:1], ())), "data")
    only = data["events"]["e1"]["reports"][0]
    assert only["article"] is None
    assert only["quote"].startswith("Pada April 2019")


def test_an_empty_view_is_a_page_too() -> None:
    assert "<h1>Kronik</h1>" in report(View((), ()))
    assert markdown(View((), ())).startswith("# Kronik")
    assert histogram(()) == ""


def test_the_strip_counts_every_event_once() -> None:
    found = bins(CLUSTERS)
    assert sum(one.total for one in found) == len(CLUSTERS)
    assert [one.key for one in found] == ["2019-04", "2020-05", "2020-06", "2024", "2024-11", "?"]
    assert found[2].happened == 0
    svg = histogram(CLUSTERS)
    assert svg.count('class="bin"') == len(found)
    assert "⋯" in svg


def test_a_thousand_events_stay_small() -> None:
    many = tuple(replace(CLUSTERS[at % 7], id=f"e{at}") for at in range(1000))
    html = report(View(many, ARTICLES))
    assert html.count('class="event') == 1000
    assert len(html) < 3_000_000
    assert html.count("Medali itu diserahkan di Aula Mansudae") < 500


# ---------------------------------------------------------------- export


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_export_writes_what_it_returns(name: str, tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    data = export(name, VIEW, out)
    assert out.read_bytes() == data
    assert list(tmp_path.iterdir()) == [out]
    assert export(name, VIEW) == data


def test_export_explains_what_went_wrong(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose one of jsonl, csv, markdown, html"):
        export("pdf", VIEW)
    with pytest.raises(UsageError, match="cannot be written"):
        export("csv", VIEW, tmp_path / "tidak" / "ada.csv")


SCRIPT = """
import sys
sys.path[:0] = [{here!r}]
from test_documents import FORMATS, VIEW, export
for name in FORMATS:
    sys.stdout.buffer.write(export(name, VIEW))
"""


def test_the_same_bytes_under_another_hash_seed() -> None:
    here = str(Path(__file__).parent)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT.format(here=here)], capture_output=True, check=True,
            env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert SIGNED.evidence.text.encode()[:5] in outputs.pop()


def test_decisions_stand_with_their_event() -> None:
    made = Ruling("de-1", "2026-11-28T09:00:00.000000Z", "sari", "edit", None, "cek *KCNA*", ("time",))
    first, *rest = CLUSTERS
    view = replace(VIEW, clusters=(replace(first, decisions=(made,)), *rest))
    told = markdown(view)
    assert r"Keputusan: edit (time): sari, 2026-11-28 – cek \*KCNA\*" in told
    assert told.count("Keputusan:") == 1
    detail = embedded(report(view), "data")["events"]
    assert detail[first.id]["decided"] == ["edit (time): sari, 2026-11-28 – cek *KCNA*"]
    assert all(not detail[one.id]["decided"] for one in rest)
