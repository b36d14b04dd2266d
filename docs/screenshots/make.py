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
from typing import Any
from urllib.request import urlopen

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


def main(folder: Path, scheme: str, chronicle: Path | None) -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with served(chronicle) as here, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for width, height in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, base_url=here, color_scheme=scheme, reduced_motion="reduce"
            )
            tab = context.new_page()
            for name, address in views(here).items():
                tab.goto(address)
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
    with urlopen(address) as answer:
        return list(orjson.loads(answer.read()))


if __name__ == "__main__":
    places = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    given = next((place for place in places if place.is_file()), None)
    to = next((place for place in places if place != given), HERE)
    main(to, "dark" if "--dark" in sys.argv else "light", given)
