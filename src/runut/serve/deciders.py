"""Who decides, when, on what: the hand that both the pages and the HTTP API reach for.

In: a request, the open chronicle, a verb. Out: what became of the decision. The name of who decides in the browser is
asked once and kept as a cookie; the clock of the workbench is read here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, unquote

from fastapi import HTTPException, Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from runut.keep import lookup
from runut.keep.decisions import last_of
from runut.review import deciding
from runut.review.deciding import LAST, Outcome
from runut.serve.desk import Desk
from runut.serve.verbs import Author, OnEvent, Undo

__all__ = ["author_of", "decide", "keep_author", "now", "take_back"]

COOKIE = "runut_author"
YEAR = 365 * 24 * 3600
_NAME: TypeAdapter[str] = TypeAdapter(Author)


def now() -> str:
    """The time of a decision that is made now."""
    return datetime.now(UTC).isoformat()


def author_of(request: Request) -> str:
    """Who said to be deciding here; nothing where nobody did."""
    return known_name(unquote(request.cookies.get(COOKIE, "")))


def known_name(text: str) -> str:
    """The text, if it can be somebody's name."""
    try:
        return _NAME.validate_python(text)
    except ValidationError:
        return ""


def keep_author(response: Response, name: str) -> None:
    """Keep who decides for the next time."""
    response.set_cookie(COOKIE, quote(name), max_age=YEAR, httponly=True, samesite="strict", path="/")


def decide(desk: Desk, event: str, said: OnEvent) -> Outcome:
    """Make the decision on an event of this chronicle."""
    if lookup.event(desk.store, event) is None:
        raise HTTPException(404, f"there is no event {event!r} in this chronicle any more, or never was")
    return said.decide(deciding.Desk(desk.store, said.author, now), event)


def take_back(desk: Desk, decision: str, said: Undo) -> Outcome:
    """Undo a decision; ``last`` is the author's own last."""
    if decision == LAST:
        found = last_of(desk.store, said.author)
        if found is None:
            raise HTTPException(404, f"{said.author} has no decision in force here")
        decision = found.id
    return said.decide(deciding.Desk(desk.store, said.author, now), decision)
