"""Damaged files of every kind never stop intake: a page or a reject comes out, and soon.

The damage is drawn from a fixed seed. Longer by hand: ``RUNUT_FUZZ=5000 pytest tests/acquire/test_fuzz.py``.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import time

import pytest

from acquire.building import HTML, TEXT, answer, packed, zipped
from acquire.test_feeds import LONG, MAP, NEWS, entry, rss
from acquire.test_letters import BOTH, FROM, letter
from runut.acquire import Limits, find
from runut.records import RawPage, Reject

ROUNDS = int(os.environ.get("RUNUT_FUZZ", "40"))
LIMITS = Limits(document=200_000, feed=100_000, json_file=200_000, archive_members=50, archive_bytes=2_000_000)
WHOLE = {
    "a.warc": answer() + answer(HTML * 3),
    "a.warc.gz": packed([answer(), answer(gzip.compress(HTML), headers=["Content-Encoding: gzip"])]),
    "a.wacz": zipped({"archive/a.warc.gz": packed([answer()])}),
    "a.zip": zipped({"a.html": HTML, "b.jsonl": json.dumps({"text": TEXT}).encode()}),
    "a.txt.gz": gzip.compress(TEXT.encode() * 20),
    "a.html": HTML,
    "a.xml": rss(entry(1, whole=LONG), entry(2)),
    "map.xml": MAP.format("".join(NEWS.format(number) for number in (1, 2))).encode(),
    "feed.json": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"content_html": LONG}]}).encode(),
    "a.mbox": FROM + letter() + b"\n" + FROM + BOTH,
    "a.eml": BOTH,
    "a.mhtml": BOTH.replace(b"multipart/alternative", b"multipart/related"),
    "a.jsonl": (json.dumps({"text": TEXT, "id": 1}) + "\n").encode() * 3,
    "a.csv": f"id,text\n1,{TEXT}\n2,x\n".encode(),
    "a": b"https://kabar.example/1\nhttps://kabar.example/2\n",
}
PIECES = (b"\x00", b"\xff\xfe", b"\r\n\r\n", b"<!--", b"]]>", b'"', b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"PK\x03\x04")


def damaged(data, chance):
    """The bytes with one to four wounds."""
    wounded = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(wounded) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            del wounded[at:]
        elif kind == 1:
            del wounded[at : at + chance.randint(1, 60)]
        elif kind == 2:
            wounded[at:at] = chance.choice(PIECES)
        elif kind == 3:
            wounded[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 4:
            wounded[at:at] = wounded[: chance.randint(1, 400)]
        else:
            wounded[at:at] = wounded[at : at + chance.randint(1, 20)] * chance.randint(2, 300)
    return bytes(wounded)


@pytest.mark.parametrize("name", WHOLE)
def test_damage_never_stops_intake(tmp_path, name):
    chance = random.Random(name)
    path = tmp_path / name
    for number in range(ROUNDS):
        path.write_bytes(damaged(WHOLE[name], chance))
        started = time.process_time()
        found = list(find([str(path)], limits=LIMITS))
        assert time.process_time() - started < 10, number
        assert found, number
        for item in found:
            assert isinstance(item, RawPage | Reject)
            assert item.source.isprintable(), number
            if isinstance(item, Reject):
                assert item.detail.isprintable(), (number, item.detail)
                item.detail.encode()
            else:
                assert all(not value or value.encode() for value in (item.given.url, item.given.title)), number


@pytest.mark.parametrize("name", WHOLE)
def test_undamaged_they_are_read(tmp_path, name):
    (tmp_path / name).write_bytes(WHOLE[name])
    kinds = {type(item).__name__ for item in find([str(tmp_path / name)], limits=LIMITS)}
    assert "RawPage" in kinds or name in ("a", "map.xml")
