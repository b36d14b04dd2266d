"""A web server on this machine that answers what a test wants, well or badly, and a clock that only tests move."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from email.message import Message
from email.parser import BytesParser

Said = bytes | Iterable[bytes]


def answer(body=b"", *, status="200 OK", media="text/html; charset=utf-8", headers=()):
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    if media:
        lines.append(f"Content-Type: {media}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


class Server:
    """``routes``: by path, bytes to send, an iterable of pieces, or a function of the request's headers.

    ``asked``: the paths in the order of asking; ``heads``: the headers of each request.
    """

    def __init__(self) -> None:
        self.routes: dict[str, Said | Callable[[Message], Said]] = {}
        self.asked: list[str] = []
        self.heads: list[Message] = []
        self.port = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def times(self, path: str) -> int:
        return self.asked.count(path)

    def pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]

    def respond(self, path: str, head: Message) -> Said:
        self.asked.append(path)
        self.heads.append(head)
        found = self.routes.get(path, answer(b"none", status="404 Not Found"))
        return found(head) if callable(found) else found


@contextmanager
def serving():
    """The server, as long as the test runs."""
    server = Server()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                line = self.rfile.readline(65536).decode("latin-1").split()
                if len(line) < 2:
                    return
                lines = []
                while (header := self.rfile.readline(65536)).strip():
                    lines.append(header)
                said = server.respond(line[1], BytesParser().parsebytes(b"".join(lines)))
                for piece in [said] if isinstance(said, bytes) else said:
                    self.wfile.write(piece)
                    self.wfile.flush()

    class Threads(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Threads(("127.0.0.1", 0), Handler) as found:
        server.port = found.server_address[1]
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            found.shutdown()


class HandClock:
    """Moves when somebody waits; ``slept``: how long each time."""

    def __init__(self, at: float = 1_790_000_000.0) -> None:
        self.at = at
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
