"""The application: pages, data, and the gate before them.

In: a chronicle and a guard. Out: an ASGI application. What is sent to it to be kept passes a gate of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import get_args

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as Busy
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp

from runut import __version__
from runut.errors import BusyError, StoreError, UsageError
from runut.keep.sites import Name, Server, site_of, typed
from runut.publish.wording import Language
from runut.serve import auditing, data, pages, reviewing, verdicts, views
from runut.serve.adding import SLACK, Adding, asks_for_data
from runut.serve.adding import routes as adding_routes
from runut.serve.clerk import Orders
from runut.serve.desk import Desk
from runut.serve.guard import Gate, Guard
from runut.serve.jobs import State
from runut.serve.metrics import MEDIA, Measured, Measures, Meter
from runut.serve.receiving import RefusedError
from runut.serve.returning import Returning
from runut.serve.texts import say
from runut.serve.writes import WriteGate

__all__ = ["create_app", "inbox_of", "inner_app"]

THREADS = 8  # readers at once; more would only wait for the same two cores, each with a cache of its own
DATA = (".json", ".jsonl", ".csv")
NOT_FOUND = "Not Found"  # what an address says that has nothing to say of it


def create_app(
    path: Name, guard: Guard, language: Language = "id", *, read_only: bool = False, adding: Adding | None = None
) -> ASGIApp:
    """The workbench of the chronicle at ``path``, behind the guard. ``adding``: who takes articles that are sent.

    :raises StoreError: there is no chronicle, or it cannot be used.
    """
    desk = Desk(path, language)
    if not read_only:
        adding = adding or Adding.of(inbox_of(path), Orders(typed(path)))
    app = inner_app(desk, None if read_only else adding)
    rooms = {"/api/decisions": verdicts.ROOM}
    if adding is not None:
        desk.is_busy = lambda: adding.clerk.at_work is not None
        rooms["/add"] = adding.bounds.size + adding.bounds.text + SLACK
    returning = Returning(app, desk, is_kept=guard.token is None, kinds=app.state.kinds)
    writes = WriteGate(returning, read_only=read_only, rooms=rooms)
    writes.wrote = desk.touch
    return Measured(Gate(writes, guard), app.state.meter)


def inbox_of(path: Name) -> Path:
    """Where what is sent waits to be read: beside the chronicle, or here where that lies on a server."""
    site = site_of(path)
    return Path(f"{site.name}.inbox") if isinstance(site, Server) else site.with_name(f"{site.name}.inbox")


def inner_app(desk: Desk, adding: Adding | None = None) -> FastAPI:
    """The workbench without its gates; it can only be read where nobody takes what is sent."""
    app = FastAPI(
        title="Runut",
        version=__version__,
        summary="A chronicle: who did what to whom, when, where, and according to whom.",
        docs_url=None,  # those that FastAPI offers come from another host
        redoc_url=None,
        lifespan=_life,
    )
    app.state.desk = desk
    app.state.turn = CapacityLimiter(1)  # one writer at a time
    app.state.adding = adding
    app.state.at_work = lambda: adding and adding.clerk.at_work
    app.state.meter = Meter(lambda: _measured(desk, adding), get_args(State))
    app.state.kinds = ()
    of_chronicle = (module.routes(desk) for module in (data, views, verdicts, reviewing, auditing, pages))
    for router in (adding_routes(desk, adding), *of_chronicle):
        app.include_router(router)
        app.state.kinds += tuple(router.routes)  # app.routes may hold the router alone, which has no path
    app.add_api_route("/metrics", _metrics, include_in_schema=False)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _failed)
    app.add_exception_handler(UsageError, _failed)
    app.add_exception_handler(RefusedError, _failed)
    app.add_exception_handler(StoreError, _failed)
    app.add_exception_handler(Busy, _failed)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    Thread(target=app.state.desk.warm, daemon=True).start()
    adding: Adding | None = app.state.adding
    if adding is not None:
        adding.clerk.start()
    yield
    if adding is not None:
        await run_sync(adding.clerk.stop)
    app.state.desk.store.engine.dispose()


def _measured(desk: Desk, adding: Adding | None) -> Measures:
    articles, events, conflicts = desk.size()
    return Measures(articles, events, conflicts, tuple(job.state for job in adding.clerk.inbox.all()) if adding else ())


def _metrics(request: Request) -> Response:
    return Response(request.app.state.meter.text(), media_type=MEDIA)


def _failed(request: Request, error: Exception) -> Response:
    """An error as the asker can read it: an object for data, a page for a person."""
    language = pages.language_of_request(request)
    code, detail, headers = _reason(error, language)
    if _answers_in_data(request):
        return JSONResponse({"error": detail}, code, headers)
    shown = say("not_found", language) if code == 404 and detail == NOT_FOUND else detail
    if isinstance(error, BusyError):
        shown = say("chronicle_busy", language)
    headers = {**headers, "HX-Push-Url": "false"}
    return HTMLResponse(pages.page("error", request, language, detail=shown), code, headers)


def _answers_in_data(request: Request) -> bool:
    """Exports are asked for, and things sent, by programs, and by browsers, which say that they read HTML."""
    path = request.url.path
    either = path.startswith("/export/") or request.method == "POST"
    by_program = asks_for_data(request) and "hx-request" not in request.headers
    return path.endswith(DATA) or path.startswith("/api/") or (either and by_program)


def _reason(error: Exception, language: Language) -> tuple[int, str, dict[str, str]]:
    if isinstance(error, RefusedError):
        return error.code, say(error.key, language, "interface", **error.values), {}
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail), dict(error.headers or {})
    if isinstance(error, RequestValidationError):
        told = "; ".join(
            f"{one['loc'][-1] if len(one['loc']) < 3 else one['loc'][1]}: {one['msg']}" for one in error.errors()
        )
        return 422, told, {}
    if isinstance(error, Busy):
        return 503, "too many lists are being read at once; ask again in a moment", {"Retry-After": "5"}
    if isinstance(error, StoreError):
        return 503, str(error), {"Retry-After": "5"}
    return 400, str(error), {}
