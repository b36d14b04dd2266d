"""``runut demo``: the example corpus that travels with the package becomes a chronicle and a report, in seconds.

In: nothing. Out: a folder with ``chronicle.db`` and ``report.html``; timeline and conflicts on the screen.
"""

from __future__ import annotations

import click

from runut.commands.options import made_folder, model_option, use_own
from runut.messages import told

EXAMPLE = """\b
Example:
  runut demo
  runut timeline runut-demo/chronicle.db --actor Putin
"""


@click.command("demo", epilog=EXAMPLE)
@click.option("-o", "--output", default="runut-demo", show_default=True, metavar="FOLDER", help="Where to write.")
@model_option
def demo_command(output: str, no_model: bool) -> int:
    """Build a chronicle from the example articles (synthetic, about public facts), list it, write an HTML report."""
    from runut.api import Chronicle
    from runut.build import build
    from runut.commands.exporting import export_to
    from runut.commands.tables import print_conflicts, print_events
    from runut.config import example_articles
    from runut.keep.store import Store

    use_own((), (), no_model=no_model)
    folder = made_folder(output)
    path, report = folder / "chronicle.db", folder / "report.html"
    articles = [str(article) for article in example_articles()]
    receipt = build(Store(path, create=True), articles, reread=True)  # an old demo folder shows what this version reads
    for line in receipt.lines():
        click.echo(line)
    with Chronicle(path) as chronicle:
        click.echo("\n" + told("TIMELINE of Russia and North Korea (--between Rusia Korut)"))
        shown = print_events(chronicle.timeline(between=("Rusia", "Korut")), "id")
        click.echo("\n" + told("conflicts").upper())
        print_conflicts(chronicle.conflicts(), "id")
        export_to("html", chronicle.view(), str(report))
    counted = told(f"{shown} of {receipt.events} events are shown. The articles are synthetic, about public facts.")
    click.echo(f"\n{counted}")
    click.echo(told(f"Open {report} in a browser, or ask the chronicle:"))
    asks = f"timeline {path} --actor Putin", f"timeline {path} --status denied --lang en", f"articles {path}"
    for words in (*asks, f"read {example_articles()[0]} --explain"):
        click.echo(f"  runut {words}")
    return 0 if receipt.kept or receipt.already_there else 1
