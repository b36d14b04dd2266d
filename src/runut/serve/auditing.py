"""The audit in the browser: a random sample judged event by event, and the precision that follows, with its interval.

In: requests. Out: the list of audits, the next event of one, its figures; as JSON too. The sample, the sheet and the
counting are ``runut audit``'s: the sheet lies beside the chronicle, so that an audit goes on after a restart and can be
counted on the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from runut.errors import UsageError
from runut.review import deciding
from runut.review.audit import WRONG, Judgement, Precision, figures_object, precision
from runut.review.audits import Audit, audit, audits, begin, give
from runut.review.judged import record
from runut.review.sheet import Row
from runut.serve import data
from runut.serve.asking import Asked, asked
from runut.serve.deciders import author_of, now
from runut.serve.desk import Desk
from runut.serve.event import event_page
from runut.serve.pages import html, language_of_request
from runut.serve.texts import say
from runut.serve.verbs import Name, Said
from runut.serve.verdicts import FAILURES, OBJECT
from runut.serve.writes import Fields, fields, in_turn

__all__ = ["routes"]

F = TypeVar("F", bound=Callable[..., Any])

MOST = 2000  # events of a sample; nobody judges more
SIZE = 100
Wanted = Annotated[Asked, Depends(asked)]
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"description": "The audit.", "content": OBJECT}, **FAILURES}
LIST = {"application/json": {"schema": {"type": "array", "items": OBJECT["application/json"]["schema"]}}}
SHEET = {"text/csv": {"schema": {"type": "string"}}}


class Draw(Said):
    """A sample to draw."""

    size: Annotated[int, Field(ge=1, le=MOST, description="How many events.")] = SIZE
    seed: Annotated[int, Field(ge=0, le=2**31, description="Another number draws another sample.")] = 0


class Verdict(Said):
    """What is said of one event of the sample."""

    event: Name
    right: Annotated[bool | None, Field(description="Right in every part; null takes a verdict back.")]
    reason: Annotated[str, Field(max_length=40, description=f"Where it is wrong: {', '.join(WRONG)}.")] = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """An audit on one line."""

    audit: Audit
    judged: int
    figures: tuple[Precision, ...]
    reasons: tuple[tuple[str, int], ...]


def routes(desk: Desk) -> APIRouter:
    """The addresses."""
    router = APIRouter()
    pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_data(router, desk)
    _add_pages(pages, desk)
    _add_forms(pages, desk)
    router.include_router(pages)
    return router


def _add_data(router: APIRouter, desk: Desk) -> None:
    def reading(path: str, summary: str, content: dict[str, Any]) -> Callable[[F], F]:
        answers: dict[int | str, dict[str, Any]] = {200: {"description": "As asked.", "content": content}}
        return router.get(
            path, summary=summary, response_class=Response, responses={**answers, **data.FAILURES}, tags=["audit"]
        )

    @reading("/audit.json", "The audits of this chronicle, the newest first.", LIST)
    def every() -> Response:
        return _json([_object(one) for one in audits(desk.store)])

    @reading("/audit/{number}.json", "An audit: figures and verdicts.", OBJECT)
    def one(number: int) -> Response:
        return _json(_object(_known(desk, number)))

    @reading("/audit/{number}.csv", "The sheet of an audit.", SHEET)
    def table(number: int) -> Response:
        found = _known(desk, number)
        headers = {"Content-Disposition": f'attachment; filename="audit-{number}.csv"'}
        return Response(found.path.read_bytes(), media_type="text/csv; charset=utf-8", headers=headers)

    @router.post("/api/audits", summary="Draw a sample; the filters say from what.", responses=ANSWERS, tags=["audit"])
    async def draw(request: Request, wanted: Wanted, said: Draw) -> Response:
        return _json(_object(await in_turn(request, lambda: _drawn(desk, wanted, said.size, said.seed))))

    @router.post("/api/audits/{number}", summary="Judge an event of a sample.", responses=ANSWERS, tags=["audit"])
    async def verdict(request: Request, number: int, said: Verdict) -> Response:
        one = Judgement(said.event, said.right, said.reason, said.note or "", said.author)
        return _json(_object(await in_turn(request, lambda: give(_known(desk, number), one))))


def _add_pages(router: APIRouter, desk: Desk) -> None:
    @router.get("/audit")
    def every(request: Request) -> Response:
        rows = tuple(map(_progress, audits(desk.store)))
        return html("audit", request, rows=rows, size=SIZE, most=MOST, author=author_of(request))

    @router.get("/audit/{number}")
    def one(request: Request, number: int, at: str = "", kept: int = -1, left: int = 0) -> Response:
        return _one(request, desk, _known(desk, number), at, kept=kept, left=left)


def _one(
    request: Request, desk: Desk, found: Audit, at: str, *, trouble: str = "", kept: int = -1, left: int = 0
) -> HTMLResponse:
    """An event of the sample; the first without a verdict where none is named."""
    language = language_of_request(request)
    place = found.place(at or found.waiting() or "")
    if place is None:
        place = 0 if found.rows else None
    row = found.rows[place] if place is not None else Row(Judgement(""))
    page = event_page(desk, row.judgement.event, language) if place is not None else None
    events = [one.event for one in found.judgements]
    shown: dict[str, Any] = {
        "audit": _progress(found), "row": row, "place": place, "author": author_of(request), "wrong": tuple(WRONG),
        "trouble": trouble or found.trouble, "before": events[place - 1] if place else None, "kept": kept, "left": left,
        "after": events[place + 1] if place is not None and place + 1 < len(events) else None,
        "back": f"/audit/{found.number}", "finished": found.rows and found.waiting() is None and not at,
    }  # fmt: skip
    made = html("audit_event" if page else "audit_gone", request, found=page, **shown)
    made.status_code = 400 if trouble else 200
    return made


def _add_forms(router: APIRouter, desk: Desk) -> None:
    @router.post("/audit")
    async def draw(request: Request) -> Response:
        form = await fields(request)
        size, seed = (_number(form, name, request) for name in ("size", "seed"))
        found = await in_turn(request, lambda: _drawn(desk, _asked(form), size, seed))
        return RedirectResponse(f"/audit/{found.number}", 303)

    @router.post("/audit/{number}/record")
    async def keep(request: Request, number: int) -> Response:
        author = _author(request)
        table = deciding.Desk(desk.store, author, now)
        kept, left = await in_turn(request, lambda: record(table, _known(desk, number).judgements))
        return RedirectResponse(f"/audit/{number}?{urlencode({'kept': kept, 'left': len(left)})}", 303)

    @router.post("/audit/{number}/{event}")
    async def verdict(request: Request, number: int, event: str) -> Response:
        form, author = await fields(request), _author(request)
        return await in_turn(request, lambda: _judged(request, desk, number, event, form, author))


def _judged(request: Request, desk: Desk, number: int, event: str, form: Fields, author: str) -> Response:
    found, language = _known(desk, number), language_of_request(request)
    right = {"y": True, "n": False}.get(form.one("right"))
    reason = form.one("reason") if right is False else ""
    if right is False and reason not in WRONG:
        return _one(request, desk, found, event, trouble=say("need_reason", language))
    try:
        give(found, Judgement(event, right, reason, form.one("note")[:MOST], author))
    except UsageError as error:
        return _one(request, desk, found, event, trouble=str(error))
    return RedirectResponse(f"/audit/{number}", 303)


def _author(request: Request) -> str:
    author = author_of(request)
    if not author:
        raise HTTPException(400, say("need_author", language_of_request(request)))
    return author


def _number(form: Fields, name: str, request: Request) -> int:
    given = form.one(name)
    if not given.isdecimal() or len(given) > 9 or not (0 if name == "seed" else 1) <= int(given) <= 2**31:
        raise HTTPException(400, say("need_number", language_of_request(request), x=given))
    return min(int(given), MOST) if name == "size" else int(given)


def _asked(form: Fields) -> Asked:
    """The filters that the form has."""
    return asked(
        actor=list(form.many("actor")), type=list(form.many("type")), from_=form.one("from"), to=form.one("to")
    )


def _drawn(desk: Desk, wanted: Asked, size: int, seed: int) -> Audit:
    narrowed = "".join(f", {name} {value}" for name, value in wanted.fields())
    return begin(desk.store, desk.view(wanted).wanted, size=size, seed=seed, narrowed=narrowed, language=desk.language)


def _known(desk: Desk, number: int) -> Audit:
    found = audit(desk.store, number)
    if found is None:
        raise HTTPException(404, f"there is no audit {number} beside this chronicle")
    return found


def _progress(found: Audit) -> Progress:
    figures, reasons = precision(found.judgements)
    ordered = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return Progress(found, figures[0].judged, figures, tuple(ordered))


def _object(found: Audit) -> dict[str, object]:
    verdicts = [
        {"event": one.event, "right": one.right, "reason": one.reason, "note": one.note, "by": one.by}
        for one in found.judgements
    ]
    head = {"number": found.number, "sheet": found.path.name, "how": found.drawn, "trouble": found.trouble}
    return head | figures_object(found.judgements) | {"verdicts": verdicts}


def _json(value: object) -> Response:
    return Response(orjson.dumps(value) + b"\n", media_type="application/json")
