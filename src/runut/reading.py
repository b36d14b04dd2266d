"""From what intake found to articles: each page cleaned once, the pages of one article joined, then read.

In: raw pages and rejects in the order of intake. Out: ``Reading`` records, one an article, with the pages it came from,
and the rejects in between. Pages 1, 2, 3 of one article are joined where they follow each other, as they do in a folder
of saved pages; a page that comes alone stays what it is. A fault of ours costs one article, not the run; what no page
can help (a model that cannot be opened) stops it.

Who does the work is a ``Hand``: ``Here`` works in this process, ``crew.Crew`` in several. What comes out, and in which
order, is the same.

::

    for reading in readings(find(["folder"])):
        print(reading.outcome)
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from runut.errors import RunutError, UnreadableError
from runut.records import Article, Document, RawPage, Reject

__all__ = ["OTHER_LANGUAGE", "Hand", "Here", "Pending", "Reading", "readings", "rereadings"]

OTHER_LANGUAGE = "other-language"
# Malay is kept: the two are so close that refusing it would lose Indonesian pages. "und": too short to tell.
READ_LANGUAGES = frozenset({"id", "ms", "und"})

T = TypeVar("T")
Value = TypeVar("Value", covariant=True)
Pages = tuple[RawPage, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of one article and what reading them gave."""

    pages: Pages
    outcome: Article | Reject


class Pending(Protocol[Value]):
    """What will be there."""

    def result(self) -> Value:
        """Wait for it."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What is there already."""

    value: T

    def result(self) -> T:
        """It."""
        return self.value


class Hand(Protocol):
    """Somebody who cleans and reads. ``ahead``: how many things it can be given before the first is asked for."""

    @property
    def ahead(self) -> int: ...

    def clean(self, page: RawPage) -> Pending[Document | Reject]:
        """The page cleaned."""

    def read(self, documents: Sequence[Document]) -> Pending[Article | Reject]:
        """The pages of one article read."""

    def reread(self, pages: Sequence[RawPage]) -> Pending[Article | Reject]:
        """The pages of one article cleaned and read once more."""


@dataclass(frozen=True, slots=True)
class Here:
    """The hand that works in this process, at once; ``debug`` lets our own faults through."""

    debug: bool = False
    ahead: int = field(default=0, init=False)

    def clean(self, page: RawPage) -> Pending[Document | Reject]:
        """See ``cleaned``."""
        return Done(cleaned(page, debug=self.debug))

    def read(self, documents: Sequence[Document]) -> Pending[Article | Reject]:
        """See ``read``."""
        return Done(read(documents, debug=self.debug))

    def reread(self, pages: Sequence[RawPage]) -> Pending[Article | Reject]:
        """See ``reread``."""
        return Done(reread(pages, debug=self.debug))


@dataclass(slots=True)
class _Group:
    """Pages that may be those of one article, open until one comes that is not."""

    pages: list[RawPage] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def takes(self, document: Document) -> bool:
        """Whether the document is the next page of the same article."""
        return bool(self.documents) and len(_joined([*self.documents, document])) == 1

    def put(self, page: RawPage, document: Document) -> None:
        """Add a page."""
        self.pages.append(page)
        self.documents.append(document)


def readings(
    found: Iterable[RawPage | Reject | None], hand: Hand | None = None, *, debug: bool = False
) -> Iterator[Reading | Reject]:
    """Read everything, in order. None stands for a page that needs no reading: what follows it is another article."""
    hand = hand or Here(debug)
    waiting: deque[tuple[Pages, Pending[Article | Reject]] | Reject] = deque()
    for one in _groups(found, hand):
        waiting.append((tuple(one.pages), hand.read(one.documents)) if isinstance(one, _Group) else one)
        while len(waiting) > hand.ahead:
            yield _outcome(waiting.popleft())
    while waiting:
        yield _outcome(waiting.popleft())


def rereadings(found: Iterable[Pages], hand: Hand) -> Iterator[Reading]:
    """The pages of each article once more, in order."""
    waiting: deque[tuple[Pages, Pending[Article | Reject]]] = deque()
    for pages in found:
        waiting.append((pages, hand.reread(pages)))
        while len(waiting) > hand.ahead:
            pages, pending = waiting.popleft()
            yield Reading(pages, pending.result())
    for pages, pending in waiting:
        yield Reading(pages, pending.result())


def _outcome(one: tuple[Pages, Pending[Article | Reject]] | Reject) -> Reading | Reject:
    return one if isinstance(one, Reject) else Reading(one[0], one[1].result())


def _groups(
    found: Iterable[RawPage | Reject | None], hand: Hand
) -> Iterator[_Group | tuple[Pages, Pending[Article | Reject]] | Reject]:
    """Pages that belong together, pages that could not be cleaned, and the rejects of intake, in order."""
    group = _Group()
    for page, cleaned in _cleaning(found, hand):
        if page is not None and isinstance(cleaned, Document) and group.takes(cleaned):
            group.put(page, cleaned)
            continue
        if group.pages:
            yield group
        group = _Group()
        if page is not None and isinstance(cleaned, Document):
            group.put(page, cleaned)
        elif isinstance(cleaned, Reject):
            yield cleaned if page is None else ((page,), Done(cleaned))
    if group.pages:
        yield group


def _cleaning(
    found: Iterable[RawPage | Reject | None], hand: Hand
) -> Iterator[tuple[RawPage | None, Document | Reject | None]]:
    waiting: deque[tuple[RawPage | None, Pending[Document | Reject | None]]] = deque()
    for item in found:
        waiting.append((item, hand.clean(item)) if isinstance(item, RawPage) else (None, Done(item)))
        while len(waiting) > hand.ahead:
            page, pending = waiting.popleft()
            yield page, pending.result()
    for page, pending in waiting:
        yield page, pending.result()


def clean_page(page: RawPage) -> Document:
    """The page cleaned; the import is late because ``runut --help`` needs none of it."""
    from runut.clean import clean

    return clean(page)


def read_document(document: Document) -> Article:
    """The document read."""
    from runut.pipeline import read_document as read

    return read(document)


def cleaned(page: RawPage, *, debug: bool = False) -> Document | Reject:
    """The page cleaned, or why it cannot be."""
    try:
        return clean_page(page)
    except UnreadableError as error:
        return Reject(page.source, error.reason, error.detail)
    except RunutError:
        raise
    except Exception as error:
        if debug:
            raise
        return _our_fault(page.source, error)


def read(documents: Sequence[Document], *, debug: bool = False) -> Article | Reject:
    """The pages of one article, joined and read."""
    document = documents[0] if len(documents) == 1 else _joined(documents)[0]
    if document.language not in READ_LANGUAGES:
        detail = f"the text is in another language ({document.language}); Runut reads Indonesian"
        return Reject(document.source, OTHER_LANGUAGE, detail)
    try:
        return read_document(document)
    except UnreadableError as error:
        return Reject(document.source, error.reason, error.detail)
    except RunutError:
        raise
    except Exception as error:
        if debug:
            raise
        return _our_fault(document.source, error)


def reread(pages: Sequence[RawPage], *, debug: bool = False) -> Article | Reject:
    """The pages of one article, cleaned, joined and read once more."""
    documents = []
    for page in pages:
        document = cleaned(page, debug=debug)
        if isinstance(document, Reject):
            return document
        documents.append(document)
    return read(documents, debug=debug)


def _joined(documents: Sequence[Document]) -> list[Document]:
    from runut.clean import join_pages

    return join_pages(documents)


def _our_fault(source: str, error: Exception) -> Reject:
    name = type(error).__name__
    return Reject(source, "unreadable", f"reading it failed inside Runut ({name}: {error}); please report this")
