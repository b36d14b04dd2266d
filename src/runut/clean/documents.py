"""A raw page -> a document: decoding, labelling, outlet, sources, language, in this order.

In: :class:`records.RawPage`. Out: :class:`records.Document`. The parts do the work; this module only puts them
together.

>>> from runut.records import RawPage
>>> clean(RawPage("a.txt", b"VIVA - Kedua pihak bertemu pada Senin.", "text")).outlet.name
'VIVA'
"""

from __future__ import annotations

import hashlib

from runut.clean import blocks, language, outlets, sources
from runut.clean.decode import decode
from runut.errors import UnreadableError
from runut.records import Block, Document, MetadataDate, Outlet, RawPage, Span


def clean(raw: RawPage) -> Document:
    """Read one page; raises ``UnreadableError`` where there is no text in it."""
    if raw.kind == "html":
        from runut.clean import page

        return page.clean_html(raw)
    decoded = decode(raw.data, charset=raw.charset, html=False)
    if not decoded.text.strip():
        raise UnreadableError("empty", "The file holds no text. Nothing to read.")
    labelled = blocks.label(decoded.text, raw.given.title)
    return assemble(raw, decoded.text, labelled, repairs=decoded.repairs)


def assemble(
    raw: RawPage,
    text: str,
    labelled: blocks.Labelled,
    *,
    repairs: tuple[str, ...],
    site: str | None = None,
    url: str | None = None,
    dates: tuple[MetadataDate, ...] = (),
    title: Span | None = None,
    page_title: str | None = None,
) -> Document:
    """The document of a labelled text; ``site``, ``url`` and ``page_title`` are what the page says of itself."""
    given = raw.given
    given_dates = (MetadataDate(given.published, "given"),) if given.published else ()
    digest = hashlib.sha256(raw.data)
    sha256 = digest.hexdigest()
    if given.key is not None:
        digest.update(given.key.encode("utf-8", "surrogatepass"))
    outlet = _outlet(given.outlet, given.url or url, site, labelled)
    return Document(
        source=raw.source,
        key=given.key,
        id=digest.hexdigest()[:16],
        sha256=sha256,
        text=text,
        title=title or labelled.title,
        title_given=given.title or page_title,
        outlet=outlet,
        language=language.detect(_prose(text, labelled.blocks)),
        blocks=labelled.blocks,
        cited_sources=sources.find(text, labelled.blocks, outlet.name if outlet else None),
        metadata_dates=given_dates + dates,
        incomplete=labelled.incomplete,
        given=given,
        repairs=repairs,
    )


def _outlet(given: str | None, url: str | None, site: str | None, labelled: blocks.Labelled) -> Outlet | None:
    """Given first, then the address, the page's own name, the dateline; an unknown name stays as it is written."""
    if given and given.strip():
        return outlets.by_name(given) or outlets.by_domain(given) or outlets.as_written(given.strip())
    if found := (outlets.by_domain(url) if url else None) or (outlets.by_name(site) if site else None):
        return found
    if head := labelled.dateline_outlet:
        return outlets.by_name(head) or outlets.by_domain(head) or outlets.as_written(head)
    name = (site or "").strip() or labelled.publisher
    return (outlets.by_name(name) or outlets.as_written(name)) if name else None


def _prose(text: str, found: tuple[Block, ...]) -> str:
    prose = "\n".join(text[block.start : block.end] for block in found if block.label == "body")
    return prose or text
