"""A folder of shards -> a chronicle: the one that ``build`` makes of the same pages, byte for byte.

In: the folder, an open ``Store``. Out: the store with all articles and refusals of the shards in it, merged with what
was there, and the receipt. Nothing is read anew: the rules of this process must be those that the shards were read by.
A page that is in two shards, or in the chronicle already, is kept once. What was passed over by a watch list is in no
shard.

::

    receipt = merge_shards(Path("shards"), Store(Path("chronicle.db"), create=True))
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from runut.build import Watcher, add
from runut.config import engine_version
from runut.errors import StoreError, UsageError
from runut.keep.store import Entry, Store
from runut.receipt import Receipt
from runut.records import Reject
from runut.scale.columns import entries, rejects
from runut.scale.files import Manifest, manifests, whole

__all__ = ["merge_shards", "sound"]


def merge_shards(folder: Path, store: Store, *, watcher: Watcher | None = None) -> Receipt:
    """Add all that is in the folder.

    :raises UsageError: there is nothing, or it was read by other rules.
    :raises StoreError: a shard is damaged.
    """
    return add(store, _entries(folder, sound(folder)), [str(folder)], watcher=watcher)


def sound(folder: Path) -> list[Manifest]:
    """The shards of the folder, each of them whole and read by the present rules."""
    found = list(manifests(folder))
    if not found:
        raise UsageError(f"there are no shards in {folder}; make some with: runut scale PATH... -o {folder}")
    rules = engine_version()
    for manifest in found:
        if manifest.rules["reading"] != rules:
            raise UsageError(
                f"{folder / manifest.shard}: read by {manifest.rules['reading']}, and this is {rules}; give the same "
                "--codebook, --actors and --no-model, or run runut scale again"
            )
        if not whole(folder, manifest):
            raise StoreError(f"{folder / manifest.shard}: its files are not what they were; run runut scale again")
    return found


def _entries(folder: Path, shards: list[Manifest]) -> Iterator[Entry | Reject]:
    for manifest in shards:
        yield from entries(folder / manifest.outputs["articles"].file)
        yield from rejects(folder / manifest.outputs["rejects"].file)
