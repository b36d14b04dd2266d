"""The text of an HTML page without judging what is article: for those who look whether something stands in it at all.

In: markup, decoded. Out: strings. ``whole`` is everything that the parser takes for text, scripts included, with
nothing between the parts, so that a word that tags divide is whole; ``shown`` is what the page shows line by line, its
title and its facts for machines (JSON).

>>> whole("<p>Pu<b>tin</b><script>x</script>"), shown("<title>Judul</title><p>Pu<b>tin</b>")
('Putinx', ('Putin\\nJudul',))
"""

from __future__ import annotations

import re

from runut.clean import visible
from runut.clean.page import refuse_depth

__all__ = ["shown", "whole"]

_NO_WIDTH = re.compile(
    "[\u200b\ufeff]|&#0*(?:8203|65279);?|&#[xX]0*(?:200[bB]|[fF][eE][fF][fF]);?|"
    "&(?:ZeroWidthSpace|Negative(?:VeryThin|Thin|Medium|Thick)Space);"
)


def whole(markup: str) -> str:
    """All text. Raises ``UnreadableError`` where the page is nested too deep to be parsed."""
    from selectolax.lexbor import LexborHTMLParser

    refuse_depth(markup)
    root = LexborHTMLParser(markup).root
    return "" if root is None else root.text(deep=True, separator="")


def shown(markup: str) -> tuple[str, ...]:
    """The lines that are read, then the title and the JSON of the page; once more without the marks of no width.

    Reading takes these marks for blanks, so that a name that holds one is two words to it.
    """
    whole_words = _NO_WIDTH.sub("", markup)
    return (_shown(markup),) if whole_words == markup else (_shown(markup), _shown(whole_words))


def _shown(markup: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    refuse_depth(markup)
    parsed = LexborHTMLParser(markup)
    more = [node.text(deep=True) for node in parsed.css("title, script[type*=json]")]
    return "\n".join([visible.extract(parsed).text, *more])
