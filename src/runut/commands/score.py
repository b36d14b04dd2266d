"""``runut score``: what is read, compared with a gold file; the counting is done by ``runut.review.scoring``.

In: a gold file or folder. Out: precision, recall and F1 at each level with every wrong sentence, as text or JSON.
"""

from __future__ import annotations

from pathlib import Path

import click

from runut.commands.options import note_model, own_options, use_own

EXAMPLE = """\b
Example:
  runut score tests/gold/articles
  runut score my-gold.yaml --json > score.json
  runut score --across tests/gold/across
  runut score my-gold.yaml --codebook my-acts.yaml
  runut score my-gold.yaml --no-model
"""


@click.command("score", epilog=EXAMPLE)
@click.argument("gold", metavar="GOLD")
@click.option("--across", is_flag=True, help="Compare how reports are merged: events, near misses, copies, conflicts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@own_options
def score_command(
    gold: str, across: bool, as_json: bool, codebook: tuple[str, ...], actors: tuple[str, ...], no_model: bool
) -> int:
    """Read the articles of a gold file (or of a folder of them) and compare: precision, recall and F1.

    Four levels: the event in the right sentence with an accepted type, then also its participants, its status, its
    date. Every missed and every wrong event is listed with its sentence.
    """
    import orjson

    from runut.pipeline import read_raw

    use_own(codebook, actors, no_model=no_model)
    note_model()
    if across:
        from runut.review.across import across_object, across_text, score_across

        merged = score_across(Path(gold), read_raw)
        click.echo(orjson.dumps(across_object(merged)).decode() if as_json else across_text(merged))
        return 0
    from runut.review.scoring import score, score_object, score_text

    result = score(Path(gold), read_raw)
    click.echo(orjson.dumps(score_object(result)).decode() if as_json else score_text(result))
    return 0 if result.articles > len(result.missing) else 1
