"""The HTTP API: the verbs of the command line under the same names, with the same filters.

In: addresses such as ``/timeline.json?actor=Putin``. Out: JSON, JSON lines or CSV; single events, articles and actors
by their id. The OpenAPI document describes all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi import Path as PathOf
from starlette.responses import Response, StreamingResponse

from runut.errors import UsageError
from runut.keep import lookup
from runut.keep.view import Row
from runut.publish import FORMATS, make, tables
from runut.publish import json_lines as lines
from runut.publish.dyads import dyad_object, dyad_table
from runut.publish.json_lines import dumps
from runut.publish.listings import LISTINGS
from runut.publish.tables import Table
from runut.publish.wording import Language
from runut.serve.asking import Asked, asked
from runut.serve.desk import Desk
from runut.serve.moved import MOVED, moved
from runut.serve.pair import dyad_asked
from runut.serve.streams import KINDS, stream
from runut.viewing import whole_view

__all__ = ["FAILURES", "Lang", "Limit", "Offset", "Wanted", "content_of", "named_file", "routes"]

SUMMARIES = {
    "timeline": "Events by day: who did what to whom, when, where, according to whom.",
    "conflicts": "Where reports disagree, with each other or with themselves; nothing is repaired.",
    "statements": "Who said what; days are those of publication, words those of the statement.",
    "actors": "Who is named, the busiest first; the filters select the events that are counted.",
    "articles": "The articles, by source; days are those of publication.",
}
_ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
FAILURES: dict[int | str, dict[str, Any]] = {
    code: {"description": says, "content": {"application/json": {"schema": _ERROR}}}
    for code, says in {
        400: "A value is impossible; error says which.",
        404: "There is nothing of that name.",
        422: "A value has the wrong form; error says which.",
        503: "The chronicle cannot be read now; error says why.",
    }.items()
}
MOST = 2**31 - 1
LARGEST = 20_000  # events of an export, which is made whole in memory
ENDINGS = {
    "jsonl": "jsonl", "csv": "csv", "markdown": "md", "html": "html", "xlsx": "xlsx", "docx": "docx",
    "parquet": "parquet", "polecat": "tsv", "icews": "tsv", "gdelt": "tsv", "plover": "json", "timelinejs": "json",
    "icalendar": "ics", "geojson": "geojson", "graphml": "graphml", "ftm": "jsonl", "jsonld": "jsonld",
    "timeml": "zip", "brat": "zip", "bibtex": "bib", "csl": "json",
}  # fmt: skip

Wanted = Annotated[Asked, Depends(asked)]
Limit = Annotated[int | None, Query(ge=0, le=MOST, description="At most so many rows.")]
Offset = Annotated[int, Query(ge=0, le=MOST, description="Leave out the first so many.")]
FormatName = Annotated[str, PathOf(json_schema_extra={"enum": list(FORMATS)})]
Lang = Annotated[Language, Query(description="Language of the sentences in CSV.")]


def routes(desk: Desk) -> APIRouter:
    """The addresses of data."""
    router = APIRouter()
    for name in LISTINGS:
        for kind in KINDS:
            _add_listing(router, desk, name, kind)
    for kind in ("json", "csv"):
        _add_dyad(router, desk, kind)
    _add_exports(router, desk)
    for noun, find, to_object, to_table in _SINGLE:
        for kind in ("json", "csv"):
            _add_single(router, desk, noun, kind, find, to_object, to_table)
    return router


def _add_listing(router: APIRouter, desk: Desk, name: str, kind: str) -> None:
    def listing(wanted: Wanted, limit: Limit = None, offset: Offset = 0, lang: Lang = "id") -> Response:
        found = desk.listing(name, wanted, limit=limit, offset=offset)
        made = stream(found, name, kind, lang)
        return StreamingResponse(made, media_type=KINDS[kind], headers=named_file(name, kind))

    described = {200: {"description": "The rows.", "content": content_of(kind, "array")}, **FAILURES}
    router.add_api_route(
        f"/{name}.{kind}",
        listing,
        methods=["GET"],
        response_class=Response,
        summary=f"{SUMMARIES[name]} ({kind})",
        operation_id=f"{name}_{kind}",
        responses=described,
        tags=[name],
    )


def _add_dyad(router: APIRouter, desk: Desk, kind: str) -> None:
    def two(wanted: Wanted, lang: Lang = "id") -> Response:
        found = dyad_asked(desk, wanted)
        content = dyad_table(found).csv() if kind == "csv" else dumps(dyad_object(found, lang))
        return Response(content, media_type=KINDS[kind], headers=named_file("dyad", kind))

    router.add_api_route(
        f"/dyad.{kind}",
        two,
        methods=["GET"],
        response_class=Response,
        summary=f"Two parties by month: events, balance, firsts, gaps; give between twice. ({kind})",
        operation_id=f"dyad_{kind}",
        responses={200: {"description": "The two.", "content": content_of(kind, "object")}, **FAILURES},
        tags=["dyad"],
    )


def _add_exports(router: APIRouter, desk: Desk) -> None:
    def exported(format: FormatName, wanted: Wanted, text: bool | None = None, lang: Lang = "id") -> Response:
        if desk.total(wanted) > LARGEST:
            raise UsageError(f"more than {LARGEST} events make a file too large for a browser; use runut export")
        made = make(format, whole_view(desk.view(wanted), lang), text=text)
        headers = {"Content-Disposition": f'attachment; filename="runut-{format}.{ENDINGS.get(format, "txt")}"'}
        if made.left_out:
            headers["Runut-Left-Out"] = quote("; ".join(made.left_out))
        return Response(made.data, media_type="application/octet-stream", headers=headers)

    media = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    router.add_api_route(
        "/export/{format}",
        exported,
        methods=["GET"],
        response_class=Response,
        summary="The filtered events in a format that other tools read; text=false leaves the articles' sentences out.",
        operation_id="export",
        responses={
            200: {
                "description": "The file; the header Runut-Left-Out says what it has no place for.",
                "content": media,
            },
            **FAILURES,
        },
        tags=["export"],
    )


def _add_single(
    router: APIRouter,
    desk: Desk,
    noun: str,
    kind: str,
    find: Callable[[Desk, str], Any],
    to_object: Callable[[Any], dict[str, object]],
    to_table: Callable[[Any, Language], Table],
) -> None:
    def single(request: Request, name: str, lang: Lang = "id") -> Response:
        found = find(desk, name)
        if found is None:
            there = moved(desk, request, name, f".{kind}") if noun == "events" else None
            if there is not None:
                return there
            raise HTTPException(404, f"there is nothing called {name!r} in this chronicle")
        content = to_table(found, lang).csv() if kind == "csv" else dumps(to_object(found))
        return Response(content, media_type=KINDS[kind], headers=named_file(noun, kind))

    described = {200: {"description": "The record.", "content": content_of(kind, "object")}, **FAILURES}
    if noun == "events":
        described |= MOVED
    router.add_api_route(
        f"/{noun}/{{name}}.{kind}",
        single,
        methods=["GET"],
        response_class=Response,
        summary=f"One of the {noun}, by its id. ({kind})",
        operation_id=f"one_of_{noun}_{kind}",
        responses=described,
        tags=[noun],
    )


_SINGLE: tuple[tuple[str, Callable[..., Any], Callable[..., dict[str, object]], Callable[..., Table]], ...] = (
    (
        "events",
        lambda desk, name: lookup.event(desk.store, name),
        lines.cluster_object,
        lambda found, language: tables.timeline_table([found], language),
    ),
    (
        "articles",
        lambda desk, name: (f := lookup.article(desk.store, name)) and Row(f.article, f.copies_of, f.engine),
        lambda row: lines.article_object(row.article),
        lambda row, _language: tables.articles_table([(row.article, row.copies_of, row.engine)]),
    ),
    (
        "actors",
        lambda desk, name: lookup.actor(desk.store, name),
        lines.actor_object,
        lambda found, _language: tables.actors_table([found]),
    ),
)


def content_of(kind: str, shape: str) -> dict[str, Any]:
    """What the OpenAPI document says of an answer: an "array" or an "object"."""
    media = KINDS[kind].partition(";")[0]
    if kind != "json":
        return {media: {"schema": {"type": "string"}}}
    inner: dict[str, Any] = {"type": "object", "additionalProperties": True}
    return {media: {"schema": {"type": "array", "items": inner} if shape == "array" else inner}}


def named_file(name: str, kind: str) -> dict[str, str]:
    """A browser shows JSON and keeps the rest as a file."""
    return {} if kind == "json" else {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
