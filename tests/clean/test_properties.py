"""What holds for every text: blocks cover it in order without overlap, spans fit, nothing crashes, time is bounded."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runut.clean import clean
from runut.errors import UnreadableError
from runut.records import RawPage

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
PIECES = st.sampled_from(
    [
        "Kapal itu tiba di dermaga baru pada pagi hari. ",
        "Baca juga:",
        "Baca Juga",
        "\n",
        "\n\n",
        "[Gambas:Video 20detik]",
        "SCROLL TO CONTINUE WITH CONTENT ",
        "Trump Kecam Iran Lagi ",
        "(abc/def)",
        "JAKARTA, KOMPAS.com - ",
        "Foto: ",
        "“",
        '"',
        "Editor: X",
        "halaman selanjutnya",
        "dilansir AFP dari BBC ",
        "Sumber : ",
        "# ",
        "| a | b |",
        "---",
        "Ringkasan",
        "&amp;",
        "\u200b",
        "\u00a0",
        "İ",
        "ﬁ",
        "\x85",
        "\u2028",
        "1. ",
        "... ",
        "?",
        "Â€œ",
        "👉",
        "\ud83d\udc49".encode("utf-16", "surrogatepass").decode("utf-16"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=25).map("".join))


def check(document):
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        assert not document.text[last : block.start].strip()
        assert document.text[block.start : block.end] == document.text[block.start : block.end].strip()
        last = block.end
    assert not document.text[last:].strip()
    if document.title:
        assert document.text[document.title.start : document.title.end] == document.title.text
    for source in document.cited_sources:
        assert document.text[source.span.start : source.span.end] == source.span.text


def check_or_refused(raw, reasons):
    """Either a sound document, or one of the named refusals."""
    try:
        document = clean(raw)
    except UnreadableError as error:
        if error.reason not in reasons:
            raise
        return
    check(document)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text(text):
    check_or_refused(RawPage("a.txt", text.encode("utf-8", "replace"), "text"), ("empty", "binary"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            PIECES, st.sampled_from(["<p>", "</p>", "<div hidden>", "</div>", "<a href=x>", "</a>", "<h1>", "<script>"])
        ),
        max_size=30,
    ).map("".join)
)
def test_any_page(markup):
    check_or_refused(RawPage("a.html", markup.encode("utf-8", "replace"), "html"), ("empty", "binary", "no-article"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data):
    check_or_refused(RawPage("a.txt", data, "text"), ("empty", "binary"))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "(",
        '"',
        ". ",
        "**",
        "&amp",
        "kata ",
        "A/B ",
        "[Gambas:",
        "Baca juga: Trump Kecam Iran dan ",
        "dilansir ",
        "JAKARTA, ",
        "(Baca juga ",
        "halaman selanjutnya ",
        "Trump Kecam Iran\n",
        "1. ",
        "Editor: X ",
        "â€œ",
        "dilaporkan dari Reuters dan ",
    ],
)
def test_hostile_text_takes_linear_time(piece):
    def seconds(size):
        data = (piece * (size // len(piece) + 1))[:size].encode()
        begin = time.process_time()
        check(clean(RawPage("a.txt", data, "text")))
        return time.process_time() - begin

    seconds(2_000)
    assert seconds(400_000) < 4


DEEP = {
    "open": ("<div>" * 30_000, ""),
    "closed": ("<div>" * 30_000, "</div>" * 30_000),
    "other ends": ("</b><div>" * 30_000, ""),
    "ends first": ("</div>" * 30_000 + "<div>" * 30_000, ""),
    "drawn": ("<svg>" + "<path>" * 30_000, ""),
}


@pytest.mark.parametrize("kind", DEEP)
def test_deeply_nested_page(kind):
    before, after = DEEP[kind]
    markup = f"{before}<p>Kapal itu tiba di dermaga baru pada pagi hari.</p>{after}"
    with pytest.raises(UnreadableError) as caught:
        clean(RawPage("a.html", markup.encode(), "html"))
    assert caught.value.reason == "unreadable"


def test_many_elements_side_by_side_are_not_deep():
    row = '<div><p>Baris<br>kedua</p><ul><li>satu<li>dua</ul><svg><path d="M0 0"/><g/></svg></div>'
    markup = f"<p>Kapal itu tiba di dermaga baru pada pagi hari.</p>{row * 600}"
    page = clean(RawPage("a.html", markup.encode(), "html"))
    assert "Kapal itu tiba" in page.text


PROGRAM = """
import sys
from runut.clean import clean
from runut.records import RawPage
text = open(sys.argv[1], "rb").read()
print(clean(RawPage("a.txt", text, "text")))
"""


def test_hash_seed_does_not_matter(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Kapal itu tiba di dermaga baru, lapor AFP dan Reuters.\nBaca juga: Trump Kecam Iran\nKapal itu tiba. " * 30,
        encoding="utf-8",
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path)],
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
            env={
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
                "PYTHONIOENCODING": "utf-8",
            },
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.exists(), reason="the material in ../shared is not here")
def test_the_five_articles():
    import yaml

    expected = [
        row for row in yaml.safe_load((ARTICLES / "expected.yaml").read_text(encoding="utf-8")) if "file" in row
    ]
    for row in expected:
        document = clean(RawPage(row["file"], (ARTICLES / row["file"]).read_bytes(), "text"))
        check(document)
        assert document.repairs == ()
        body = "\n".join(
            document.text[block.start : block.end] for block in document.blocks if block.label in ("body", "title")
        )
        flat = " ".join(body.split())
        for litter in row["not_article_text"]:
            assert " ".join(litter.split()) not in flat
        for event in row["events"]:
            assert " ".join(event["evidence"].split()) in flat, event["evidence"]
        outlet = document.outlet.name if document.outlet else "unknown"
        assert outlet == row["outlet"]
        assert {source.name for source in document.cited_sources} == set(row["cited_sources"])
