"""What a version of the reading engine is made of, and which articles another one can read otherwise.

In: the rules in force. Out: ``Engine``, kept with every build, so that a later one can say what has changed since; and
``touched``: whether an article may be read otherwise now. Nothing is read here.

>>> engine = present()
>>> Engine.of(engine.to_object()) == engine
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from runut.config import engine_version, model_digest, reading_digest
from runut.own import Own, own
from runut.records import Article

if TYPE_CHECKING:
    from runut.extract.events.codebook import Codebook

__all__ = ["Engine", "OwnFile", "present", "touched"]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the user's own as it was; it has what the codebook asks of a file."""

    name: str
    text: str

    def read_text(self, encoding: str = "utf8") -> str:
        """What stands in it."""
        return self.text

    @property
    def sha256(self) -> str:
        """Its digest."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Engine:
    """A version: the release, digests of rules and model (none: read without it), and the user's own files."""

    name: str
    release: str
    rules: str
    model: str | None
    codebook: tuple[OwnFile, ...] = ()
    actors: tuple[OwnFile, ...] = ()

    def to_object(self) -> dict[str, Any]:
        """As it is kept."""
        files = {
            kind: [{"name": one.name, "text": one.text} for one in found]
            for kind, found in (("codebook", self.codebook), ("actors", self.actors))
        }
        return {"name": self.name, "release": self.release, "rules": self.rules, "model": self.model} | files

    def digests(self) -> dict[str, Any]:
        """As it is shown: digests instead of what the files say."""
        files = {kind: [one.sha256 for one in getattr(self, kind)] for kind in ("codebook", "actors")}
        return {"release": self.release, "rules": self.rules, "model": self.model} | files

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Self:
        """What ``to_object`` gave."""
        files = (tuple(OwnFile(one["name"], one["text"]) for one in found[kind]) for kind in ("codebook", "actors"))
        return cls(found["name"], found["release"], found["rules"], found["model"], *files)


def present() -> Engine:
    """That of now."""
    from runut import __version__

    files: Own = own()
    model = model_digest() if files.model else None
    books, actors = (
        tuple(OwnFile(path.name, path.read_text(encoding="utf8")) for path in paths)
        for paths in (files.codebook, files.actors)
    )
    return Engine(engine_version(), __version__, reading_digest(), model, books, actors)


def touched(before: Engine | None, now: Engine) -> tuple[str, Callable[[Article], bool]]:
    """Whether what ``before`` read may be read otherwise ``now``; "", or why every article may be.

    Only the user's own acts are bound to words so closely that an article can be passed over.
    """
    why = _why_all(before, now)
    if why or before is None:
        return why, lambda article: True
    from runut.extract.events.changes import changed

    found = changed(_book(before.codebook), _book(now.codebook))
    if found.everything:
        return "an act that the model may find by itself has changed", lambda article: True
    return "", lambda article: found.touches(article.document.text)


def _why_all(before: Engine | None, now: Engine) -> str:
    if before is None:
        return "what they were read by was not kept"
    if (before.release, before.rules) != (now.release, now.rules):
        return "the rules that ship with Runut have changed"
    if before.model != now.model:
        return "the trained model has changed, or reads now and did not, or the other way round"
    if [one.text for one in before.actors] != [one.text for one in now.actors]:
        return "your own actors have changed, who may be meant by an office or a part of a name"
    return ""


@lru_cache(maxsize=16)  # each takes a second to make, and a chronicle may have been read by several
def _book(own_files: tuple[OwnFile, ...]) -> Codebook:
    from importlib.resources import files

    from runut.extract.events.codebook import load

    folder = files("runut.data") / "codebook"
    shipped = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return load(shipped, own_files)
