"""The command line: ``runut VERB``. Each verb is loaded when it is called, so that ``runut --help`` answers at once.

In: arguments. Out: an exit code: 0 something was read or listed, 1 nothing could be read, 2 wrong usage or
configuration (130 after Ctrl-C). Errors are one line that says what to do; ``--debug`` adds the traceback. The verbs
themselves live in ``runut.commands``.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TextIO

import click

from runut import __version__
from runut.commands.worded import worded
from runut.errors import RunutError, UnreadableError
from runut.keep.sites import masked
from runut.messages import LANGUAGES, Language, asked_for, chosen, say, speaking, told

__all__ = ["cli", "main"]

# The one-line help stands here so that the list of verbs loads none of them.
VERBS = {
    "build": ("build", "Read files and folders into a chronicle; ends with a receipt."),
    "watch": ("watch", "Watch feeds, site maps, lists and folders: fetch what is new, politely, and read it."),
    "read": ("read", "Show one article: what was cut and why, dates, events, statements."),
    "timeline": ("listings", "List events: who did what to whom, when, according to whom."),
    "conflicts": ("listings", "List where articles disagree with each other or with themselves."),
    "dyad": ("dyad", "Show two parties by month: events, balance, firsts, gaps in what was read."),
    "stories": ("stories", "List stories: events that hang together, and why two of them do."),
    "occasions": ("occasions", "List yearly occasions, and the events of one over its years."),
    "statements": ("listings", "List who said what."),
    "actors": ("listings", "List states, persons and organisations and the names they go by."),
    "articles": ("listings", "List the articles: outlet, day, copies, number of events."),
    "diff": ("diff", "Compare two chronicles: what was added, withdrawn, merged, split, and why."),
    "verify": ("verify", "Check a chronicle and make again what is damaged and can be."),
    "export": ("listings", "Write the chronicle in a format that other tools read."),
    "review": ("review", "Judge events: accept, reject, edit, merge, split; kept over every build."),
    "audit": ("audit", "Draw a random sample of your chronicle to judge; gives precision."),
    "scale": ("scale", "Read very many pages, shard by shard; scale merge makes a chronicle of them."),
    "serve": ("serve", "Open the chronicle in a browser: timeline, events, articles, actors, conflicts."),
    "codebook": ("codebook", "Look into the words and acts that are read: list, search, show, validate, test."),
    "score": ("score", "Compare readings with a gold file: precision, recall, F1."),
    "init": ("init", "Write a settings file with every key explained."),
    "demo": ("demo", "Build the example chronicle and a report, in seconds."),
}


class Verbs(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, loaded."""
        if cmd_name not in VERBS:
            return None
        command = getattr(import_module(f"runut.commands.{VERBS[cmd_name][0]}"), f"{cmd_name}_command")
        return worded(command) if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, without loading them."""
        with formatter.section(told("Verbs")):
            formatter.write_dl([(name, told(text)) for name, (_, text) in VERBS.items()])


EXAMPLE = """\b
Example:
  runut build saved-pages/ -o korea.db
  runut timeline korea.db --between Rusia Korut --from 2023
  runut conflicts korea.db
"""


LANG = "Language of messages, help and sentences; RUNUT_LANG, too, says it. Else messages are as the machine's locale."
SETTINGS_FILE = "runut.toml"
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


@click.group(cls=Verbs, epilog=EXAMPLE, context_settings=SETTINGS)
@click.version_option(__version__, "--version", prog_name="runut")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--config", metavar="FILE", help="Settings to read instead of runut.toml in this folder; see runut init.")
@click.option("--lang", type=click.Choice(LANGUAGES), help=LANG)
@click.pass_context
def cli(context: click.Context, debug: bool, config: str | None, lang: Language | None) -> None:
    """Read Indonesian-language news into a chronicle: who did what to whom, when, where, according to whom."""
    if config is not None or (os.path.exists(SETTINGS_FILE) and context.invoked_subcommand != "init"):
        from runut.commands.settings import defaults

        context.default_map = defaults(Path(config or SETTINGS_FILE), typed=lang)


def main(arguments: list[str] | None = None) -> None:
    """The entry point of the installed command."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    # Names of files that are not UTF-8 come as lone surrogates; Windows consoles and LANG=C know no curly quotes.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    with speaking(chosen(arguments, os.environ), asked_for(arguments, os.environ)):
        return _run(arguments, debug="--debug" in arguments)


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        code = worded(cli).main(args=arguments, prog_name="runut", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        print(masked(shown.getvalue()), end="", file=sys.stderr)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped")
        return 130
    except (BrokenPipeError, SystemExit):  # click ends the program itself when the reader of its output has gone
        _silence(sys.stdout)
        return 0
    except RunutError as error:
        if debug:
            raise
        say(masked(str(error)))
        return 1 if isinstance(error, UnreadableError) else 2
    except Exception as error:
        if debug:
            raise
        say(masked(f"failed ({type(error).__name__}: {error}); --debug shows where"))
        return 1


def _silence(stream: TextIO) -> None:
    """The reader has gone (``| head``): keep the interpreter from complaining about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
