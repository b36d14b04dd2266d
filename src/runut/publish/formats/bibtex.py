"""BibTeX: one ``@online`` entry for each article of the view, for papers and reference managers.

In: a ``View``. Out: bytes. ``note`` has what the date rests on where it is not the page's own metadata, and the hash.
Characters that mean something to LaTeX are escaped, so that no title of an article becomes a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from runut.publish.made import Made, note
from runut.publish.sources import Source, Sources, plain
from runut.publish.view import View

__all__ = ["cite_key", "write"]

LEFT_OUT = ("the events; this is the list of the articles that tell them",)
ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
KEY = re.compile(r"[^a-z0-9]+")


def write(view: View) -> Made:
    """The entries."""
    entries = "\n".join("\n".join(_entry(source)) + "\n" for source in Sources(view))
    return Made(f"% {note(LEFT_OUT)}\n\n{entries}".encode(), LEFT_OUT)


def cite_key(source: Source) -> str:
    """ "kabarcontoh2020-1": outlet, year, number; distinct through the number."""
    name = KEY.sub("", (source.outlet or PurePath(source.name).stem).lower())[:30] or "artikel"
    year = str(source.published.earliest.year) if source.published.earliest else "nd"
    return f"{name}{year}-{source.number}"


def _entry(source: Source) -> Iterator[str]:
    published = source.published
    yield f"@online{{{cite_key(source)},"
    yield f"  title = {{{{{_latex(source.title or source.name)}}}}},"
    if source.author:
        yield f"  author = {{{{{_latex(source.author)}}}}},"
    if source.outlet:
        yield f"  organization = {{{{{_latex(source.outlet)}}}}},"
    if published.value:
        yield f"  date = {{{_latex(published.value)}}},"
    if published.earliest and published.latest and published.earliest.year == published.latest.year:
        yield f"  year = {{{published.earliest.year}}},"
    if source.address:
        yield f"  url = {{{_address(source.address)}}},"
    yield f"  langid = {{{ {'id': 'indonesian', 'ms': 'malay'}.get(source.language, 'english') }}},"
    told = [] if published.basis == "metadata" else [f"date: {published.basis}"]
    told += [f"file: {_latex(source.name)}"] if not source.address else []
    told += [f"SHA-256: {source.sha256}"] if source.sha256 else []
    yield f"  note = {{{'; '.join(told)}}}"
    yield "}"


def _latex(text: str) -> str:
    return "".join(ESCAPED.get(character, character) for character in plain(text))


def _address(address: str) -> str:
    """An address is read word by word; a percent sign would begin a comment."""
    return address.replace("%", r"\%").replace("#", r"\#")
