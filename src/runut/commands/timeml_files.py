"""Where TimeML documents go: one to standard output, or one file an article into a folder.

In: articles, one after the other. Out: XML. TimeML is one document an article, so a second one without a folder is an
error that says what to do.
"""

from __future__ import annotations

import re
import sys
from pathlib import PurePath

from runut.commands.options import made_folder
from runut.errors import UsageError
from runut.publish.timeml import timeml
from runut.records import Article

UNSAFE = re.compile(r"[^\w.-]+")


class TimemlFiles:
    """Writes each article once; names are the article's own, made safe and distinct."""

    def __init__(self, folder: str | None) -> None:
        self.folder = made_folder(folder) if folder is not None else None
        self.names: set[str] = set()

    def write(self, article: Article) -> None:
        """The article's document."""
        if self.folder is None:
            if self.names:
                raise UsageError("TimeML is one document an article: name a folder with --output FOLDER")
            self.names.add("")
            sys.stdout.write(timeml(article))
            sys.stdout.flush()
            return
        (self.folder / f"{self._name(article)}.tml").write_text(timeml(article), encoding="utf8", newline="\n")

    def _name(self, article: Article) -> str:
        document = article.document
        base = UNSAFE.sub("_", document.key or PurePath(document.source).stem).strip("._") or document.id
        name, number = base, 2
        while name in self.names:
            name, number = f"{base}-{number}", number + 1
        self.names.add(name)
        return name
