"""People whom newspapers name by initials alone: "seorang WNI berinisial AP ... AP divonis tujuh tahun penjara".

In: the context with its resolved mentions. Out: a draft for every place where initials stand that the article has
introduced as such. Capitals that it has not are abbreviations, and no person.
"""

from __future__ import annotations

from runut.extract.actors.context import Context, Draft
from runut.extract.actors.fold import slug
from runut.extract.actors.items import Item
from runut.records import Entity

INTRODUCING = frozenset({"berinisial", "inisial"})
LONGEST = 5


def by_initials(context: Context) -> list[Draft]:
    """The drafts of all initials; those that another mention covers are left to it."""
    known = {
        line.items[at].text
        for line, _ in context.article
        for at in range(1, len(line.items))
        if line.items[at - 1].lower in INTRODUCING and _are_initials(line.items[at])
    }
    if not known:
        return []
    covered = {(d.line, at) for d in context.drafts for at in range(d.first, d.last)}
    out = []
    for row, (line, _) in enumerate(context.article):
        for at, item in enumerate(line.items):
            if item.text in known and (row, at) not in covered:
                key = context.keep(Entity("person:" + slug(item.text), item.text, "person"))
                out.append(Draft(row, at, at + 1, "person", (key,), "name", "initials"))
    return out


def _are_initials(item: Item) -> bool:
    letters = item.text.replace(".", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= LONGEST
