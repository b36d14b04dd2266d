"""What a newcomer sees first: the demo, from the package, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from runut.api import Chronicle
from runut.cli import run
from runut.config import example_articles


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "runut-demo"
    assert run(["demo", "-o", str(folder)]) == 0
    return folder


def test_the_corpus_travels_with_the_package() -> None:
    files = example_articles()
    assert len(files) >= 14
    assert {path.suffix for path in files} == {".txt", ".html"}


def test_the_demo_finds_events_told_by_several_articles_and_conflicts(folder: Path) -> None:
    with Chronicle(folder / "chronicle.db") as chronicle:
        events, conflicts = list(chronicle.timeline()), list(chronicle.conflicts())
        assert len(list(chronicle.articles())) >= 14
    assert any(event.independent_sources > 1 for event in events)
    assert {conflict.kind for conflict in conflicts} >= {"weekday"}
    assert len(chronicle.store.totals().rejects) == 0 or all(r.reason for r in chronicle.store.totals().rejects)


def test_the_report_is_one_file_without_network(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script src" not in page
    assert "<link rel=\"stylesheet\" href" not in page


def test_the_demo_twice_adds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "-o", str(folder)]) == 0
    kept = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("kept"))
    assert kept.split()[1] == "0"


def test_every_span_of_the_demo_is_where_it_says(folder: Path) -> None:
    with Chronicle(folder / "chronicle.db") as chronicle:
        for row in chronicle.articles():
            text = row.article.document.text
            for event in row.article.events:
                for span in (event.trigger, event.evidence, *event.also):
                    assert text[span.start : span.end] == span.text
