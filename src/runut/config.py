"""Names and numbers that more than one part of the program shares.

In: the installed package. Out: the default file names, the version of the reading engine, the example corpus. There is
no environment variable: what a run does is on its command line and in the settings file (``commands.settings``).

>>> engine_version().startswith("0.")
True
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from runut.own import Own, follows_own, own

__all__ = [
    "CHRONICLE",
    "WITHOUT_MODEL",
    "engine_version",
    "example_articles",
    "fusing_version",
    "model_digest",
    "reading_digest",
]

CHRONICLE = "chronicle.db"
WITHOUT_MODEL = ".no-model"  # how the version of a reading without the trained model ends
_PACKAGE = Path(__file__).parent
_READING = ("clean", "dissect", "extract", "data")  # what an article's record depends on
_NOT_READ_BY = {"examples", "messages", "publish", "serve", "__pycache__"}  # what shows records and changes none
_MODEL = Path("data", "model")
_FUSING = ("fuse", "dissect", "data/occasions", "data/lexicons/fusing.yaml", "data/kb/countries.tsv")


def engine_version() -> str:
    """The version that stands beside every article: the release, and a hash of the rules, words and model it reads by.

    A user who edits the codebook, reads with a codebook or actors of their own, or without the model, gets another
    version, so that ``build --reread`` knows what to read again.
    """
    return _version_of(own())


@follows_own
@cache
def _version_of(files: Own) -> str:
    from runut import __version__

    total = blake2b(_hash_of(_READING).encode(), digest_size=5)
    for kind, paths in (("codebook", files.codebook), ("actors", files.actors)):
        for path in paths:
            total.update(kind.encode())
            total.update(path.read_bytes())
    if not files.model:
        return f"{__version__}+{total.hexdigest()}{WITHOUT_MODEL}"
    total.update(b"model" + _manifest())
    return f"{__version__}+{total.hexdigest()}"


def reading_digest() -> str:
    """The digest of what ships and reads, but for the model."""
    return _hash_of(_READING)


def model_digest() -> str:
    """The digest of the trained model."""
    return blake2b(_manifest(), digest_size=5).hexdigest()


def _manifest() -> bytes:
    """What names the model by its digests: hashing its 35 MB at every start would cost more than reading an article."""
    try:
        return (_PACKAGE / _MODEL / "manifest.json").read_bytes()
    except OSError:  # reading itself says that the model is missing
        return b""


@cache
def fusing_version() -> str:
    """The version of the rules and words by which reports are merged; a chronicle merged by others is merged anew."""
    from runut import __version__

    return f"{__version__}+{_hash_of(_FUSING)}"


def _hash_of(stages: tuple[str, ...]) -> str:
    total = blake2b(digest_size=5)
    for stage in stages:
        start = _PACKAGE / stage
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            inside = path.relative_to(_PACKAGE)
            if inside.is_relative_to(_MODEL):
                continue
            if path.is_file() and not _NOT_READ_BY.intersection(inside.parts):
                total.update(inside.as_posix().encode())
                total.update(path.read_bytes())
    return total.hexdigest()


def example_articles() -> list[Path]:
    """The synthetic articles that ``runut demo`` reads; they travel with the package."""
    folder = _PACKAGE / "data" / "examples" / "rusia-korut"
    return sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html"))
