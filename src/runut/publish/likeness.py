"""Why two articles are one text or two, for a reader and for a program.

In: ``Asked``, from ``keep.likeness``. Out: lines, and the object that ``runut articles --why A B --json`` prints. It
compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from runut.fuse import copies
from runut.fuse.copies import Asked
from runut.publish.wording import Language, wording

__all__ = ["likeness_lines", "likeness_object"]

PASSAGE = 200


def likeness_lines(asked: Asked, language: Language) -> Iterator[str]:
    """What was decided, the figures with what they are held against, and the longest passage of both."""
    one, other = asked.sources
    yield _text(_verdict(asked), language, a=one, b=other)
    found = asked.found
    figures = {"share": found.share, "words": found.words, "begun": found.begun}
    yield from (f"  {_text(name, language, x=f'{100 * value:.0f}')}" for name, value in figures.items())
    if found.sources:
        days = "?" if found.days is None else str(found.days)
        yield "  " + _text("sources", language, x=", ".join(found.sources), days=days)
    if asked.passage:
        cut = asked.passage if len(asked.passage) <= PASSAGE else f"{asked.passage[:PASSAGE]} ..."
        yield "  " + _text("passage", language, x=" ".join(cut.split()))
    for source, of in zip(asked.sources, asked.originals, strict=True):
        if of:
            yield "  " + _text("original", language, a=source, b=", ".join(of))


def likeness_object(asked: Asked) -> dict[str, object]:
    """The same for a program; ``needed`` are the least figures of each rule."""
    found = asked.found
    return {
        "articles": list(asked.sources),
        "copies_of": [list(of) for of in asked.originals],
        "one_text": asked.same_bytes or found.rule is not None,
        "rule": "same bytes" if asked.same_bytes else found.rule,
        "share": round(found.share, 3),
        "words": round(found.words, 3),
        "begun": round(found.begun, 3),
        "sources": list(found.sources),
        "days": found.days,
        "passage": asked.passage,
        "needed": {
            "held wholly": {"share": copies.WHOLLY},
            "reworded": {"share": copies.HALF, "words": copies.SAME_WORDS, "begun": copies.BEGUN},
            "worded twice": {"words": copies.TRANSLATED, "begun": copies.BEGUN, "days": copies.DAYS},
        },
    }


def _verdict(asked: Asked) -> str:
    if asked.same_bytes:
        return "same bytes"
    return asked.found.rule or "apart"


def _text(name: str, language: Language, **values: str) -> str:
    return str(wording()["likeness"][name][language]).format(**values)
