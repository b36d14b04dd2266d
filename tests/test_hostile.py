"""Input that is broken, hostile or odd: each refused by name with a reason, the rest of the run done.

Encodings, bombs, cut archives and other languages stand in ``test_bad_input.py``; here is what file systems, Unicode
and containers can do beyond that, and the same files through ``read``.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from runut.cli import run

GOOD = (
    "Menlu Rusia Tiba di Pyongyang\n\n"
    "Menteri Luar Negeri Rusia tiba di Pyongyang pada Rabu (18/10/2023) untuk membahas kerja sama kedua negara.\n\n"
    "Pejabat setempat menyambut rombongan itu di bandara dan mengatakan bahwa pembicaraan akan berlangsung dua hari.\n"
)
IS_POSIX = os.name == "posix"


def built(folder: Path, *more: str) -> dict[str, object]:
    """The receipt of building ``folder``; the exit code is 0."""
    out = folder.parent / "receipt.json"
    assert run(["build", str(folder), *more, "-o", str(folder.parent / "c.db"), "--receipt", str(out)]) == 0
    receipt: dict[str, object] = json.loads(out.read_text(encoding="utf-8", errors="surrogateescape"))
    return receipt


def refused(receipt: dict[str, object]) -> dict[str, str]:
    """Reason by file name."""
    entries = receipt["not_kept"]
    assert isinstance(entries, list)
    assert all(entry["detail"] for entry in entries)
    return {entry["source"].rsplit("/", 1)[-1]: entry["reason"] for entry in entries}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


@pytest.mark.skipif(not IS_POSIX, reason="needs the names and links of POSIX")
def test_names_with_newlines_stay_on_one_line_of_the_receipt(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "two\nlines.txt").write_bytes(b"")
    (folder / "good\nname.txt").write_text(GOOD + "Rombongan pulang pada Jumat.\n", encoding="utf-8")
    receipt = built(folder)
    assert receipt["kept"] == 2
    printed = capsys.readouterr()
    assert not any(line.startswith("lines.txt") for line in (printed.out + printed.err).splitlines())


@pytest.mark.skipif(not IS_POSIX, reason="needs the names and links of POSIX")
def test_a_name_that_is_no_unicode(folder: Path) -> None:
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as file:
        file.write(GOOD.encode() + b"Rombongan pulang pada Jumat.\n")
    assert built(folder)["kept"] == 2


@pytest.mark.skipif(not IS_POSIX, reason="needs the names and links of POSIX")
def test_a_loop_of_links_ends(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    receipt = built(folder)
    assert receipt["kept"] == 1
    assert {"self.txt", "gone.txt"} <= set(refused(receipt))


@pytest.mark.skipif(not IS_POSIX or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        receipt = built(folder)
    finally:
        closed.chmod(0o700)
    assert receipt["kept"] == 1
    assert refused(receipt)["closed"] in {"unreadable", "not-found"}


def test_a_folder_that_fails_when_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for whoever runs as root: the system refuses the listing."""
    closed = folder / "closed"
    closed.mkdir()
    scandir, listdir = os.scandir, os.listdir

    def refuse(path: object) -> None:
        if isinstance(path, (str, os.PathLike)) and os.fspath(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(closed))

    def scan(path: str = ".") -> object:
        refuse(path)
        return scandir(path)

    def names(path: str = ".") -> list[str]:
        refuse(path)
        return listdir(path)

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os, "listdir", names)
    receipt = built(folder)
    assert receipt["kept"] == 1
    assert "closed" in refused(receipt)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_nobody_writes_to_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    command = [sys.executable, "-m", "runut", "build", str(folder), "-o", str(folder.parent / "c.db")]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        "\\ud800 Menlu tiba",
        "Menlu \\udc00\\ud800 tiba",
        "\\u0000",
        "\\uffff\\ufffe",
        "\\u202e\\u2066",
        "a\\u0301" * 500,
    ],
)
def test_lone_surrogates_and_their_like_in_rows(text: str, folder: Path) -> None:
    good = json.dumps({"text": GOOD.replace("Pejabat", "Petugas"), "id": "after"})
    (folder / "rows.jsonl").write_bytes(f'{{"text": "{text} {json.dumps(GOOD)[1:-1]}", "id": 1}}\n{good}\n'.encode())
    receipt = built(folder)
    kept = receipt["kept"]
    assert isinstance(kept, int)
    assert kept + len(refused(receipt)) == 3
    assert kept >= 2


def test_lone_surrogates_in_bytes(folder: Path) -> None:
    (folder / "cesu.txt").write_bytes(GOOD.encode().replace(b"dua", b"\xed\xa0\x80dua\xed\xb0\x80"))
    receipt = built(folder)
    assert receipt["kept"] == 2 or "cesu.txt" in refused(receipt)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.html", b"<div>" * 20_000 + GOOD.encode() + b"</div>" * 20_000),
        ("attributes.html", b"<p " + b"a=b " * 100_000 + b">" + GOOD.encode()),
        ("script.html", b"<html><script>" + b"x" * 500_000 + b"</script></html>"),
        ("cut.html", b"<html><body><p>" + GOOD.encode()[:60] + b"<a hre"),
        ("entities.html", b"<p>" + b"&amp;" * 50_000 + b"</p>"),
        ("numbers.txt", b"1234567890 " * 20_000),
        ("quotes.txt", "“".encode() * 50_000),
        ("brackets.txt", b"(" * 50_000 + b")" * 50_000),
        ("dots.txt", b". " * 50_000),
        ("dates.txt", b"Senin 31/12/2023 " * 10_000),
        ("letters.txt", b"a" * 300_000),
        ("bom.txt", b"\xef\xbb\xbf"),
        ("odd16.txt", GOOD.encode("utf-16")[:-1]),
        ("wide.csv", b'text,id\n"' + b"x" * 200_000 + b'",1\n'),
        ("open.csv", b'text,id\n"never closed'),
        ("header.csv", b"judul,isi\nsatu,dua\n"),
        ("list.jsonl", b'[1, 2]\n"text"\nnull\n{"text": 5}\n{"text": ""}\n{}\n'),
        ("deep.jsonl", b"[" * 100_000 + b"\n"),
        ("empty.zip", b"PK\x05\x06" + b"\0" * 18),
        ("fake.zip", b"PK\x03\x04 this is none"),
        ("cut.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"),
        ("packed.gz", gzip.compress(b"0" * 1000)),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("paper.pdf", b"%PDF-1.7\n" + bytes(range(128, 256))),
        ("bomb.txt.gz", gzip.compress(b"0" * 30_000_000)),
        ("comments.html", b"<!---->" * 200_000 + GOOD.encode()),
        ("laughs.xml", b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'),
        ("deep.rss", b"<rss><channel>" + b"<item>" * 100_000),
        ("deep.xml", b"<urlset>" + b"<url>" * 100_000),
        ("deep.eml", b"Content-Type: multipart/mixed; boundary=a\n\n" * 20_000),
        ("cut.warc", b"WARC/1.0\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK"),
        ("long.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000),
        ("many.mbox", b"From a@b.example Tue Sep  3 06:00:00 2024\n\n" * 500),
        ("addresses.txt", b"https://kabar.example/1\n" * 500),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_odd_files_are_kept_or_named_and_soon(name: str, data: bytes, folder: Path) -> None:
    (folder / name).write_bytes(data)
    started = time.process_time()
    receipt = built(folder)
    assert time.process_time() - started < 30
    kept = receipt["kept"]
    assert isinstance(kept, int)
    named = [source for source in refused(receipt) if source.startswith(name)]
    assert kept >= 1
    assert kept >= 2 or named
    entries = receipt["not_kept"]
    assert isinstance(entries, list)
    assert not [entry for entry in entries if "inside Runut" in entry["detail"]]


def test_archives_in_archives_and_names_that_climb_out(folder: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", GOOD + "Rombongan pulang pada Jumat.\n")
    with zipfile.ZipFile(folder / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("../../climber.txt", GOOD + "Rombongan pulang pada Sabtu.\n")
        archive.writestr("picture.png", b"\x89PNG\r\n\x1a\n\0\0")
    receipt = built(folder)
    assert not (folder.parent.parent / "climber.txt").exists()
    assert receipt["read"] == 4 or refused(receipt)


def test_a_cell_larger_than_the_csv_module_allows(folder: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["text", "id"])
    writer.writerow([GOOD * 1200, "long"])
    writer.writerow([GOOD.replace("Pejabat", "Petugas"), "after"])
    (folder / "rows.csv").write_text(out.getvalue(), encoding="utf-8")
    assert built(folder)["kept"] == 3


def test_read_names_the_bad_ones_and_reads_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    files = [str(folder / "empty.txt"), str(folder / "good.txt"), str(folder / "missing.txt")]
    assert run(["read", "--json", *files]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert "empty.txt" in printed.err
    assert "missing.txt" in printed.err


@pytest.mark.parametrize(
    "arguments", [["read"], ["build"], ["read", "--nothing", "x"], ["nothing"], ["timeline", "missing.db"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", [f"line.{form}" for form in ("txt", "html", "jsonl", "csv", "xml", "mbox", "warc")])
def test_a_hundred_megabytes_on_one_line(name: str, folder: Path) -> None:
    heads = {".mbox": b"From a@b.example Tue Sep  3 06:00:00 2024\nSubject: x\n\n", ".xml": b"<urlset><url><loc>"}
    heads |= {".warc": b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n", ".jsonl": b'{"text": "', ".html": b"<p>"}
    head = heads.get(Path(name).suffix, b'text\n"' if name.endswith(".csv") else b"")
    (folder / name).write_bytes(head + b"kapal tiba " * 9_100_000)
    started = time.process_time()
    receipt = built(folder)
    assert time.process_time() - started < 60
    assert receipt["kept"] == 1
    assert refused(receipt)


def test_names_in_archives_stay_on_one_line_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(folder / "names.zip", "w") as archive:
        archive.writestr("two\nlines\x1b[31m.txt", b"")
    receipt = built(folder)
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert not any(line.startswith("lines") for line in (printed.out + printed.err).splitlines())
    assert len(refused(receipt)) == 1


@pytest.mark.slow
def test_fifty_megabytes_on_one_line_in_a_row(folder: Path) -> None:
    (folder / "rows.jsonl").write_bytes(json.dumps({"text": GOOD.replace("\n", " ") * 200_000}).encode()[:50_000_000])
    started = time.process_time()
    receipt = built(folder)
    assert receipt["kept"] == 1
    assert refused(receipt)
    assert time.process_time() - started < 60


def test_a_name_that_is_no_unicode_may_be_given_by_itself(tmp_path):
    path = tmp_path / os.fsdecode(b"\xff.txt")
    path.write_text("Menteri Luar Negeri Rusia Sergei Lavrov tiba di Pyongyang, Rabu (18/10/2023).\n" * 3)
    assert run(["build", str(path), "-o", str(tmp_path / "c.db"), "--no-model"]) == 0
