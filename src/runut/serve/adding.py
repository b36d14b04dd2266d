"""Adding articles: what is sent becomes a job, and jobs can be looked at, ended, gone on with and removed.

In: requests that have passed the gates. Out: pages, or JSON where a program asks. Nothing is read here: the clerk has
it done in another process, and readers go on reading.

::

    curl -F "file=@page.html" -H "Runut-Program: curl" http://127.0.0.1:8765/add
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, HTTPException, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from runut.acquire.limits import megabytes
from runut.serve import pages
from runut.serve.clerk import Clerk, Orders
from runut.serve.data import FAILURES
from runut.serve.desk import Desk
from runut.serve.job import JobPage, job_object, job_page
from runut.serve.jobs import Inbox, Job, Sent
from runut.serve.receiving import Bounds, RefusedError, Sending, from_form, from_json, room_for
from runut.serve.texts import say
from runut.serve.writes import writing_of

__all__ = ["SLACK", "Adding", "asks_for_data", "routes"]

SLACK = 1_000_000  # bytes of a body beside its files: heads of parts, fields
SHOWN = 100  # jobs in a list
_JSON = {"application/json": {"schema": {"type": "object", "additionalProperties": True}}}
_SAYS = {
    400: "Something in it cannot be used; error says what.",
    403: "Nothing can be added here, or the form is none of ours.",
    404: "There is no such job.",
    409: "The job is not in a state for it.",
    413: "It is too large, or too many.",
    422: "It has the wrong form; error says where.",
    503: "The chronicle cannot be read now, or too many jobs wait.",
    507: "The disk has no room for it.",
}
Answers = dict[int | str, dict[str, Any]]


def _answers(ok: int, says: str, *codes: int) -> Answers:
    """What an address answers, for its description."""
    failures: Answers = {code: {**FAILURES[400], "description": _SAYS[code]} for code in codes}
    return {ok: {"description": says, "content": _JSON}, **failures}


@dataclass(frozen=True, slots=True)
class Adding:
    """Who takes what is sent, and how much of it."""

    clerk: Clerk
    bounds: Bounds = field(default_factory=Bounds)

    @classmethod
    def of(cls, folder: Path, orders: Orders, bounds: Bounds | None = None) -> Adding:
        """Jobs in ``folder``, done by ``orders``."""
        return cls(Clerk(Inbox(folder), orders), bounds or Bounds())


def asks_for_data(request: Request) -> bool:
    """Whether a program asks that wants JSON: a browser says that it takes HTML."""
    return "text/html" not in request.headers.get("accept", "")


def routes(desk: Desk, adding: Adding | None) -> APIRouter:
    """The addresses; where nothing can be added they say so, and are not described."""
    router = APIRouter(include_in_schema=adding is not None)
    _add_sending(router, adding)
    _add_data(router, desk, adding)
    _add_pages(router, desk, adding)
    _add_deeds(router, adding)
    return router


def _open(adding: Adding | None, request: Request) -> Adding:
    if adding is None or not writing_of(request).allowed:
        raise HTTPException(403, say("add_read_only", pages.language_of_request(request)))
    return adding


def _sending_schema() -> dict[str, Any]:
    """What is sent as JSON, in one piece: a body that is described by hand adds no names to the document."""
    schema = Sending.model_json_schema()
    schema["properties"]["articles"]["items"] = schema.pop("$defs")["SentArticle"]
    return schema


def _add_sending(router: APIRouter, adding: Adding | None) -> None:
    media = {"type": "string", "format": "binary"}
    form = {"type": "object", "properties": {"file": {"type": "array", "items": media}, "text": {"type": "string"},
            "title": {"type": "string"}, "published": {"type": "string"}, "url": {"type": "string"},
            "outlet": {"type": "string"}, "addresses": {"type": "string", "description": "One a line."}}}  # fmt: skip
    body = {
        "content": {
            "multipart/form-data": {"schema": form},
            "application/json": {"schema": _sending_schema()},
        }
    }

    @router.post(
        "/add",
        status_code=202,
        response_class=Response,
        summary="Send articles: files, pasted text, addresses. They are read in the background, as runut build does.",
        operation_id="add",
        responses=_answers(202, "The job; its address is in Location.", 400, 403, 413, 422, 503, 507),
        openapi_extra={"requestBody": body},
        tags=["jobs"],
    )
    async def add(request: Request) -> Response:
        job = await _received(request, _open(adding, request))
        where = f"/jobs/{job.id}"
        if not asks_for_data(request):
            return RedirectResponse(where, 303)
        headers = {"Location": f"{where}.json"}
        return JSONResponse({"id": job.id, "state": job.state, "address": f"{where}.json"}, 202, headers)


async def _received(request: Request, adding: Adding) -> Job:
    """The job of what is sent; where it is refused or breaks off, nothing of it stays."""
    clerk, bounds = adding.clerk, adding.bounds
    if len(clerk.waiting) >= bounds.jobs:
        raise RefusedError(503, "add_many_jobs", x=bounds.jobs)
    length = request.headers.get("content-length", "")
    await run_sync(room_for, clerk.inbox.folder, int(length) if length.isdecimal() else bounds.size)
    number = clerk.inbox.new()
    try:
        sent = await _sent(request, clerk.inbox.path(number), bounds)
        job = Job(number, datetime.now(UTC).isoformat(timespec="seconds"), sent)
        return await run_sync(clerk.add, job)
    except BaseException:
        clerk.inbox.remove(number)
        raise


async def _sent(request: Request, folder: Path, bounds: Bounds) -> tuple[Sent, ...]:
    media = request.headers.get("content-type", "")
    if media.partition(";")[0].strip().lower() == "multipart/form-data":
        return await from_form(media, request.stream(), folder, bounds)
    body = await _whole(request.stream(), bounds)
    try:
        sending = Sending.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "JSON"
        raise HTTPException(422, f"{where}: {first['msg']}") from error
    return await run_sync(from_json, sending, folder)


async def _whole(body: AsyncIterator[bytes], bounds: Bounds) -> bytes:
    found = bytearray()
    async for chunk in body:
        found += chunk
        if len(found) > bounds.text:
            raise RefusedError(413, "add_text_long", x=megabytes(bounds.text))
    return bytes(found)


def _add_data(router: APIRouter, desk: Desk, adding: Adding | None) -> None:
    listing = _answers(200, "The jobs.", 503)
    listing[200]["content"] = {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}

    @router.get(
        "/jobs.json",
        response_class=Response,
        summary="The jobs, the newest first.",
        operation_id="jobs",
        responses=listing,
        tags=["jobs"],
    )
    def listed(request: Request) -> Response:
        clerk = _open(adding, request).clerk
        rows = [job_object(job_page(clerk, desk, job)) for job in clerk.inbox.all()[:SHOWN]]
        return JSONResponse(rows)

    @router.get(
        "/jobs/{name}.json",
        response_class=Response,
        summary="One job: its state, progress, receipt, articles.",
        operation_id="job",
        responses=_answers(200, "How far it is; at its end the receipt and what it added.", 404, 503),
        tags=["jobs"],
    )
    def one(request: Request, name: str) -> Response:
        return JSONResponse(job_object(_found(desk, _open(adding, request), name)))


def _found(desk: Desk, adding: Adding, name: str) -> JobPage:
    job = adding.clerk.inbox.get(name)
    if job is None:
        raise HTTPException(404, f"there is no job {name!r}")
    return job_page(adding.clerk, desk, job)


def _add_pages(router: APIRouter, desk: Desk, adding: Adding | None) -> None:
    hidden: dict[str, Any] = {"include_in_schema": False, "response_class": HTMLResponse}

    @router.get("/add", **hidden)
    def form(request: Request) -> Response:
        bounds = _open(adding, request).bounds
        return pages.html("add", request, bounds=bounds, most=megabytes(bounds.size))

    @router.get("/jobs", **hidden)
    def jobs(request: Request) -> Response:
        clerk = _open(adding, request).clerk
        found = [(job, clerk.inbox.receipt(job.id)) for job in clerk.inbox.all()[:SHOWN]]
        return pages.html("jobs", request, found=found, going=any(job.is_going for job, _ in found))

    @router.get("/jobs/{name}", **hidden)
    def job(request: Request, name: str) -> Response:
        return pages.html("job", request, found=_found(desk, _open(adding, request), name))

    @router.get("/jobs/{name}/state", **hidden)
    def state(request: Request, name: str) -> Response:
        return pages.html("job_state", request, found=_found(desk, _open(adding, request), name))


def _add_deeds(router: APIRouter, adding: Adding | None) -> None:
    def deed(what: str) -> Any:
        def done(request: Request, name: str) -> Response:
            clerk = _open(adding, request).clerk
            job = clerk.inbox.get(name)
            if job is None:
                raise HTTPException(404, f"there is no job {name!r}")
            to = _DEEDS[what](clerk, job)
            if asks_for_data(request):
                return JSONResponse({"id": name, "done": what})
            return RedirectResponse(to, 303)

        return done

    for what, says in (
        ("cancel", "Take a job out of the queue, or end it; what it has read stays."),
        ("resume", "Go on with a job that was not finished, or try again what failed."),
        ("remove", "Remove a job with the files that it still has; what it added stays."),
    ):
        router.add_api_route(
            f"/jobs/{{name}}/{what}",
            deed(what),
            methods=["POST"],
            response_class=Response,
            summary=says,
            operation_id=f"job_{what}",
            responses=_answers(200, "It is done.", 403, 404, 409),
            tags=["jobs"],
        )


def _cancel(clerk: Clerk, job: Job) -> str:
    clerk.cancel(job.id)
    return f"/jobs/{job.id}"


def _resume(clerk: Clerk, job: Job) -> str:
    if not job.can_go_on:
        raise HTTPException(409, "nothing of this job is left to be read")
    clerk.add(job)
    return f"/jobs/{job.id}"


def _remove(clerk: Clerk, job: Job) -> str:
    if job.is_going:
        raise HTTPException(409, "the job waits or is at work; cancel it first")
    clerk.inbox.remove(job.id)
    return "/jobs"


_DEEDS = {"cancel": _cancel, "resume": _resume, "remove": _remove}
