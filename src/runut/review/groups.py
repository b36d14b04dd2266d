"""Gold across articles: groups of articles on one story, with the events that they share.

In: a folder of ``NAME.yaml`` files, each with its articles in ``NAME.jsonl`` beside it. Out: ``GoldGroup`` records with
the pages to read. The format is described in ``tests/gold/across/README.md``. It reads no article and scores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runut.acquire import find
from runut.errors import UsageError
from runut.own import parsed
from runut.records import RawPage

__all__ = ["GoldConflict", "GoldGroup", "GoldTelling", "load_groups"]

LIKE = "it has articles, each with id and events, and each event with cluster and evidence"


@dataclass(frozen=True, slots=True)
class GoldTelling:
    """One article's telling of a shared event. ``types``: empty where the label has none: any type is accepted."""

    article: str
    cluster: str
    types: tuple[str, ...]
    evidence: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """Reports that disagree; ``values``: article and exact words."""

    kind: str
    cluster: str
    values: tuple[tuple[str, str], ...]
    judgement: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldGroup:
    """Articles of one story or of a few near ones, and what a careful reader joins among them."""

    name: str
    pages: tuple[RawPage, ...]
    tellings: tuple[GoldTelling, ...]
    copies: tuple[tuple[str, ...], ...]
    near_misses: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    conflicts: tuple[GoldConflict, ...]
    part_of: tuple[tuple[str, str], ...] = ()


def load_groups(path: Path) -> tuple[GoldGroup, ...]:
    """All groups of a folder, or of one file, in the order of names.

    :raises UsageError: nothing there, or a group that cannot be understood; the text names the file.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path] if path.exists() else []
    if not files:
        raise UsageError(f"{path}: there is no gold across articles there (NAME.yaml with NAME.jsonl beside it)")
    return tuple(_group(file) for file in files)


def _group(file: Path) -> GoldGroup:
    try:
        content = parsed(file.read_text(encoding="utf8"), str(file))
        pages = tuple(page for page in find([str(file.with_suffix(".jsonl"))]) if isinstance(page, RawPage))
        return GoldGroup(
            name=file.stem,
            pages=pages,
            tellings=tuple(
                _telling(article["id"], event) for article in content["articles"] for event in article["events"]
            ),
            copies=tuple(tuple(map(str, group)) for group in content.get("copies") or ()),
            near_misses=tuple(
                ((one["article"], one["evidence"]), (other["article"], other["evidence"]))
                for one, other in content.get("near_misses") or ()
            ),
            conflicts=tuple(map(_conflict, content.get("conflicts") or ())),
            part_of=tuple(sorted((content.get("part_of") or {}).items())),
        )
    except KeyError as error:
        raise UsageError(f"{file}: not a gold group: {error.args[0]} is missing; {LIKE}") from error
    except (TypeError, ValueError) as error:
        raise UsageError(f"{file}: not a gold group ({error}); {LIKE}") from error


def _telling(article: str, event: Mapping[str, Any]) -> GoldTelling:
    kinds = event.get("type") or ()
    types = tuple(kinds) if isinstance(kinds, list) else (str(kinds),) if kinds else ()
    return GoldTelling(article, event["cluster"], types, event["evidence"], bool(event.get("optional")))


def _conflict(item: Mapping[str, Any]) -> GoldConflict:
    values = tuple((str(article), str(words)) for article, words in item["values"].items())
    return GoldConflict(item["kind"], item["cluster"], values, item["judgement"], bool(item.get("optional")))
