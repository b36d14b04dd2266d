"""The views of a whole chronicle: places, parties, stories, yearly occasions; each as a page and as data.

In: requests. Out: responses. What a view shows is made in the module of its name; here it meets its address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from runut.fuse.stories import Story
from runut.keep import lookup
from runut.keep.survey import names_of
from runut.publish.json_lines import dumps
from runut.publish.occasions import occasion_object, occasion_table, tallies_table, tally_object
from runut.publish.stories import stories_table, story_object
from runut.publish.tables import Table
from runut.publish.wording import Language
from runut.serve.asking import Asked
from runut.serve.data import FAILURES, Lang, Limit, Offset, Wanted, content_of, named_file
from runut.serve.desk import Desk
from runut.serve.facets import chips
from runut.serve.graph import AT_FIRST, graph_page, tie_object, ties_table
from runut.serve.maps import map_page, spot_object, spots_table
from runut.serve.moved import moved
from runut.serve.occasions import occasion_asked, occasion_list, occasion_page
from runut.serve.pages import Number, html, language_of_request
from runut.serve.stories import chosen, story_list, story_named, story_of, story_page, whole
from runut.serve.streams import KINDS

__all__ = ["routes"]

AT_HAND = 1_000  # events whose stories are put together while the page is made: a quarter of a millisecond each

Lines = Iterator[dict[str, object]]
Region = Annotated[str, Query(max_length=30)]
Ties = Annotated[int, Query(ge=1, le=1000)]


def routes(desk: Desk) -> APIRouter:
    """The addresses of the views."""
    router = APIRouter()
    _add_data(router, desk)
    _add_pages(router, desk)
    _add_stories(router, desk)
    _add_occasions(router, desk)
    return router


def _add_pages(router: APIRouter, desk: Desk) -> None:
    @router.get("/map", include_in_schema=False)
    def places(request: Request, wanted: Wanted, region: Region = "") -> Response:
        language = language_of_request(request)
        found = map_page(desk, wanted, region, language)
        return html("map", request, asked=wanted, found=found, chips=chips(wanted, "/map", language))

    @router.get("/graph", include_in_schema=False)
    def parties(request: Request, wanted: Wanted, limit: Ties = AT_FIRST) -> Response:
        language = language_of_request(request)
        found = graph_page(desk, wanted, limit, language)
        return html("graph", request, asked=wanted, found=found, chips=chips(wanted, "/graph", language))


def _add_stories(router: APIRouter, desk: Desk) -> None:
    @router.get("/stories", include_in_schema=False)
    def listed(request: Request, wanted: Wanted, number: Number = 1, now: bool = False) -> Response:
        language = language_of_request(request)
        at_hand = now or sum(desk.store.counts()) <= AT_HAND
        found = story_list(desk, wanted, number, language) if at_hand else None
        marks = chips(wanted, "/stories", language)
        return html("stories", request, asked=wanted, found=found, chips=marks, number=number)

    @router.get("/stories/{name}", include_in_schema=False)
    def single(request: Request, name: str) -> Response:
        story = story_named(desk, name)
        if story is None:
            raise HTTPException(404)
        return html("story", request, found=story_page(desk, story, language_of_request(request)))

    @router.get("/events/{name}/story", include_in_schema=False)
    def of_event(request: Request, name: str) -> Response:
        if lookup.event(desk.store, name) is None:
            there = moved(desk, request, name, "/story")
            if there is None:
                raise HTTPException(404)
            return there
        story = story_of(desk, name)
        if story is None:
            return html("no_story", request, event=name)
        return RedirectResponse(f"/stories/{story}", 303)


def _add_occasions(router: APIRouter, desk: Desk) -> None:
    @router.get("/occasions", include_in_schema=False)
    def listed(request: Request, wanted: Wanted, number: Number = 1) -> Response:
        language = language_of_request(request)
        found = occasion_list(desk, wanted, number, language)
        return html("occasions", request, asked=wanted, found=found, chips=chips(wanted, "/occasions", language))

    @router.get("/occasions/{name}", include_in_schema=False)
    def single(request: Request, name: str, wanted: Wanted) -> Response:
        found = occasion_asked(desk, name, wanted)
        if found is None:
            raise HTTPException(404)
        language, path = language_of_request(request), f"/occasions/{found.id}"
        shown = occasion_page(desk, found, language)
        return html("occasion", request, asked=wanted, found=shown, chips=chips(wanted, path, language))


def _add_data(router: APIRouter, desk: Desk) -> None:
    def named(asked: Asked, language: Language) -> Any:
        return names_of(desk.store, {party for tie in desk.ties(asked) for party in (tie.one, tie.other)})

    def spots(asked: Asked, _language: Language) -> Lines:
        return map(spot_object, desk.spots(asked))

    def ties(asked: Asked, language: Language) -> Lines:
        names = named(asked, language)
        return (tie_object(tie, names) for tie in desk.ties(asked))

    def told(asked: Asked, language: Language) -> Lines:
        return (story_object(story, language) for story in whole(desk, chosen(desk, asked)))

    _add(router, "map", "Every place with its events; place is null for those of which none is told.", spots,
         lambda asked, _language, part: spots_table(part(desk.spots(asked))))  # fmt: skip
    _add(router, "graph", "Every two parties that meet, with how often and to what balance.", ties,
         lambda asked, language, part: ties_table(part(desk.ties(asked)), named(asked, language)))  # fmt: skip
    _add(router, "stories", "Stories that hold an event which the filters leave.", told,
         lambda asked, language, part: stories_table(whole(desk, part(chosen(desk, asked))), language))  # fmt: skip
    _add(router, "occasions", "Yearly occasions with the number of events of each year.",
         lambda asked, language: (tally_object(one, language) for one in desk.occasions(asked)),
         lambda asked, language, part: tallies_table(part(desk.occasions(asked)), language))  # fmt: skip
    for kind in ("json", "csv"):
        _add_story(router, desk, kind)
        _add_occasion(router, desk, kind)


def _add(
    router: APIRouter,
    name: str,
    summary: str,
    objects: Callable[[Asked, Language], Lines],
    table: Callable[[Asked, Language, Callable[[Any], Any]], Table],
) -> None:
    for kind in KINDS:
        _add_view(router, name, kind, summary, objects, table)


def _add_view(
    router: APIRouter,
    name: str,
    kind: str,
    summary: str,
    objects: Callable[[Asked, Language], Lines],
    table: Callable[[Asked, Language, Callable[[Any], Any]], Table],
) -> None:
    def view(wanted: Wanted, limit: Limit = None, offset: Offset = 0, lang: Lang = "id") -> Response:
        def part(rows: Any) -> Any:
            return islice(rows, offset, None if limit is None else offset + limit)

        headers = named_file(name, kind)
        if kind == "csv":
            return Response(table(wanted, lang, part).csv(), media_type=KINDS[kind], headers=headers)
        return StreamingResponse(_lines(part(objects(wanted, lang)), kind), media_type=KINDS[kind], headers=headers)

    router.add_api_route(
        f"/{name}.{kind}",
        view,
        methods=["GET"],
        response_class=Response,
        summary=f"{summary} ({kind})",
        operation_id=f"{name}_{kind}",
        responses={200: {"description": "The rows.", "content": content_of(kind, "array")}, **FAILURES},
        tags=[name],
    )


def _lines(rows: Lines, kind: str) -> Iterator[bytes]:
    if kind == "jsonl":
        yield from map(dumps, rows)
        return
    before = b"["
    for row in rows:
        yield before + dumps(row).rstrip(b"\n")
        before = b","
    yield b"]\n" if before == b"," else b"[]\n"


def _add_story(router: APIRouter, desk: Desk, kind: str) -> None:
    def single(name: str, lang: Lang = "id") -> Response:
        story: Story | None = story_named(desk, name)
        if story is None:
            raise HTTPException(404, f"there is no story called {name!r} in this chronicle")
        made = stories_table([story], lang).csv() if kind == "csv" else dumps(story_object(story, lang))
        return Response(made, media_type=KINDS[kind], headers=named_file(name, kind))

    router.add_api_route(
        f"/stories/{{name}}.{kind}",
        single,
        methods=["GET"],
        response_class=Response,
        summary=f"One story by its id. ({kind})",
        operation_id=f"one_story_{kind}",
        responses={200: {"description": "The story.", "content": content_of(kind, "object")}, **FAILURES},
        tags=["stories"],
    )


def _add_occasion(router: APIRouter, desk: Desk, kind: str) -> None:
    def single(name: str, wanted: Wanted, lang: Lang = "id") -> Response:
        found = occasion_asked(desk, name, wanted)
        if found is None:
            raise HTTPException(404, f"there is no yearly occasion with the id {name!r}")
        made = occasion_table(found, lang).csv() if kind == "csv" else dumps(occasion_object(found, lang))
        return Response(made, media_type=KINDS[kind], headers=named_file(name, kind))

    router.add_api_route(
        f"/occasions/{{name}}.{kind}",
        single,
        methods=["GET"],
        response_class=Response,
        summary=f"One yearly occasion by its id, year by year. ({kind})",
        operation_id=f"one_occasion_{kind}",
        responses={200: {"description": "The occasion.", "content": content_of(kind, "object")}, **FAILURES},
        tags=["occasions"],
    )
