"""``runut codebook``: the acts and their words listed, searched, shown, checked and tested.

In: the codebook's files, and those of the user. Out: lines on the screen or JSON lines; exit code 1 where a check or an
example fails. Nothing is changed: a user edits the files with an editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runut.commands.options import note_model, own_codebook_option, own_options, use_own
from runut.errors import UsageError
from runut.messages import say, told

if TYPE_CHECKING:
    from runut.commands.codebook_views import Row

EXAMPLE = """\b
Example:
  runut codebook search menyerang
  runut codebook show send_troops > my-acts.yaml
  runut codebook validate my-acts.yaml
  runut codebook test my-acts.yaml
  runut read article.txt --codebook my-acts.yaml
"""
as_json_option = click.option("--json", "as_json", is_flag=True, help="JSON lines.")


@click.group("codebook", epilog=EXAMPLE)
def codebook_command() -> None:
    """Look into the codebook: which Indonesian words are which act, with PLOVER and CAMEO codes.

    A file of your own (--codebook FILE of build, read and score) adds acts, or replaces a shipped act of the same name.
    """


@codebook_command.command("list", epilog="\b\nExample:\n  runut codebook list --type ASSAULT\n")
@click.option("--type", "kind", metavar="T", help="Only acts of this PLOVER type, for example CONSULT.")
@own_codebook_option
@as_json_option
def list_command(kind: str | None, codebook: tuple[str, ...], as_json: bool) -> None:
    """List the acts: name, PLOVER type and mode, CAMEO code, Goldstein value, how many forms of words, and the phrase.

    The Goldstein value is the one that ICEWS publishes for the CAMEO code, from -10 (hostile) to 10 (friendly).
    """
    from runut.commands.codebook_views import acts

    use_own(codebook, ())
    wanted = kind.upper() if kind else None
    found = [row for row in acts() if wanted in (None, row["type"])]
    if not found:
        raise UsageError(f"there is no type {kind}; it is one of {', '.join(sorted({str(r['type']) for r in acts()}))}")
    _print(found, ("act", "type", "mode", "cameo", "goldstein", "forms", "id"), as_json=as_json)


@codebook_command.command("search", epilog="\b\nExample:\n  runut codebook search serang\n")
@click.argument("word", metavar="WORD")
@own_codebook_option
@as_json_option
def search_command(word: str, codebook: tuple[str, ...], as_json: bool) -> int:
    """Say which acts and codes WORD belongs to: a form, a stem, part of an idiom, or a word of a class."""
    from runut.commands.codebook_views import classes_of, forms_of

    use_own(codebook, ())
    found = forms_of(word)
    _print(found, ("form", "voice", "act", "type", "cameo", "goldstein", "conditions"), as_json=as_json)
    for name in classes_of(word):
        said = told(f"class  @{name} (search @{name} says where it is used)")
        click.echo(f'{{"class":"@{name}"}}' if as_json else said)
    if not found and not classes_of(word):
        say(f"no act has the word {word}; acts of your own go into a file for --codebook")
        return 1
    return 0


@codebook_command.command("show", epilog="\b\nExample:\n  runut codebook show mediate\n")
@click.argument("act", metavar="ACT")
@own_codebook_option
def show_command(act: str, codebook: tuple[str, ...]) -> None:
    """Show one act: its codes with their names, its Goldstein value, all forms of its words, and its entry as YAML.

    The entry may be copied into a file of your own and changed there: an act of the same name replaces the shipped one.
    """
    from runut.commands.codebook_views import show

    use_own(codebook, ())
    click.echo(show(act))


@codebook_command.command("validate", epilog="\b\nExample:\n  runut codebook validate my-acts.yaml\n")
@click.argument("files", nargs=-1, metavar="[FILE...]")
def validate_command(files: tuple[str, ...]) -> int:
    """Check files of acts (without FILE: the shipped ones); every problem is a line FILE:LINE: what to do."""
    from runut.commands.codebook_views import check

    count, problems = check(files)
    for problem in problems:
        click.echo(told(str(problem)))
    say(f"{count} files, {len(problems)} problems")
    return 1 if problems else 0


@codebook_command.command("test", epilog="\b\nExample:\n  runut codebook test my-acts.yaml\n")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@own_options
def test_command(
    files: tuple[str, ...], codebook: tuple[str, ...], actors: tuple[str, ...], no_model: bool
) -> int:
    """Read the example sentences of the acts (without FILE: of the shipped ones) and list those that fail.

    A sentence under yes must give the act's type, one under no must not give the act.
    """
    from runut.commands.codebook_views import failing

    use_own((*codebook, *files), actors, no_model=no_model)
    note_model()
    count, failed = failing(files)
    for line in failed:
        click.echo(line)
    say(f"{count} examples, {len(failed)} fail")
    return 1 if failed else 0


def _print(rows: list[Row], columns: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        import orjson

        for row in rows:
            click.echo(orjson.dumps(row).decode())
        return
    cells = [tuple("" if row[c] is None else str(row[c]) for c in columns) for row in rows]
    widths = [max(len(told(name)), *(len(line[n]) for line in cells)) if cells else 0 for n, name in enumerate(columns)]
    for line in [tuple(map(told, columns)), *cells] if cells else []:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
