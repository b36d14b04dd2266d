"""``runut init``: a settings file with every key, explained, to be filled in.

In: a folder. Out: ``runut.toml`` in it; one that is there already is not touched.
"""

from __future__ import annotations

import click

from runut.commands.options import made_folder
from runut.commands.settings import written
from runut.errors import UsageError
from runut.messages import told

EXAMPLE = """\b
Example:
  runut init
  runut init korea/
"""


@click.command("init", epilog=EXAMPLE)
@click.argument("folder", default=".", metavar="[FOLDER]")
def init_command(folder: str) -> None:
    """Write a settings file, runut.toml, with every key explained; commands called in its folder read it."""
    path = made_folder(folder) / "runut.toml"
    try:
        with open(path, "x", encoding="utf8") as file:
            file.write(written())
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; change it with an editor") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); name another folder") from error
    click.echo(told(f"{path} is written; take the # away from the lines that you want to change"))
