"""An event that a build has merged with earlier reports since: who follows a link kept elsewhere is led to where it is.

In: the name in the link. Out: a redirection to the same address of the event that has its report now, or None where
there never was an event of that name. The link is answered 307, not for good: a later build may part the two again.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse

from runut.keep import lookup
from runut.serve.desk import Desk

__all__ = ["MOVED", "moved"]

MOVED: dict[int | str, dict[str, Any]] = {
    307: {
        "description": "A build has merged the event with earlier reports since; it is at the address named here.",
        "headers": {"Location": {"description": "The same, of the merged event.", "schema": {"type": "string"}}},
    }
}


def moved(desk: Desk, request: Request, name: str, rest: str = "") -> RedirectResponse | None:
    """On to the event's own address; ``rest``: what of the address stands behind its name."""
    now = lookup.successor(desk.store, name)
    if now is None:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/events/{now}{rest}{query}", 307)
