"""``runut serve``: the workbench of a chronicle, on this machine unless told otherwise.

In: a chronicle, an address to listen on. Out: a server that runs until it is stopped; the address to open is printed.
Other machines are let in only with a token, which is made where none is given.
"""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runut.commands.options import chronicle_argument, contact_option, own_options, use_own
from runut.errors import UsageError
from runut.messages import of_sentences, told

if TYPE_CHECKING:
    from runut.publish.wording import Language
    from runut.serve.adding import Adding
    from runut.serve.clerk import Orders

PORT = 8765
LAST_PORT = 65535
MOST = 1000  # megabytes of one sending
MAX_UPLOAD = "The most that is taken in one sending."
WORKERS = "How many processes read what is sent (1)."
TIMEOUT = "What they give a page, twice, before it is refused (60)."
WAITING = 128  # connections that wait to be taken

EXAMPLE = """\b
Example:
  runut serve korea.db --lang en
  runut serve korea.db --host 0.0.0.0 --name workbench.example
  runut serve korea.db --read-only
"""


@click.command("serve", epilog=EXAMPLE)
@chronicle_argument
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", type=int, default=PORT, show_default=True, metavar="N", help="Port; 0 for any that is free.")
@click.option("--token", metavar="WORDS", help="What a reader must show; made where other machines may ask.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name that this machine is also called by.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["id", "en"]),
    default=of_sentences,
    help="Language of a reader who chose none (id).",
)
@click.option("--read-only", is_flag=True, help="Nothing can be decided or added; for showing a chronicle to others.")
@click.option("--inbox", metavar="FOLDER", help="Where articles that are sent wait to be read (CHRONICLE.inbox).")
@click.option("--max-upload", type=click.IntRange(1), default=MOST, show_default=True, metavar="MB", help=MAX_UPLOAD)
@click.option("--workers", type=click.IntRange(0, 256), default=1, metavar="N", help=WORKERS)
@click.option("--timeout", type=click.FloatRange(1), default=60, metavar="SECONDS", help=TIMEOUT)
@own_options
@contact_option
@click.option("--open", "opens", is_flag=True, help="Open it in the browser of this machine.")
def serve_command(
    chronicle: str,
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    language: Language,
    read_only: bool,
    inbox: str | None,
    max_upload: int,
    workers: int,
    timeout: float,
    codebook: tuple[str, ...],
    actors: tuple[str, ...],
    no_model: bool,
    contact: str | None,
    opens: bool,
) -> int:
    """Open a chronicle in a browser: timeline, events, articles, actors, conflicts, and all of it as JSON and CSV.

    Everything comes from this machine. What a reader decides on events is kept as runut review keeps it, and articles
    that a reader sends are read as runut build reads them, unless --read-only says otherwise. Only this machine can
    reach it, unless --host does: then a reader needs the address with the token that is printed.
    """
    from uvicorn import Config, Server

    from runut.acquire.manners import checked_contact
    from runut.keep.sites import site_of
    from runut.serve.app import create_app
    from runut.serve.clerk import Orders
    from runut.serve.guard import Guard, is_loopback

    use_own(codebook, actors, no_model=no_model)
    known = checked_contact(contact) if contact else None
    orders = Orders(chronicle, codebook, actors, not no_model, workers, timeout, known)
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    guard = Guard.of(host, token=token, names=names)
    adding = None if read_only else _adding(orders, inbox, max_upload)
    site = site_of(chronicle)
    app = create_app(site, guard, language, read_only=read_only, adding=adding)
    listening = _listen(host, port)
    address = _address(host, listening.getsockname()[1], token)
    click.echo(f"{site}: {address}  {told('(Ctrl-C stops)')}")
    if opens:
        import webbrowser

        webbrowser.open(address)
    # No line per request: an address can hold a token, and what is searched for is nobody's business.
    config = Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    Server(config).run(sockets=[listening])
    return 0


def _adding(orders: Orders, inbox: str | None, max_upload: int) -> Adding:
    from runut.serve.adding import Adding
    from runut.serve.app import inbox_of
    from runut.serve.receiving import Bounds

    folder = Path(inbox) if inbox else inbox_of(orders.chronicle)
    return Adding.of(folder, orders, Bounds(size=max_upload * 1_000_000))


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= LAST_PORT:
        raise UsageError(f"--port {port} is no port; choose one up to {LAST_PORT}")
    bare = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in bare else socket.AF_INET
        return socket.create_server((bare, port), family=family, backlog=WAITING)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"{host}:{port} cannot be listened on ({why}); try another --port, or 0 for any") from error


def _address(host: str, port: int, token: str | None) -> str:
    """What to open: the machine's own name where it listens on all of its addresses."""
    bare = host.strip("[]")
    shown = socket.gethostname() if bare in ("0.0.0.0", "::") else f"[{bare}]" if ":" in bare else bare
    return f"http://{shown}:{port}/" + (f"?token={token}" if token else "")
