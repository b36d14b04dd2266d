"""The codebook: which Indonesian words are which act, compiled from ``data/codebook/*.yaml``.

In: the YAML files (format in ``docs/codebook.md``). Out: ``Codebook``: acts, and an index from the first word of every
derived form to the forms that begin with it. It knows nothing of sentences; ``triggers`` applies it.

>>> book = codebook()
>>> any(form.act.type == "ASSAULT" for form in book.starting_with("menyerang"))
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from runut.data import LOADER
from runut.dissect.tokens import token_spans
from runut.errors import UsageError
from runut.extract.events.lists import listed
from runut.extract.events.morphology import (
    active_forms,
    base_stem,
    passive_form,
    without_clitic,
    without_reduplication,
)
from runut.own import follows_own, own

Voice = Literal["active", "passive", "bare", "intransitive", "undergo", "noun"]

VERB_TARGETS = ("object", "kepada", "terhadap", "melawan", "atas", "ke", "pada", "dengan", "bagi")
NOUN_ACTORS = ("oleh", "possessor", "dari", "antara")
NOUN_TARGETS = ("terhadap", "kepada", "melawan", "ke", "atas", "dengan", "pada", "bagi", "untuk", "possessor")
PHRASE_GAP = 3
AFTER = "pasca"
ERAS = listed("eras")
# Words whose forms are kept: more than a newsroom writes in a year, and a few megabytes.
MOST_WORDS = 1 << 16
# Classes that hold for every entry (``classes_context.yaml``).
GENERAL = (
    "sport", "ended", "hollow", "unable", "purposeless", "abstract", "experts", "everyday", "unwilled", "crime",
    "leader_office",
)  # fmt: skip


def line_of(words: Iterable[str]) -> str:
    """The words as one line, blanks at both ends; what a name is ("#state") stands beside its words, not among them.

    >>> line_of(["jenazah", "korban", "#group", "kecelakaan"])
    ' jenazah korban kecelakaan '
    """
    return f" {' '.join(word for word in words if not word.startswith('#'))} "


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words and word groups of a condition; ``hits`` looks for any of them."""

    words: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    # Made once, because every sentence asks: the first words of the groups, the groups as they begin and end a line.
    heads: frozenset[str] = field(init=False, compare=False)
    starts: tuple[str, ...] = field(init=False, compare=False)
    ends: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", frozenset(group.split()[0] for group in self.groups))
        object.__setattr__(self, "starts", tuple(group.lstrip() for group in self.groups))
        object.__setattr__(self, "ends", tuple(group.rstrip() for group in self.groups))

    def hits(self, words: Iterable[str]) -> bool:
        """Whether any word or group stands in ``words`` (lower-cased, in order)."""
        listed = list(words)
        if not self.words.isdisjoint(listed):
            return True
        if self.heads.isdisjoint(listed):
            return False
        return self.in_line(line_of(listed))

    def in_line(self, line: str) -> bool:
        """Whether any group stands in ``line``, a row of words with a blank at each end."""
        return any(group in line for group in self.groups)

    def __bool__(self) -> bool:
        return bool(self.words or self.groups)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold, or must not, for a form to be its act."""

    object: WordSet = field(default_factory=WordSet)
    near: WordSet = field(default_factory=WordSet)
    before: WordSet = field(default_factory=WordSet)
    after: WordSet = field(default_factory=WordSet)
    subject: WordSet = field(default_factory=WordSet)
    # False: the act may stand without a known party; True: it may not; None: as its type is told (``standing``).
    party: bool | None = None

    def count(self) -> int:
        """How many kinds of condition are set: a measure of how specific the entry is."""
        return sum(map(bool, (self.object, self.near, self.before, self.after, self.subject)))


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the codebook with its codes and its frame."""

    name: str
    type: str
    phrase_id: str
    phrase_en: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    actor: tuple[str, ...]
    target: tuple[str, ...]
    nominal_actor: tuple[str, ...]
    nominal_target: tuple[str, ...]
    mutual: bool
    embeds: str | None
    requires: Conditions
    unless: Conditions


@dataclass(frozen=True, slots=True)
class Form:
    """A surface form: its parts in order (between parts up to ``PHRASE_GAP`` other words if ``loose``)."""

    parts: tuple[str, ...]
    act: Act
    voice: Voice
    loose: bool = False
    objects: WordSet = field(default_factory=WordSet)
    entry: str = ""
    headline: bool = False
    # Longer and more conditioned forms are tried first.
    specificity: tuple[int, int] = field(init=False, default=(0, 0))

    def __post_init__(self) -> None:
        """Work out once how specific the form is; it is asked for at every word."""
        parts = len(self.parts) + bool(self.objects) * 2
        object.__setattr__(self, "specificity", (parts, self.act.requires.count() + self.act.unless.count()))


@dataclass(frozen=True, slots=True)
class Codebook:
    """All acts, the index of their forms, and the words that hold for all of them.

    ``sport``: words of sport, where attack and defence mean something else. ``hollow``, ``ended``: words before a
    nominal act, or a verbal one (``unable``; ``purposeless`` before its *untuk*), behind which it is not told
    ("mencegah serangan", "bisa menyerang", "hak untuk menyerang"). ``abstract`` and ``experts``: subjects that act for
    nobody.
    ``everyday``: words of a sentence about life and administration at home; ``foreign``: names that take it abroad.
    ``unwilled``: subjects that kill and destroy without a will; ``crime``: words of common crime;
    ``leader_office``: those who govern.
    """

    acts: Mapping[str, Act]
    index: Mapping[str, tuple[Form, ...]]
    sport: WordSet = field(default_factory=WordSet)
    ended: WordSet = field(default_factory=WordSet)
    hollow: WordSet = field(default_factory=WordSet)
    unable: WordSet = field(default_factory=WordSet)
    purposeless: WordSet = field(default_factory=WordSet)
    abstract: WordSet = field(default_factory=WordSet)
    experts: WordSet = field(default_factory=WordSet)
    everyday: WordSet = field(default_factory=WordSet)
    unwilled: WordSet = field(default_factory=WordSet)
    crime: WordSet = field(default_factory=WordSet)
    leader_office: WordSet = field(default_factory=WordSet)
    foreign: WordSet = field(default_factory=WordSet)
    # The user's own acts: the model never saw them and has no say on them.
    mine: frozenset[str] = frozenset()
    # The forms that a word may begin, filled as words are met: most of a text is the same few thousand words.
    met: dict[str, tuple[tuple[Form, str], ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def begun_by(self, word: str) -> tuple[tuple[Form, str], ...]:
        """Forms that ``word`` (lower case) may begin, with the clitic that has to be taken off for it.

        "serangan-serangan" is the plural of a form, "pascaserangan" its time after; "olok-olok" is a word of its own.
        """
        known = self.met.get(word)
        if known is None:
            if len(self.met) >= MOST_WORDS:
                self.met.clear()
            known = self.met[word] = tuple(self._begun_by(word))
        return known

    def _begun_by(self, word: str) -> Iterator[tuple[Form, str]]:
        plain = without_reduplication(word)
        for one in dict.fromkeys((plain, word)):
            yield from ((form, "") for form in self.starting_with(one))
        if plain.startswith(AFTER):
            # "pascaperang" is an adjective
            rest = plain.removeprefix(AFTER).lstrip("-")
            yield from ((f, "") for f in self.starting_with(rest) if f.voice == "noun" and rest not in ERAS)
        stripped, clitic = without_clitic(plain)
        if clitic:
            stripped = without_reduplication(stripped)
            yield from ((form, clitic) for form in self.starting_with(stripped) if form.voice != "bare")

    def starting_with(self, word: str) -> tuple[Form, ...]:
        """Forms whose first part is ``word`` (lower case), most specific first."""
        return self.index.get(word, ())


@follows_own
@cache
def codebook() -> Codebook:
    """The codebook that ships with Runut, with the user's own acts."""
    folder = files("runut.data") / "codebook"
    shipped = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return load(shipped, own().codebook)


def load(sources: Sequence[Any], added: Sequence[Any] = ()) -> Codebook:
    """Compile the given YAML files (objects with ``name`` and ``read_text``); an act of a later file replaces its like.

    ``added`` are a user's own: between forms of one specificity theirs go first.

    :raises UsageError: a file is not valid YAML or an entry lacks its act or type.
    """
    classes: dict[str, list[str]] = {}
    entries: dict[str, tuple[str, Mapping[str, Any]]] = {}
    mine: set[str] = set()
    for source in (*sources, *added):
        content = _content(source)
        listed = content if Path(source.name).stem.startswith("classes") else content.get("classes") or {}
        for key, words in listed.items():
            classes.setdefault(key, []).extend(str(word) for word in words)
        for entry in content.get("acts") or ():
            try:
                entries[entry["act"]] = (entry.get("type") or content["type"], entry)
            except KeyError as error:
                raise UsageError(f"codebook file {source.name}: an act lacks {error}") from error
            (mine.add if source in added else mine.discard)(entry["act"])
    # who replaces an act replaces its further words too
    entries = {n: e for n, e in entries.items() if n in mine or e[1].get("as") not in mine}
    compiled = {name: _act(entry, kind, classes) for name, (kind, entry) in entries.items()}
    # further words of an act with conditions of their own are told as that act
    acts = {name: act for name, act in compiled.items() if act.name == name}
    for name, act in compiled.items():
        if act.name not in acts or acts[act.name].type != act.type:
            raise UsageError(f"codebook: {name} is told as {act.name}; name an act of {act.type}")
    index: dict[str, list[Form]] = {}
    for name, (_, entry) in entries.items():
        for form in _forms(entry, compiled[name], classes):
            index.setdefault(form.parts[0], []).append(form)
    ordered = {
        word: tuple(sorted(forms, key=lambda f: (f.specificity, f.act.name in mine, f.act.name), reverse=True))
        for word, forms in index.items()
    }
    general = {name: word_set(classes.get(name, ()), classes) for name in GENERAL}
    return Codebook(acts, ordered, **general, foreign=_foreign(classes), mine=frozenset(mine))


def _foreign(classes: Mapping[str, list[str]]) -> WordSet:
    named = word_set([*classes.get("states", ()), *classes.get("leader_name", ())], classes)
    home = word_set(classes.get("home", ()), classes)
    return WordSet(named.words - home.words, tuple(group for group in named.groups if group not in home.groups))


def _content(source: Any) -> dict[str, Any]:
    try:
        content = yaml.load(source.read_text(encoding="utf8"), Loader=LOADER)
    except yaml.YAMLError as error:
        raise UsageError(f"codebook file {source.name} is not valid YAML: {error}") from error
    return content if isinstance(content, dict) else {}


def _act(entry: Mapping[str, Any], kind: str, classes: Mapping[str, list[str]]) -> Act:
    requires = entry.get("requires") or {}
    return Act(
        name=entry.get("as") or entry["act"],
        type=kind,
        phrase_id=entry.get("id") or entry["act"].replace("_", " "),
        phrase_en=entry.get("en") or entry["act"].replace("_", " "),
        mode=entry.get("mode"),
        cameo=str(entry["cameo"]) if entry.get("cameo") else None,
        contexts=tuple(entry.get("contexts") or ()),
        actor=tuple(entry.get("actor") or ("subject",)),
        target=tuple(entry.get("target", VERB_TARGETS)),
        nominal_actor=tuple(entry.get("nominal_actor", NOUN_ACTORS)),
        nominal_target=tuple(entry.get("nominal_target", NOUN_TARGETS)),
        mutual=bool(entry.get("mutual")),
        embeds=entry.get("embeds"),
        requires=_conditions(requires, classes),
        unless=_conditions(entry.get("unless") or {}, classes),
    )


def _conditions(entry: Mapping[str, Any], classes: Mapping[str, list[str]]) -> Conditions:
    return Conditions(
        object=word_set(entry.get("object") or (), classes),
        near=word_set(entry.get("near") or (), classes),
        before=word_set(entry.get("before") or (), classes),
        after=word_set(entry.get("after") or (), classes),
        subject=word_set(entry.get("subject") or (), classes),
        party=entry.get("party"),
    )


def word_set(words: Iterable[Any], classes: Mapping[str, list[str]]) -> WordSet:
    """A ``WordSet`` of words, groups and ``@class`` references."""
    singles: list[str] = []
    groups: list[str] = []
    for word in (words,) if isinstance(words, str) else words:
        text = str(word).lower()
        if text.startswith("@"):
            if text[1:] not in classes:
                raise UsageError(f"codebook: there is no class {text}; add it to classes.yaml")
            inner = word_set(classes[text[1:]], classes)
            singles.extend(sorted(inner.words))
            groups.extend(inner.groups)
        elif " " in text:
            groups.append(f" {text} ")
        else:
            singles.append(text)
    return WordSet(frozenset(singles), tuple(dict.fromkeys(groups)))


def _forms(entry: Mapping[str, Any], act: Act, classes: Mapping[str, list[str]]) -> Iterator[Form]:
    for stem in entry.get("verbs") or ():
        for word, voice in verb_forms(str(stem)):
            yield Form(_parts(word), act, voice, entry=str(stem))
    whole: tuple[tuple[str, Voice], ...] = (
        ("verbs_intrans", "intransitive"), ("passives", "undergo"), ("nouns", "noun")
    )
    for key, voice in whole:
        for words in entry.get(key) or ():
            yield Form(_parts(str(words)), act, voice, entry=str(words))
    for words in entry.get("headline") or ():
        yield Form(_parts(str(words)), act, "bare", entry=str(words), headline=True)
    for rule in entry.get("verb_object") or ():
        objects = word_set(rule["objects"], classes)
        for stem in rule["verbs"]:
            for word, voice in verb_forms(str(stem)):
                yield Form(_parts(word), act, voice, objects=objects, entry=f"{stem} + object")
    for phrase in entry.get("phrases") or ():
        yield from _phrase_forms(str(phrase), act)


def verb_forms(stem: str) -> Iterator[tuple[str, Voice]]:
    """Active, passive and bare forms of a transitive stem; a group ("tembak jatuh", "uji coba=menguji coba") inflects
    its first word."""
    group, equals, active = stem.partition("=")
    head, blank, tail = group.partition(" ")
    rest, head = blank + tail, head + equals + active.partition(" ")[0]
    for form in active_forms(head):
        yield form + rest, "active"
    yield passive_form(head) + rest, "passive"
    yield base_stem(head) + rest, "bare"


def _parts(words: str) -> tuple[str, ...]:
    lower = words.lower()
    return tuple(lower[a:b] for a, b in token_spans(lower, 0, len(lower)))


def _phrase_forms(phrase: str, act: Act) -> Iterator[Form]:
    """``<buka> front`` in all voices of its stem; a phrase without a stem is intransitive."""
    words = phrase.lower().split()
    slot = next((i for i, word in enumerate(words) if word.startswith("<")), None)
    if slot is None:
        yield Form(tuple(words), act, "intransitive", loose=True, entry=phrase)
        return
    for form, voice in verb_forms(words[slot].strip("<>")):
        parts = (*words[:slot], form, *words[slot + 1 :])
        yield Form(parts, act, voice, loose=True, entry=phrase)
