"""Print-outs: the paragraphs of PDF and DOCX files, and that hostile ones are ended in time."""

import io
import time
import zipfile
import zlib

import pytest

from acquire.building import found_in, items, zipped
from runut.acquire import Limits
from runut.acquire.print_layout import Line, text_of

ADDRESS = "https://kabar.example/kapal-tiba"


def pdf(pages, *, packed=False):
    """A PDF file; a page is a list of (left, baseline, size, text)."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    kids = []
    for page in pages:
        content = page if isinstance(page, bytes) else b"\n".join(
            f"BT /F1 {size} Tf {left} {base} Td ({text}) Tj ET".encode("cp1252") for left, base, size, text in page
        )
        stream = zlib.compress(content) if packed else content
        extra = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), extra, stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def printed_page(number, lines, first=700):
    """A page as a browser prints it: head, foot, and lines at the distances of the web (1.6 of the letters' size)."""
    body = [(56, first - 19 * index, 12, line) for index, line in enumerate(lines) if line]
    return [
        (30, 820, 8, "9/3/24, 6:00 AM"),
        (250, 820, 8, "Kapal Tiba di Dermaga Baru"),
        *body,
        (30, 20, 8, ADDRESS),
        (560, 20, 8, f"{number}/2"),
    ]


PRINTED = [
    printed_page(
        1,
        [
            "Kapal itu tiba di dermaga baru pada pagi hari, kata kepala pelabuhan kepada",
            "para wartawan yang menunggu sejak subuh di tepi laut.",
            "",
            "Ia menambahkan bahwa kapal-kapal lain akan menyusul pada pekan depan, bila",
            "cuaca di perairan itu membaik dan izin berlayar sudah diberikan oleh kantor",
        ],
    ),
    printed_page(2, ["pusat di Jakarta. Rombongan menteri hadir.", "", "Upacara berlangsung dua jam."]),
]
PARAGRAPHS = [
    "Kapal itu tiba di dermaga baru pada pagi hari, kata kepala pelabuhan kepada para wartawan yang menunggu sejak "
    "subuh di tepi laut.",
    "Ia menambahkan bahwa kapal-kapal lain akan menyusul pada pekan depan, bila cuaca di perairan itu membaik dan izin "
    "berlayar sudah diberikan oleh kantor pusat di Jakarta. Rombongan menteri hadir.",
    "Upacara berlangsung dua jam.",
]


def test_a_browser_print_gives_its_paragraphs_and_address(tmp_path):
    (page,), rejects = items(tmp_path, "a.pdf", pdf(PRINTED, packed=True))
    assert rejects == []
    assert (page.kind, page.given.url, page.given.published) == ("text", ADDRESS, None)
    paragraphs = page.data.decode().split("\n\n")
    assert [one for one in paragraphs if one in PARAGRAPHS] == PARAGRAPHS
    assert "2/2" not in page.data.decode()


def test_a_paragraph_ends_where_a_sentence_ends_on_a_short_line():
    lines = [
        Line("Kapal itu tiba di dermaga baru pada", 50, 700, 300, 12),
        Line("pagi hari.", 50, 682, 90, 12),
        Line("Menteri datang sesudahnya bersama istri.", 50, 664, 300, 12),
        Line("Ia pulang pada malam hari.", 50, 646, 250, 12),
        Line("Judul Lain", 50, 628, 200, 20),
    ]
    assert text_of([lines])[0].split("\n\n") == [
        "Kapal itu tiba di dermaga baru pada pagi hari.",
        "Menteri datang sesudahnya bersama istri. Ia pulang pada malam hari.",
        "Judul Lain",
    ]


def docx(*paragraphs):
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kapal", "12"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx(tmp_path):
    (page,), _ = items(tmp_path, "a.docx", docx("Kapal Tiba", "", "Kapal itu tiba pagi hari."))
    assert page.data.decode() == "Kapal Tiba\n\nKapal itu tiba pagi hari.\n\nKapal\t12"
    assert page.kind == "text"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(128, 256)), "unreadable"),
        ("a.pdf", pdf([[]]), "no-article"),
        ("a.docx", zipped({"word/other.xml": b"<a/>"}), "unreadable"),
        ("a.docx", zipped({"word/document.xml": b"a" * 30_000_000}), "too-large"),
        ("a.odt", zipped({"content.xml": b"<a/>"}), "unknown-format"),
    ],
)
def test_refusals(tmp_path, name, data, reason):
    assert found_in(tmp_path, name, data) in ([("", reason)], [("", "no-article")])


def test_a_print_in_a_zip(tmp_path):
    found = found_in(tmp_path, "a.zip", zipped({"b.docx": docx("Kapal tiba."), "a.pdf": pdf(PRINTED)}))
    assert found == [("!a.pdf", "page"), ("!b.docx", "page")]


@pytest.mark.slow
def test_what_takes_too_long_or_too_much_memory_is_ended(tmp_path):
    bomb = pdf([b" " * 200_000_000], packed=True)
    started = time.monotonic()
    found = found_in(tmp_path, "a.pdf", bomb, limits=Limits(memory=250_000_000, seconds=10.0))
    assert found in ([("", "unreadable")], [("", "no-article")])
    slow = pdf([b"BT /F1 9 Tf " + b"1 0 Td (a) Tj " * 400_000 + b"ET"])
    assert found_in(tmp_path, "b.pdf", slow, limits=Limits(seconds=-3.0)) == [("", "unreadable")]
    assert time.monotonic() - started < 60


def test_entities_of_a_docx_do_not_read_files(tmp_path):
    (tmp_path / "secret").write_text("RAHASIA")
    good = zipfile.ZipFile(io.BytesIO(docx("Kapal tiba.")))
    members = {info.filename: good.read(info) for info in good.infolist()}
    entity = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'.encode()
    body = members["word/document.xml"].replace(b"?>", b"?>" + entity, 1).replace(b"Kapal tiba.", b"Kapal &x; tiba.")
    members["word/document.xml"] = body
    pages, _ = items(tmp_path, "a.docx", zipped(members))
    assert not [page for page in pages if b"RAHASIA" in page.data]
