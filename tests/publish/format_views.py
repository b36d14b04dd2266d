"""Views for the tests of the formats: the example corpus, and one of hostile values."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from sample_records import ARTICLES, CLUSTERS, CONFLICTS, PRK, RUS

from runut.publish import FORMATS
from runut.publish.view import View
from runut.records import Given, Outlet, Place, Span

EVIL = '=HYPERLINK("http://evil.example";"x"),\r\nBEGIN:VEVENT\t\u202e</script><b>\\input{x}; "y" & \x00\ufffe𝒳'
BAD_ADDRESS = "javascript:alert(1)"


@cache
def example() -> View:
    """The chronicle of ``runut demo``."""
    from runut.api import Chronicle
    from runut.build import build
    from runut.config import example_articles
    from runut.keep.store import Store
    from runut.viewing import whole_view

    with TemporaryDirectory() as folder:
        path = Path(folder) / "chronicle.db"
        build(Store(path, create=True), [str(article) for article in example_articles()])
        with Chronicle(path) as chronicle:
            return whole_view(chronicle.view(), "id")


def hostile() -> View:
    """The sample records, with every text of an article turned against its reader; one has a real address."""
    party = replace(RUS, entity="org:evil", name=EVIL, mention=Span(0, 5, EVIL))
    clusters = tuple(
        replace(
            cluster, actors=(party,), targets=(PRK,), occasion=EVIL, place=Place(EVIL, "RUS", 1.5, -2.5, None),
            reports=tuple(replace(r, outlet=EVIL, source=f"berita/{EVIL}", key=EVIL) for r in cluster.reports),
        )
        for cluster in CLUSTERS
    )  # fmt: skip
    articles = tuple(
        replace(article, document=replace(
            article.document, source=f"berita/{EVIL}{at}", key=None, title_given=EVIL, title=None, outlet=Outlet(EVIL),
            given=Given(url="https://warta.example/a%20b?x=1,2;3#c" if at == 0 else BAD_ADDRESS, author=EVIL),
        ))
        for at, article in enumerate(ARTICLES)
    )  # fmt: skip
    return View(clusters, articles, CONFLICTS, title=EVIL, filter=EVIL)


def text_of(name: str, data: bytes) -> str:
    """All that an export says, unpacked."""
    if name == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        return str(parquet.read_table(io.BytesIO(data)).to_pylist())
    if FORMATS[name].binary:
        with ZipFile(io.BytesIO(data)) as packed:
            return " ".join(packed.read(file).decode(errors="replace") for file in packed.namelist())
    return data.decode()
