"""The HTTP API that decides: the verbs of ``runut review`` under the same names, JSON in and JSON out.

In: ``POST /api/events/ev-1/accept`` with ``{"author": "sari"}``. Out: the decision as it is kept, the events that its
reports are in now, and whether it is applied already. What was decided and what waits for a decision are listed as the
other lists are: ``/decisions.json``, ``/review.jsonl``; ``/decisions/gold.yaml`` is what ``runut review gold`` writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response, StreamingResponse

from runut.keep.decisions import held
from runut.publish.decisions import decision_object, decisions_table
from runut.publish.json_lines import dumps
from runut.publish.wording import Language
from runut.review.deciding import Outcome
from runut.review.examples import examples, gold_yaml
from runut.review.exchange import decisions_in, take_in
from runut.review.queue import queue
from runut.serve import data
from runut.serve.asking import Asked, asked
from runut.serve.deciders import decide, take_back
from runut.serve.desk import Desk
from runut.serve.streams import KINDS, stream
from runut.serve.verbs import Accept, Edit, Merge, OnEvent, Reject, Split, Undo
from runut.serve.writes import in_turn

__all__ = ["FAILURES", "OBJECT", "ROOM", "routes"]

F = TypeVar("F", bound=Callable[..., Any])

MOST = 2**31 - 1
ROOM = 32 * 1024 * 1024  # bytes of decisions that are brought at once: some ten thousand
Wanted = Annotated[Asked, Depends(asked)]
Limit = Annotated[int | None, Query(ge=0, le=MOST, description="At most so many rows.")]
Offset = Annotated[int, Query(ge=0, le=MOST, description="Leave out the first so many.")]
Lang = Annotated[Language, Query(description="Language of the sentences in CSV.")]
OBJECT: dict[str, Any] = {"application/json": {"schema": {"type": "object", "additionalProperties": True}}}
TEXT = {"text/plain": {"schema": {"type": "string"}}}
FAILURES: dict[int | str, dict[str, Any]] = {
    **data.FAILURES,
    403: {"description": "It can only be read here, or a page of another site asks.", "content": TEXT},
    413: {"description": "The request is too long.", "content": TEXT},
}
DECIDED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The decision, and the events that its reports are in now.", "content": OBJECT},
    **FAILURES,
}
LINES = {"requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}}


def routes(desk: Desk) -> APIRouter:
    """The addresses."""
    router = APIRouter(tags=["review"])
    _add_verbs(router, desk)
    _add_exchange(router, desk)
    for kind in KINDS:
        _add_queue(router, desk, kind)
        _add_decisions(router, desk, kind)
    return router


def _add_verbs(router: APIRouter, desk: Desk) -> None:
    async def answered(request: Request, work: Callable[[], Outcome]) -> Response:
        outcome = await in_turn(request, work)
        made = {"decision": outcome.decision, "events": list(outcome.events), "applied": outcome.applied}
        return Response(orjson.dumps(made) + b"\n", media_type="application/json")

    async def on_event(request: Request, name: str, said: OnEvent) -> Response:
        return await answered(request, lambda: decide(desk, name, said))

    def verb(path: str, summary: str) -> Callable[[F], F]:
        return router.post(
            f"/api/{path}", response_class=Response, summary=summary, responses=DECIDED, operation_id=_name(path)
        )

    @verb("events/{name}/accept", "The event is right as it is listed.")
    async def accept(request: Request, name: str, said: Accept) -> Response:
        return await on_event(request, name, said)

    @verb("events/{name}/reject", "There is no such event, or a value of it is wrong.")
    async def reject(request: Request, name: str, said: Reject) -> Response:
        return await on_event(request, name, said)

    @verb("events/{name}/edit", "The event has these values; with reports, these reports were read wrongly.")
    async def edit(request: Request, name: str, said: Edit) -> Response:
        return await on_event(request, name, said)

    @verb("events/{name}/merge", "The event and another are one.")
    async def merge(request: Request, name: str, said: Merge) -> Response:
        return await on_event(request, name, said)

    @verb("events/{name}/split", "Some reports of the event tell another one.")
    async def split(request: Request, name: str, said: Split) -> Response:
        return await on_event(request, name, said)

    @verb("decisions/{name}/undo", "A decision is taken back; last: the author's own last one.")
    async def undo(request: Request, name: str, said: Undo) -> Response:
        return await answered(request, lambda: take_back(desk, name, said))


def _name(path: str) -> str:
    return path.replace("/", "_").replace("{name}_", "")


def _add_exchange(router: APIRouter, desk: Desk) -> None:
    described: Any = {"summary": "Decisions made elsewhere, as /decisions.jsonl gives them.", "openapi_extra": LINES}
    answers: Any = {200: {"description": "How many were added, known, and wait.", "content": OBJECT}, **FAILURES}

    @router.post("/api/decisions", responses=answers, operation_id="decisions_import", **described)
    async def bring(request: Request) -> Response:
        lines = await request.body()
        taken = await in_turn(request, lambda: take_in(desk.store, decisions_in(lines, "the request")))
        return Response(orjson.dumps(taken) + b"\n", media_type="application/json")

    @router.get(
        "/decisions/gold.yaml",
        response_class=Response,
        summary="What was judged, as gold for runut score; it holds the articles' sentences.",
        operation_id="decisions_gold",
        responses={200: {"description": "YAML.", "content": {"application/yaml": {"schema": {"type": "array"}}}}},
    )
    def gold() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="gold.yaml"'}
        found = list(examples(desk.store))
        return Response(gold_yaml(found), media_type="application/yaml; charset=utf-8", headers=headers)


def _add_queue(router: APIRouter, desk: Desk, kind: str) -> None:
    def listing(wanted: Wanted, limit: Limit = None, offset: Offset = 0, lang: Lang = "id") -> Response:
        found = queue(desk.store, desk.view(wanted, limit=limit, offset=offset).wanted)
        return StreamingResponse(
            stream(found, "timeline", kind, lang), media_type=KINDS[kind], headers=_file("review", kind)
        )

    _add(router, "review", kind, listing, "The events that nobody has judged, the least certain first.")


def _add_decisions(router: APIRouter, desk: Desk, kind: str) -> None:
    def listing(waiting: bool = False, limit: Limit = None, offset: Offset = 0) -> Response:
        found = [one for one in held(desk.store) if one.waits or not waiting][offset:][:limit]
        objects = (dumps(decision_object(one)).rstrip(b"\n") for one in found)
        content = (
            decisions_table(found).csv()
            if kind == "csv"
            else b"[" + b",".join(objects) + b"]\n"
            if kind == "json"
            else b"".join(one + b"\n" for one in objects)
        )
        return Response(content, media_type=KINDS[kind], headers=_file("decisions", kind))

    _add(router, "decisions", kind, listing, "Every decision, the oldest first, with its state.")


def _add(router: APIRouter, name: str, kind: str, listing: Any, summary: str) -> None:
    media = KINDS[kind].partition(";")[0]
    inner: dict[str, Any] = {"type": "object", "additionalProperties": True}
    shape: dict[str, Any] = {"type": "array", "items": inner} if kind == "json" else {"type": "string"}
    router.add_api_route(
        f"/{name}.{kind}",
        listing,
        methods=["GET"],
        response_class=Response,
        summary=f"{summary} ({kind})",
        operation_id=f"{name}_{kind}",
        responses={200: {"description": "The rows.", "content": {media: {"schema": shape}}}, **data.FAILURES},
    )


def _file(name: str, kind: str) -> dict[str, str]:
    """A browser shows JSON and keeps the rest as a file."""
    return {} if kind == "json" else {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
