"""Watching: feeds, site maps, lists of addresses and folders are looked at again and again; what is new is read.

In: the names of sources, a fetcher, a chronicle. Out: a receipt a round. Every page that is fetched is kept in a web
archive beside the chronicle before it is read, and read from there by the same build that reads files, so that nothing
is asked of a server twice, whatever ends the program. It reads no article itself.
"""

from __future__ import annotations

from runut.watch.receipt import Round
from runut.watch.rounds import Watch
from runut.watch.state import State, folder_of

__all__ = ["Round", "State", "Watch", "folder_of"]
