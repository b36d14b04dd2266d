"""The settings file: what a user would otherwise type with every command.

In: ``runut.toml`` of the folder that the command is called in, or the file that ``--config`` names. Out: defaults for
the options of the verbs; what stands on the command line goes before. A key that is not known, or a value of the wrong
kind, stops the command and says what was meant: a setting that is passed over in silence would change what is read.

>>> sorted({setting.section for setting in SETTINGS})
['', 'build', 'fetching', 'reading', 'watch']
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from runut.config import CHRONICLE
from runut.errors import UsageError

__all__ = ["SETTINGS", "Setting", "defaults", "written"]

_READING = (
    "build", "scale", "watch", "read", "serve", "score", "codebook list", "codebook search", "codebook show",
    "codebook test",
)  # fmt: skip
_LISTING = ("timeline", "conflicts", "statements", "actors", "articles", "verify", "serve")
HEAD = """\
# Settings of Runut. The commands called in this folder take them as their defaults; what is typed goes before.
# A line that begins with # says nothing: take the # away to change the value that stands there.
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the file; ``options`` names the verbs that it is for, each with the option that it stands for."""

    section: str
    key: str
    kind: type
    example: str
    says: str
    options: tuple[tuple[str, str], ...]


def _for(verbs: tuple[str, ...], option: str) -> tuple[tuple[str, str], ...]:
    return tuple((verb, option) for verb in verbs)


SETTINGS = (
    Setting(
        "", "chronicle", str, f'"{CHRONICLE}"', "The chronicle that is built and listed.",
        (*_for(("build", "watch"), "output"), *_for(_LISTING, "chronicle")),
    ),
    Setting(
        "", "lang", str, '"id"', 'The language of the sentences in listings: "id" or "en".',
        _for(("timeline", "conflicts", "diff"), "language"),
    ),
    Setting(
        "reading", "codebook", list, '["my-acts.yaml"]',
        "Acts of your own, which add to the shipped ones or replace them.", _for(_READING, "codebook"),
    ),
    Setting(
        "reading", "actors", list, '["my-actors.yaml"]', "Actors and aliases of your own.",
        _for(("build", "scale", "watch", "read", "serve", "score", "codebook test"), "actors"),
    ),
    Setting(
        "reading", "model", bool, "true", "Whether the trained model reads, too; without it: faster, weaker.",
        _for(("build", "scale", "watch", "read", "serve", "score", "demo", "codebook test"), "no_model"),
    ),
    Setting(
        "fetching", "contact", str, '"redaksi@kabar.example"',
        "Your mail address or web page, told to every server that a page is fetched from.",
        _for(("build", "watch", "serve"), "contact"),
    ),
    Setting(
        "watch", "every", int, "30", "Minutes from one round to the next.", (("watch", "every"),)
    ),
    Setting(
        "watch", "delay", int, "2", "Seconds between two requests to a host.", (("watch", "delay"),)
    ),
    Setting(
        "watch", "most", int, "200", "Pages that a round fetches at most.", (("watch", "most"),)
    ),
    Setting(
        "build", "workers", int, "4", "How many processes read; 0: the one that builds.",
        _for(("build", "scale", "serve"), "workers"),
    ),
    Setting(
        "build", "timeout", int, "60", "Seconds that they give a page, twice, before it is refused.",
        _for(("build", "scale", "serve"), "timeout"),
    ),
    Setting(
        "build", "progress", str, '"auto"', 'What is seen of the work: "auto", "bar", "json" or "none".',
        (("build", "progress"),),
    ),
    Setting(
        "build", "log", str, '"build.log"', "Where what happens to every page is added, as lines of JSON.",
        (("build", "log_file"),),
    ),
)  # fmt: skip
_KINDS = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    list: 'a list of texts, such as ["a.yaml"]',
}


def written() -> str:
    """The file with every key, explained and without effect."""
    lines, section = [HEAD], ""
    for setting in SETTINGS:
        if setting.section != section:
            section = setting.section
            lines.append(f"[{section}]")
        lines.append(f"# {setting.says}\n# {setting.key} = {setting.example}\n")
    return "\n".join(lines)


def defaults(path: Path, *, typed: str | None = None) -> dict[str, Any]:
    """What the file sets, as click's map of defaults by verb; a language that was typed goes before the file's.

    :raises UsageError: it cannot be read, or something in it is not known.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); name another with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML ({error}); runut init writes one to begin with") from error
    made: dict[str, Any] = {}
    for section, key, value in _values(found):
        setting = _known(path, section, key)
        if not _is(value, setting.kind):
            raise UsageError(f"{path}: {_named(section, key)} must be {_KINDS[setting.kind]}")
        for verb, option in setting.options:
            given = typed if option == "language" else None
            _place(made, verb.split())[option] = given or _meant(path, setting, value)
    return made


def _values(found: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for name, value in found.items():
        if isinstance(value, dict):
            if not value and name not in {setting.section for setting in SETTINGS}:
                yield name, "", None
            yield from ((name, key, inner) for key, inner in value.items())
        else:
            yield "", name, value


def _known(path: Path, section: str, key: str) -> Setting:
    """The setting, or an error that says which one is nearest."""
    by_name = {_named(setting.section, setting.key): setting for setting in SETTINGS}
    found = by_name.get(_named(section, key))
    if found is not None:
        return found
    near = get_close_matches(_named(section, key), by_name, 1) or [
        name for name, setting in by_name.items() if get_close_matches(key, [setting.key], 1)
    ]
    meant = f"do you mean {near[0]}?" if near else f"known are {', '.join(by_name)}"
    raise UsageError(f"{path}: there is no setting {_named(section, key)}; {meant}")


def _named(section: str, key: str) -> str:
    return f"{section}.{key}".strip(".")


def _is(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _meant(path: Path, setting: Setting, value: Any) -> Any:
    """The value as its option takes it; files are named from where the settings stand."""
    if setting.kind is list:
        return tuple(str(path.parent / item) for item in value)
    if setting.kind is bool:
        return not value  # the option says what is left out
    if setting.key not in ("chronicle", "log") or "://" in value:  # a database of a server lies nowhere near
        return value
    return str(path.parent / value)


def _place(made: dict[str, Any], verb: list[str]) -> dict[str, Any]:
    for name in verb:
        made = made.setdefault(name, {})
    return made
