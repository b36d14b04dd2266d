"""Articles that mean harm, as a folder of pages: for the tests that show them.

In: a folder. Out: ``write``, the pages in it; ``chronicle``, what Runut builds of them. Each page tells the same event,
so that what it brings reaches lists, events, articles and actors.
"""

from __future__ import annotations

import json
from pathlib import Path

from runut.build import build
from runut.keep.store import Store

SAID = "Presiden Rusia Vladimir Putin mengunjungi Pyongyang pada 18 Juni 2024 dan bertemu Kim Jong Un."
MORE = (
    "Kementerian Luar Negeri mengatakan kunjungan itu berjalan baik dan kedua negara akan mempererat kerja sama mereka."
)
# What would run, were it not text; ``ran`` is what a browser's test looks for.
SCRIPT = (
    "<script>ran=1;alert(1)</script><img src=x onerror=ran=2;alert(2)><svg onload=alert(3)>"
    "</bdi></mark></title><iframe srcdoc='<script>parent.ran=4</script>'></iframe><a href=javascript:alert(5)>klik</a>"
    "<form action=http://192.0.2.1/><input name=q autofocus onfocus=ran=6></form><base href=http://192.0.2.1/>"
    "<meta http-equiv=refresh content=0;url=http://192.0.2.1/><link rel=stylesheet href=http://192.0.2.1/x.css>"
)
BRACES = "{{ 7*7 }}{% for x in y %}${7*7}"
TURNED = "\u202e\u2066Putin\u2069\u202c\u200b\u200f\ufeff"
WORD = "kunjungan" * 120_000  # more than a megabyte without a space
STACKED = "Z" + "\u0341\u0348\u0312" * 300  # marks that are heaped on one letter
ATTRIBUTE = "\"' onmouseover='ran=7' x=\""
ADDRESSES = ("javascript:alert(8)//https://x", "data:text/html,<script>ran=9</script>", "vbscript:ran", "//192.0.2.1/")
TITLES = (SCRIPT, BRACES, f"Putin\r\n{TURNED}", STACKED)
NAMES = (
    'a"><img src=x onerror=alert(9)>.txt', "baris\nkedua\r.txt", "\u202etxt.exe", "%3Cscript%3E#?&.txt", "'; --.txt",
)  # fmt: skip


def write(folder: Path) -> Path:
    """The pages."""
    pages = folder / "pages"
    pages.mkdir()
    for name, harm in (("script", SCRIPT), ("turned", TURNED), ("stacked", STACKED), ("attribute", ATTRIBUTE)):
        text = f"Putin {harm} di Pyongyang\n\n{SAID} {harm} {MORE}\n\n“{MORE} {harm}” kata Putin.\n"
        (pages / f"{name}.txt").write_text(text, encoding="utf8")
    (pages / "long.txt").write_text(f"Putin di Pyongyang\n\n{SAID} {MORE}\n\n{WORD}\n\n{MORE}\n", encoding="utf8")
    (pages / "long-title.txt").write_text(f"{'Putin' * 9_000}\n\n{SAID} {MORE}\n", encoding="utf8")
    for name in NAMES:
        (pages / name).write_text(f"Putin tiba\n\n{SAID} {MORE} {name!r}\n", encoding="utf8")
    with open(pages / "rows.jsonl", "w", encoding="utf8") as file:
        for number, (address, title) in enumerate(zip(ADDRESSES, TITLES, strict=True)):
            row = {"id": f"{SCRIPT}\n{number}", "text": f"{SAID} {MORE} {number}", "url": address, "title": title}
            file.write(json.dumps(row | {"outlet": f"<b>X</b>{ATTRIBUTE}{TURNED}", "author": SCRIPT}) + "\n")
    return pages


def chronicle(folder: Path) -> Path:
    """The chronicle of the pages."""
    path = folder / "c.db"
    build(Store(path, create=True), [str(write(folder))])
    return path
