"""The reviewing pages: the queue one event at a time, deciding by form, the list of decisions.

In: requests. Out: pages, and after a decision a way on: the next of the queue, the event, the list. Every action is a
form that works without a script. What a decision does is ``runut.review``'s; here is only what the reader sees of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from runut.errors import UsageError
from runut.keep import lookup
from runut.keep.decisions import Held, held
from runut.publish.decisions import set_values
from runut.publish.wording import Language
from runut.review.deciding import Outcome
from runut.review.queue import Spot, spot
from runut.serve.asking import AT_ONCE, Asked, asked
from runut.serve.deciders import author_of, decide, keep_author, known_name, take_back
from runut.serve.desk import Desk
from runut.serve.event import EventPage, event_page
from runut.serve.facets import chips
from runut.serve.judging import KINDS, REASONS, Judge, Trouble, in_words, judge, meant
from runut.serve.moved import moved
from runut.serve.pages import FAR, html, language_of_request
from runut.serve.texts import say
from runut.serve.verbs import VERBS, OnEvent, Undo
from runut.serve.writes import Fields, fields, in_turn

__all__ = ["routes"]

STAYS = frozenset({"merge", "split"})  # after these the event still wants judging
Wanted = Annotated[Asked, Depends(asked)]
Name = Annotated[str, Query(max_length=128)]
Number = Annotated[int, Query(alias="page", ge=1, le=FAR)]


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as the list shows it."""

    id: str
    at: str
    author: str
    verb: str
    reason: str
    note: str
    quote: str
    sets: tuple[str, ...]
    state: str
    undoes: str
    events: tuple[str, ...]
    may_be_undone: bool


def routes(desk: Desk) -> APIRouter:
    """The addresses."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_queue(router, desk)
    _add_verbs(router, desk)
    _add_list(router, desk)
    return router


# ---------------------------------------------------------------- the queue


def _add_queue(router: APIRouter, desk: Desk) -> None:
    @router.get("/review")
    def show(request: Request, wanted: Wanted, at: Name = "", done: Name = "", open: Name = "") -> Response:
        return _queue_page(request, desk, wanted, at, done=done, opened=open)

    @router.get("/events/{event}")
    def one(request: Request, event: str, done: Name = "", open: Name = "") -> Response:
        made = _event_page(request, desk, event, done=done, opened=open) or moved(desk, request, event)
        if made is None:
            raise HTTPException(404)
        return made

    @router.post("/review/author")
    async def name(request: Request) -> Response:
        form = await fields(request)
        author = known_name(form.one("author"))
        if not author:
            raise HTTPException(400, say("need_author", language_of_request(request)))
        answer = RedirectResponse(_local(form.one("back")), 303)
        keep_author(answer, author)
        return answer


def _queue_page(request: Request, desk: Desk, wanted: Asked, at: str, *, code: int = 200, **shown: Any) -> HTMLResponse:
    """The event at a place of the queue; the first where none is named, or the named one no longer waits."""
    language = language_of_request(request)
    marks = chips(wanted, "/review", language)
    waiting = desk.found(replace(wanted, newest=False))
    here = (spot(waiting, at) if at else None) or spot(waiting)
    found = event_page(desk, here.event, language) if here else None
    author = author_of(request)
    if here is None or found is None:
        return html("review_none", request, asked=wanted, chips=marks)
    query = wanted.address("").removeprefix("?")
    panel = judge(desk, found.cluster, author, language, to="queue", query=query, **shown)
    links = {"before": _place(wanted, here.before), "after": _place(wanted, here.after)}
    made = html(
        "review", request, asked=wanted, chips=marks, here=here, gone=bool(at) and here.event != at,
        **links, **_beside(found, panel, _place(wanted, here.event), language),
    )  # fmt: skip
    return _coded(made, code)


def _coded(made: HTMLResponse, code: int) -> HTMLResponse:
    """With its status; what was refused has no address of its own that a reader could come back to."""
    made.status_code = code
    if code != 200:
        made.headers["HX-Push-Url"] = "false"
    return made


def _beside(found: EventPage, panel: Judge, back: str, language: Language) -> dict[str, Any]:
    """What the template of an event needs for deciding; ``back``: where a reader was who is asked for a name."""
    last = in_words(panel.last, language) if panel.last else ""
    return {"found": found, "judge": panel, "back": back, "last_words": last, "reasons": REASONS, "kinds": KINDS}


def _place(wanted: Asked, at: str | None, **more: str) -> str:
    """The address of an event's place in the queue."""
    pairs = {key: value for key, value in {"at": at or "", **more}.items() if value}
    start = wanted.address("/review")
    return start + (("&" if "?" in start else "?") + urlencode(pairs) if pairs else "")


def _local(path: str) -> str:
    """An address of ours, whatever was sent: "//elsewhere" is another host to a browser."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/review"


# ---------------------------------------------------------------- deciding


def _add_verbs(router: APIRouter, desk: Desk) -> None:
    def verb(name: str) -> Any:
        async def said(request: Request, event: str, wanted: Wanted) -> Response:
            form = await fields(request)
            return await in_turn(request, lambda: _decided(request, desk, wanted, event, name, form))

        return said

    for name in VERBS:
        router.add_api_route(f"/events/{{event}}/{name}", verb(name), methods=["POST"])

    @router.post("/decisions/{name}/undo")
    async def undo(request: Request, name: str, wanted: Wanted) -> Response:
        form = await fields(request)
        author = author_of(request)
        if not author:
            raise HTTPException(400, say("need_author", language_of_request(request)))
        said = Undo(author=author)
        outcome = await in_turn(request, lambda: take_back(desk, name, said))
        return RedirectResponse(_onward(desk, wanted, form.one("to"), outcome, outcome.events[:1]), 303)


def _decided(request: Request, desk: Desk, wanted: Asked, event: str, verb: str, form: Fields) -> Response:
    language, to = language_of_request(request), form.one("to")
    if lookup.event(desk.store, event) is None:
        raise HTTPException(404, say("event_gone", language))
    if verb == "reject" and form.one("reason") in KINDS:
        return RedirectResponse(_opened(wanted, to, event), 303)
    here = spot(desk.found(replace(wanted, newest=False)), event) if to == "queue" else None
    try:
        author = author_of(request)
        if not author:
            raise Trouble(say("need_author", language))
        said: OnEvent = meant(verb, form, author, language)
        outcome = decide(desk, event, said)
    except (Trouble, UsageError) as error:
        shown: dict[str, Any] = {"trouble": str(error), "opened": verb, "given": form}
        if to == "queue":
            return _queue_page(request, desk, wanted, event, code=400, **shown)
        refused = _event_page(request, desk, event, code=400, **shown)
        if refused is None:
            raise HTTPException(404, say("event_gone", language)) from error
        return refused
    stays = outcome.events[:1] if verb in STAYS or here is None else _next(here)
    return RedirectResponse(_onward(desk, wanted, to, outcome, stays), 303)


def _next(here: Spot) -> tuple[str, ...]:
    after = here.after or here.before
    return (after,) if after else ()


def _event_page(request: Request, desk: Desk, event: str, *, code: int = 200, **shown: Any) -> HTMLResponse | None:
    language = language_of_request(request)
    found = event_page(desk, event, language)
    if found is None:
        return None
    panel = judge(desk, found.cluster, author_of(request), language, **shown)
    made = html("event", request, **_beside(found, panel, f"/events/{event}", language))
    return _coded(made, code)


def _opened(wanted: Asked, to: str, event: str) -> str:
    """Where the right type or status is given."""
    start = _place(wanted, event, open="edit") if to == "queue" else f"/events/{event}?open=edit"
    return f"{start}#judge-edit"


def _onward(desk: Desk, wanted: Asked, to: str, outcome: Outcome, events: tuple[str, ...]) -> str:
    """Where the reader goes on: to the next of the queue, to what the event is now, to the list."""
    decision = outcome.decision.id
    if to == "queue":
        return _place(wanted, events[0] if events else None, done=decision)
    if to == "event" and events and lookup.event(desk.store, events[0]):
        return f"/events/{events[0]}?done={decision}#judge"
    return f"/decisions?done={decision}"


# ---------------------------------------------------------------- decisions


def _add_list(router: APIRouter, desk: Desk) -> None:
    @router.get("/decisions")
    def show(request: Request, number: Number = 1, waiting: bool = False, done: Name = "") -> Response:
        language = language_of_request(request)
        every = [one for one in reversed(held(desk.store)) if one.waits or not waiting]
        known = {one.decision.id: one for one in every}
        first = (number - 1) * AT_ONCE
        shown = every[first : first + AT_ONCE]
        told = lookup.clusters_telling(desk.store, {name for one in shown for name in one.events if name})
        rows = tuple(_line(one, known, told, language) for one in shown)
        last = known.get(done)
        return html(
            "decisions", request, rows=rows, total=len(every), number=number, more=len(every) > first + AT_ONCE,
            waiting=waiting, author=author_of(request), done=in_words(last.decision, language) if last else "",
            asked=Asked(),
        )  # fmt: skip


def _line(one: Held, known: Mapping[str, Held], told: Mapping[str, str], language: Language) -> Line:
    decision = one.decision
    about = decision
    while about.undoes is not None and about.undoes in known:
        about = known[about.undoes].decision
    return Line(
        id=decision.id,
        at=decision.at[:16].replace("T", " "),
        author=decision.author,
        verb=say(f"verb_{decision.verb}", language),
        reason=say(decision.reason, language) if decision.reason else "",
        note=decision.note or "",
        quote=next((pin.evidence.text for pin in about.pins), ""),
        sets=tuple(set_values(decision.amendment)) if decision.amendment else (),
        state=_state(one),
        undoes=decision.undoes or "",
        events=tuple(dict.fromkeys(told[name] for name in one.events if name is not None and name in told)),
        may_be_undone=one.in_force,
    )


def _state(one: Held) -> str:
    if not one.in_force:
        return "state_undone"
    return "state_waiting" if one.waits and one.decision.verb != "undo" else "state_in_force"
