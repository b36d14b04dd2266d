"""From what intake found to articles: each page cleaned once, the pages of one article joined, then read.

In: raw pages and rejects in the order of intake. Out: ``Reading`` records, one an article, with the pages it came from,
and the rejects in between. Pages 1, 2, 3 of one article are joined where they follow each other, as they do in a folder
of saved pages; a page that comes alone stays what it is. A fault of ours costs one article, not the run.

::

    for reading in readings(find(["folder"])):
        print(reading.outcome)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from runut.errors import UnreadableError
from runut.records import Article, Document, RawPage, Reject

__all__ = ["OTHER_LANGUAGE", "Reading", "read_again", "readings"]

OTHER_LANGUAGE = "other-language"
# Malay is kept: the two are so close that refusing it would lose Indonesian pages. "und": too short to tell.
READ_LANGUAGES = frozenset({"id", "ms", "und"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of one article and what reading them gave."""

    pages: tuple[RawPage, ...]
    outcome: Article | Reject


@dataclass(frozen=True, slots=True)
class _Cleaned:
    page: RawPage
    document: Document


def readings(found: Iterable[RawPage | Reject], *, debug: bool = False) -> Iterator[Reading | Reject]:
    """Read everything, in order; ``debug`` lets our own faults through."""
    open_group: list[_Cleaned] = []
    for item in found:
        cleaned = item if isinstance(item, Reject) else _cleaned(item, debug=debug)
        if isinstance(cleaned, _Cleaned) and _goes_on(open_group, cleaned.document):
            open_group.append(cleaned)
            continue
        if open_group:
            yield _read(open_group, debug=debug)
        open_group = [cleaned] if isinstance(cleaned, _Cleaned) else []
        if isinstance(cleaned, Reject):
            yield cleaned if isinstance(item, Reject) else Reading((item,), cleaned)
    if open_group:
        yield _read(open_group, debug=debug)


def read_again(pages: Sequence[RawPage], *, debug: bool = False) -> Reading:
    """The same pages once more, as one article."""
    group = []
    for page in pages:
        cleaned = _cleaned(page, debug=debug)
        if isinstance(cleaned, Reject):
            return Reading(tuple(pages), cleaned)
        group.append(cleaned)
    return _read(group, debug=debug)


def clean_page(page: RawPage) -> Document:
    """The page cleaned; the import is late because ``runut --help`` needs none of it."""
    from runut.clean import clean

    return clean(page)


def read_document(document: Document) -> Article:
    """The document read."""
    from runut.pipeline import read_document as read

    return read(document)


def _cleaned(page: RawPage, *, debug: bool) -> _Cleaned | Reject:
    try:
        return _Cleaned(page, clean_page(page))
    except UnreadableError as error:
        return Reject(page.source, error.reason, error.detail)
    except Exception as error:
        if debug:
            raise
        return _our_fault(page, error)


def _goes_on(group: Sequence[_Cleaned], document: Document) -> bool:
    return bool(group) and len(_joined([*(cleaned.document for cleaned in group), document])) == 1


def _joined(documents: Sequence[Document]) -> list[Document]:
    from runut.clean import join_pages

    return join_pages(documents)


def _read(group: Sequence[_Cleaned], *, debug: bool) -> Reading:
    pages = tuple(cleaned.page for cleaned in group)
    documents = [cleaned.document for cleaned in group]
    document = documents[0] if len(documents) == 1 else _joined(documents)[0]
    if document.language not in READ_LANGUAGES:
        detail = f"the text is in another language ({document.language}); Runut reads Indonesian"
        return Reading(pages, Reject(document.source, OTHER_LANGUAGE, detail))
    try:
        return Reading(pages, read_document(document))
    except Exception as error:
        if debug:
            raise
        return Reading(pages, _our_fault(pages[0], error))


def _our_fault(page: RawPage, error: Exception) -> Reject:
    name = type(error).__name__
    return Reject(page.source, "unreadable", f"reading it failed inside Runut ({name}: {error}); please report this")
