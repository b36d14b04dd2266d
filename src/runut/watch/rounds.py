"""One round of watching: look at the sources, fetch what is new, read it into the chronicle, say what was done.

In: sources, a fetcher, a state, a store. Out: a :class:`Round`. Nothing waits in memory: an address that is named is in
the state, a page that is fetched is in the archive, before the next one is looked at, so that a round that is killed is
gone on with by the next. Ctrl-C ends the fetching; what is fetched by then is read and told.

::

    with State(folder_of("korea.db")) as state:
        watch = Watch(store, state, Fetcher(contact="redaksi@kabar.example"), ["https://kabar.example/feed"])
        print("\\n".join(watch.round().lines()))
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from runut.acquire.addresses import is_page
from runut.acquire.fetching import Answer, Fetcher, Known, Refusal
from runut.acquire.finding import find
from runut.acquire.hosts import target_of
from runut.acquire.job import Job
from runut.acquire.links import is_address
from runut.acquire.warcs import Tally, web_archive
from runut.build import build
from runut.errors import UnreadableError
from runut.keep.store import Store
from runut.records import Given, RawPage, Reject
from runut.watch.archive import FULL, Archive
from runut.watch.calm import calm
from runut.watch.folders import File, new_files
from runut.watch.receipt import Round
from runut.watch.sources import links_of
from runut.watch.state import State, Stored, Waiting

__all__ = ["Watch"]

_TRIES = 5
_MAPS = 10  # of an index of site maps, the ones that changed last
_PATIENCE = 90.0  # seconds that a round waits for one host when no other has anything left
_MOST_LIST = 100_000_000


class Watch:
    """Somebody who looks again and again. ``most``: pages a round; ``leave``: beginnings of paths not to read."""

    def __init__(
        self,
        store: Store,
        state: State,
        fetcher: Fetcher,
        sources: Sequence[str],
        *,
        most: int = 200,
        full: int = FULL,
        leave: tuple[str, ...] = (),
        debug: bool = False,
    ) -> None:
        self._store, self._state, self._fetcher, self._sources = store, state, fetcher, sources
        self._clock, self._most, self._leave, self._debug = fetcher.clock, most, leave, debug
        self._archive = Archive(state.folder, fetcher.clock, full)
        state.remind(fetcher)
        self._recover()

    def round(self) -> Round:
        """Look once."""
        found = Round(_time(self._clock.now()))
        files: list[File] = []
        try:
            self._look(found)
            self._fetch(found)
            files = self._files(found)
        except KeyboardInterrupt:
            found.interrupted = True
        self._state.learn(self._fetcher)
        found.waiting = self._state.count_waiting()
        archives = [one for one in self._state.archives() if one.size > one.read_size]
        if archives or files or found.refused:
            self._read(found, archives, files)
        return found

    def wait(self, seconds: float) -> None:
        """Until the next round."""
        self._clock.sleep(seconds)

    # ------------------------------------------------------------ what there is

    def _look(self, found: Round) -> None:
        """Every source, and the site maps that an index names."""
        waiting = deque((source, 0) for source in self._sources if not os.path.isdir(source))
        found.sources = len(self._sources)
        while waiting:
            source, depth = waiting.popleft()
            maps = self._look_at(source, found)
            if depth == 0:
                waiting.extend((address, 1) for address in maps)

    def _look_at(self, source: str, found: Round) -> list[str]:
        data, known = self._bytes_of(source, found)
        if data is None:
            return []
        digest = blake2b(data, digest_size=16).hexdigest()
        if digest == self._state.digest(source):
            found.unchanged += 1
            return []
        links = links_of(source, data, self._fetcher.limits)
        found.trouble += links.trouble
        found.named += self._state.name(links.pages, self._clock.now())
        newest = sorted(links.maps, key=lambda link: link.changed or "", reverse=True)[:_MAPS]
        # An index stays to be read: whether its maps changed, they say themselves.
        if not newest:
            self._state.read(source, known, digest)
        return [link.address for link in newest]

    def _bytes_of(self, source: str, found: Round) -> tuple[bytes | None, Known]:
        """The source's bytes, None where they are not to be had or not new."""
        if not is_address(source):
            return _file(source, found), Known()
        if self._state.due_at(source) > self._clock.now():
            found.unchanged += 1
            return None, Known()
        answer = self._fetcher.fetch(source, self._state.known(source))
        if isinstance(answer, Refusal):
            found.trouble.append(Reject(source, answer.reason, answer.detail))
            if answer.again:
                self._state.put_off(source, answer.again)
        elif answer.is_same:
            found.unchanged += 1
        else:
            return answer.last.body, answer.known
        return None, Known()

    # ------------------------------------------------------------ fetching

    def _fetch(self, found: Round) -> None:
        """What is due, host after host as their turns come."""
        queues: dict[str, deque[Waiting]] = {}
        for one in self._state.waiting(self._clock.now(), self._most):
            queues.setdefault(_host(one.address), deque()).append(one)
        while queues:
            host = min(queues, key=lambda name: self._fetcher.ready_at(queues[name][0].address))
            if self._fetcher.ready_at(queues[host][0].address) - self._clock.now() > _PATIENCE:
                found.put_off += len(queues.pop(host))
                continue
            self._fetch_one(queues[host].popleft(), found)
            if not queues[host]:
                del queues[host]

    def _fetch_one(self, one: Waiting, found: Round) -> None:
        answer = self._fetcher.fetch(one.address)
        if isinstance(answer, Answer) and is_page(answer.last):
            self._keep(one.address, answer)
            found.fetched += 1
        elif isinstance(answer, Answer):
            self._refuse(
                one, found, "unknown-format", f"the address gives {answer.last.media or 'no type'}, not a page"
            )
        elif answer.again is None:
            self._refuse(one, found, answer.reason, answer.detail)
        elif one.tries + 1 >= _TRIES and answer.reason != "not-fetched":
            self._refuse(one, found, answer.reason, f"{answer.detail} (tried {_TRIES} times)")
        else:
            found.put_off += 1
            self._state.later(one.address, answer.again, one.tries + (answer.reason != "not-fetched"))

    def _keep(self, address: str, answer: Answer) -> None:
        with calm():
            self._archive.keep(answer.exchanges)
            self._state.fetched(address, answer.last.address, self._stored())

    def _stored(self) -> Stored:
        return Stored(self._archive.path.name, self._archive.size, self._archive.records, 0, 0)

    def _refuse(self, one: Waiting, found: Round, reason: str, detail: str) -> None:
        self._state.refused(one.address, reason)
        found.refused.append(Reject(one.address, reason, detail))

    # ------------------------------------------------------------ reading

    def _files(self, found: Round) -> list[File]:
        folders = [source for source in self._sources if os.path.isdir(source)]
        files: list[File] = []
        for item in new_files(folders, self._state, self._clock, self._leave):
            if isinstance(item, Reject):
                found.trouble.append(item)
            else:
                files.append(item)
        found.files = len(files)
        return files

    def _read(self, found: Round, archives: list[Stored], files: list[File]) -> None:
        paths = [str(self._state.folder / one.name) for one in archives] + [file.path for file in files]

        def finder(_: Sequence[str], given: Given) -> Iterator[RawPage | Reject]:
            yield from found.refused
            for one in archives:
                yield from self._pages(one, given)
            yield from find([file.path for file in files], given, limits=self._fetcher.limits)

        found.receipt = build(self._store, paths, finder=finder, debug=self._debug)
        if found.receipt.interrupted:
            found.interrupted = True
            return  # what was not reached is read by the next round
        self._state.built(archives)
        for file in files:
            self._state.have_file(file.path, file.size, file.changed, file.digest)

    def _pages(self, archive: Stored, given: Given) -> Iterator[RawPage | Reject]:
        """The pages that came since the archive was last read, with what the sources said of them."""
        path = self._state.folder / archive.name
        for item in _of_archive(path, archive.read_size, Tally(archive.read_records), given, self._fetcher):
            if isinstance(item, Reject):
                if item.reason != "no-article":  # redirects on the way to a page
                    yield item
                continue
            title, published = self._state.said_of(item.given.url or "")
            said = replace(
                item.given, title=item.given.title or title or None, published=item.given.published or published or None
            )
            yield replace(item, given=said)

    def _recover(self) -> None:
        """Pages that were written and not noted: the program, or the machine, ended in between."""
        known = {one.name: one for one in self._state.archives()}
        for path in sorted(self._state.folder.glob("*.warc.gz")):
            before = known.get(path.name) or Stored(path.name, 0, 0, 0, 0)
            size = path.stat().st_size
            if size > before.size:
                tally = Tally(before.records)
                found = _of_archive(path, before.size, tally, Given(), self._fetcher)
                addresses = [item.given.url for item in found if isinstance(item, RawPage) and item.given.url]
                self._state.found(replace(before, size=size, records=tally.number), addresses)


def _of_archive(path: Path, start: int, tally: Tally, given: Given, fetcher: Fetcher) -> Iterator[RawPage | Reject]:
    try:
        with open(path, "rb") as stream:
            stream.seek(start)
            yield from web_archive(str(path), stream, Job.of(given, fetcher.limits), packed=True, tally=tally)
    except OSError as error:
        yield Reject(str(path), "unreadable", f"cannot be read ({error.strerror or error})")


def _file(source: str, found: Round) -> bytes | None:
    try:
        with open(source, "rb") as stream:
            data = stream.read(_MOST_LIST + 1)
    except OSError as error:
        found.trouble.append(Reject(source, "not-found", f"cannot be read ({error.strerror}); check the path"))
        return None
    if len(data) > _MOST_LIST:
        found.trouble.append(Reject(source, "too-large", "more than 100.0 MB; split the list"))
        return None
    return data


def _host(address: str) -> str:
    try:
        return target_of(address).host
    except UnreadableError:
        return ""


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
