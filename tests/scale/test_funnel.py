"""The funnel: who names nobody watched goes no further, and neighbours of one article go together."""

from __future__ import annotations

from runut.records import Given, RawPage, Reject
from runut.scale.files import Counts
from runut.scale.funnel import MOST, funnel
from runut.scale.watch import Watch

WATCH = Watch.of(["Rusia"])


def page(at: int, text: str, url: str | None = None) -> RawPage:
    return RawPage(f"{at}.txt", text.encode(), "text", Given(url=url))


def through(*found: RawPage | Reject) -> tuple[list[str | None], int]:
    counts = Counts()
    return [item and item.source for item in funnel(found, WATCH, counts)], counts.passed_over


def test_pages_that_name_nobody_are_counted_and_leave_a_gap() -> None:
    found = [page(1, "Putin tiba."), page(2, "Pasar ramai."), page(3, "Moskow diam."), Reject("4", "empty", "")]
    assert through(*found) == (["1.txt", None, "3.txt", "4"], 1)


def test_pages_of_one_article_go_together() -> None:
    def part(at: int, text: str) -> RawPage:
        return page(at, text, f"https://x.id/berita?page={at}")

    assert through(part(1, "Ia tiba."), part(2, "Putin pulang."), part(3, "Ia tidur.")) == (
        ["1.txt", "2.txt", "3.txt"], 0,
    )  # fmt: skip
    assert through(page(1, "Judul (halaman 1)"), page(2, "Judul (halaman 2)\n\nKremlin diam.")) == (
        ["1.txt", "2.txt"], 0,
    )  # fmt: skip
    assert through(part(1, "Ia tiba."), page(2, "Putin pulang.", "https://x.id/lain")) == ([None, "2.txt"], 1)


def test_a_long_chain_is_not_held_for_ever() -> None:
    found = [page(at, f"Judul (halaman {at})") for at in range(3 * MOST)]
    assert through(*found, page(99, "Putin tiba.")) == ([None, None, None, "99.txt"], 3 * MOST)
