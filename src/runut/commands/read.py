"""``runut read``: articles read and shown, annotated or as JSON lines; nothing is stored.

In: files. Out: for each article, in input order, one JSON object or an annotated view; what cannot be read goes to
standard error, one line each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import click

from runut.commands.options import check_published, note_model, own_options, published_option, url_option, use_own
from runut.errors import UsageError
from runut.messages import say, told
from runut.records import Article, Reject

EXAMPLE = """\b
Example:
  runut read page.html --explain
  runut read saved-pages/*.txt --json > articles.jsonl
  runut read page.html --codebook my-acts.yaml --actors my-actors.yaml
  runut read saved-pages/*.txt --no-model
  runut read saved-pages/*.txt --format timeml --output timeml/
"""


@click.command("read", epilog=EXAMPLE)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="JSON lines, one article a line: short for --format json.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "timeml"]), default="text",
    help="text for reading (the default), json, or timeml: TimeML 1.2.1 with times, events and their links.",
)  # fmt: skip
@click.option("--output", "-o", metavar="FOLDER", help="With --format timeml: one .tml file an article, in FOLDER.")
@click.option("--explain", is_flag=True, help="Name the rule behind everything and the reasons it gives.")
@own_options
@published_option
@url_option
def read_command(
    files: tuple[str, ...],
    as_json: bool,
    form: str,
    output: str | None,
    explain: bool,
    codebook: tuple[str, ...],
    actors: tuple[str, ...],
    no_model: bool,
    published: str | None,
    url: str | None,
) -> int:
    """Read articles and show what is in them: what was cut and why, dates, events with evidence, statements.

    Text, HTML, MHTML, JSON lines and CSV (one article a row), zip and folders; - is standard input. Nothing is stored.
    """
    from runut.api import read_all

    if output is not None and form != "timeml":
        raise UsageError("--output goes with --format timeml; send the others to a file with >")
    use_own(codebook, actors, no_model=no_model)
    note_model()
    show = _shower("json" if as_json else form, output, explain=explain)
    count = 0
    for found in read_all(files, published=check_published(published), url=url):
        if isinstance(found, Reject):
            say(f"{found.source}: {found.reason}: {told(found.detail)}")
        else:
            show(found)
            count += 1
    return 0 if count else 1


def _shower(form: str, output: str | None, *, explain: bool) -> Callable[[Article], None]:
    if form == "timeml":
        from runut.commands.timeml_files import TimemlFiles

        return TimemlFiles(output).write
    return partial(_show, as_json=form == "json", explain=explain)


def _show(article: Article, *, as_json: bool, explain: bool) -> None:
    if as_json:
        from runut.publish.json_lines import article_object, dumps

        sys.stdout.write(dumps(article_object(article)).decode())
        sys.stdout.flush()
    else:
        from runut.commands.annotated import print_article

        print_article(article, explain=explain)
