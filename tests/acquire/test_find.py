"""Intake: what is found, in which order, and what is refused with which reason."""

import csv
import io
import json
import os
import stat
import sys
import zipfile

import pytest

from runut.acquire import Limits, Named, find
from runut.acquire.addresses import fetch
from runut.acquire.fetching import Fetcher
from runut.records import Given, RawPage, Reject

TEXT = "Kapal itu tiba di dermaga baru pada pagi hari."
HTML = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"
SMALL = Limits(document=1000, json_file=2000, archive_members=5, archive_bytes=3000)


def pages(found):
    return [item for item in found if isinstance(item, RawPage)]


def rejects(found):
    return {os.path.basename(item.source): item.reason for item in found if isinstance(item, Reject)}


def write(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_folder_is_read_sorted_and_deep(tmp_path):
    for name in ("b.txt", "a.html", "sub/c.md", "sub/deep/d", ".hidden.txt", "e.XHTML"):
        write(tmp_path, name, HTML if "html" in name.lower() else TEXT)
    found = list(find([str(tmp_path)]))
    assert [os.path.relpath(page.source, tmp_path) for page in found] == [
        "a.html",
        "b.txt",
        "e.XHTML",
        "sub/c.md",
        "sub/deep/d",
    ]
    assert [page.kind for page in found] == ["html", "text", "html", "text", "text"]
    assert [page.source for page in found] == [page.source for page in find([str(tmp_path)])]


def test_bytes_are_kept_and_given_is_passed_on(tmp_path):
    data = b"\xff\xfe" + TEXT.encode("utf-16-le")
    (found,) = find([write(tmp_path, "a.txt", data)], Given(published="2024-09", url="https://contoh.example/1"))
    assert isinstance(found, RawPage)
    assert found.data == data
    assert found.given == Given(published="2024-09", url="https://contoh.example/1")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.txt", b"Kapal\x00itu\x00 tiba", "binary"),
        ("a.bin", bytes(range(256)) * 8, "binary"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary"),
        ("a", b"\x7fELF\x02\x01\x01", "binary"),
        ("a.odt", b"PK\x03\x04rest", "unknown-format"),
        ("a.gz", b"\x1f\x8b\x08rest", "broken-archive"),
        ("a.gz", b"no gzip at all", "broken-archive"),
        ("a.warc", b"no web archive", "broken-archive"),
        ("a.wacz", b"PK\x03\x04rest", "broken-archive"),
        ("a.css", b"body { color: red }", "unknown-format"),
        ("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "empty"),
        ("a.html", b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "empty"),
        ("a.xml", b"<?xml version='1.0'?><peta/>", "unknown-format"),
        ("a.html", b"<!---->" * 1100 + b"x" * 500, "too-large"),
        ("a.zip", b"not a zip at all", "broken-archive"),
        ("a.zip", b"PK\x03\x04not a zip at all", "broken-archive"),
        ("a.txt", b"a" * 1001, "too-large"),
        ("a.html", b"<html>" + b"a" * 1001, "too-large"),
        ("a.json", b"[" + b" " * 2000, "too-large"),
        ("a.json", b"{broken", "broken-row"),
        ("a.json", b"[]", "broken-row"),
        ("a.json", b"12", "broken-row"),
        ("a.csv", b"judul,isi\nx,y\n", "broken-row"),
        ("a.csv", b"id,text\n", "empty"),
        ("a.jsonl", b"\n \n", "empty"),
        (
            "a.mht",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nno page\n--x--",
            "no-article",
        ),
    ],
)
def test_refusals(tmp_path, name, data, reason):
    path = write(tmp_path, name, data)
    (found,) = find([path], limits=SMALL)
    assert isinstance(found, Reject)
    assert (found.source, found.reason) == (path, reason)
    assert len(found.detail) > 10


def test_deeply_nested_json_does_not_crash(tmp_path):
    (found,) = find([write(tmp_path, "a.json", b"[" * 200_000)])
    assert isinstance(found, Reject)
    assert found.reason == "broken-row"


def test_missing_and_unreadable(tmp_path):
    assert rejects(find([str(tmp_path / "nothing.txt")])) == {"nothing.txt": "not-found"}
    assert [item.reason for item in find(["a\x00b"])] == ["not-found"]
    if os.name == "posix":
        fifo = tmp_path / "pipe"
        os.mkfifo(fifo)
        assert rejects(find([str(fifo)])) == {"pipe": "unreadable"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_no_permission(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    os.chmod(path, 0)
    assert rejects(find([path])) == {"a.txt": "unreadable"}


def test_permission_errors_are_listed(tmp_path, monkeypatch):
    path = write(tmp_path, "a.txt", TEXT)

    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("builtins.open", refuse)
    assert rejects(find([path])) == {"a.txt": "unreadable"}


@pytest.mark.skipif(os.name != "posix", reason="links need POSIX")
def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = write(tmp_path / "outside", "secret.txt", TEXT)
    folder = tmp_path / "inside"
    write(folder, "a.txt", TEXT)
    os.symlink(outside, folder / "out.txt")
    os.symlink(tmp_path / "outside", folder / "outdir")
    os.symlink(folder, folder / "loop")
    os.symlink(folder / "a.txt", folder / "b.txt")
    found = list(find([str(folder)]))
    assert [os.path.basename(page.source) for page in pages(found)] == ["a.txt", "b.txt"]
    assert rejects(found) == {"out.txt": "unreadable", "outdir": "unreadable"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_odd_names(tmp_path):
    raw = os.fsencode(tmp_path) + b"/a\xff\nb.txt"
    with open(raw, "wb") as stream:
        stream.write(TEXT.encode())
    (found,) = find([str(tmp_path)])
    assert isinstance(found, RawPage)
    assert found.source.isprintable()
    found.source.encode("utf-8")


def test_json_lines(tmp_path):
    rows = [
        json.dumps(
            {
                "id": 7,
                "text": TEXT,
                "title": "Judul",
                "date": "2024-09-03",
                "url": "u",
                "outlet": "o",
                "author": "p",
                "n": [1],
            }
        ),
        "{broken",
        "",
        json.dumps({"text": "", "html": HTML, "published": "2020", "date": "lama"}),
        json.dumps({"id": "x"}),
        json.dumps([1, 2]),
        json.dumps({"text": 5}),
        json.dumps({"text": " "}),
        json.dumps({"text": "b" * 2000}),
        '{"text": "Kapal \\ud800 tiba."}',
    ]
    path = write(tmp_path, "rows.jsonl", "\n".join(rows))
    found = list(find([path], Given(outlet="Kabar", key=None), limits=SMALL))
    assert [item.source.rsplit("#")[1] for item in found] == ["1", "2", "4", "5", "6", "7", "8", "9", "10"]
    first = found[0]
    assert isinstance(first, RawPage)
    assert first.data.decode() == TEXT
    assert first.given == Given("7", "Judul", "2024-09-03", "u", "o", "p", {"n": "[1]"})
    third = found[2]
    assert isinstance(third, RawPage)
    assert (third.kind, third.given.published, third.given.outlet, dict(third.given.other)) == (
        "html",
        "2020",
        "Kabar",
        {"date": "lama"},
    )
    reasons = [item.reason if isinstance(item, Reject) else None for item in found]
    assert reasons == [None, "broken-row", None, "broken-row", "broken-row", "broken-row", "empty", "too-large", None]
    assert b"Kapal ? tiba." in found[-1].data


def test_json_list_and_object(tmp_path):
    row = {"id": "a", "text": TEXT}
    assert [page.given.key for page in find([write(tmp_path, "a.json", json.dumps([row, row]))])] == ["a", "a"]
    (single,) = find([write(tmp_path, "b.json", json.dumps(row))])
    assert single.source.endswith("b.json")


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "windows-1252")]
)
def test_csv(tmp_path, delimiter, encoding):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerows(
        [
            ["ID", "Text", "Published", "lain"],
            ["1", "Baris satu\nbaris “dua”.", "2024-09-03", "x"],
            [],
            ["2", "", "", ""],
        ]
    )
    found = list(find([write(tmp_path, "rows.csv", buffer.getvalue().encode(encoding))]))
    first, second = found
    assert isinstance(first, RawPage)
    assert first.data.decode().replace("\r\n", "\n") == "Baris satu\nbaris “dua”."
    assert (first.given.key, first.given.published, dict(first.given.other)) == ("1", "2024-09-03", {"lain": "x"})
    assert isinstance(second, Reject)
    assert (second.source.rsplit("#")[1], second.reason) == ("2", "empty")


def test_broken_csv_rows_are_rejected_alone(tmp_path):
    found = list(find([write(tmp_path, "rows.csv", f"id,text\n1,{TEXT}\n2,a,b,c\n3,{TEXT}\n")]))
    assert [type(item).__name__ for item in found] == ["RawPage", "Reject", "RawPage"]


def test_huge_csv_cell_does_not_stop_the_run(tmp_path):
    found = list(find([write(tmp_path, "rows.csv", f'id,text\n1,"{"a" * 3000}"\n2,{TEXT}\n')], limits=SMALL))
    assert "broken-row" in {item.reason for item in found if isinstance(item, Reject)}


def test_zip(tmp_path):
    inner = zipped({"d.txt": TEXT})
    data = zipped(
        {
            "b.html": HTML,
            "a.txt": TEXT,
            "x/../../evil.txt": TEXT,
            "/abs.txt": TEXT,
            "__MACOSX/a": "x",
            "inner.zip": inner,
        }
    )
    path = write(tmp_path, "a.zip", data)
    found = list(find([path]))
    assert [page.source.removeprefix(path) for page in pages(found)] == ["!a.txt", "!b.html", "!inner.zip!d.txt"]
    assert set(rejects(found).values()) == {"broken-archive"}
    assert len(found) == 5


def test_rows_inside_a_zip(tmp_path):
    path = write(tmp_path, "a.zip", zipped({"rows.jsonl": json.dumps({"text": TEXT})}))
    assert [page.source for page in find([path])] == [f"{path}!rows.jsonl#1"]


def test_truncated_zip(tmp_path):
    data = zipped({"a.txt": TEXT * 50})
    assert rejects(find([write(tmp_path, "a.zip", data[: len(data) // 2])])) == {"a.zip": "broken-archive"}


def test_damaged_member(tmp_path):
    data = bytearray(zipped({"a.txt": os.urandom(400).hex(), "b.txt": TEXT}))
    data[60:90] = b"\x00" * 30
    found = list(find([write(tmp_path, "a.zip", bytes(data))]))
    assert [page.source.rsplit("!")[1] for page in pages(found)] == ["b.txt"]
    assert "broken-archive" in {item.reason for item in found if isinstance(item, Reject)}


def test_zip_bombs(tmp_path):
    bomb = write(tmp_path, "bomb.zip", zipped({"a.txt": b"\x20" * 15_000_000, "b.txt": TEXT}))
    found = list(find([bomb]))
    assert [page.source.rsplit("!")[1] for page in pages(found)] == ["b.txt"]
    assert [item.reason for item in found if isinstance(item, Reject)] == ["too-large"]
    many = write(tmp_path, "many.zip", zipped({f"{number}.txt": TEXT for number in range(9)}))
    assert rejects(find([many], limits=SMALL)) == {"many.zip": "too-large"}
    nested = zipped({"a.txt": TEXT})
    for _ in range(4):
        nested = zipped({"n.zip": nested})
    found = list(find([write(tmp_path, "nested.zip", nested)]))
    assert pages(found) == []
    assert [item.reason for item in found] == ["too-large"]
    wide = write(tmp_path, "wide.zip", zipped({f"{number}.txt": os.urandom(450).hex() for number in range(5)}))
    assert "too-large" in {item.reason for item in find([wide], limits=SMALL) if isinstance(item, Reject)}


def test_links_in_zip_are_not_followed(tmp_path):
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    (found,) = find([write(tmp_path, "a.zip", buffer.getvalue())])
    assert isinstance(found, Reject)
    assert found.reason == "unreadable"


def test_saved_page(tmp_path):
    message = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://contoh.example/1\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=windows-1252\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>=93Kami siap=94</p></html>\r\n"
        "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    for name in ("a.mhtml", "a.mht", "saved"):
        (found,) = find([write(tmp_path, name, message)])
        assert isinstance(found, RawPage)
        assert found.kind == "html"
        assert found.charset == "windows-1252"
        assert b"\x93Kami siap\x94" in found.data
        assert found.given.url == "https://contoh.example/1"


@pytest.mark.parametrize(("data", "kind"), [(TEXT, "text"), (HTML, "html")])
def test_standard_input(monkeypatch, data, kind):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    (found,) = find(["-"])
    assert isinstance(found, RawPage)
    assert (found.source, found.kind) == ("-", kind)


def test_too_much_on_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * 5000)))
    (found,) = find(["-"], limits=SMALL)
    assert isinstance(found, Reject)
    assert found.reason == "too-large"


def test_find_is_lazy(tmp_path):
    path = write(tmp_path, "rows.jsonl", "\n".join(json.dumps({"id": n, "text": TEXT}) for n in range(10_000)))
    stream = find([path, "missing"])
    assert next(stream).given.key == "0"


def test_the_rest_of_the_run_goes_on(tmp_path):
    good = write(tmp_path, "a.txt", TEXT)
    found = list(find(["missing", good, str(tmp_path / "b.zip"), good]))
    assert [type(item).__name__ for item in found] == ["Reject", "RawPage", "Reject", "RawPage"]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8080/x",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://user:pass@127.0.0.1/",
        "http://",
        "https:///x",
    ],
)
def test_private_addresses_are_refused(address):
    found = fetch(address, Given(), Fetcher(limits=Limits(seconds=2)))
    assert isinstance(found, Reject)
    assert found.reason == "unreadable"
    assert next(iter(find([address]))).source == address


def test_a_file_may_be_called_otherwise_than_its_path(tmp_path):
    (tmp_path / "0001").write_text("text\tpublished\nMenteri tiba di Seoul pada Senin.\t2023-09-14\n")
    (tmp_path / "0002").write_text("Menteri tiba di Seoul pada Senin.")
    named = [
        Named(str(tmp_path / "0001"), "tabel.csv"),
        Named(str(tmp_path / "0002"), "berita.txt", Given(url="https://example.org/a")),
        Named(str(tmp_path / "0003"), "hilang.txt"),
    ]
    row, page, missing = find(named)
    assert (row.source, row.given.published) == ("tabel.csv#1", "2023-09-14")
    assert (page.source, page.given.url) == ("berita.txt", "https://example.org/a")
    assert (missing.source, missing.reason) == ("hilang.txt", "not-found")
