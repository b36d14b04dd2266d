"""Pages 1, 2, 3 of one article -> one document.

In: documents in any order. Out: the documents in the order of their first page, with consecutive pages of one article
joined. Only pages that say themselves which page they are are joined: the same address but for a page number, from
the first page on without a gap. Two articles that merely look alike are never joined.

>>> join_pages([])
[]
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from runut.records import Block, CitedSource, Document, Span

_PAGE_IN_URL = re.compile(
    r"(?:[?&](?:page|halaman|p|hal)=|/(?:page|halaman)[/-]|/p)(\d{1,2})/?(?=$|[&#?])", re.IGNORECASE
)
_SHOW_ALL = re.compile(r"[?&](?:page|single)=(?:all|1)\b.*$", re.IGNORECASE)
_PAGE_IN_TITLE = re.compile(
    r"\s*[(\[–-]?\s*(?:halaman|hal\.?|page|bagian)\s*(\d{1,2})(?:\s*(?:dari|of|/)\s*\d{1,2})?\s*[)\]]?\s*$",
    re.IGNORECASE,
)


def join_pages(documents: Sequence[Document]) -> list[Document]:
    """The documents with the pages of one article joined in their order."""
    groups: dict[str, dict[int, Document]] = {}
    order: list[tuple[str, int] | Document] = []
    for document in documents:
        place = _place(document)
        if place is None or place[1] in groups.get(place[0], {}):
            order.append(document)
            continue
        groups.setdefault(place[0], {})[place[1]] = document
        order.append(place)
    result: list[Document] = []
    for item in order:
        if isinstance(item, Document):
            result.append(item)
            continue
        pages = groups[item[0]]
        run = _run(pages)
        if item[1] not in run or len(run) == 1:
            result.append(pages[item[1]])
        elif item[1] == min(
            position for stem, position in (o for o in order if isinstance(o, tuple)) if stem == item[0]
        ):
            result.append(_joined([pages[number] for number in run]))
    return result


def numbered(url: str) -> tuple[str, int]:
    """What the addresses of all pages of one article share, and which page this is.

    >>> numbered("https://kabar.example/kapal?page=2"), numbered("https://kabar.example/kapal?page=all")
    (('https://kabar.example/kapal', 2), ('https://kabar.example/kapal', 1))
    """
    address = url.strip()
    found = _PAGE_IN_URL.search(address)
    shared = address[: found.start()] if found else _SHOW_ALL.sub("", address)
    return shared.rstrip("/?&"), int(found.group(1)) if found else 1


def _run(pages: dict[int, Document]) -> list[int]:
    """The page numbers 1, 2, ... that are there without a gap."""
    run: list[int] = []
    while len(run) + 1 in pages:
        run.append(len(run) + 1)
    return run


def _place(document: Document) -> tuple[str, int] | None:
    """(what the pages share, page number), or None for a document that is no page of anything."""
    if document.given.url:
        stem, number = numbered(document.given.url)
        return f"url:{stem}", number
    title = document.title_given or (document.title.text if document.title else None)
    if title and (found := _PAGE_IN_TITLE.search(title)):
        outlet = document.outlet.name if document.outlet else ""
        return f"title:{outlet}:{title[: found.start()].casefold()}", int(found.group(1))
    return None


def _joined(pages: list[Document]) -> Document:
    first = pages[0]
    text, blocks, cited = first.text, list(first.blocks), list(first.cited_sources)
    for page in pages[1:]:
        offset = len(text) + 2
        text = f"{text}\n\n{page.text}"
        blocks.extend(_shifted(block, offset, page) for block in page.blocks)
        known = {source.name for source in cited}
        cited.extend(_moved(source, offset) for source in page.cited_sources if source.name not in known)
    digest = hashlib.sha256("".join(page.sha256 for page in pages).encode("ascii")).hexdigest()
    return replace(
        first,
        id=digest[:16],
        sha256=digest,
        text=text,
        blocks=tuple(blocks),
        cited_sources=tuple(cited),
        incomplete=pages[-1].incomplete,
        repairs=(
            *dict.fromkeys(repair for page in pages for repair in page.repairs),
            f"{len(pages)} pages joined",
        ),
    )


def _shifted(block: Block, offset: int, page: Document) -> Block:
    """The block at its new place; the title of a later page repeats that of the first."""
    label = "repeated" if block.label == "title" else block.label
    rule = "title-of-next-page" if block.label == "title" else block.rule
    return Block(block.start + offset, block.end + offset, label, rule)


def _moved(source: CitedSource, offset: int) -> CitedSource:
    span = Span(source.span.start + offset, source.span.end + offset, source.span.text)
    return replace(source, span=span)
