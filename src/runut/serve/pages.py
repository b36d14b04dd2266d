"""The pages: from an address to HTML.

In: requests. Out: responses. What a page shows is made in the module of its name; here it meets its template, the
reader's language and the links around it.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from runut import __version__
from runut.keep import lookup
from runut.publish import FORMATS
from runut.publish.wording import Language
from runut.serve.article import article_page
from runut.serve.asking import Asked, asked
from runut.serve.desk import Desk
from runut.serve.facets import chips, facets
from runut.serve.lists import article_list, dispute_list, plain_list
from runut.serve.manual import operations
from runut.serve.pair import pair_page
from runut.serve.people import actor_page
from runut.serve.texts import language_of, render
from runut.serve.timeline import month_strip, timeline
from runut.serve.writes import writing_of

__all__ = ["Number", "html", "language_of_request", "page", "routes"]

FAR = 10_000_000  # pages; nobody turns as many
YEAR = 365 * 24 * 3600
STATIC = {
    "report.css": ("runut.publish", "templates/report.css", "text/css"),
    "workbench.css": ("runut.serve", "static/workbench.css", "text/css"),
    "icon.svg": ("runut.serve", "static/icon.svg", "image/svg+xml"),
    "workbench.js": ("runut.serve", "static/workbench.js", "text/javascript"),
    "review.css": ("runut.serve", "static/review.css", "text/css"),
    "review.js": ("runut.serve", "static/review.js", "text/javascript"),
    "htmx.min.js": ("runut.serve", "static/htmx.min.js", "text/javascript"),
}

Wanted = Annotated[Asked, Depends(asked)]
Number = Annotated[int, Query(alias="page", ge=1, le=FAR)]


def language_of_request(request: Request) -> Language:
    """The reader's language: of the address, else of the cookie, else of the command."""
    desk: Desk = request.app.state.desk
    return language_of(request.query_params.get("lang"), request.cookies.get("lang"), desk.language)


def page(name: str, request: Request, language: Language, **shown: object) -> str:
    """A template with what stands around every page."""
    desk: Desk = request.app.state.desk
    query = [(key, value) for key, value in parse_qsl(request.url.query) if key not in ("lang", "token")]
    other = "en" if language == "id" else "id"
    shown.setdefault("asked", Asked())
    return render(
        name,
        language,
        section=request.url.path.strip("/").partition("/")[0],
        path=request.url.path,
        switch=f"{request.url.path}?{urlencode([*query, ('lang', other)])}",
        other=other,
        chronicle=desk.title,
        stale=desk.store.is_stale(),
        version=__version__,
        writing=writing_of(request),
        at_work=getattr(request.app.state, "at_work", lambda: None)(),
        **shown,
    )


def routes(desk: Desk) -> APIRouter:
    """The addresses of pages."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_timeline(router, desk)
    _add_lists(router, desk)
    _add_singles(router, desk)
    _add_rest(router)
    return router


def html(name: str, request: Request, **shown: object) -> HTMLResponse:
    """The page of a template in the reader's language, which is kept where the address names one."""
    language = language_of_request(request)
    made = HTMLResponse(page(name, request, language, **shown))
    if request.query_params.get("lang") == language:
        made.set_cookie("lang", language, max_age=YEAR, samesite="lax", httponly=True)
    return made


def _add_timeline(router: APIRouter, desk: Desk) -> None:
    @router.get("/")
    def home() -> Response:
        return RedirectResponse("/timeline", 307)

    @router.get("/timeline")
    def show(request: Request, wanted: Wanted, number: Number = 1, survey: bool = False) -> Response:
        found = timeline(desk, wanted, number)
        shown = _surveyed(request, wanted) if found.counted or survey else {}
        language = language_of_request(request)
        made = html("timeline", request, asked=wanted, found=found, chips=chips(wanted, "/timeline", language), **shown)
        if "hx-request" in request.headers:
            made.headers["HX-Push-Url"] = wanted.address("/timeline", page=number)
        return made

    @router.get("/timeline/survey")
    def counts(request: Request, wanted: Wanted) -> Response:
        return html("survey_only", request, asked=wanted, **_surveyed(request, wanted))

    def _surveyed(request: Request, wanted: Asked) -> dict[str, Any]:
        language = language_of_request(request)
        return {"strip": month_strip(desk, wanted, language), "facets": facets(desk, wanted, language, "/timeline")}


def _add_lists(router: APIRouter, desk: Desk) -> None:
    makers = {"conflicts": dispute_list, "articles": article_list}

    def listing(name: str) -> Any:
        def show(request: Request, wanted: Wanted, number: Number = 1) -> Response:
            made = makers.get(name)
            found = made(desk, wanted, number) if made else plain_list(desk, name, wanted, number)
            marks = chips(wanted, f"/{name}", language_of_request(request))
            return html(name, request, asked=wanted, found=found, chips=marks)

        return show

    @router.get("/export")
    def formats(request: Request, wanted: Wanted) -> Response:
        marks = chips(wanted, "/export", language_of_request(request))
        total = desk.total(wanted)
        return html("export", request, asked=wanted, chips=marks, formats=FORMATS.items(), total=total)

    @router.get("/dyad")
    def two(request: Request, wanted: Wanted) -> Response:
        found = pair_page(desk, wanted, language_of_request(request))
        return html("dyad", request, asked=wanted, found=found)

    for name in ("conflicts", "statements", "actors", "articles"):
        router.add_api_route(f"/{name}", listing(name), methods=["GET"])


def _add_singles(router: APIRouter, desk: Desk) -> None:
    makers = {"article": article_page, "actor": actor_page}

    def single(kind: str) -> Any:
        def show(request: Request, name: str) -> Response:
            found = makers[kind](desk, name, language_of_request(request))
            if found is None:
                raise HTTPException(404)
            return html(kind, request, found=found)

        return show

    @router.get("/articles/{name}/original/{sha256}")
    def original(name: str, sha256: str) -> Response:
        found = lookup.article(desk.store, name)
        kept = {page.sha256 for page in found.saved} if found else set()
        data = desk.store.original(sha256) if sha256 in kept else None
        if data is None:
            raise HTTPException(404)
        headers = {
            "Content-Disposition": f'attachment; filename="{sha256[:16]}.saved"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        return Response(data, media_type="application/octet-stream", headers=headers)

    for kind in makers:
        router.add_api_route(f"/{kind}s/{{name}}", single(kind), methods=["GET"])


def _add_rest(router: APIRouter) -> None:
    @router.get("/docs")
    def docs(request: Request) -> Response:
        return html("docs", request, operations=operations(request.app.openapi()))

    @router.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in STATIC:
            raise HTTPException(404)
        package, path, media = STATIC[name]
        headers = {"Cache-Control": "private, max-age=86400"}
        return Response((files(package) / path).read_bytes(), media_type=media, headers=headers)
