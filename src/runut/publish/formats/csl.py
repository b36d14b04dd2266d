"""CSL-JSON: one item for each article of the view, for Zotero, pandoc and citeproc.

In: a ``View``. Out: bytes. A date is as exact as it is known; one that is not certain is marked ``circa``. The hash of
the article's bytes stands in ``note``.
"""

from __future__ import annotations

from datetime import date

import orjson

from runut.publish.formats.bibtex import LEFT_OUT, cite_key
from runut.publish.made import Made
from runut.publish.sources import Source, Sources
from runut.publish.view import View
from runut.records import Published

__all__ = ["write"]


def write(view: View) -> Made:
    """The items."""
    items = [_item(source) for source in Sources(view)]
    return Made(orjson.dumps(items, option=orjson.OPT_INDENT_2) + b"\n", LEFT_OUT)


def _item(source: Source) -> dict[str, object]:
    item: dict[str, object] = {
        "id": cite_key(source),
        "type": "article-newspaper",
        "title": source.title or source.name,
        "container-title": source.outlet,
        "author": [{"literal": source.author}] if source.author else None,
        "issued": _issued(source.published),
        "URL": source.address,
        "language": source.language,
        "note": f"SHA-256: {source.sha256}" if source.sha256 else None,
    }
    return {key: value for key, value in item.items() if value}


def _issued(published: Published) -> dict[str, object] | None:
    first, last = published.earliest, published.latest
    if first is None or last is None:
        return None
    parts = [_parts(first)] if first == last else [_parts(first), _parts(last)]
    circa = {} if published.basis in ("metadata", "dateline") else {"circa": True}
    return {"date-parts": parts, **circa}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
