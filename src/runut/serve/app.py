"""The application: pages, data, and the gate before them.

In: a chronicle and a guard. Out: an ASGI application. What is sent to it to be kept passes a gate of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as Busy
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp

from runut import __version__
from runut.errors import StoreError, UsageError
from runut.publish.wording import Language
from runut.serve import data, pages
from runut.serve.desk import Desk
from runut.serve.guard import Gate, Guard
from runut.serve.texts import say
from runut.serve.writes import WriteGate

__all__ = ["create_app", "inner_app"]

THREADS = 8  # readers at once; more would only wait for the same two cores, each with a cache of its own
DATA = (".json", ".jsonl", ".csv")


def create_app(path: Path, guard: Guard, language: Language = "id", *, read_only: bool = False) -> ASGIApp:
    """The workbench of the chronicle at ``path``, behind the guard.

    :raises StoreError: there is no chronicle, or it cannot be used.
    """
    return Gate(WriteGate(inner_app(Desk(path, language)), read_only=read_only), guard)


def inner_app(desk: Desk) -> FastAPI:
    """The workbench without its gates; it can only be read."""
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
    app.include_router(data.routes(desk))
    app.include_router(pages.routes(desk))
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _failed)
    app.add_exception_handler(UsageError, _failed)
    app.add_exception_handler(StoreError, _failed)
    app.add_exception_handler(Busy, _failed)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.desk.store.engine.dispose()


def _failed(request: Request, error: Exception) -> Response:
    """An error as the asker can read it: an object for data, a page for a person."""
    code, detail, headers = _reason(error)
    if _asks_for_data(request):
        return JSONResponse({"error": detail}, code, headers)
    language = pages.language_of_request(request)
    shown = say("not_found", language) if code == 404 else detail
    return HTMLResponse(pages.page("error", request, language, detail=shown), code, headers)


def _asks_for_data(request: Request) -> bool:
    """Exports are asked for by programs, and by browsers, which say that they read HTML."""
    path = request.url.path
    return path.endswith(DATA) or (path.startswith("/export/") and "text/html" not in request.headers.get("accept", ""))


def _reason(error: Exception) -> tuple[int, str, dict[str, str]]:
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail), dict(error.headers or {})
    if isinstance(error, RequestValidationError):
        told = "; ".join(
            f"{one['loc'][-1] if len(one['loc']) < 3 else one['loc'][1]}: {one['msg']}" for one in error.errors()
        )
        return 422, told, {}
    if isinstance(error, Busy):
        return 503, "too many lists are being read at once; ask again in a moment", {"Retry-After": "5"}
    return (503 if isinstance(error, StoreError) else 400), str(error), {}
