"""What ``may_join`` denies is never joined: shards are parted and pages passed over by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runut.clean import clean, join_pages
from runut.records import Given, RawPage
from runut.scale.seams import may_join

ADDRESSES = st.sampled_from(
    [None, "https://x.id/a", "https://x.id/a?page=2", "https://x.id/a/p2", "https://x.id/a?page=all", "https://x.id/b"]
)
HEADS = st.sampled_from(
    ["Menteri Tiba di Seoul", "Menteri Tiba di Seoul (halaman 1)", "Menteri Tiba di Seoul (Halaman 2)",
     "Menteri Tiba di Seoul - Hal. 2", "Menteri Tiba di Seoul Page\xa02", "Menteri Tiba di Seoul (bagian 3 dari 3)"]
)  # fmt: skip
BODY = "Menteri itu tiba di Seoul pada Senin pagi dan bertemu sejumlah pejabat setempat di kantor perdana menteri."


def page(head: str, url: str | None, title: str | None, *, html: bool) -> RawPage:
    kept = Given(url=url, title=title)
    if html:
        return RawPage("a", f"<title>{head}</title><h1>{head}</h1><p>{BODY}</p><p>{BODY}</p>".encode(), "html", kept)
    return RawPage("a", f"{head}\n\n{BODY}".encode(), "text", kept)


@given(st.lists(st.tuples(HEADS, ADDRESSES, st.none() | HEADS, st.booleans()), min_size=2, max_size=2))
def test_what_it_denies_is_never_joined(given: list[tuple[str, str | None, str | None, bool]]) -> None:
    pages = [page(head, url, title, html=html) for head, url, title, html in given]
    if not may_join(*pages):
        assert len(join_pages([clean(one) for one in pages])) == 2


def test_it_does_not_say_yes_to_everything() -> None:
    one, other = (page("Menteri Tiba di Seoul", url, None, html=False) for url in ("https://x.id/a", "https://x.id/b"))
    assert not may_join(one, other)
    assert may_join(one, page("Menteri", "https://x.id/a?page=2", None, html=False))
    assert not may_join(page("Satu", None, None, html=True), page("Dua", None, None, html=True))
