"""Pictures of every view of the workbench, for ``docs/workbench.md``.

In: nothing, or a folder, or a chronicle of the example articles. Out: a WebP picture of each view of it at two widths,
as small as letters stay sharp. Needs a Chromium, playwright and pillow (``pip install '.[dev]'``). It judges nothing:
look at them.

    python docs/screenshots/make.py                 # into docs/screenshots
    python docs/screenshots/make.py pictures/ --dark
    python docs/screenshots/make.py pictures/ korea.db
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any
from urllib.request import Request, urlopen

import orjson

from runut.config import example_articles

HERE = Path(__file__).parent
PAIR = "between=Rusia&between=Korut"
WIDTHS = {1280: 1100, 375: 900}  # pixels, and how far down a picture goes at most
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
QUALITY = 60
PATIENCE = 300  # seconds for a job


def views(here: str) -> dict[str, str]:
    """The address of each view, by the name of its picture."""
    contested = max(_rows(f"{here}/timeline.json?conflict=true"), key=lambda row: len(row["reports"]))
    return {
        "timeline": f"/timeline?{PAIR}&from=2023-07",
        "event": f"/events/{contested['id']}",
        "article": f"/articles/{contested['reports'][0]['article']}",
        "actor": "/actors/PRK",
        "pair": f"/dyad?{PAIR}",
        "map": f"/map?{PAIR}",
        "network": "/graph?from=2023",
        "stories": f"/stories?{PAIR}",
        "story": f"/stories/{_rows(f'{here}/stories.json?{PAIR}')[0]['id']}",
        "occasions": "/occasions",
        "occasion": f"/occasions/{max(_rows(f'{here}/occasions.json'), key=lambda row: row['events'])['id']}",
        "conflicts": "/conflicts",
        "statements": "/statements?from=2023",
        "actors": "/actors",
        "articles": "/articles",
        "export": f"/export?{PAIR}",
        "adding": "/add",
        "review": "/review",
        "audit": "/audit",
        "api": "/docs",
    }


def deeds(here: str) -> dict[str, str]:
    """The views that are there only after somebody has decided, audited and sent something: it is done."""
    first, second, third = (row["id"] for row in _rows(f"{here}/review.json?limit=3"))
    _send(f"{here}/api/events/{first}/accept", author="sari")
    _send(f"{here}/api/events/{second}/reject", author="budi", reason="wrong-date", note="That was a year before.")
    _send(f"{here}/api/events/{third}/edit", author="sari", status="planned")
    _send(f"{here}/api/decisions/last/undo", author="sari")
    drawn = _send(f"{here}/api/audits", author="sari", size=20)
    text = example_articles()[0].read_text(encoding="utf8")
    job = _send(f"{here}/add", articles=[{"text": text}, {"text": "Nothing but English words stand in this article."}])
    address = f"{here}{job['address'].removesuffix('.json')}"
    for _ in range(PATIENCE):
        if _read(f"{address}.json")["state"] not in ("waiting", "running"):
            break
        sleep(1)
    sheet = f"/audit/{drawn['number']}"
    return {"decisions": "/decisions", "verdict": sheet, "jobs": "/jobs", "job": address.removeprefix(here)}


def main(folder: Path, scheme: str, chronicle: Path | None) -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with served(chronicle) as here, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for addresses in (views, deeds):
            found = addresses(here)
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, base_url=here, color_scheme=scheme,
                    reduced_motion="reduce",
                )  # fmt: skip
                tab = context.new_page()
                for name, address in found.items():
                    tab.goto(address)
                    if tab.evaluate("document.documentElement.scrollWidth") > width:
                        print(f"{name}: wider than {width} pixels", file=sys.stderr)
                    _keep(tab, folder / f"{name}-{width}.webp")
                context.close()
        browser.close()


@contextmanager
def served(chronicle: Path | None) -> Iterator[str]:
    """The workbench of the example articles, built where they are copied to: no machine's path is in a picture."""
    runut = [sys.executable, "-u", "-m", "runut"]
    with tempfile.TemporaryDirectory() as folder:
        if chronicle:
            shutil.copy(chronicle, Path(folder) / "korea.db")
        else:
            shutil.copytree(example_articles()[0].parent, Path(folder) / "articles")
            build = [*runut, "build", "articles", "-o", "korea.db"]
            subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        serve = [*runut, "serve", "korea.db", "--port", "0", "--lang", "en"]
        with subprocess.Popen(serve, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            found = re.search(r"http://\S+(?=/ )", server.stdout.readline())
            assert found, "runut serve did not say where it is"
            yield found[0]
            server.terminate()


def _keep(tab: Any, path: Path) -> None:
    """The page from its head down, as a small file."""
    from PIL import Image

    tab.evaluate("document.fonts.ready")
    picture = Image.open(BytesIO(tab.screenshot()))
    picture.convert("RGB").save(path, "WEBP", quality=QUALITY, method=6)


def _rows(address: str) -> list[dict[str, Any]]:
    return list(_read(address))


def _send(address: str, **said: Any) -> dict[str, Any]:
    sent = Request(address, orjson.dumps(said), {"Content-Type": "application/json"})
    return dict(_read(sent))


def _read(address: str | Request) -> Any:
    with urlopen(address) as answer:
        return orjson.loads(answer.read())


if __name__ == "__main__":
    places = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    given = next((place for place in places if place.is_file()), None)
    to = next((place for place in places if place != given), HERE)
    main(to, "dark" if "--dark" in sys.argv else "light", given)
