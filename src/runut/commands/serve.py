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

from runut.commands.options import chronicle_argument
from runut.errors import UsageError
from runut.messages import of_sentences, told

if TYPE_CHECKING:
    from runut.publish.wording import Language

PORT = 8765
LAST_PORT = 65535
WAITING = 128  # connections that wait to be taken

EXAMPLE = """\b
Example:
  runut serve korea.db --lang en
  runut serve korea.db --host 0.0.0.0 --name workbench.example
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
@click.option("--open", "opens", is_flag=True, help="Open it in the browser of this machine.")
def serve_command(
    chronicle: str,
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    language: Language,
    read_only: bool,
    opens: bool,
) -> int:
    """Open a chronicle in a browser: timeline, events, articles, actors, conflicts, and all of it as JSON and CSV.

    Everything comes from this machine. What a reader decides on events is kept as runut review keeps it, unless
    --read-only says otherwise. Only this machine can reach it, unless --host does: then a reader needs the address
    with the token that is printed.
    """
    from uvicorn import Config, Server

    from runut.serve.app import create_app
    from runut.serve.guard import Guard, is_loopback

    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    app = create_app(Path(chronicle), Guard.of(host, token=token, names=names), language, read_only=read_only)
    listening = _listen(host, port)
    address = _address(host, listening.getsockname()[1], token)
    click.echo(f"{chronicle}: {address}  {told('(Ctrl-C stops)')}")
    if opens:
        import webbrowser

        webbrowser.open(address)
    # No line per request: an address can hold a token, and what is searched for is nobody's business.
    config = Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    Server(config).run(sockets=[listening])
    return 0


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
