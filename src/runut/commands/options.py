"""Options that several verbs share, so that they are named and explained the same everywhere.

In: nothing. Out: decorators for click commands, and the filters that they collect.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from runut.config import CHRONICLE
from runut.errors import UsageError
from runut.messages import of_sentences, say

F = TypeVar("F", bound=Callable[..., Any])

published_option = click.option(
    "--published", metavar="DAY", help="When the page was published: 2023-09-13, ISO 8601 with a zone, or EDTF."
)
url_option = click.option("--url", metavar="ADDRESS", help="The address the page was saved from.")
language_option = click.option(
    "--lang", "language", type=click.Choice(["id", "en"]), default=of_sentences, help="Language of the sentences (id)."
)
own_codebook_option = click.option(
    "--codebook", multiple=True, metavar="FILE", help="Acts of your own, which add to the shipped ones or replace them."
)
own_actors_option = click.option(
    "--actors", multiple=True, metavar="FILE", help="Actors and aliases of your own, which add to the shipped ones."
)
model_option = click.option(
    "--no-model", is_flag=True, help="Read by rules and words only, without the trained model: faster, weaker."
)
contact_option = click.option(
    "--contact", metavar="MAIL", help="Your mail address or web page, told to every server that a page is fetched from."
)
private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch from private addresses, too: an intranet, this machine."
)
chronicle_argument = click.argument("chronicle", default=CHRONICLE, metavar="[CHRONICLE]")


def check_published(value: str | None) -> str | None:
    """The value, or a ``UsageError`` where it is plainly no date."""
    from runut.acquire.days import may_be_day

    if value is not None and not may_be_day(value):
        raise UsageError(f"--published {value!r} is no date; write 2023-09-13, 2023-09 or 2023-09-13T20:00+07:00")
    return value


def made_folder(name: str) -> Path:
    """The folder, made where it is not there yet.

    :raises UsageError: it cannot be.
    """
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UsageError(f"{name} is a file; name a folder with --output") from error
    except OSError as error:
        raise UsageError(f"the folder {name} cannot be made ({error.strerror}); name another with --output") from error
    return folder


def own_options(command: F) -> F:
    """``--codebook``, ``--actors`` and ``--no-model``: what the user adds to what is shipped, or does without."""
    return own_codebook_option(own_actors_option(model_option(command)))


def use_own(codebook: tuple[str, ...], actors: tuple[str, ...], *, no_model: bool = False) -> None:
    """Let the user's files hold from now on, with the trained model or without it.

    :raises UsageError: a file is missing or wrong; the text names every problem with its line.
    """
    from runut.rules import use_files

    use_files(codebook, actors, model=not no_model)


def note_model() -> None:
    """Say it on standard error where the trained model does not read; a build says it in its receipt."""
    from runut.own import own

    if not own().model:
        say("read without the trained model: faster, weaker")


def filter_options(command: F) -> F:
    """The filters of every listing."""
    part = (
        click.option("--newest", is_flag=True, help="Events from the newest to the oldest."),
        click.option("--limit", type=int, metavar="N", help="At most N lines."),
        click.option("--offset", type=int, default=0, metavar="N", help="Leave out the first N."),
    )
    for option in reversed(part):
        command = option(command)
    return _between(which_options(command))


_between = click.option("--between", nargs=2, metavar="A B", help="Events in which both take part, on whatever side.")


def which_options(command: F) -> F:
    """The filters that say which events, where two parties are named already."""
    options = (
        click.option(
            "--actor",
            multiple=True,
            metavar="X",
            help="Events in which X takes part: a name, alias, country code or id. A state includes its people.",
        ),
        click.option("--type", multiple=True, metavar="T", help="PLOVER type, for example CONSULT."),
        click.option(
            "--status", multiple=True, metavar="S", help="actual, planned, rumoured, denied, negated or conditional."
        ),
        click.option("--from", "from_", metavar="DAY", help="Not before this day: 2023-09-13, 2023-09 or 2023."),
        click.option("--to", metavar="DAY", help="Not after this day."),
        click.option("--search", metavar="WORDS", help='Sentences with these words, stemmed; "in quotes" a phrase.'),
        click.option("--outlet", multiple=True, metavar="O", help="Events that the outlet O tells."),
        click.option(
            "--place", multiple=True, metavar="P", help="Events that happened at P: a place, or a state with all in it."
        ),
        click.option(
            "--certainty", multiple=True, metavar="C", help="high (0.8 and more), medium (0.6 and more) or low."
        ),
        click.option("--conflict", is_flag=True, help="Only events about which reports disagree."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def record_options(command: F) -> F:
    """``--json`` and ``--csv``."""
    as_csv = click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
    return click.option("--json", "as_json", is_flag=True, help="JSON lines, one object a line.")(as_csv(command))


def one_format(*, as_json: bool, as_csv: bool) -> None:
    """:raises UsageError: both are wanted at once."""
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other; choose one")
