"""Acts of one's own that change: what they cannot touch is not read again, and the chronicle is that of reading all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import update

from keeping import Keeping, Place
from runut.build import build
from runut.cli import run
from runut.engines import Engine, present, touched
from runut.keep import schema
from runut.keep.canonical import lines
from runut.keep.codec import encode
from runut.keep.engine import writing
from runut.keep.engines import engines_of
from runut.keep.store import Store
from runut.own import Own, use
from runut.pipeline import read_document
from runut.records import Article, Block, Document
from runut.rules import use_files

HARVEST = """
acts:
  - act: harvest_rights
    type: AGREE
    cameo: "057"
    verb_object: [{verbs: [beri, berikan, serahkan], objects: ["@harvest"]}]
    target: [kepada, object]
classes: {harvest: [hak panen]}
"""
# Each is what a user might have: the same again with other words, another code, a class more, an act of the shipped
# ones in another way, a word that stands before acts and takes them back.
BOOKS = {
    "none": "acts: []\n",
    "harvest": HARVEST,
    "harvest more": HARVEST.replace("[hak panen]", "[hak panen, hak petik]"),
    "harvest aid": HARVEST.replace("AGREE", "AID"),
    "harvest nouns": HARVEST.replace("classes:", "    nouns: [pemanenan]\nclasses:"),
    "visits": "acts:\n  - {act: visit, type: CONSULT, cameo: \"042\", verbs: [sambangi], nouns: [kunjungan]}\n",
    "hollow": "acts: []\nclasses: {hollow: [sekadar]}\n",
    "homely": "acts: []\nclasses: {everyday: [panen, kebun]}\n",
    "phrase": "acts:\n  - {act: open_front, type: ASSAULT, cameo: \"190\", phrases: ['<buka> front']}\n",
}
TEXTS = [
    "Presiden Rusia Vladimir Putin mengunjungi Korea Utara pada Rabu (19/6/2024). Ia disambut Kim Jong Un.",
    "Pemerintah Kenya memberikan hak panen kepada Uganda, kata juru bicara pada Senin (3/6/2024).",
    "Pemerintah Kenya memberikan hak petik kepada Uganda pada Senin (3/6/2024).",
    "Israel menyerang Lebanon pada Selasa (4/6/2024). Serangan-serangan itu dikecam Iran.",
    "Ukraina membuka front baru melawan Rusia di Kursk pada Kamis (6/6/2024).",
    "Menteri Luar Negeri Rusia menyambangi Pyongyang. KUNJUNGANNYA dinilai sekadar serangan terhadap Korea Selatan.",
    "Pemanenan padi oleh Indonesia di kebun Malaysia dimulai pada Jumat (7/6/2024).",
    "Rusia mengirim bantuan pangan kepada Korea Utara, menurut kantor berita KCNA.",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _shipped_rules_again() -> Iterator[None]:
    yield
    use(Own(model=False))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    paths = {name: folder / f"{name.replace(' ', '-')}.yaml" for name in BOOKS}
    for name, path in paths.items():
        path.write_text(BOOKS[name], encoding="utf8")
    return paths


def article(text: str) -> Article:
    """The text read."""
    body = (Block(0, len(text), "body", "test"),)
    return read_document(Document("s", None, "s", "0", text, None, None, None, "id", body, (), (), False))


@pytest.mark.slow
def test_what_is_not_touched_is_read_alike(books: dict[str, Path]) -> None:
    """Every pair of codebooks, every text, both ways."""
    engines: dict[str, Engine] = {}
    read: dict[str, list[Article]] = {}
    for name, path in books.items():
        use_files([path], model=False)
        engines[name], read[name] = present(), [article(text) for text in TEXTS]
    passed = otherwise = 0
    for one, other in combinations(books, 2):
        why, may = touched(engines[one], engines[other])
        _, back = touched(engines[other], engines[one])
        assert why == ""
        for before, after in zip(read[one], read[other], strict=True):
            assert may(before) == back(before)
            if not may(before):
                assert encode(before) == encode(after), (one, other, before.document.text)
                passed += 1
            otherwise += encode(before) != encode(after)
    assert passed > len(TEXTS) * 10  # it would be no help if it passed over little
    assert otherwise > 10  # and no test if nothing were read otherwise


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts as files."""
    folder = tmp_path_factory.mktemp("pages")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf8")
    return folder


def built(place: Place, book: Path, pages: Path, *, model: bool = False) -> Store:
    use_files([book], model=model)
    store = Store(place, create=True)
    build(store, [str(pages)])
    return store


def test_refreshing_gives_what_reading_all_again_gives(
    books: dict[str, Path], pages: Path, keeping: Keeping, place: Place
) -> None:
    first = built(place, books["harvest"], pages)
    first.engine.dispose()
    other = Store(keeping.copy(place))
    use_files([books["harvest more"]], model=False)
    refreshed, reread = build(first, [], refresh=True), build(other, [], reread=True)
    assert list(lines(first)) == list(lines(other))
    keeping.drop(other.path)
    # "berita" has the stem of "beri" in it: rather once too often than once too seldom
    assert (refreshed.untouched, refreshed.reread, refreshed.outdated) == (5, 3, 0)
    assert (reread.untouched, reread.reread) == (0, 8)
    assert "untouched             5 " in "\n".join(refreshed.lines())
    again = build(first, [], refresh=True)
    assert (again.untouched, again.reread) == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize(("one", "other"), [("harvest", "harvest more"), ("none", "phrase"), ("visits", "harvest aid")])
def test_refreshing_with_the_model_gives_what_reading_all_again_gives(
    one: str, other: str, books: dict[str, Path], pages: Path, tmp_path: Path
) -> None:
    """The model reads whole articles, which a change of words could reach in ways that the rules do not show."""
    from runut.config import example_articles

    first = built(tmp_path / "a.db", books[one], pages, model=True)
    build(first, [str(path) for path in example_articles()[::3]])
    first.engine.dispose()
    second = Store(Path(shutil.copy(str(first.path), tmp_path / "b.db")))
    use_files([books[other]], model=True)
    refreshed = build(first, [], refresh=True)
    build(second, [], reread=True)
    assert list(lines(first)) == list(lines(second))
    assert refreshed.outdated == 0
    assert refreshed.untouched + refreshed.reread == len(list(first.articles()))
    assert bool(refreshed.untouched) is not bool(refreshed.all_reread)


@pytest.mark.parametrize("case", ["rules", "model", "actors", "unknown"])
def test_where_it_cannot_be_told_all_is_read_again_and_why(
    case: str, books: dict[str, Path], pages: Path, tmp_path: Path
) -> None:
    store = built(tmp_path / "c.db", books["none"], pages)
    if case == "actors":
        actors = tmp_path / "actors.yaml"
        actors.write_text("aliases: {Kenya: [Negeri Safari]}\n", encoding="utf8")
        use_files([books["none"]], [actors], model=False)
    elif case == "unknown":
        with writing(store.engine) as connection:
            connection.execute(update(schema.articles).values(engine="0.0.1+old"))
    else:
        (engine,) = engines_of(store).values()
        changed = {"rules": "other"} if case == "rules" else {"model": "other"}
        with writing(store.engine) as connection:
            noted = json.dumps({"made_of": engine.to_object() | changed}).encode()
            connection.execute(update(schema.runs).values(receipt=noted))
            connection.execute(update(schema.articles).values(engine="0.0.1+old"))
            connection.execute(update(schema.runs).values(engine="0.0.1+old"))
    receipt = build(store, [], refresh=True)
    assert (receipt.untouched, receipt.reread, receipt.outdated) == (0, 8, 0)
    assert len(receipt.all_reread) == 1
    assert {"rules": "ship", "model": "model", "actors": "actors", "unknown": "not kept"}[case] in receipt.all_reread[0]


def test_report_log_and_rows_say_what_read(
    books: dict[str, Path], pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, report, log = tmp_path / "c.db", tmp_path / "report.json", tmp_path / "log.jsonl"
    (pages / "z.bin").write_bytes(b"\0\1\2" * 100)
    command = ["build", str(pages), "-o", str(db), "--no-model", "--codebook", str(books["harvest"])]
    assert run([*command, "--report", str(report), "--log", str(log)]) == 0
    (pages / "z.bin").unlink()
    said = json.loads(report.read_bytes())
    assert (said["kept"], said["unreadable"], said["settings"]["no_model"]) == (8, 1, True)
    assert said["read_by"]["model"] is None
    assert [check["holds"] for check in said["checks"]] == [True] * 5
    told = [json.loads(line) for line in log.read_bytes().splitlines()]
    assert {one["event"] for one in told} >= {"started", "kept", "refused", "written", "merged", "ended"}
    kept = [one for one in told if one["event"] == "kept"]
    assert [Path(one["document"]).name for one in kept] == [f"{number}.txt" for number in range(8)]
    assert all("seconds" not in one for one in told if "document" in one)
    capsys.readouterr()
    assert run(["articles", str(db), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["read_by"]["rules"] == said["read_by"]["rules"]
    assert rows[0]["read_by"]["codebook"] == said["read_by"]["codebook"] != []
    assert run([*command, "--log", str(log)]) == 0  # added to, not written over
    more = [json.loads(line) for line in log.read_bytes().splitlines()][len(told) :]
    assert [one["event"] for one in more if "document" in one] == ["there"] * 8
    assert run([*command, "--log", str(tmp_path / "no" / "log")]) == 2
    assert run([*command, "--report", str(tmp_path / "no" / "report")]) == 2
