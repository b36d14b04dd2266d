"""An article as TimeML 1.2.1: times, events and the links between them, inline in the text.

In: an ``Article``. Out: one XML document, in the layout of TempEval-3 (DOCID, DCT, TITLE, TEXT, then what has no place
in the text). With its tags taken out, TEXT is the article's own text, character by character, so offsets agree with
all other outputs. Characters that XML 1.0 forbids become U+FFFD. What TimeML has no attribute for (intervals, flags,
zones) is not here: ``runut read --json`` has it.

>>> escaped('Kim & "Putin"')
'Kim &amp; "Putin"'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from xml.sax.saxutils import escape, quoteattr

from runut.publish.timeml_tags import Link, Marks, marks
from runut.records import Article, Published

SCHEMA = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def timeml(article: Article) -> str:
    """The whole document."""
    found = marks(article)
    title = article.document.title.text if article.document.title else article.document.title_given or ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:noNamespaceSchemaLocation="{SCHEMA}">',
        f"<DOCID>{escaped(_name(article))}</DOCID>",
        f"<DCT>{_creation_time(article.published)}</DCT>",
        f"<TITLE>{escaped(title)}</TITLE>",
        f"<TEXT>{''.join(_inline(article.document.text, found))}</TEXT>",
        *(_empty(tag.name, tag.attributes) for tag in found.apart),
        *(_empty("MAKEINSTANCE", instance) for instance in found.instances),
        *(_link(link) for link in found.links),
        "</TimeML>",
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text as XML character data; a carriage return is kept as a reference, since a reader would turn it into \\n."""
    return escape(FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})


def _name(article: Article) -> str:
    document = article.document
    return document.key or PurePath(document.source).stem or document.id


def creation_value(published: Published) -> str:
    """The article's day as a TIMEX3 value; what differs inside its interval is X."""
    first, last = published.earliest, published.latest
    if first is None or last is None or first.year != last.year:
        return "XXXX-XX-XX"
    if first == last:
        return first.isoformat()
    return first.isoformat()[:7] if first.month == last.month else f"{first.year:04d}"


def _creation_time(published: Published) -> str:
    value = creation_value(published)
    attributes = {
        "tid": "t0", "type": "DATE", "value": value, "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }  # fmt: skip
    return f"{_open('TIMEX3', attributes)}{escaped(published.value or value)}</TIMEX3>"


def _inline(text: str, found: Marks) -> Iterator[str]:
    at = 0
    for tag in found.inline:
        yield escaped(text[at : tag.start])
        yield f"{_open(tag.name, tag.attributes)}{escaped(text[tag.start : tag.end])}</{tag.name}>"
        at = tag.end
    yield escaped(text[at:])


def _open(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}{_attributes(attributes)}>"


def _empty(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f" {key}={quoteattr(FORBIDDEN.sub('?', value))}" for key, value in attributes.items())


def _link(link: Link) -> str:
    attributes = {"lid": link.lid, "relType": link.relation, "eventInstanceID": link.instance}
    attributes["relatedToTime"] = link.tid
    if link.signal:
        attributes["signalID"] = link.signal
    return _empty("TLINK", attributes)


__all__ = ["creation_value", "escaped", "timeml"]
